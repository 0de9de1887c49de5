"""How an inhibition or induction builds up after the first dose, and what is left after the last."""

from __future__ import annotations

import math
from collections.abc import Callable

from cotake._errors import InputError
from cotake.kinetics._static import Spread

#: Steps of an integration over so many turnover half-lives of the enzyme.
_PER_HALF_LIFE = 40
_MOST_STEPS = 4000
#: An enzyme of no speed at all would never come back.
_STILL = 1e-6
#: Hours between doses, by which a level gathers.
_INTERVAL = 24.0


def speed_after(
    speed: Spread, days: float, half_life_h: float, turnover_half_life_h: float = 0.0
) -> Spread:
    """The speed of an enzyme so many days after an inhibitor or inducer was stopped.

    What is left of the substance falls by its half-life. A reversible inhibitor's [I]/Ki falls with it:
    the speed is 1 / (1 + k 2^(-t/h)), k = 1/s - 1. With a turnover, the enzyme has to be made anew, or the
    surplus to be lost: dE/dt = q (1 + i(t) - E (1 + k(t))), k and i falling by the half-life, from E = s.
    This is the time course of mechanism-based inhibition and of induction (Mayhew 2000; Yang 2008).

    Args:
        speed: what it leaves while it is taken; 1 is unchanged, above 1 induced.
        days: since the last dose, 0 or more.
        half_life_h: of the substance, or of its longest-lived active metabolite; above 0.
        turnover_half_life_h: of the enzyme; 0 where the effect is at once.

    Raises:
        InputError: days are negative, or a half-life cannot be meant.

    >>> half = speed_after(Spread.exact(0.1), 1, 24)
    >>> round(half.mid, 3)  # k falls from 9 to 4.5
    0.182
    """
    return _in_time(
        speed, days, half_life_h, turnover_half_life_h, lambda hours: _left(hours, half_life_h), False
    )


def speed_since(
    speed: Spread, days: float, half_life_h: float, turnover_half_life_h: float = 0.0
) -> Spread:
    """The speed of an enzyme so many days after the first dose of an inhibitor or inducer taken daily.

    What is there gathers by its half-life, as 1 - 2^(-(t + 24 h) / h), and k = 1/s - 1 or i = s - 1 with
    it. A reversible inhibitor leaves 1 / (1 + k(t)). With a turnover the enzyme has to be destroyed or
    made: dE/dt = q (1 + i(t) - E (1 + k(t))) from E = 1 (Mayhew 2000; Yang 2008).

    Args:
        speed: what it leaves in regular use; 1 is unchanged, above 1 induced.
        days: since the first dose, 0 or more.
        half_life_h: of the substance, or of its longest-lived active metabolite; above 0.
        turnover_half_life_h: of the enzyme; 0 where the effect is at once.

    Raises:
        InputError: days are negative, or a half-life cannot be meant.

    >>> tenfold = speed_since(Spread.exact(10), 2, 3, 48)
    >>> round(tenfold.mid, 1)  # half of the way after one half-life of the enzyme
    5.5
    """
    return _in_time(
        speed,
        days,
        half_life_h,
        turnover_half_life_h,
        lambda hours: 1 - _left(hours + _INTERVAL, half_life_h),
        True,
    )


def _left(hours: float, half_life: float) -> float:
    """The part that is left of a substance after so many hours."""
    return float(2 ** (-hours / half_life))


def _in_time(
    speed: Spread,
    days: float,
    half_life: float,
    turnover: float,
    there: Callable[[float], float],
    from_usual: bool,
) -> Spread:
    """The speed after some days, where the part `there` (of hours) of the substance is there.

    The enzyme begins at its usual speed, or at that which regular use leaves.
    """
    if days < 0 or half_life <= 0 or turnover < 0:
        raise InputError("days are 0 or more, a half-life is above 0")
    low, mid, high = (
        _speed(max(each, _STILL), days * 24, half_life, turnover, there, from_usual)
        for each in (speed.low, speed.mid, speed.high)
    )
    return Spread(min(low, mid), mid, max(mid, high))


def _speed(
    steady: float,
    hours: float,
    half_life: float,
    turnover: float,
    there: Callable[[float], float],
    from_usual: bool,
) -> float:
    lost, more = max(0.0, 1 / steady - 1), max(0.0, steady - 1)
    if not turnover:
        return (1 + more * there(hours)) / (1 + lost * there(hours))
    made = math.log(2) / turnover
    # Near steady at first, and stiff while k is large: the exact step of a linear equation is stable.
    steps = min(_MOST_STEPS, max(20, math.ceil(_PER_HALF_LIFE * hours / min(turnover, half_life))))
    step = hours / steps
    enzyme = 1.0 if from_usual else steady
    for number in range(steps):
        part = there(step * (number + 0.5))
        goal = (1 + more * part) / (1 + lost * part)
        enzyme = goal + (enzyme - goal) * math.exp(-made * (1 + lost * part) * step)
    return enzyme
