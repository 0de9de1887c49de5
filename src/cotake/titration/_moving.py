"""A step begins earlier or later: how long the one before it lasts then."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from cotake._errors import InputError
from cotake.titration._dates import day_of
from cotake.titration._types import Plan, Step

#: Longer steps than this are a slip, as where they are written.
_LONGEST = 400


def movable(plan: Plan) -> tuple[int, ...]:
    """The numbers of the steps that can begin on another day by the length of the level before them.

    Not the first, which begins with the plan, nor a pause or what comes back to an earlier level after one.
    """
    doses = [each for each in plan.steps if each.kind != "pause"]
    return tuple(later.number for earlier, later in pairwise(doses) if later.level == earlier.level + 1)


def hold_to_begin(plan: Plan, number: int, on: date) -> tuple[int, int]:
    """The level before a step, and the days that it lasts where the step begins on a day: one of `holds`.

    Days without a dose in a pause do not count. The plan made with it says what that means: what is raised
    faster than by the record is noticed or refused, and a pause may now come into another step.

    Raises:
        InputError: there is no such step, its day is not its own, or it would leave no day to the level
            before it, or more than 400, or it lies in a pause.
    """
    step = next((each for each in plan.steps if each.number == number), None)
    if step is None:
        raise InputError(f"there is no step {number}; the plan has {len(plan.steps)}")
    if number not in movable(plan):
        raise InputError(f"step {number} begins with the plan or after a pause; that is where to move it")
    pause = next((each for each in plan.pauses if each.first <= on <= each.last), None)
    if pause is not None:
        raise InputError(
            f"on {day_of(on)} is a pause, from {day_of(pause.first)} to {day_of(pause.last)}; no step "
            "begins within it"
        )
    first = _run(plan, step)[0].first
    days = (on - first).days - sum(
        max(0, (min(each.last, on) - max(each.first, first)).days + 1) for each in plan.pauses
    )
    if days < 1:
        raise InputError(
            f"step {number} cannot begin on {day_of(on)}: the one before it begins on {day_of(first)} and "
            "lasts a day at least"
        )
    if days > _LONGEST:
        raise InputError(f"that leaves {days} days to the step before it; a step lasts 1 to {_LONGEST}")
    return step.level - 1, days


def _run(plan: Plan, step: Step) -> list[Step]:
    """The parts of the level right before a step; a pause may lie between them."""
    found: list[Step] = []
    for each in reversed(plan.steps[: plan.steps.index(step)]):
        if each.kind == "pause":
            continue
        if each.level != step.level - 1:
            break
        found.insert(0, each)
    return found
