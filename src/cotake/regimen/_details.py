"""What a typed line says besides the name, taken away from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from cotake.knowledge import key_of
from cotake.regimen._clock import take_clock
from cotake.regimen._dates import Dates, take_dates
from cotake.regimen._lexicon import Lexicon
from cotake.regimen._phrases import Amount, plain_numbers, take_amount, take_times_per_day

#: Letters that a pattern takes for i, s and k whatever their case.
_LETTERS = str.maketrans({"\u0130": "I", "\u0131": "i", "\u017f": "s", "\u212a": "K"})
_SPEAKER = re.compile(
    r"^\W*(?:please\s+)?(?:take[sn]?|took|had)\s+|^\W*(?:(?:i|we)\s*(?:['’]\s*m|am|are|was|do|have\s+been)?|im)\s+(?:now\s+|also\s+|currently\s+)?"
    r"(?:taking|take|on|using|use|being\s+given)\s+(?!off\b)",
    re.IGNORECASE,
)
#: "NAME PM" is another medicine; "NAME 200 mg pm" is one taken in the evening.
_NAME_PM = re.compile(
    r"(?<![\w.])(?!(?:and|the|every|each|at|mg|mcg|µg|g|am|daily|tablets?|tabs?|capsules?|caps?)\b)[a-z]{2,}\s+pm\b",
    re.IGNORECASE,
)
_PM = re.compile(r"\s+pm\b", re.IGNORECASE)
_JOINT = re.compile(r"\b(?:and|plus|with)\b", re.IGNORECASE)
_FOR_WHAT = re.compile(r"\bfor\s+(?!the\s+(?:last|past)\b)[a-z' -]+$", re.IGNORECASE)


@dataclass(slots=True)
class Details:
    """Dose, times, dates and route of a line; `rest` and `bare` are what is left for the name.

    `at` are hours of the day.
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
    at: tuple[float, ...] = ()


def take_details(
    text: str, words: Lexicon, today: date, named: Callable[[str], object] | None = None
) -> Details:
    """Everything in a line that is not the name, and what is left.

    `named` says whether a text is a name as it stands: "PM" is then left where it belongs to one.
    """
    text = text.translate(_LETTERS)
    dates, rest = take_dates(plain_numbers(_SPEAKER.sub("", text)), today)
    reason = _FOR_WHAT.search(rest)
    without = _FOR_WHAT.sub("", rest).strip()
    told = [f'"{reason[0].strip()}" was taken as the reason'] if reason and _JOINT.search(reason[0]) else []
    at, rest = take_clock(without or rest)
    if _NAME_PM.search(rest):
        rest = _PM.sub("_pm", rest, count=1)
    amount, rest = take_amount(rest)
    per_day, rest = take_times_per_day(rest)
    whole = key_of(text)

    def is_name(left: str) -> bool:
        return named is not None and key_of(left) in whole and bool(named(left))

    found, rest = words.take_frequencies(rest, is_name)
    route, bare = words.take_route(rest)
    rest, bare = rest.replace("_pm", " pm"), bare.replace("_pm", " pm")
    notes = [
        *dates.assumptions,
        *(told if without else []),
        *([amount.note] if amount and amount.note else []),
    ]
    if per_day is None:
        per_day = found.per_day
    if per_day is None and at and not (amount and amount.a_day):
        per_day = float(len(at))
    return Details(dates, amount, per_day, found.as_needed, route, rest, bare, notes, at)


def gives_a_reason(text: str) -> bool:
    """Whether a line says what for ("NAME for pain"), which may run on to a further medicine."""
    return bool(re.search(r"\bfor\s+(?!the\s+(?:last|past)\b)[^\W\d]", text, re.IGNORECASE))


def is_detail(text: str, words: Lexicon, today: date) -> bool:
    """Whether a piece of a line names nothing: a dose, a date, how often, what for."""
    if re.match(r"\W*for\s", text, re.IGNORECASE):
        return True
    left = words.without_fillers(take_details(text, words, today).bare)
    if left.lower() in words.names_of_form:
        return True
    return not re.search(r"[^\W\d_]", left) and not re.search(r"\d{5}", left)
