"""The plan that was asked for, drawn with the list on the sheet beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from cotake._errors import InputError, PlanRefused
from cotake._record import record
from cotake.knowledge import Library
from cotake.knowledge.types import Schedule
from cotake.regimen import parse
from cotake.surfaces.web._sheet import Sheet
from cotake.surfaces.web.plan._asked import days_in, forms_in, rules_in
from cotake.titration import KEPT, Plan, hold_to_begin, pausing_named, plan, read_amount


@record
class Drawn:
    """The plan; or why it is refused, or what was wrong. `same` are lines of the list that are of it."""

    plan: Plan | None = None
    refused: PlanRefused | None = None
    told: str = ""
    same: tuple[str, ...] = ()


def drawn(
    said: Mapping[str, str], holds: Mapping[int, int], sheet: Sheet, library: Library, today: date
) -> Drawn:
    """What comes of it."""
    same = _same(said["name"], sheet.lines, library, today)
    beside = [each for each in sheet.lines if each not in same]
    try:
        made = _plan(said, holds, beside, sheet.person, library, today)
    except PlanRefused as error:
        return Drawn(refused=error, same=same)
    except InputError as error:
        return Drawn(told=str(error), same=same)
    except OverflowError:
        return Drawn(told="these days are beyond the calendar; choose others", same=same)
    return Drawn(made, same=same)


def schedules_of(name: str, library: Library, today: date) -> tuple[Schedule, ...]:
    """The schedules on record of one medicine; none where it is not one."""
    found = parse([name], library, today=today).medicines
    return library.substance(found[0].substance).schedules if len(found) == 1 else ()


def moved(made: Plan, number: int, on: date) -> tuple[date | None, dict[int, int]]:
    """What makes a step begin on a day: the first day of the plan, or the length of a level.

    Raises:
        InputError: it cannot.
    """
    first = made.steps[0]
    if number == first.number and first.kind == "dose":
        return on, {}
    level, days = hold_to_begin(made, number, on)
    return None, {level: days}


def with_texts(made: Plan, change: Any) -> Plan:
    """The plan with its assumptions and notices in other words."""
    return replace(
        made,
        assumptions=tuple(map(change, made.assumptions)),
        notices=tuple(map(change, made.notices)),
    )


def _same(name: str, lines: Sequence[str], library: Library, today: date) -> tuple[str, ...]:
    """The lines that are of the medicine that is planned, which is not taken beside itself."""
    own = {each.substance for each in parse([name], library, today=today).medicines}
    found = []
    for line in lines:
        regimen = parse([line], library, today=today)
        listed = {each.substance for each in regimen.medicines}
        if listed and listed <= own and not regimen.unknown:
            found.append(line)
    return tuple(found)


def _plan(
    said: Mapping[str, str],
    holds: Mapping[int, int],
    beside: Sequence[str],
    person: Mapping[str, Any],
    library: Library,
    today: date,
) -> Plan:
    def amount(name: str) -> Decimal | None:
        return read_amount(said[name]) if name in said else None

    def span(name: str) -> list[tuple[date, date]]:
        if f"{name}_first" not in said:
            return []
        return [(date.fromisoformat(said[f"{name}_first"]), date.fromisoformat(said[f"{name}_last"]))]

    taper = said.get("taper", "")
    when = said.get("when", "")
    return plan(
        said["name"],
        start=amount("start"),
        target=amount("target"),
        step=amount("step"),
        every=days_in(said["every"]) if "every" in said else None,
        schedule=said.get("schedule", ""),
        fast="fast" in said,
        use=said.get("use", ""),
        taper=cast("Any", taper) if taper in ("linear", "hyperbolic") else "",
        steps=int(said.get("steps", "10")),
        grain=amount("grain") or Decimal("0.1"),
        begin=date.fromisoformat(said["begin"]) if "begin" in said else today,
        when=when if when in ("morning", "bedtime") else "",
        times_per_day=int(said["times"]) if "times" in said else None,
        holds=holds,
        beside=beside,
        person=dict(person),
        rules=rules_in(said),
        forms=forms_in(said),
        pauses=[pausing_named(*each, "agreed") for each in span("pause")],
        opioids=span("opioid"),
        kept_days=days_in(said["kept"]) if "kept" in said else KEPT,
        library=library,
        today=today,
    )
