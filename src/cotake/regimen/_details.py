"""What a typed line says besides the name, taken away from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from cotake.regimen._dates import Dates, take_dates
from cotake.regimen._lexicon import Lexicon
from cotake.regimen._phrases import Amount, plain_numbers, take_amount, take_times_per_day

_FOR_WHAT = re.compile(r"\bfor\s+(?!the\s+(?:last|past)\b)[a-z' -]+$", re.IGNORECASE)


@dataclass(slots=True)
class Details:
    """Dose, times, dates and route of a line; `rest` and `bare` are what is left for the name.

    `rest` still holds the words of route and form, which belong to some names.
    """

    dates: Dates
    amount: Amount | None
    per_day: float | None
    as_needed: bool
    route: str
    rest: str
    bare: str
    notes: list[str] = field(default_factory=list)


def take_details(text: str, words: Lexicon, today: date) -> Details:
    """Everything in a line that is not the name, and what is left."""
    dates, rest = take_dates(plain_numbers(text), today)
    without = _FOR_WHAT.sub("", rest).strip()
    rest = without or rest
    amount, rest = take_amount(rest)
    per_day, rest = take_times_per_day(rest)
    as_needed = False
    frequency, rest = words.take_frequency(rest)
    while frequency:
        per_day = per_day or frequency.per_day
        as_needed = as_needed or frequency.as_needed
        frequency, rest = words.take_frequency(rest)
    route, bare = words.take_route(rest)
    notes = [*dates.assumptions, *([amount.note] if amount and amount.note else [])]
    return Details(dates, amount, per_day, as_needed, route, rest, bare, notes)


def is_detail(text: str, words: Lexicon, today: date) -> bool:
    """Whether a piece of a line names nothing: a dose, a date, how often, what for."""
    if re.match(r"\W*for\s", text, re.IGNORECASE):
        return True
    left = words.without_fillers(take_details(text, words, today).bare)
    if left.lower() in words.names_of_form:
        return True
    return not re.search(r"[^\W\d_]", left) and not re.search(r"\d{5}", left)
