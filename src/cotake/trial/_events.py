"""What happened beside, as columns: each event at its full on its day, and half of it gone after a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

#: Days until half of what an event does is gone.
HALF_GONE = 7.0
#: More would leave the days too little to tell of the exposure.
_MOST = 8
_LONGEST = 40


def columns_of_events(
    happened: Iterable[tuple[int, str]], days: Sequence[int]
) -> tuple[dict[str, list[float]], tuple[str, ...]]:
    """A column for each text, and the texts that were left out.

    Args:
        happened: the day and the text of each event; the same text again is the same kind of event.
        days: the day of each row, in order.

    Returns:
        The columns by name, of the texts that came most often and of these the last; the others' names.
    """
    by_text: dict[str, list[int]] = {}
    for day, text in happened:
        by_text.setdefault(_name(text), []).append(day)
    often = Counter({name: len(on) for name, on in by_text.items()})
    order = sorted(by_text, key=lambda name: (-often[name], -max(by_text[name]), name))
    found = {
        name: [
            sum(0.5 ** ((day - each) / HALF_GONE) for each in by_text[name] if each <= day) for day in days
        ]
        for name in order[:_MOST]
    }
    return found, tuple(order[_MOST:])


def _name(text: str) -> str:
    """In one line, not too long, and the same however it is written."""
    words = " ".join(text.split()).casefold()
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
