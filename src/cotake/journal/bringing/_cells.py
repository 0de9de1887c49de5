"""Cells of a table: numbers, moments, and in which order the dates of a column stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo

from cotake._errors import InputError
from cotake.journal._scales import Scales
from cotake.journal.bringing._brought import Order

_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%B %d, %Y")
_CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}\b")


def order_of(cells: Iterable[str]) -> Order:
    """In which order the dates of a column stand, from those that can be read in one way only.

    Raises:
        InputError: they can be read in both ways, and mean something else.
    """
    pairs = {(int(found[1]), int(found[2])) for cell in cells if (found := _SLASHED.match(cell.strip()))}
    days = any(first > 12 for first, _ in pairs)
    months = any(second > 12 for _, second in pairs)
    if days == months and any(first != second for first, second in pairs):
        told = "can be read as day and month or as month and day"
        raise InputError(f"its dates with / {told}; say which: --dates day-first, or month-first")
    return "month-first" if months else "day-first"


def score(name: str, text: str, scales: Scales) -> float:
    """A value on a scale.

    Raises:
        InputError: it is not a number, or beyond the ends of the scale, or there is no such scale.
    """
    value = number(text)
    scales.check(name, value)
    return value


def number(text: str) -> float:
    """A number, with a point or a comma.

    Raises:
        InputError: it is none.
    """
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"{text!r} is not a number") from None
    if value != value or abs(value) == float("inf"):
        raise InputError(f"{text!r} is not a number")
    return value


def moment(day: str, clock: str, zone: tzinfo | None, order: Order) -> datetime:
    """A moment from a date and a time, or from both in one; noon where no time is told.

    Raises:
        InputError: one of them cannot be read.
    """
    try:
        at = datetime.fromisoformat(day)
        if "T" in day or ":" in day:
            return at if at.tzinfo else at.replace(tzinfo=zone)
    except ValueError:
        pass
    when = time(12)
    if clock:
        for shape in _CLOCKS:
            try:
                when = datetime.strptime(clock.upper(), shape).time()
                break
            except ValueError:
                continue
        else:
            raise InputError(f"{clock!r} is not a time of day")
    return datetime.combine(day_of(day, order), when, zone)


def day_of(text: str, order: Order) -> date:
    """A date in one of the usual forms.

    Raises:
        InputError: it is none.
    """
    cleaned = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", text.strip())
    for shape in (*_DATES, "%m/%d/%Y" if order == "month-first" else "%d/%m/%Y"):
        try:
            return datetime.strptime(cleaned, shape).date()
        except ValueError:
            continue
    raise InputError(f"{text!r} is not a date")
