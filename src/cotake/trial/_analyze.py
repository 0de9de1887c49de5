"""Is it working: the verdict on one person's days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from numpy.typing import ArrayLike

from cotake._errors import InputError
from cotake.trial._doubts import doubts, explained_by
from cotake.trial._model import ONSETS, Posterior, posterior
from cotake.trial._needed import days_needed
from cotake.trial._posterior import Mixture
from cotake.trial._sequence import ALARM, confidence
from cotake.trial._series import Series, series
from cotake.trial._types import Analysis, Drift, Effect, Scale, Verdict

#: So sure that it is better, or worse, and so sure that it is neither by what matters.
_SURE, _SAME = 0.975, 0.95
#: With fewer days than this the noise is hardly known, and it has to be surer (bench/trial.py).
_SHORT, _SURER = 40, 0.99
#: With a free drift it must still be so likely on the same side.
_HOLDS = 0.69
#: Fewer days than this on either side say nothing.
_FEW = 5
_HALF = 0.5


def analyze(
    values: ArrayLike,
    exposure: ArrayLike,
    *,
    times: Iterable[Any] | None = None,
    scale: Scale | None = None,
    covariates: Mapping[str, ArrayLike] | ArrayLike | None = None,
    onset_days: Sequence[float] | None = None,
    anytime: bool = False,
) -> Analysis:
    """What one person's days say of a change of exposure.

    Args:
        values: what was scored on each day (or entry); NaN where nothing was.
        exposure: the dose of the day, or on and off as 1 and 0.
        times: dates, or numbers of days, where these are not one after the other; several of a day are
            averaged, days that are left out are missing.
        scale: which end is better, its ends, and the least difference that matters.
        covariates: what else changed, by name or as a table: other medicines, life events.
        onset_days: half-times in days until an effect is reached; those given are equally likely.
            By default at once (most likely), 3 and 10 days.
        anytime: the interval and the verdict hold however often they are looked at. It takes more days.

    Raises:
        InputError: rows that do not fit together, an exposure that never changes, or as told there.

    >>> import numpy as np
    >>> on = np.repeat([0, 1], 40)
    >>> days = np.random.default_rng(1).normal(5, 1, 80) + 2 * on
    >>> analyze(days, on).verdict
    'better'
    """
    scale = scale or Scale()
    check_scale(scale)
    days = series(values, exposure, times, covariates)
    found = posterior(days, _onsets(onset_days))
    sign = 1.0 if scale.better == "higher" else -1.0
    mid = scale.mid if scale.mid is not None else _HALF * found.sd
    chance = _side(found.effect, 0.0, sign)
    enough = _side(found.effect, mid, sign)
    low, high = (
        confidence(found) if anytime else (found.effect.quantile(0.025), found.effect.quantile(0.975))
    )
    verdict, why = _verdict(days, found, sign, mid, chance, anytime)
    settled = verdict != "not_sure_yet"
    needed = None if settled else days_needed(days, found, mid, anytime)
    return Analysis(
        effect=Effect(found.effect.middle, low, high),
        p_benefit=chance,
        p_meaningful=enough,
        verdict=verdict,
        days_needed=needed,
        assumptions=_assumptions(scale, mid, found, anytime, onset_days),
        warnings=(*why, *doubts(days, found, scale, sign)),
        scale=scale,
        mid=mid,
        evidence=math.exp(min(found.evidence, 700.0)),
        anytime=anytime,
        drift=Drift(found.drift.middle, found.drift.quantile(0.025), found.drift.quantile(0.975)),
        persistence=found.persistence,
        noise=found.sd,
        onset_days=found.onset,
        series=days,
        fitted=found.fitted,
    )


def check_scale(scale: Scale) -> None:
    """Refuse a scale that is none.

    Raises:
        InputError: no direction, ends the wrong way round, or a least difference of 0 or less.
    """
    if scale.better not in ("higher", "lower"):
        raise InputError(f"better is higher or lower, not {scale.better!r}")
    ends = (scale.least, scale.most)
    if scale.least is not None and scale.most is not None and scale.least >= scale.most:
        raise InputError(f"a scale goes from a number to a higher one, not from {ends[0]} to {ends[1]}")
    if scale.mid is not None and not (math.isfinite(scale.mid) and scale.mid > 0):
        raise InputError("the least difference that matters is above 0")


def _onsets(given: Sequence[float] | None) -> Sequence[tuple[float, float]]:
    if given is None:
        return ONSETS
    if not given or any(not math.isfinite(each) or each < 0 for each in given):
        raise InputError("half-times of onset are days from 0 up, one or more")
    return [(float(each), 1 / len(given)) for each in dict.fromkeys(given)]


def _side(effect: Mixture, by: float, sign: float) -> float:
    """The chance of being better by more than this."""
    return effect.above(by) if sign > 0 else 1.0 - effect.above(-by)


def _verdict(
    days: Series, found: Posterior, sign: float, mid: float, chance: float, anytime: bool
) -> tuple[Verdict, list[str]]:
    """The verdict, and why it is none."""
    on = int((days.seen & (days.share >= _HALF)).sum())
    off = int((days.seen & (days.share < _HALF)).sum())
    if min(on, off) < _FEW:
        which = "with the higher exposure" if on < off else "with the lower exposure"
        return "not_sure_yet", [
            f"There are only {min(on, off)} days {which}; below {_FEW} nothing can be said."
        ]
    same = found.effect.above(-mid) - found.effect.above(mid)
    asked = asked_for(int(days.seen.sum()))
    surest = max(chance, 1 - chance)
    sure = math.exp(min(found.evidence, 700.0)) >= ALARM if anytime else surest > asked
    if sure:
        better = chance > _HALF
        holds = _side(found.free, 0.0, sign if better else -sign)
        if holds < _HOLDS:
            over = explained_by(days, found.effect.middle)
            return "not_sure_yet", [
                "It cannot be told from a slow drift: with a free drift the effect all but vanishes "
                f"({holds:.0%} on the same side). A drift of {over:.2g} points over all of it would do."
            ]
        return ("better" if better else "worse"), []
    if same > _SAME and not anytime:
        return "no_meaningful_difference", []
    if not anytime and _SURE < surest <= asked:
        return "not_sure_yet", [
            f"With fewer than {_SHORT} days it has to be surer than usual: {asked:.0%}."
        ]
    return "not_sure_yet", []


def asked_for(number: int) -> float:
    """How sure it has to be that it is better, or worse, from so many days with a value."""
    return _SURER if number < _SHORT else _SURE


def _assumptions(
    scale: Scale, mid: float, found: Posterior, anytime: bool, onset: Sequence[float] | None
) -> tuple[str, ...]:
    told = [
        "One day is like the next by a correlation that is estimated "
        f"({found.persistence:.2f}); days that are missing are left out, not filled in.",
        "A drift over the whole time is small (a quarter of a standard deviation of the days) unless the "
        "days show a larger one.",
        "Days of the week may differ a little.",
    ]
    if scale.mid is None:
        told.append(
            f"The least difference that matters is taken as half a standard deviation: {mid:.2g} points."
        )
    if onset is None:
        told.append("The effect comes at once, or with a half-time of 3 or 10 days; all three are weighed.")
    if anytime:
        told.append("It may be looked at every day: the interval is wider for that.")
    return tuple(told)
