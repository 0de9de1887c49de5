"""How an inhibition or induction builds up after the first dose, and what is left after the last."""

from __future__ import annotations

import math

from cotake._errors import InputError
from cotake.kinetics._static import Spread

#: Steps of an integration over so many turnover half-lives of the enzyme.
_PER_HALF_LIFE = 40
_MOST_STEPS = 4000
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
        half_life_h: of the substance (the longest of it and its active metabolites), above 0.
        turnover_half_life_h: of the enzyme; 0 where the effect is at once.

    Raises:
        InputError: days are negative, or a half-life cannot be meant.

    >>> half = speed_after(Spread.exact(0.1), 1, 24)
    >>> round(half.mid, 3)  # k falls from 9 to 4.5
    0.182
    """
    if days < 0 or half_life_h <= 0 or turnover_half_life_h < 0:
        raise InputError("days are 0 or more, a half-life is above 0")
    low, mid, high = (
        _after(each, days * 24, half_life_h, turnover_half_life_h)
        for each in (speed.low, speed.mid, speed.high)
    )
    return Spread(min(low, mid), mid, max(mid, high))


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
        half_life_h: of the substance (the longest of it and its active metabolites), above 0.
        turnover_half_life_h: of the enzyme; 0 where the effect is at once.

    Raises:
        InputError: days are negative, or a half-life cannot be meant.

    >>> tenfold = speed_since(Spread.exact(10), 2, 3, 48)
    >>> round(tenfold.mid, 1)  # half of the way after one half-life of the enzyme
    5.5
    """
    if days < 0 or half_life_h <= 0 or turnover_half_life_h < 0:
        raise InputError("days are 0 or more, a half-life is above 0")
    low, mid, high = (
        _since(each, days * 24, half_life_h, turnover_half_life_h)
        for each in (speed.low, speed.mid, speed.high)
    )
    return Spread(low, mid, high)


def _since(speed: float, hours: float, half_life: float, turnover: float) -> float:
    speed = max(speed, 1e-6)
    lost, more = max(0.0, 1 / speed - 1), max(0.0, speed - 1)

    def gathered(at: float) -> float:
        return 1 - 2 ** (-(at + _INTERVAL) / half_life)

    if not turnover:
        there = gathered(hours)
        return (1 + more * there) / (1 + lost * there)
    made = math.log(2) / turnover
    steps = min(_MOST_STEPS, max(20, math.ceil(_PER_HALF_LIFE * hours / min(turnover, half_life))))
    step = hours / steps
    enzyme = 1.0
    for number in range(steps):
        there = gathered(step * (number + 0.5))
        pull = made * (1 + lost * there)
        goal = (1 + more * there) / (1 + lost * there)
        enzyme = goal + (enzyme - goal) * math.exp(-pull * step)
    return enzyme


def _after(speed: float, hours: float, half_life: float, turnover: float) -> float:
    if speed <= 0:
        speed = 1e-6
    lost = max(0.0, 1 / speed - 1)
    more = max(0.0, speed - 1)
    rate = math.log(2) / half_life
    if not turnover:
        left = math.exp(-rate * hours)
        return (1 + more * left) / (1 + lost * left)
    made = math.log(2) / turnover
    # Near steady at first, and stiff while k is large: the exact step of a linear equation is stable.
    steps = min(_MOST_STEPS, max(20, math.ceil(_PER_HALF_LIFE * hours / min(turnover, half_life))))
    step = hours / steps
    enzyme = speed
    for number in range(steps):
        left = math.exp(-rate * step * (number + 0.5))
        pull = made * (1 + lost * left)
        goal = (1 + more * left) / (1 + lost * left)
        enzyme = goal + (enzyme - goal) * math.exp(-pull * step)
    return enzyme
