"""The doses and times of day in a typed line."""

from __future__ import annotations

import re
from dataclasses import replace

from cotake._record import record
from cotake._speech import Speech

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|[½¼¾]|\.\d+"
_MG = {"g": 1000.0, "gm": 1000.0, "gram": 1000.0, "grams": 1000.0, "mg": 1.0, "milligram": 1.0,
       "milligrams": 1.0, "mgs": 1.0, "mcg": 1e-3, "µg": 1e-3, "μg": 1e-3, "ug": 1e-3,
       "microgram": 1e-3, "micrograms": 1e-3, "kg": 1e6}  # fmt: skip
_MASS = "|".join(sorted(_MG, key=len, reverse=True))
_PIECE = r"tablets?|tabs?|capsules?|caps?|pills?|puffs?|sprays?|sachets?|patch(?:es)?|films?|ampoules?"
_OTHER = rf"ml|iu|units?|u|mmol|meq|drops?|{_PIECE}|cups?|glasses|glass|drinks?|joints?|cigarettes?|%"
_FRACTION = {"½": 0.5, "¼": 0.25, "¾": 0.75}
#: Larger than any number of anything that is taken.
_TOO_MUCH = 1e9
#: More pieces than this are a pack, not a dose.
PACK = 12

_WORDS = {"half": "0.5", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
          "eight": "8", "twelve": "12"}  # fmt: skip
_WORD = "|".join(_WORDS)
_SPELT = re.compile(
    rf"\b({_WORD})(?:\s+(?:of\s+)?an?)?\s+(?=(?:{_PIECE}|times|hours?|days?|weeks?|months?)\b)",
    re.IGNORECASE,
)
_AND_HALF = re.compile(r"\b(\d+|one|two|three)\s*(?:½|(?:and|&)\s+a\s+half|\s1/2)(?![\w/])", re.IGNORECASE)
_SLASHED = re.compile(rf"(?<![\w.,/-])([13])/([24])(?=\s*(?:{_MASS}|{_PIECE})(?!\w))", re.IGNORECASE)
_HYPHENED = re.compile(rf"(?<=[a-z])-(?=(?:{NUMBER})\s*(?:{_MASS})(?!\w))", re.IGNORECASE)

_RATE = re.compile(rf"(?<![\w.-])({NUMBER})\s*({_MASS})\s*(?:/|per|an)\s*(?:hours?|hr|h)\b", re.IGNORECASE)
_BY_BODY = re.compile(rf"(?<![\w.-])({NUMBER})\s*({_MASS})\s*(?:/|per)\s*(kg|m2|m²)(?!\w)", re.IGNORECASE)
_AT_TIME = re.compile(
    rf"(?<![\w.-])({NUMBER})\s*({_MASS})\s+(?:in\s+the\s+|at\s+|every\s+|each\s+)?"
    r"(?:mornings?|am|noon|midday|lunch|afternoon|evening|pm|night|bedtime)\b(?:\s*(?:,|\+|&|and)(?=\s))?",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\b(?:max(?:imum)?|up\s+to)\s+(\d)\s*(?:a|per|/)\s*day\b", re.IGNORECASE)
_CONCENTRATION = re.compile(
    rf"(?<![\d.,])({NUMBER})\s*({_MASS})\s*(?:/|per|in)\s*({NUMBER})?\s*ml\b", re.IGNORECASE
)
_VOLUME = re.compile(rf"(?<![\d.,])({NUMBER})\s*ml\b", re.IGNORECASE)
_STRENGTHS = re.compile(
    rf"(?<![\w.,-])({NUMBER})\s*({_MASS})?((?:\s*[/+-]\s*(?:{NUMBER})\s*(?:{_MASS})?)+)\s*({_MASS})?(?![\w-])",
    re.IGNORECASE,
)
_BARE_STRENGTHS = re.compile(rf"(?<![\w.,-])((?:{NUMBER})(?:\s?[/-]\s?(?:{NUMBER}))+)(?![\w-])")
_TIMES = re.compile(
    rf"(?<![\w.,/-])(?:(?:{NUMBER})\s*(?:-|–|to|or)\s*)?({NUMBER})\s*(?:x|×|\*|times|{_PIECE})\s*(?:of\s*)?({NUMBER})\s*({_MASS})(?![\w/])",
    re.IGNORECASE,
)
_PIECES = re.compile(
    rf"(?<![\w.,/-])(?:(?:{NUMBER})\s*(?:-|–|to|or)\s*)?({NUMBER})\s*(?:{_PIECE})\b", re.IGNORECASE
)
_FOLD = re.compile(
    rf"(?<=\s)[x×*]\s*({NUMBER})(?![\w.,/-])(?!\s*(?:times\b|a\b|per\b|each\b|every\b|/)?\s*(?:day|daily|week|weekly)\b)",
    re.IGNORECASE,
)
_MASS_DOSE = re.compile(rf"(?<![\w.-])({NUMBER})\s*-?\s*({_MASS})(?![\w%])", re.IGNORECASE)
_OTHER_DOSE = re.compile(rf"(?<![\w.-])({NUMBER})\s*-?\s*({_OTHER})(?![\w%])", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?<![\w.-])({NUMBER})\s*(?:{_MASS})?\s*(?:-|–|to|or)\s*({NUMBER})\s*({_MASS})(?![\w])",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?:(?<=\s)|^)({NUMBER})(?=\s|$)")
_EVERY = re.compile(
    r"\b(?:every|q)\s*(\d+)(?:\s*(?:-|–|to)\s*(\d+))?\s*(hourly|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?)\b"
    r"|(?<![\w.,-])(\d+)\s*-?\s*hourly\b",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\b(\d+)(?:\s*(?:-|–|to)\s*(\d+))?\s*(?:x|×|times)\s*(?:a|per|/|each)?\s*(day|daily|week|weekly|d)\b",
    re.IGNORECASE,
)
#: "500 mg x 100 a day": how many times, not the size of a pack.
_FOLD_PER = re.compile(
    r"(?<=\s)[x×*]\s*(\d+)\s*(?:times\s+)?(?:(?:a|per|each|every)\s*|/\s*)?(day|daily|week|weekly)\b",
    re.IGNORECASE,
)
#: "2 mg 12 a day", once the dose has been taken away.
_SO_MANY = re.compile(
    r"(?<![\w.,/-])(\d{1,2})\s*(?:a|per|each|every|/)\s*(day|daily|week|weekly)\b", re.IGNORECASE
)
_PART = r"(\d(?:[.,]\d)?|½)"
_SCHEME = re.compile(rf"(?<![\w.-]){_PART}-{_PART}-{_PART}(?:-{_PART})?(?![\w-])")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)(?![a-z])"
_WEEKDAYS = re.compile(
    rf"\b(?:(?:on|every|each)\s+)?((?:{_WEEKDAY})(?:\s*(?:,|and|&|/|\+|-)\s*(?:{_WEEKDAY}))*)\b",
    re.IGNORECASE,
)


@record
class Amount:
    """A dose found in a line: per dose, in mg where it is a mass; `a_day` where it is for a day."""

    value: float
    unit: str
    mg: float | None
    parts_mg: tuple[float, ...] = ()
    a_day: bool = False
    note: str = ""


def number(text: str) -> float:
    """A typed number. `1,000` is a thousand, `1,5` one and a half.

    >>> number("1,000"), number("1,5"), number("½")
    (1000.0, 1.5, 0.5)
    """
    if text in _FRACTION:
        return _FRACTION[text]
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        return min(float(text.replace(",", "")), 10 * _TOO_MUCH)
    return min(float(text.replace(",", ".")), 10 * _TOO_MUCH)


def plain_numbers(text: str) -> str:
    """The line with `1½`, `1/2 tablet` and `two tablets` written as plain numbers.

    >>> plain_numbers("1½ mg"), plain_numbers("half a tablet"), plain_numbers("name-50mg")
    ('1.5 mg', '0.5 tablet', 'name 50mg')
    """
    text = _AND_HALF.sub(lambda found: f"{_WORDS.get(found[1].lower(), found[1])}.5", text)
    text = _SPELT.sub(lambda found: f"{_WORDS[found[1].lower()]} ", text)
    text = _SLASHED.sub(lambda found: f"{int(found[1]) / int(found[2]):g}", text)
    return _HYPHENED.sub(" ", text)


def take_amount(text: str) -> tuple[Amount | None, str]:
    """The dose in a line, and the line without it."""
    amount, rest = _take_amount(text)
    if amount and max(amount.value, amount.mg or 0, *amount.parts_mg) > _TOO_MUCH:
        return Amount(1, "", None, note="the dose could not be read"), rest
    return amount, rest


def _take_amount(text: str) -> tuple[Amount | None, str]:
    if found := _RATE.search(text):
        value, unit = number(found[1]), found[2].lower()
        return Amount(value, f"{unit}/h", value * _MG[unit] * 24, a_day=True), _cut(text, found)
    if found := _BY_BODY.search(text):
        note = f"a dose by {found[3]} was not turned into mg"
        unit = f"{found[2]}/{found[3]}".lower()
        return Amount(number(found[1]), unit, None, note=note), _cut(text, found)
    if len(doses := list(_AT_TIME.finditer(text))) > 1:
        total = sum(number(each[1]) * _MG[each[2].lower()] for each in doses)
        for each in doses:
            text = text.replace(each[0], " ", 1)
        return Amount(total, "mg", total, a_day=True), text.strip()
    if found := _CONCENTRATION.search(text):
        per_ml = number(found[1]) * _MG[found[2].lower()] / ((found[3] and number(found[3])) or 1)
        rest = _cut(text, found)
        if volume := _VOLUME.search(rest):
            value = per_ml * number(volume[1])
            return Amount(value, "mg", value), _cut(rest, volume)
        return None, rest
    if found := _TIMES.search(text):
        return _mass(number(found[1]) * number(found[2]), found[3]), _cut(text, found)
    strength, rest = _take_strength(text)
    pieces, without = _take_pieces(rest)
    if strength is None:
        if found := _OTHER_DOSE.search(text):
            _, rest = _take_pieces(_cut(text, found))
            return Amount(number(found[1]), found[2].lower(), None), rest
        return None, text
    if pieces is None:
        return strength, rest
    if pieces > PACK:
        return replace(strength, note=f"{pieces:g} was taken as the size of the pack"), without
    assert strength.mg is not None
    return (
        replace(
            strength,
            value=strength.value * pieces,
            mg=strength.mg * pieces,
            parts_mg=tuple(each * pieces for each in strength.parts_mg),
        ),
        without,
    )


def _take_strength(text: str) -> tuple[Amount | None, str]:
    if found := _RANGE.search(text):
        # `5-325 mg` of a combination is no range: the parts are there for one that has two.
        low, high = (number(found[place]) * _MG[found[3].lower()] for place in (1, 2))
        return replace(_mass(number(found[2]), found[3]), parts_mg=(low, high)), _cut(text, found)
    if (found := _STRENGTHS.search(text)) and (parts := _strengths(found)):
        return parts, _cut(text, found)
    if found := _MASS_DOSE.search(text):
        return _mass(number(found[1]), found[2]), _cut(text, found)
    return None, text


def _take_pieces(text: str) -> tuple[float | None, str]:
    """How many tablets, puffs and the like, or `x 2`."""
    found = _PIECES.search(text) or _FOLD.search(text)
    return (number(found[1]), _cut(text, found)) if found else (None, text)


def take_bare_number(text: str) -> tuple[float | None, str]:
    """A number without a unit, of up to four digits, and the line without it."""
    found = _BARE.search(text)
    if not found or len(re.sub(r"[.,].*", "", found[1])) > 4:
        return None, text
    return number(found[1]), _cut(text, found)


def take_bare_strengths(text: str) -> tuple[tuple[float, ...], str]:
    """`30/500` or `5-325`: the strengths of a combination without their unit, and the rest."""
    found = _BARE_STRENGTHS.search(text)
    if not found:
        return (), text
    parts = tuple(number(each.strip()) for each in re.split(r"[/-]", found[1]))
    return parts, _cut(text, found)


#: Nobody takes a medicine more often.
MOST_TIMES_A_DAY = 48


def take_times_per_day(text: str) -> tuple[float | None, str]:
    """Doses a day written with numbers (`every 8 h`, `3 times a day`, `1-0-1`), and the rest."""
    per_day, rest = _take_times(text)
    if per_day is not None and 1e-3 <= per_day <= MOST_TIMES_A_DAY:
        return per_day, rest
    return None, text  # what cannot be is left in the line, which is then not recognised


def _take_times(text: str) -> tuple[float | None, str]:
    if found := _FOLD_PER.search(text):
        return float(found[1]) / (7 if found[2].lower().startswith("w") else 1), _cut(text, found)
    if found := _EVERY.search(text):
        count, unit = float(found[1] or found[4]), (found[3] or "h").lower()[0]
        days = {"h": count / 24, "d": count, "w": 7 * count, "m": 30 * count}[unit]
        return (1 / days if days else None), _cut(text, found)
    if found := _PER.search(text):
        count = float(found[2] or found[1])
        return count / (7 if found[3].lower().startswith("w") else 1), _cut(text, found)
    if found := _AT_MOST.search(text):
        return float(found[1]), _cut(text, found)
    if found := _SO_MANY.search(text):
        return float(found[1]) / (7 if found[2].lower().startswith("w") else 1), _cut(text, found)
    if found := _SCHEME.search(text):
        return sum(number(part) for part in found.groups() if part), _cut(text, found)
    if found := _WEEKDAYS.search(text):
        return len(re.findall(_WEEKDAY, found[1], re.IGNORECASE)) / 7, _cut(text, found)
    return None, text


def _mass(value: float, unit: str) -> Amount:
    unit = unit.lower()
    return Amount(value, unit, value * _MG[unit])


def _strengths(found: re.Match[str]) -> Amount | None:
    """`8/2 mg`, `8mg/2mg`: one strength for each part of a combination."""
    unit = (found[4] or found[2] or "").lower()
    pieces = re.findall(rf"({NUMBER})\s*({_MASS})?", found[0], re.IGNORECASE)
    units = [piece[1].lower() for piece in pieces if piece[1]]
    unit = unit or (units[-1] if units else "")
    if not unit or "-" in found[3]:
        return None
    parts = tuple(number(value) * _MG[(own or unit).lower()] for value, own in pieces)
    return Amount(number(pieces[0][0]), (pieces[0][1] or unit).lower(), parts[0], parts)


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def shared(parts: tuple[float, ...]) -> Amount:
    """The amounts in milligrams of the parts of one product, as one amount."""
    return Amount(parts[0], "mg", parts[0], parts)


def often(times_per_day: float, say: Speech) -> str:
    """How often, of what is taken less than daily."""
    days = 1 / times_per_day
    return say("once a week") if 6.5 <= days <= 7.5 else say("every {n} days", n=f"{days:.0f}")
