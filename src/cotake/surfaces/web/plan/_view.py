"""A plan as a page shows it: months of days, weeks for a narrow screen, steps, and the way of the dose."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from cotake._record import record
from cotake.titration import Plan, Step, movable, shown, step_in_words

_DAY, _WEEK = timedelta(days=1), 7
#: Days of a last step that stays, and the longest calendar.
_STAYS, _MOST_DAYS = 14, 548


@record
class Day:
    """A day of the calendar: its dose ("" for none), the number of its step, and whether that begins on it.

    `tone` tells steps that follow each other apart; `grip` whether the step can be taken to another day.
    """

    day: date
    dose: str
    step: int
    kind: str
    begins: bool
    tone: int
    grip: bool


@record
class Month:
    """A month in weeks from Monday; None where a day is not of the month."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]


@record
class Span:
    """Days of a week with the same dose."""

    first: date
    last: date
    dose: str
    step: int
    kind: str
    begins: bool


@record
class Week:
    """A week by its parts."""

    first: date
    last: date
    spans: tuple[Span, ...]


@record
class StepView:
    """A step in words, and the days around its first one to which it can be moved."""

    number: int
    kind: str
    first: date
    last: date | None
    days: int | None
    says: str
    movable: bool


@record
class PlanView:
    """All of it. `way` are the corners of the dose over time in a box of 100 by 40; `ends_early` where the
    calendar ends before the plan."""

    steps: tuple[StepView, ...]
    months: tuple[Month, ...]
    weeks: tuple[Week, ...]
    way: str
    most: str
    last: date
    ends_early: bool


def plan_view(made: Plan) -> PlanView:
    """A plan for a page."""
    can = {*movable(made), *([made.steps[0].number] if made.steps[0].kind == "dose" else [])}
    end = made.steps[-1]
    whole = end.last or end.first + (_STAYS - 1) * _DAY
    last = min(whole, made.steps[0].first + (_MOST_DAYS - 1) * _DAY)
    days = _days(made, can, last)
    return PlanView(
        steps=tuple(
            StepView(
                each.number,
                each.kind,
                each.first,
                each.last,
                each.days,
                step_in_words(each, made),
                each.number in can,
            )
            for each in made.steps
        ),
        months=_months(days),
        weeks=_weeks(days),
        way=_way(made, whole),
        most=f"{shown(max(each.mg_per_day for each in made.steps))} mg",
        last=last,
        ends_early=last < whole,
    )


def _days(made: Plan, can: set[int], last: date) -> list[Day]:
    found = []
    for place, step in enumerate(made.steps):
        day = step.first
        while day <= min(step.last or last, last):
            begins = day == step.first
            dose = _dose(step, day)
            grip = begins and step.number in can
            found.append(Day(day, dose, step.number, step.kind, begins, place % 2, grip))
            day += _DAY
    return found


def _dose(step: Step, day: date) -> str:
    """What is taken on a day in all; "" where nothing is."""
    if step.kind != "dose" or (day - step.first).days % step.every:
        return ""
    amount = sum(step.parts, Decimal(0)) or step.each_mg * (1 if step.every > 1 else step.times or 1)
    return f"{shown(amount)} mg"


def _months(days: list[Day]) -> tuple[Month, ...]:
    found: dict[date, list[Day]] = {}
    for each in days:
        found.setdefault(each.day.replace(day=1), []).append(each)
    return tuple(Month(first, _rows(first, held)) for first, held in found.items())


def _rows(first: date, days: list[Day]) -> tuple[tuple[Day | None, ...], ...]:
    """The weeks of a month in which something is planned."""
    rows: dict[int, list[Day | None]] = {}
    for each in days:
        row = (each.day.day - 1 + first.weekday()) // _WEEK
        rows.setdefault(row, [None] * _WEEK)[each.day.weekday()] = each
    return tuple(map(tuple, rows.values()))


def _weeks(days: list[Day]) -> tuple[Week, ...]:
    found: dict[date, list[Day]] = {}
    for each in days:
        found.setdefault(each.day - each.day.weekday() * _DAY, []).append(each)
    return tuple(Week(held[0].day, held[-1].day, _spans(held)) for held in found.values())


def _spans(days: list[Day]) -> tuple[Span, ...]:
    found: list[Span] = []
    for each in days:
        had = found[-1] if found else None
        if had and (had.step, had.dose) == (each.step, each.dose):
            found[-1] = Span(had.first, each.day, had.dose, had.step, had.kind, had.begins)
        else:
            found.append(Span(each.day, each.day, each.dose, each.step, each.kind, each.begins))
    return tuple(found)


def _way(made: Plan, last: date) -> str:
    """The dose over time as a path of stairs, 0 at the bottom."""
    first = made.steps[0].first
    whole = max(1, (last - first).days + 1)
    most = max(each.mg_per_day for each in made.steps) or Decimal(1)
    corners = []
    for step in made.steps:
        high = 38 - 34 * float(step.mg_per_day / most)
        left = 100 * (step.first - first).days / whole
        right = 100 * ((step.last or last) - first + _DAY).days / whole
        corners.append(f"{left:.2f} {high:.2f} H{right:.2f}")
    return "M" + " L".join(corners)
