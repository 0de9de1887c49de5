"""How an effect comes and goes: with what is in the body, at once, or more slowly still.

Each is a row of half-times in days. What is taken daily comes to its level, and leaves again, by its
half-life (one compartment of first order: Gibaldi and Perrier 1982, chapter 1); the effect may follow the
level at once or lag behind by days. All are weighed by what the days say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from cotake._errors import InputError
from cotake._record import record
from cotake.trial._noise import Floats

#: A half-life shorter than this, in days, cannot be told from none by one value a day.
_SHORT = 1.0
#: A year; what lasts longer does not leave within a trial.
_LONGEST = 365.0


@record
class Onset:
    """Half-times in days, one after the other, and how likely that is beforehand."""

    half_times: tuple[float, ...]
    chance: float

    @property
    def days(self) -> float:
        """All of them together."""
        return sum(self.half_times)


#: Where the medicine is not known or gone within the day.
USUAL = (Onset((), 0.85), Onset((3.0,), 0.1), Onset((10.0,), 0.05))
#: Slower than its level by so many days, and how likely; and at once though its level comes slowly.
_LAGS = ((0.0, 0.6), (3.0, 0.1), (10.0, 0.05))
_AT_ONCE = 0.25


def onsets(given: Sequence[float] | None, half_life_days: float | None) -> tuple[Onset, ...]:
    """Those that are weighed: the half-times that are given, or those that the half-life asks for.

    Raises:
        InputError: half-times below 0, none, or a half-life that is none.
    """
    if given is not None:
        if half_life_days is not None:
            raise InputError("give the half-times of onset or the half-life, not both")
        if not given or any(not math.isfinite(each) or each < 0 for each in given):
            raise InputError("half-times of onset are days from 0 up, one or more")
        each_of = [float(each) for each in dict.fromkeys(given)]
        return tuple(Onset((each,) if each else (), 1 / len(each_of)) for each in each_of)
    if half_life_days is None:
        return USUAL
    if not math.isfinite(half_life_days) or not 0 < half_life_days <= _LONGEST:
        raise InputError(f"a half-life is more than 0 days and at most {_LONGEST:.0f}")
    if half_life_days < _SHORT:
        return USUAL
    return (
        *(Onset((half_life_days, lag) if lag else (half_life_days,), chance) for lag, chance in _LAGS),
        Onset((), _AT_ONCE),
    )


def level(doses: Sequence[float], half_life_days: float | None) -> list[float]:
    """Doses as their level: by the half-life where that lasts, else as they are."""
    if half_life_days is None or half_life_days < _SHORT:
        return list(doses)
    return [float(each) for each in reach(np.asarray(doses, dtype=float), [half_life_days])]


def reach(share: Floats, half_times: Sequence[float]) -> Floats:
    """The exposure as it is reached: each day it comes nearer by the same part, for each half-time in turn.

    What was taken on the first day is taken as taken for long.
    """
    found = share
    for half in half_times:
        keep = 0.5 ** (1 / half)
        now, next_one = found[0], np.empty_like(found)
        for day, each in enumerate(found):
            now = keep * now + (1 - keep) * each
            next_one[day] = now
        found = next_one
    return found
