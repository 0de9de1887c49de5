"""Values and exposure from a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.trial._events import columns_of_events
from cotake.trial._table import Row, column, days_of, rows_of

_DATES = ("date", "day", "at", "time", "timestamp", "full_date")
_TEN = 10.0
_DOSES = ("dose", "dose_mg", "exposure", "on", "taken", "medicine", "phase")


@record
class Days:
    """What `analyze` takes: values and exposure by row, days where they are known, covariates by name.

    `guess` is what was thought to be taken, NaN where no guess was made. `harms` are side effects that were
    scored, by name. `left_out` are events that were too many to be reckoned with, `notes` what was taken
    for granted in reading.
    """

    values: list[float]
    exposure: list[float]
    times: list[date] | list[int] | None
    covariates: dict[str, list[float]]
    guess: list[float] | None = None
    harms: dict[str, list[float]] | None = None
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


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
    happened on the day; `guess` one of numbers from 0 (surely the lower exposure) to 1 or 10 (surely the
    higher).

    Rows are put in the order of their dates. A cell of the outcome that is empty or `NA` is a missing
    value; an exposure that is missing stays as it was the day before. Each row has the dose of its day.

    Raises:
        InputError: a column that is not there or not clear, a cell that is no number or no date, or a day
            with two doses.
    """
    rows, heads = rows_of(text)
    scored = column(heads, outcome)
    taken = ""
    if with_dose or dose:
        taken = column(heads, dose) if dose else _known(heads, _DOSES, "dose", "--dose-column")
        if taken == scored:
            raise InputError(f"column {scored!r} cannot be both what was scored and what was taken")
    dated = column(heads, day) if day else _dated(rows, heads)
    others = [column(heads, each) for each in covariates]
    told = column(heads, events) if events else ""
    thought = column(heads, guess) if guess else ""
    days = days_of(rows, dated) if dated else None
    if days is not None:
        order = sorted(range(len(rows)), key=days.__getitem__)
        rows = [rows[each] for each in order]
        days = days_of(rows, dated)
    exposure = [0.0] * len(rows)
    if with_dose:
        exposure = _carried(rows, taken)
        _same_all_day(rows, taken, days)
    at = [_between(days[0], day) for day in days] if days else list(range(len(rows)))
    texts = [(place, row.text(told)) for place, row in zip(at, rows, strict=True)] if told else []
    happened = [(place, text) for place, text in texts if text]
    of_events, left_out = columns_of_events(happened, at)
    return Days(
        [row.number(scored) for row in rows],
        exposure,
        days,
        {name: [row.number(name) for row in rows] for name in others} | of_events,
        _guesses(rows, thought) if thought else None,
        None,
        left_out,
    )


def column_of_table(text: str, outcome: str) -> list[float]:
    """One column of a CSV, NaN where a cell is empty; errors as `days_of_table`."""
    rows, heads = rows_of(text)
    scored = column(heads, outcome)
    return [row.number(scored) for row in rows]


def scored_by_day(days: Days, values: Sequence[float] | None = None) -> dict[date, float]:
    """The mean value of each day that has one; of `values` where others than those scored are meant.

    Raises:
        InputError: the days are not known.
    """
    found: dict[date, list[float]] = {}
    scored = days.values if values is None else values
    for day, value in zip(days.times or [0] * len(scored), scored, strict=True):
        if not isinstance(day, date):
            raise InputError("a trial as it was drawn needs the dates of the days; name their column")
        if value == value:
            found.setdefault(day, []).append(value)
    return {day: sum(each) / len(each) for day, each in found.items()}


def _between(first: Any, day: Any) -> int:
    """Days from the first one."""
    return (day - first).days if isinstance(day, date) else int(day - first)


def _known(heads: Sequence[str], names: Sequence[str], what: str, option: str) -> str:
    found = [head for head in heads if head.lower() in names]
    if len(found) != 1:
        raise InputError(
            f"which column holds the {what}? Name it with {option}; there are {', '.join(heads)}"
        )
    return found[0]


def _dated(rows: Sequence[Row], heads: Sequence[str]) -> str:
    """The column of the dates: of those that may be it the first with dates; "" for none."""
    found = [head for head in heads if head.lower() in _DATES]
    dated = (head for head in found if not rows[0].cells.get(head, "").strip().replace(".", "").isdigit())
    return next(dated, next(iter(found), ""))


def _carried(rows: Sequence[Row], taken: str) -> list[float]:
    """The dose of each row; one that is missing stays as it was."""
    found = [row.amount(taken) for row in rows]
    if found[0] != found[0]:
        raise InputError(f"the first row of column {taken!r} is empty; give 0 where nothing was taken")
    kept: list[float] = []
    for each in found:
        kept.append(kept[-1] if each != each else each)
    return kept


def _same_all_day(rows: Sequence[Row], taken: str, days: Sequence[Any] | None) -> None:
    """Refuse a day with two doses: whether they add up, only who wrote them knows."""
    said: dict[Any, float] = {}
    for row, day in zip(rows, days or (), strict=bool(days)):
        dose = row.amount(taken)
        if dose == dose and said.setdefault(day, dose) != dose:
            raise InputError(
                f"line {row.line}: {day} has two different doses ({said[day]:g} and {dose:g}); "
                "give the whole dose of the day in each of its rows"
            )


def _guesses(rows: Sequence[Row], thought: str) -> list[float]:
    """From 0 to 1; those of a scale from 0 to 10 are brought to it."""
    found = [row.number(thought) for row in rows]
    most = max((each for each in found if each == each), default=0.0)
    if most > _TEN or min((each for each in found if each == each), default=0.0) < 0:
        raise InputError(
            f"column {thought!r} holds guesses from 0, surely the lower dose, to 10 (or 1), surely the "
            "higher"
        )
    return [each / _TEN for each in found] if most > 1 else found
