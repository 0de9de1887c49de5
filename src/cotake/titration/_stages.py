"""The levels of a plan, without dates: even steps, a schedule of the records, a taper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal

from cotake._errors import InputError
from cotake._record import record
from cotake.knowledge.types import Occupancy, Schedule, Stage

#: More levels than this are a slip.
_MOST = 120


@record
class Level:
    """So many mg a day for so many days; None where it stays.

    `times` a day where the level says so, in `parts` where these differ; taken every `every` days, in doses
    of `each` mg.
    """

    mg: Decimal
    days: int | None
    times: int | None = None
    every: int = 1
    each: Decimal = Decimal(0)
    parts: tuple[Decimal, ...] = ()
    when: str = ""


def even_steps(start: Decimal, target: Decimal, step: Decimal, days: int) -> tuple[Level, ...]:
    """From `start` to `target` by `step` mg, each level for `days` days; the last stays.

    Up or down. The last step is smaller where the way is no whole number of steps, never larger. A taper to
    0 ends with 0.

    Raises:
        InputError: a step of 0 or less, a start of 0 upwards, nowhere to go, or more levels than 120.

    >>> [str(level.mg) for level in even_steps(Decimal("1.5"), Decimal("4.5"), Decimal("1.5"), 14)]
    ['1.5', '3.0', '4.5']
    """
    if step <= 0:
        raise InputError("the step has to be above 0")
    if start <= 0 and target >= start:
        raise InputError("the start has to be above 0")
    if target < 0:
        raise InputError("the target has to be 0 or more")
    if start == target:
        return (Level(start, None),)
    up = target > start
    number = (abs(target - start) / step).to_integral_value(ROUND_CEILING)
    if number >= _MOST:
        raise InputError(f"that makes {number + 1} levels; at most {_MOST}. Take a larger step")
    doses = [start + step * turn if up else start - step * turn for turn in range(int(number))]
    return (*(Level(each, days) for each in doses), Level(target, None))


def of_schedule(schedule: Schedule, *, slow: bool = True) -> tuple[Level, ...]:
    """The levels of a schedule of the records; of [least, most] days the most, unless not `slow`."""
    return tuple(_level(stage, slow) for stage in schedule.stages)


def below(levels: Sequence[Level], now: float | None) -> tuple[Level, ...]:
    """The levels of a taper that lie below the dose that is taken; all of them where that is not known.

    The way down from 20 mg joins one that begins at 35 mg where that has come below 20 mg. Where only the
    end would be left, which would be a sudden stop, it is all of them too.
    """
    if now is None or float(levels[0].mg) <= now + 1e-9:
        return tuple(levels)
    left = tuple(level for level in levels if float(level.mg) < now - 1e-9)
    return left if any(level.mg for level in left) else tuple(levels)


def _level(stage: Stage, slow: bool) -> Level:
    days = (stage.days[-1] if slow else stage.days[0]) if stage.days else None
    each = Decimal(str(stage.each))
    mg = each / stage.every_days if each else Decimal(str(stage.mg))
    parts = tuple(Decimal(str(part)) for part in stage.parts)
    return Level(mg, days, stage.times, stage.every_days, each, parts, stage.when)


def by_occupancy(
    start: Decimal, target: Decimal, occupancy: Occupancy, number: int, days: int, grain: Decimal
) -> tuple[Level, ...]:
    """A taper whose steps let go of the same part of the target each time (Horowitz and Taylor 2019).

    The part held is most * dose / (dose + half), `half` from the record; so the steps grow smaller as the
    dose falls. Doses are rounded to `grain` mg; levels that fall together count once.

    Raises:
        InputError: it does not go down, or in fewer than 2 steps, or `grain` is not above 0.
    """
    if not 0 <= target < start:
        raise InputError("a taper goes down: the target has to be below the start, 0 or more")
    if not 2 <= number < _MOST:
        raise InputError(f"a taper takes 2 to {_MOST - 1} steps")
    if grain <= 0:
        raise InputError("doses are rounded to an amount above 0")
    half = Decimal(str(occupancy.mg * (occupancy.most / occupancy.held - 1)))

    def part(dose: Decimal) -> Decimal:
        return dose / (dose + half)

    top, low = part(start), part(target)
    doses = [start]
    for turn in range(1, number):
        held = top - (top - low) * turn / number
        dose = (half * held / (1 - held) / grain).to_integral_value(ROUND_HALF_EVEN) * grain
        if target < dose < doses[-1]:
            doses.append(dose)
    return (*(Level(each, days) for each in doses), Level(target, None))


def held_by(dose: Decimal, occupancy: Occupancy) -> float:
    """The part of the target that a dose holds, 0 to 1."""
    half = occupancy.mg * (occupancy.most / occupancy.held - 1)
    return occupancy.most * float(dose) / (float(dose) + half) if dose else 0.0


def with_holds(levels: Sequence[Level], holds: dict[int, int]) -> tuple[Level, ...]:
    """The levels with other lengths: number of the level, 1 for the first, to its days.

    Raises:
        InputError: there is no such level, or it is the last, which stays.
    """
    found = list(levels)
    for number, days in holds.items():
        if not 1 <= number <= len(found):
            raise InputError(f"there is no step {number}; the plan has {len(found)}")
        if found[number - 1].days is None:
            raise InputError(f"step {number} is the last and stays; give it no days")
        found[number - 1] = replace(found[number - 1], days=days)
    return tuple(found)
