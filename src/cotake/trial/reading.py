"""Values and exposure from a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from cotake._errors import InputError
from cotake._record import record
from cotake.trial._events import columns_of_events

_DATES = ("date", "day", "at", "time", "timestamp", "full_date")
_DOSES = ("dose", "dose_mg", "exposure", "on", "taken", "medicine", "phase")
_MISSING = ("", "na", "nan", "null", "none", "-")


@record
class Days:
    """What `analyze` takes: values and exposure by row, days where they are known, covariates by name.

    `guess` is what was thought to be taken, NaN where no guess was made. `harms` are side effects that were
    scored, by name. `left_out` are events that were too many to be reckoned with.
    """

    values: list[float]
    exposure: list[float]
    times: list[date] | None
    covariates: dict[str, list[float]]
    guess: list[float] | None = None
    harms: dict[str, list[float]] | None = None
    left_out: tuple[str, ...] = ()


def days_of_table(
    text: str,
    outcome: str,
    *,
    dose: str = "",
    day: str = "",
    covariates: Sequence[str] = (),
    events: str = "",
    guess: str = "",
    with_dose: bool = True,
) -> Days:
    """Read a CSV with a line of headings. Without `dose` and `day` their columns are told by name.

    Without `with_dose` no exposure is looked for, and it is 0. `events` names a column of text, what
    happened on the day; `guess` one of numbers from 0 (surely the lower exposure) to 1 (surely the higher).

    A cell of the outcome that is empty or `NA` is a missing value; an exposure that is missing stays as it
    was the day before.

    Raises:
        InputError: a column that is not there or not clear, or a cell that is no number or no date.
    """
    rows, heads = _rows(text)
    scored = _column(heads, outcome)
    taken = ""
    if with_dose:
        taken = _column(heads, dose) if dose else _known(heads, _DOSES, "dose", "--dose-column")
        if taken == scored:
            raise InputError(f"column {scored!r} cannot be both what was scored and what was taken")
    dated = _column(heads, day) if day else _dated(rows, heads)
    others = [_column(heads, each) for each in covariates]
    told = _column(heads, events) if events else ""
    thought = _column(heads, guess) if guess else ""
    values = [_number(row, scored, line) for line, row in enumerate(rows, 2)]
    exposure = [0.0] * len(rows)
    if with_dose:
        exposure = _carried([_number(row, taken, line) for line, row in enumerate(rows, 2)], taken)
    times = [_date(row[dated], line) for line, row in enumerate(rows, 2)] if dated else None
    if times is not None and all(each is None for each in times):
        times = None
    elif times is not None and any(each is None for each in times):
        raise InputError(f"column {dated!r} has dates in some rows and none in others")
    days = [each for each in times if each is not None] if times else None
    happened = [
        (place, text)
        for place, row in enumerate(rows)
        if told and (text := (row.get(told) or "").strip()).lower() not in _MISSING
    ]
    at = [(day - days[0]).days for day in days] if days else list(range(len(rows)))
    of_events, left_out = columns_of_events([(at[place], text) for place, text in happened], at)
    return Days(
        values,
        exposure,
        days,
        {name: [_number(row, name, line) for line, row in enumerate(rows, 2)] for name in others}
        | of_events,
        [_number(row, thought, line) for line, row in enumerate(rows, 2)] if thought else None,
        None,
        left_out,
    )


def column_of_table(text: str, outcome: str) -> list[float]:
    """One column of a CSV, NaN where a cell is empty; errors as `days_of_table`."""
    rows, heads = _rows(text)
    scored = _column(heads, outcome)
    return [_number(row, scored, line) for line, row in enumerate(rows, 2)]


def scored_by_day(days: Days, values: Sequence[float] | None = None) -> dict[date, float]:
    """The mean value of each day that has one; of `values` where others than those scored are meant.

    Raises:
        InputError: the days are not known.
    """
    if days.times is None:
        raise InputError("a trial as it was drawn needs the dates of the days; name their column")
    found: dict[date, list[float]] = {}
    for day, value in zip(days.times, days.values if values is None else values, strict=True):
        if value == value:
            found.setdefault(day, []).append(value)
    return {day: sum(each) / len(each) for day, each in found.items()}


def _rows(text: str) -> tuple[list[dict[str, str]], list[str]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        heads = [head for head in (reader.fieldnames or []) if head]
        rows = [
            row
            for row in reader
            if any((cell or "").strip() for cell in row.values() if isinstance(cell, str))
        ]
    except csv.Error as error:
        raise InputError(f"this is no CSV file that can be read: {error}") from None
    if not rows:
        raise InputError("the file has no row below its headings")
    return rows, heads


def _column(heads: Sequence[str], name: str) -> str:
    found = [head for head in heads if head.strip().lower() == name.strip().lower()]
    if not found:
        raise InputError(f"there is no column {name!r}; there are {', '.join(heads)}")
    return found[0]


def _known(heads: Sequence[str], names: Sequence[str], what: str, option: str) -> str:
    found = [head for head in heads if head.strip().lower() in names]
    if len(found) != 1:
        raise InputError(
            f"which column holds the {what}? Name it with {option}; there are {', '.join(heads)}"
        )
    return found[0]


def _dated(rows: Sequence[dict[str, str]], heads: Sequence[str]) -> str:
    """The column of the dates: of those that may be it the first that begins with a date; "" for none."""
    found = [head for head in heads if head.strip().lower() in _DATES]
    for head in found:
        with suppress(ValueError):
            date.fromisoformat((rows[0].get(head) or "").strip()[:10])
            return head
    return next(iter(found), "")


def _number(row: dict[str, str], column: str, line: int) -> float:
    text = (row.get(column) or "").strip()
    if text.lower() in _MISSING:
        return float("nan")
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"line {line}: {text!r} in column {column!r} is not a number") from None


def _carried(found: list[float], column: str) -> list[float]:
    if found[0] != found[0]:
        raise InputError(f"the first row of column {column!r} is empty; give 0 where nothing was taken")
    kept: list[float] = []
    for each in found:
        kept.append(kept[-1] if each != each else each)
    return kept


def _date(text: str | None, line: int) -> date | None:
    text = (text or "").strip()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        if re.fullmatch(r"\d+(?:\.0+)?", text) or not text:
            return None
        raise InputError(f"line {line}: {text!r} is not a date such as 2026-12-01") from None
