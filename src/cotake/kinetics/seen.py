"""What the kinetics of a record give, beside the figures that studies and labels state."""

from __future__ import annotations

import math

import numpy as np

from cotake._record import record
from cotake.kinetics._linear import Array
from cotake.kinetics.simulation import Intake, course_of, simulate
from cotake.knowledge import Library
from cotake.knowledge.types import Course, Seen, Substance

#: Half-lives of regular use after which a level is steady.
_STEADY = 7
#: The most points of a curve: longer ones take longer steps.
_POINTS = 20_000
#: The half-life is read where the level falls through these parts of its peak: when samples are taken
#: decides which of them a study sees, so the nearer counts.
_WINDOWS = ((0.4, 0.1), (0.1, 0.01))
#: A single figure is the middle of people who differ: the course may be off by this part.
NEAR = 0.25


@record
class Compared:
    """One stated figure: the lowest and highest, and what the course gives; in ng/mL or h."""

    course: Course
    seen: Seen
    figure: str
    low: float
    high: float
    given: float

    @property
    def is_near(self) -> bool:
        """Whether the course gives it, within a quarter; a time within half an hour as well."""
        near = 0.5 if self.figure == "peak_h" else 0.0
        low = min(self.low * (1 - NEAR), self.low - near)
        return low <= self.given <= max(self.high * (1 + NEAR), self.high + near)


def compared(substance: Substance, library: Library) -> list[Compared]:
    """Each figure of `seen` of all courses of a substance, with what a typical person of 70 kg has."""
    found: list[Compared] = []
    for course in substance.kinetics:
        if course_of(substance, (course.routes or ("oral",))[0], course.form) is not course:
            continue
        for seen in course.seen:
            given = _figures(substance, course, seen, library)
            for figure, value in given.items():
                if stated := getattr(seen, figure):
                    found.append(Compared(course, seen, figure, stated[0], stated[-1], value))
    return found


def _figures(substance: Substance, course: Course, seen: Seen, library: Library) -> dict[str, float]:
    longest = _longest(substance, course)
    every = seen.every_h
    count = max(1, math.ceil(_STEADY * longest / every)) if every else 1
    last = (count - 1) * every
    lag = max(course.lag_h, *(each.lag_h for each in course.later), 0.0)
    end = last + lag + max(9 * longest, every, 24.0)
    step = next(each for each in (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10) if end / each <= _POINTS or each == 10)
    hours = np.arange(0.0, end + step / 2, step)
    intake = Intake(
        substance.id,
        (course.routes or ("oral",))[0],
        tuple(number * every for number in range(count)),
        (seen.mg,) * count,
        course.form,
    )
    found = simulate([intake], library, hours)
    name = seen.of or substance.name
    level = next(line.values[:, 0] for line in found.lines if line.kind == "level" and line.name == name)
    after = hours >= last - step / 2
    since, level = hours[after] - last, level[after]
    within = since <= every + step / 2 if every else since >= 0
    peak = int(level[within].argmax())
    return {
        "peak_ng_ml": float(level[peak]),
        "peak_h": float(since[peak]),
        "average_ng_ml": float(level[within].mean()),
        "trough_ng_ml": float(level[within][-1]),
        "half_life_h": _nearest(
            [_half_life(since, level, peak, *window) for window in _WINDOWS], seen.half_life_h
        ),
    }


def _longest(substance: Substance, course: Course) -> float:
    """The longest half-life of what is seen, in h."""
    own = math.log(2) * course.volume_l / course.clearance_l_h
    if there := course.peripheral:
        own = math.log(2) * (course.volume_l + there.volume_l) / course.clearance_l_h * 1.5
    stated = [life.hours[-1] for life in substance.half_lives if life.hours and life.active]
    made = [each.half_life_h for each in course.makes]
    released = [each.half_life_h for each in course.later]
    if course.own_inhibition is None:
        stated = []
    return max(own, course.absorption_half_life_h, *made, *released, *stated, 0.5)


def _nearest(given: list[float], stated: tuple[float, ...]) -> float:
    middle = math.sqrt(stated[0] * stated[-1]) if stated else 1.0
    return min(given, key=lambda each: abs(math.log(each / middle)))


def _half_life(since: Array, level: Array, peak: int, begin: float, end: float) -> float:
    fall = level[peak:] / level[peak]
    low = fall <= end
    if not low.any():
        return math.inf
    one, other = int((fall <= begin).argmax()), int(low.argmax())
    step = since[1] - since[0]
    return float((other - one) * step / math.log2(fall[one] / fall[other]))
