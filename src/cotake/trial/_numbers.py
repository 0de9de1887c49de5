"""Numbers as they stand in an answer."""


def shown(number: float) -> str:
    """Two digits, or whole from 100 on: `0.64`, `1.3`, `1200`; never `-0`."""
    text = f"{number:.0f}" if abs(number) >= 99.5 else f"{number:.2g}"
    return text.removeprefix("-") if float(text) == 0 else text


def points(number: float) -> str:
    """`1 point`, `1.3 points`."""
    text = shown(number)
    return f"{text} point" if text == "1" else f"{text} points"


def of_hundred(chance: float) -> str:
    """`83 of 100`."""
    number = round(100 * chance)
    if number >= 100:
        return "more than 99 of 100"
    return "less than 1 of 100" if number <= 0 else f"{number} of 100"
