"""The phrases in a typed line that are not the name: doses, times of day, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|[½¼¾]|\.\d+"
_MG = {"g": 1000.0, "gm": 1000.0, "gram": 1000.0, "grams": 1000.0, "mg": 1.0, "milligram": 1.0,
       "milligrams": 1.0, "mgs": 1.0, "mcg": 1e-3, "µg": 1e-3, "μg": 1e-3, "ug": 1e-3,
       "microgram": 1e-3, "micrograms": 1e-3, "kg": 1e6}  # fmt: skip
_MASS = "|".join(sorted(_MG, key=len, reverse=True))
_OTHER = "ml|iu|units?|u|mmol|meq|puffs?|sprays?|drops?|tablets?|tabs?|capsules?|caps?|pills?|patch(?:es)?|films?|sachets?|cups?|glasses|glass|drinks?|joints?|cigarettes?|%"
_FRACTION = {"½": 0.5, "¼": 0.25, "¾": 0.75}

_CONCENTRATION = re.compile(rf"({NUMBER})\s*({_MASS})\s*(?:/|per|in)\s*({NUMBER})?\s*ml\b", re.IGNORECASE)
_VOLUME = re.compile(rf"({NUMBER})\s*ml\b", re.IGNORECASE)
_STRENGTHS = re.compile(
    rf"({NUMBER})\s*({_MASS})?((?:\s*[/+-]\s*(?:{NUMBER})\s*(?:{_MASS})?)+)\s*({_MASS})?(?![\w-])",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"({NUMBER})\s*(?:x|×|\*|times|tablets?|tabs?|capsules?|caps?|pills?)\s*(?:of\s*)?({NUMBER})\s*({_MASS})(?![\w])",
    re.IGNORECASE,
)
_DOSE = re.compile(rf"(?<![\w.-])({NUMBER})\s*-?\s*({_MASS}|{_OTHER})(?![\w%])", re.IGNORECASE)
_RANGE = re.compile(rf"(?<![\w.-])({NUMBER})\s*(?:-|–|to)\s*({NUMBER})\s*({_MASS})(?![\w])", re.IGNORECASE)
_BARE = re.compile(rf"(?:(?<=\s)|^)({NUMBER})(?=\s|$)")
_EVERY = re.compile(
    r"\b(?:every|q)\s*(\d+)(?:\s*(?:-|–|to)\s*(\d+))?\s*(hours?|hrs?|h|days?|d|weeks?|wks?|w|months?)\b",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\b(\d+)(?:\s*(?:-|–|to)\s*(\d+))?\s*(?:x|×|times)\s*(?:a|per|/|each)?\s*(day|daily|week|weekly|d)\b",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?<![\w.-])(\d(?:[.,]\d)?|½)-(\d|½)-(\d|½)(?:-(\d|½))?(?![\w-])")

_COUNT = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
          "seven": 7, "eight": 8, "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2,
          "few": 3, "a few": 3}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "hour": 0}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_AMOUNT = r"(\d+(?:\.\d+)?|a couple of|couple of|a few|few|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s*(hour|day|week|fortnight|month|year)s?"
_DATE = (
    rf"(\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}"
    r"|yesterday|today|tomorrow|last week|last month|last year|next week|next month)"
)
_WHEN = rf"(?:{_AMOUNT}\s*ago|in\s+{_AMOUNT}|{_DATE}|{_AMOUNT})"
_STOP = re.compile(
    rf"[,(]?\s*\b(?:i\s+)?(?:stopped(?:\s+taking)?(?:\s+it)?|quit|discontinued|finished|ended|came\s+off(?:\s+it)?|off\s+(?:it\s+)?since|off(?:\s+it)?\s+for|last\s+(?:dose|taken|took)(?:\s+(?:was|it))?|stopping|stop|until|till|ending|ends)"
    rf"\b\s*(?:on\s+|at\s+|about\s+|around\s+|for\s+|in\s+)?(?:{_WHEN})?\)?",
    re.IGNORECASE,
)
_START = re.compile(
    rf"[,(]?\s*\b(?:i\s+)?(?:started(?:\s+taking)?(?:\s+it)?|starting|starts?|from|since|begun|began|beginning|begins?|planned(?:\s+for|\s+from)?|will\s+start)\b\s*(?:on\s+|at\s+|about\s+|around\s+|from\s+)?(?:{_WHEN})\)?",
    re.IGNORECASE,
)
_FOR = re.compile(rf"\bfor\s+(?:the\s+(?:last|past)\s+|about\s+|over\s+)?{_AMOUNT}\b", re.IGNORECASE)


@dataclass(slots=True)
class Amount:
    """A dose found in a line: per dose, in mg where it is a mass."""

    value: float
    unit: str
    mg: float | None
    parts_mg: tuple[float, ...] = ()


def number(text: str) -> float:
    """A typed number. `1,000` is a thousand, `1,5` one and a half.

    >>> number("1,000"), number("1,5"), number("½")
    (1000.0, 1.5, 0.5)
    """
    if text in _FRACTION:
        return _FRACTION[text]
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def take_amount(text: str) -> tuple[Amount | None, str]:
    """The dose in a line, and the line without it."""
    if found := _CONCENTRATION.search(text):
        per_ml = number(found[1]) * _MG[found[2].lower()] / (number(found[3]) if found[3] else 1)
        rest = _cut(text, found)
        if volume := _VOLUME.search(rest):
            value = per_ml * number(volume[1])
            return Amount(value, "mg", value), _cut(rest, volume)
        return None, rest
    if found := _TIMES.search(text):
        value = number(found[1]) * number(found[2])
        return _mass(value, found[3]), _cut(text, found)
    if found := _RANGE.search(text):
        return _mass(number(found[2]), found[3]), _cut(text, found)
    if (found := _STRENGTHS.search(text)) and (parts := _strengths(found)):
        return parts, _cut(text, found)
    if found := _DOSE.search(text):
        unit = found[2].lower()
        amount = _mass(number(found[1]), unit) if unit in _MG else None
        return amount or Amount(number(found[1]), unit, None), _cut(text, found)
    return None, text


def take_bare_number(text: str) -> tuple[float | None, str]:
    """A number without a unit, of up to four digits, and the line without it."""
    found = _BARE.search(text)
    if not found or len(re.sub(r"[.,].*", "", found[1])) > 4:
        return None, text
    return number(found[1]), _cut(text, found)


def take_times_per_day(text: str) -> tuple[float | None, str]:
    """Doses a day written with numbers (`every 8 h`, `3 times a day`, `1-0-1`), and the rest."""
    if found := _EVERY.search(text):
        count, unit = float(found[1]), found[3].lower()[0]
        days = {"h": count / 24, "d": count, "w": 7 * count, "m": 30 * count}[unit]
        return (1 / days if days else None), _cut(text, found)
    if found := _PER.search(text):
        count = float(found[2] or found[1])
        return count / (7 if found[3].lower().startswith("w") else 1), _cut(text, found)
    if found := _SCHEME.search(text):
        return sum(number(part) for part in found.groups() if part), _cut(text, found)
    return None, text


@dataclass(slots=True)
class Dates:
    """When it was started and stopped, as far as the line says, and what had to be assumed."""

    start: date | None = None
    stop: date | None = None
    assumptions: tuple[str, ...] = ()


def take_dates(text: str, today: date) -> tuple[Dates, str]:
    """The dates in a line, and the line without them."""
    dates = Dates()
    notes: list[str] = []
    if found := _STOP.search(text):
        dates.stop, note = _when(found.groups(), today)
        if dates.stop is None:
            future = re.match(r"\W*(stopping|stop|until|till|ending|ends)\b", found[0], re.IGNORECASE)
            dates.stop = None if future else today
            note = note or "no date for stopping was given: taken as stopped today"
        notes.append(note) if note else None
        text = _cut(text, found)
    if found := _START.search(text):
        dates.start, note = _when(found.groups(), today)
        notes.append(note) if note else None
        text = _cut(text, found)
    elif found := _FOR.search(text):
        dates.start = today - timedelta(days=_days(found[1], found[2]))
        text = _cut(text, found)
    dates.assumptions = tuple(notes)
    return dates, text


def _when(groups: tuple[str | None, ...], today: date) -> tuple[date | None, str]:
    ago_count, ago_unit, in_count, in_unit, written, for_count, for_unit = groups[-7:]
    try:
        if ago_count and ago_unit:
            return today - timedelta(days=_days(ago_count, ago_unit)), ""
        if in_count and in_unit:
            return today + timedelta(days=_days(in_count, in_unit)), ""
        if for_count and for_unit:
            return today - timedelta(days=_days(for_count, for_unit)), ""
        if written:
            return _date(written.lower(), today)
    except (ValueError, OverflowError):
        return None, f'the date "{written or ago_count or in_count}" could not be read'
    return None, ""


def _date(text: str, today: date) -> tuple[date | None, str]:
    relative = {"yesterday": -1, "today": 0, "tomorrow": 1, "last week": -7, "last month": -30,
                "last year": -365, "next week": 7, "next month": 30}  # fmt: skip
    if text in relative:
        return today + timedelta(days=relative[text]), ""
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        year, month, day = map(int, text.split("-"))
        return date(year, month, day), ""
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1), f"only the year {text} was given: taken as 1 January"
    words = re.findall(r"[a-z]+|\d+", text)
    months = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    numbers = [int(word) for word in words if word.isdigit()]
    if months and len(numbers) == 2:
        return date(max(numbers), months[0], min(numbers)), ""
    if months and len(numbers) == 1:
        return date(numbers[0], months[0], 1), "only the month was given: taken as its first day"
    first, second, year = numbers
    year += 2000 if year < 100 else 0
    if first > 12 or second > 12 or first == second:
        return date(year, min(first, second), max(first, second)), ""
    return None, f'the date "{text}" can be read in two ways: write it as 2026-12-31'


def _days(count: str, unit: str) -> float:
    many = _COUNT.get(count.lower()) or float(count)
    return many * _DAYS[unit.lower()]


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
    return Amount(number(pieces[0][0]), pieces[0][1] or unit, parts[0], parts)


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()
