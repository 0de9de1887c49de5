"""Values and exposure from a table, or from a journal."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from cotake._errors import InputError
from cotake._record import record
from cotake.journal import Entry, Scales
from cotake.trial._types import Scale

_DATES = ("date", "day", "at", "time", "timestamp", "full_date")
_DOSES = ("dose", "dose_mg", "exposure", "on", "taken", "medicine", "phase")
_MISSING = ("", "na", "nan", "null", "none", "-")
_MG = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mg|mcg|µg|g)\b", re.IGNORECASE)
_UNITS = {"mg": 1.0, "mcg": 0.001, "µg": 0.001, "g": 1000.0}


@record
class Days:
    """What `analyze` takes: values and exposure by row, days where they are known, covariates by name."""

    values: list[float]
    exposure: list[float]
    times: list[date] | None
    covariates: dict[str, list[float]]


def days_of_table(
    text: str,
    outcome: str,
    *,
    dose: str = "",
    day: str = "",
    covariates: Sequence[str] = (),
    with_dose: bool = True,
) -> Days:
    """Read a CSV with a line of headings. Without `dose` and `day` their columns are told by name.

    Without `with_dose` no exposure is looked for, and it is 0.

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
    dated = _column(heads, day) if day else next((head for head in heads if head.lower() in _DATES), "")
    others = [_column(heads, each) for each in covariates]
    values = [_number(row, scored, line) for line, row in enumerate(rows, 2)]
    exposure = [0.0] * len(rows)
    if with_dose:
        exposure = _carried([_number(row, taken, line) for line, row in enumerate(rows, 2)], taken)
    times = [_date(row[dated], line) for line, row in enumerate(rows, 2)] if dated else None
    if times is not None and all(each is None for each in times):
        times = None
    elif times is not None and any(each is None for each in times):
        raise InputError(f"column {dated!r} has dates in some rows and none in others")
    return Days(
        values,
        exposure,
        [each for each in times if each is not None] if times else None,
        {name: [_number(row, name, line) for line, row in enumerate(rows, 2)] for name in others},
    )


def column_of_table(text: str, outcome: str) -> list[float]:
    """One column of a CSV, NaN where a cell is empty; errors as `days_of_table`."""
    rows, heads = _rows(text)
    scored = _column(heads, outcome)
    return [_number(row, scored, line) for line, row in enumerate(rows, 2)]


def scored_by_day(days: Days) -> dict[date, float]:
    """The mean value of each day that has one.

    Raises:
        InputError: the days are not known.
    """
    if days.times is None:
        raise InputError("a trial as it was drawn needs the dates of the days; name their column")
    found: dict[date, list[float]] = {}
    for day, value in zip(days.times, days.values, strict=True):
        if value == value:
            found.setdefault(day, []).append(value)
    return {day: sum(each) / len(each) for day, each in found.items()}


def days_of_journal(
    entries: Iterable[Entry],
    marks: Iterable[tuple[str, date, float]],
    outcome: str,
    medicine: str,
    *,
    with_dose: bool = True,
) -> Days:
    """A row a day from the first mark or dose to the last: the mean score, and the mg taken of a medicine.

    Where doses are written without an amount, a day on which one was taken counts 1. A day without an entry
    of a dose keeps the dose of the day before; one that was skipped has none. Other medicines whose dose
    changed are covariates.

    Raises:
        InputError: nothing was scored on this scale, no dose of the medicine was written down, or doses of
            several and none is named.
    """
    scored: dict[date, list[float]] = {}
    for name, day, value in marks:
        if name == outcome:
            scored.setdefault(day, []).append(value)
    if not scored:
        raise InputError(f"nothing was scored on {outcome!r} yet")
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "dose":
            groups.setdefault(_name_of(entry), []).append(entry)
    mine = [name for name in groups if medicine.lower() in name]
    if len(mine) > 1 and with_dose:
        known = ", ".join(sorted(name or "all" for name in mine))
        raise InputError(f"doses of several medicines are written down ({known}): say which, --medicine")
    if not mine and with_dose:
        what = f"of {medicine!r} " if medicine else ""
        raise InputError(f"no dose {what}was written down, so there is nothing to compare with")
    taken = {name: _by_day(listed) for name, listed in groups.items()}
    by_day = taken[mine[0]] if with_dose else {}
    ends = [*scored, *by_day]
    days = [min(ends) + timedelta(days=back) for back in range((max(ends) - min(ends)).days + 1)]
    values = [sum(had) / len(had) if (had := scored.get(day, [])) else float("nan") for day in days]
    others = {name: _kept(taken[name], days) for name in groups if name not in mine} if with_dose else {}
    return Days(
        values,
        _kept(by_day, days),
        days,
        {name or "all": each for name, each in others.items() if len(set(each)) > 1},
    )


def _name_of(entry: Entry) -> str:
    """The medicine of a dose without its amount, in small letters."""
    return " ".join(_MG.sub(" ", str(entry.body["medicine"])).lower().split())


def _by_day(doses: Sequence[Entry]) -> dict[date, float]:
    """The mg of each day; 1 where no amount is written with one of them, 0 where it was skipped."""
    amounts = [_amount(each) for each in doses]
    told = all(each is not None for each in amounts)
    found: dict[date, float] = {}
    for entry, amount in zip(doses, amounts, strict=True):
        taken = 0.0 if entry.body["taken"] == "skipped" else (amount or 0.0) if told else 1.0
        day = entry.at.date()
        found[day] = found.get(day, 0.0) + taken if told else max(found.get(day, 0.0), taken)
    return found


def _kept(by_day: Mapping[date, float], days: Sequence[date]) -> list[float]:
    """The dose of each day; a day without an entry keeps that of the day before, 0 before the first."""
    now = 0.0
    found = []
    for day in days:
        now = by_day.get(day, now)
        found.append(now)
    return found


def scale_of(name: str, scales: Scales, mid: float | None = None) -> Scale:
    """A scale of the journal as one of a trial."""
    found = scales.of(name)
    if found is None:
        return Scale(name, mid=mid)
    least, most = (None, None) if found.unit else (found.least, found.most)
    return Scale(found.name, found.better, least, most, mid)


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


def _amount(entry: Entry) -> float | None:
    match = _MG.search(f"{entry.body['medicine']} {entry.body.get('dose', '')}")
    return None if match is None else float(match[1].replace(",", ".")) * _UNITS[match[2].lower()]


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
