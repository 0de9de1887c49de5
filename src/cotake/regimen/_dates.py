"""The dates in a typed line: when a medicine was started and stopped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_COUNT = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
          "seven": 7, "eight": 8, "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2,
          "few": 3, "a few": 3}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "hour": 0}
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1, "last week": -7, "last month": -30,
             "last year": -365, "next week": 7, "next month": 30}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_ALONE = (
    r"(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept?"
    r"|october|oct|november|nov|december|dec)\b\.?"
)
_AMOUNT = (
    r"(\d+(?:\.\d+)?|a couple of|couple of|a few|few|an?|one|two|three|four|five|six|seven|eight"
    r"|nine|ten)\s*(hour|day|week|fortnight|month|year)s?"
)
_DATE = (
    rf"(\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{8}}(?!\d)|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|{_MONTH}\s+\d{{4}}"
    rf"|(?:last\s+)?{_MONTH_ALONE}(?!\s*\d)"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}(?!\d)"
    r"|yesterday|today|tomorrow|last week|last month|last year|next week|next month)"
)
_WHEN = rf"(?:{_AMOUNT}\s*ago|in\s+{_AMOUNT}|{_DATE}|{_AMOUNT})"
_IN_DATE = rf"in\s+(?=(?:last\s+)?{_MONTH}(?:\s|\W*$)|\d{{4}})"
_STOP_WORDS = (
    r"stopped(?:\s+taking)?(?:\s+it)?|no\s+longer\s+(?:taking|taken|on)|quit|discontinued|finished|ended|came\s+off(?:\s+it)?"
    r"|off\s+(?:it\s+)?since|off(?:\s+it)?\s+for|last\s+(?:dose|taken|took)(?:\s+(?:was|it))?"
    r"|stopping|stop|until|till|ending|ends"
)
_STOP = (
    rf"[,(]?\s*\b(?:i\s+)?(?:{_STOP_WORDS})\b\s*"
    rf"(?:on\s+|at\s+|about\s+|around\s+|for\s+|{_IN_DATE})?(?:{_WHEN})?\)?"
)
_START_WORDS = (
    r"started(?:\s+taking)?(?:\s+it)?|starting|starts?|from|since|begun|began|beginning|begins?"
    r"|planned(?:\s+for|\s+from)?|will\s+start"
)
_START = (
    rf"[,(]?\s*\b(?:i\s+)?(?:{_START_WORDS})\b\s*"
    rf"(?:on\s+|at\s+|about\s+|around\s+|from\s+|{_IN_DATE})?(?:{_WHEN})\)?"
)
_FOR = rf"\bfor\s+(?:the\s+(?:last|past)\s+|about\s+|over\s+)?{_AMOUNT}\b"
#: "NAME 10 days ago" says when it was last taken.
_AGO = (
    rf"[,(]?\s*\b(?:(?:about|around)\s+)?(?:{_AMOUNT}\s*ago|(yesterday|last\s+(?:week|month|year)))\)?\W*$"
)
_COURSE = re.compile(r"[x×]\s*\d+\s*(?:days?|weeks?|wks?|months?)\b", re.IGNORECASE)
_STILL = re.compile(r"\W*(?:i\s+)?(?:stopping|stop|until|till|ending|ends)\b", re.IGNORECASE)
#: "stopped NAME 3 weeks ago": the verb comes first, and is moved behind the name.
_VERB_FIRST = (
    r"^\W*(?:i\s+|i've\s+|i\s+have\s+|have\s+|i'm\s+|i\s+am\s+)?(?:just\s+|recently\s+)?"
    r"(stopped(?:\s+taking)?|no\s+longer\s+(?:taking|on)|quit(?:\s+taking)?|discontinued|finished|came\s+off|off|stopping"
    r"|started(?:\s+taking)?|starting|start|began(?:\s+taking)?|will\s+start)"
    rf"\s+(?!{_WHEN}\b|since\b|for\b|on\b|it\b)(.+?)"
    rf"(?:\s*,?\s+((?:on\s+|since\s+|for\s+|from\s+|about\s+|around\s+|{_IN_DATE})?{_WHEN}))?\W*$"
)


#: Every line that names a date holds one of these; the rest need not wait for the large patterns.
_HINT = re.compile(
    r"stop|longer|quit|discontinued|finished|\bend|off|last|until|till|start|from|since|beg[aiu]n|planned"
    r"|\bfor\b|ago\b|yesterday|[x×]\s*\d",
    re.IGNORECASE,
)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first needed: that takes longer than a check."""
    return re.compile(text, re.IGNORECASE)


@dataclass(slots=True)
class Dates:
    """When it was started and stopped, as far as the line says, and what had to be assumed."""

    start: date | None = None
    stop: date | None = None
    assumptions: tuple[str, ...] = ()


def take_dates(text: str, today: date) -> tuple[Dates, str]:
    """The dates in a line, and the line without them."""
    dates = Dates()
    if not _HINT.search(text):
        return dates, text
    notes: list[str] = []
    text = _COURSE.sub(" ", _verb_last(text))
    if found := _pattern(_STOP).search(text):
        dates.stop, note = _when(found.groups(), today, latest=True)
        if dates.stop is None and not _STILL.match(found[0]):
            dates.stop = today
            why = note or "no date for stopping was given"
            note = f"{why}: taken as stopped today"
        notes.append(note)
        text = _cut(text, found)
    if found := _pattern(_START).search(text):
        dates.start, note = _when(found.groups(), today)
        notes.append(note)
        text = _cut(text, found)
    elif found := _pattern(_FOR).search(text):
        dates.start, note = _back(today, found[1], found[2])
        said = f'"for {found[1]} {found[2]}" was read as begun on {dates.start} and still taken'
        notes.append(note or said)
        text = _cut(text, found)
    elif dates.stop is None and (found := _pattern(_AGO).search(text)):
        if found[3]:
            dates.stop, note = _date(" ".join(found[3].lower().split()), today, latest=True)
        else:
            dates.stop, note = _back(today, found[1], found[2])
        notes.append(note or f"taken as last used on {dates.stop}")
        text = _cut(text, found)
    if dates.start and dates.stop and dates.start > dates.stop:
        notes.append(f"the start {dates.start} lies after the stop {dates.stop}: check the dates")
    dates.assumptions = tuple(note for note in notes if note)
    return dates, text


def shares_a_date(text: str) -> bool:
    """Whether one verb in front and one date at the end are said of all that stands between them."""
    found = _HINT.search(text) and _pattern(_VERB_FIRST).match(text)
    return bool(found and found.groups()[-8])


def _verb_last(text: str) -> str:
    found = _pattern(_VERB_FIRST).match(text)
    if not found:
        return text
    verb, name, when = found[1], found.groups()[-9], found.groups()[-8] or ""
    if verb.lower() == "off" and not re.match(r"since|for", when, re.IGNORECASE):
        return text
    if not when and verb.lower().startswith(("start", "began", "will", "stopping")):
        return name
    return f"{name} {verb} {when}"


def _when(groups: tuple[str | None, ...], today: date, *, latest: bool = False) -> tuple[date | None, str]:
    ago_count, ago_unit, in_count, in_unit, written, for_count, for_unit = groups[-7:]
    if ago_count and ago_unit:
        return _back(today, ago_count, ago_unit)
    if in_count and in_unit:
        return _back(today, in_count, in_unit, forward=True)
    if for_count and for_unit:
        return _back(today, for_count, for_unit)
    if written:
        try:
            return _date(written.lower(), today, latest=latest)
        except (ValueError, OverflowError):
            return None, f'the date "{written}" could not be read'
    return None, ""


def _back(today: date, count: str, unit: str, *, forward: bool = False) -> tuple[date | None, str]:
    """The day so long before today, or after it."""
    try:
        span = timedelta(days=(_COUNT.get(count.lower()) or float(count)) * _DAYS[unit.lower()])
        return today + span if forward else today - span, ""
    except (ValueError, OverflowError):
        return None, f'"{count} {unit}" could not be read as a date'


def _date(text: str, today: date, *, latest: bool) -> tuple[date | None, str]:
    """A written date. Of a month or a year, the first day, or the `latest` that is not yet to come."""
    if text in _RELATIVE:
        return today + timedelta(days=_RELATIVE[text]), ""
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        year, month, day = map(int, text.split("-"))
        return date(year, month, day), ""
    if re.fullmatch(r"\d{8}", text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:])), ""
    if re.fullmatch(r"\d{4}", text):
        taken = _end(date(int(text), 12, 31), today, int(text)) if latest else date(int(text), 1, 1)
        return taken, f"only the year {text} was given: taken as {taken}"
    words = re.findall(r"[a-z]+|\d+", text)
    months = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    numbers = [int(word) for word in words if word.isdigit()]
    if months and not numbers:
        return _nearest_month(months[0], today, latest=latest, past=words[0] == "last")
    if months and len(numbers) == 2:
        return date(max(numbers), months[0], min(numbers)), ""
    if months and len(numbers) == 1:
        first_day = date(numbers[0], months[0], 1)
        last_day = (first_day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        taken = _end(last_day, today, numbers[0], months[0]) if latest else first_day
        return taken, f"only the month was given: taken as {taken}"
    first, second, year = numbers
    year += 2000 if year < 100 else 0
    if first > 12 or second > 12 or first == second:
        return date(year, min(first, second), max(first, second)), ""
    return None, f'the date "{text}" can be read in two ways: write it as 2026-12-31'


def _nearest_month(month: int, today: date, *, latest: bool, past: bool) -> tuple[date, str]:
    """A month without its year: the last one that has begun ("last may": not the running one)."""
    running = month == today.month and past
    year = today.year - (1 if month > today.month or running else 0)
    last_day = (date(year, month, 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    taken = _end(last_day, today, year, month) if latest else date(year, month, 1)
    return taken, f"only the month was given: taken as {taken}"


def _end(last: date, today: date, year: int, month: int | None = None) -> date:
    """The last day of a period, or today while the period runs."""
    running = today.year == year and month in (None, today.month)
    return today if running else last


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()
