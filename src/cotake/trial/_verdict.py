"""The verdict: what it takes to call it better, worse or no difference, and why it is not called.

The bounds were set by simulation, so that of days on which nothing happens no more than 1 in 20 are called,
however alike one day is to the next, and with a drift of half a standard deviation about 1 in 14
(bench/trial.py).
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtr

from cotake.trial._doubts import explained_by
from cotake.trial._model import Posterior
from cotake.trial._numbers import points, shown
from cotake.trial._posterior import Mixture
from cotake.trial._sequence import ALARM, confidence
from cotake.trial._series import Series
from cotake.trial._types import Verdict

#: So sure that it is neither better nor worse by what matters.
_SAME = 0.95
#: So many standard errors; more where days are few and each is like the one before, as noise that lasts is
#: then hardly known; never more than that.
_ERRORS, _MORE, _KNOWN, _MOST = 1.96, 72.0, 90, 2.6
#: With a free drift it must still be so likely on the same side; from more days on surer.
_HOLDS, _HOLDS_LONG, _FROM, _UP_TO = 0.69, 0.85, 76, 153
#: Fewer days than this on either side say nothing.
FEWEST = 5
_HALF = 0.5


def asked_for(number: int, persistence: float) -> float:
    """How sure it has to be that it is better, or worse.

    Args:
        number: of days with a value.
        persistence: the correlation of one day with the next, as it was found.
    """
    lacking = max(0.0, 1 / number - 1 / _KNOWN)
    return float(ndtr(min(_MOST, _ERRORS + _MORE * max(0.0, persistence) ** 2 * lacking)))


def holds_from(number: int) -> float:
    """How likely it must still be on the same side where the drift is free."""
    return float(np.interp(number, [_FROM, _UP_TO], [_HOLDS, _HOLDS_LONG]))


def better_by(effect: Mixture, by: float, sign: float) -> float:
    """The chance of being better by more than this."""
    return effect.above(by) if sign > 0 else 1.0 - effect.above(-by)


def nothing_of(days: Series) -> str:
    """Why nothing at all can be said of these days; "" where something can."""
    known = days.values[days.seen]
    if known.max() == known.min():
        return f"Each day has the same value ({shown(float(known[0]))}), so there is nothing to compare."
    on = int((days.seen & (days.share >= _HALF)).sum())
    off = int((days.seen & (days.share < _HALF)).sum())
    few = min(on, off)
    if few >= FEWEST:
        return ""
    which = "with the higher exposure" if on < off else "with the lower exposure"
    there = "is no day" if few == 0 else "is only 1 day" if few == 1 else f"are only {few} days"
    return f"There {there} {which} that has a value; below {FEWEST} nothing can be said."


def verdict_on(
    days: Series, found: Posterior, sign: float, mid: float, *, anytime: bool
) -> tuple[Verdict, list[str]]:
    """The verdict, and why it is none."""
    nothing = nothing_of(days)
    if nothing:
        return "not_sure_yet", [nothing]
    number = int(days.seen.sum())
    chance = better_by(found.effect, 0.0, sign)
    asked = asked_for(number, found.persistence)
    surest = max(chance, 1 - chance)
    if math.exp(min(found.evidence, 700.0)) >= ALARM if anytime else surest > asked:
        better = chance > _HALF
        holds = better_by(found.free, 0.0, sign if better else -sign)
        if holds < holds_from(number):
            over = explained_by(days, found.effect.middle)
            return "not_sure_yet", [
                "It cannot be told from a slow drift: with a free drift the chance that it is on the same "
                f"side at all is {holds:.0%}. A drift of {points(over)} over all of it would do."
            ]
        return ("better" if better else "worse"), []
    if _same(found, mid, anytime=anytime):
        return "no_meaningful_difference", []
    if anytime:
        waits = (
            "For one look it would be sure enough; since it may be looked at every day, a Bayes factor of "
            f"{ALARM:.0f} is asked for, and it is {shown(math.exp(found.evidence))}."
        )
        return "not_sure_yet", [waits] if surest > asked else []
    if surest > ndtr(_ERRORS):
        return "not_sure_yet", [
            "The days are few, and each is like the one before: it has to be surer than usual, "
            f"{asked:.1%} and not 97.5 %."
        ]
    return "not_sure_yet", []


def _same(found: Posterior, mid: float, *, anytime: bool) -> bool:
    """Whether it is all but sure that what there is does not matter."""
    if anytime:
        low, high = confidence(found)
        return -mid < low and high < mid
    return found.effect.above(-mid) - found.effect.above(mid) > _SAME
