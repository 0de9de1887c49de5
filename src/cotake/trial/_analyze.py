"""Is it working: the analysis of one person's days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from numpy.typing import ArrayLike

from cotake._errors import InputError
from cotake.trial._assumed import assumptions
from cotake.trial._blinding import blinding
from cotake.trial._censored import FEWEST_BETWEEN, MOST_DAYS, censored, ends
from cotake.trial._doubts import AT_END, doubts
from cotake.trial._model import Posterior, posterior
from cotake.trial._needed import days_needed
from cotake.trial._onset import Onset, onsets
from cotake.trial._protocol import fingerprint, protocol
from cotake.trial._sequence import confidence
from cotake.trial._series import Series, series
from cotake.trial._types import Analysis, Drift, Effect, Scale
from cotake.trial._verdict import better_by, nothing_of, verdict_on

_HALF = 0.5


def analyze(
    values: ArrayLike,
    exposure: ArrayLike,
    *,
    times: Iterable[Any] | None = None,
    scale: Scale | None = None,
    covariates: Mapping[str, ArrayLike] | ArrayLike | None = None,
    onset_days: Sequence[float] | None = None,
    half_life_days: float | None = None,
    guess: ArrayLike | None = None,
    periods: ArrayLike | None = None,
    anytime: bool = False,
    medicine: str = "",
    design: str = "",
) -> Analysis:
    """What one person's days say of a change of exposure.

    Args:
        values: what was scored on each day (or entry); NaN where nothing was.
        exposure: the dose of the day, or on and off as 1 and 0.
        times: dates, or numbers of days, where these are not one after the other; several of a day are
            averaged (give the dose of the day with each), days that are left out are missing.
        scale: which end is better, its ends, and the least difference that matters.
        covariates: what else changed, by name or as a table: other medicines, life events.
        onset_days: half-times in days until an effect is reached; those given are equally likely.
            By default at once (most likely), 3 and 10 days.
        half_life_days: of what is taken, in the body: the effect follows its level (most likely), or
            lags behind it by 3 or 10 days, or comes at once. Instead of `onset_days`.
        guess: what was thought to be taken, from 0, surely the lower exposure, to 1, surely the higher;
            NaN on days without a guess. The effect is shown with and without it.
        periods: the number of the period of each day, where periods were drawn; by default each stretch of
            one exposure is one.
        anytime: the interval and the verdict hold however often they are looked at. It takes more days.
        medicine: its name, and `design` the fingerprint of the trial as drawn: both are passed on.

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
    ways = onsets(onset_days, half_life_days)
    days = series(values, exposure, times, covariates, guess, periods)
    found, cut = fitted(days, ways, scale)
    sign = scale.sign
    mid = scale.mid if scale.mid is not None else _HALF * found.sd
    low, high = (
        confidence(found) if anytime else (found.effect.quantile(0.025), found.effect.quantile(0.975))
    )
    verdict, why = verdict_on(days, found, sign, mid, anytime=anytime)
    nothing = nothing_of(days)
    settled = verdict != "not_sure_yet"
    return Analysis(
        effect=Effect(found.effect.middle, low, high),
        p_benefit=better_by(found.effect, 0.0, sign),
        p_meaningful=better_by(found.effect, mid, sign),
        verdict=verdict,
        days_needed=None if settled or nothing else days_needed(days, found, mid, anytime),
        assumptions=assumptions(scale, mid, found, ways, days, anytime=anytime, censored=cut),
        warnings=(*why, *doubts(days, found, scale, sign, censored=cut)),
        scale=scale,
        mid=mid,
        evidence=math.exp(min(found.evidence, 700.0)),
        anytime=anytime,
        drift=Drift(found.drift.middle, found.drift.quantile(0.025), found.drift.quantile(0.975)),
        persistence=found.persistence,
        noise=found.sd,
        series=days,
        fitted=found.fitted,
        sd=found.effect.sd,
        onsets=tuple(zip(ways, (float(each) for each in found.onset), strict=True)),
        censored=cut,
        analysis=fingerprint(protocol(scale, ways, anytime=anytime, covariates=days.names)),
        blinding=blinding(days, sign, lambda each: fitted(each, ways, scale)[0], anytime=anytime),
        medicine=medicine,
        design=design,
        nothing=nothing,
    )


def check_scale(scale: Scale) -> None:
    """Refuse a scale that is none.

    Raises:
        InputError: no direction, ends the wrong way round, or a least difference of 0 or less.
    """
    if scale.better not in ("higher", "lower"):
        raise InputError(f"better is higher or lower, not {scale.better!r}")
    if scale.least is not None and scale.most is not None and scale.least >= scale.most:
        raise InputError(
            f"a scale goes from a number to a higher one, not from {scale.least} to {scale.most}"
        )
    if scale.mid is not None and not (math.isfinite(scale.mid) and scale.mid > 0):
        raise InputError("the least difference that matters is above 0")


def fitted(days: Series, ways: Sequence[Onset], scale: Scale) -> tuple[Posterior, bool]:
    """The posterior, and whether days at an end of the scale were taken as there or beyond."""
    found = posterior(days, ways)
    cut = ends(days, scale.least, scale.most)
    between = int((~cut.at).sum())
    if cut.at.mean() <= AT_END or between < FEWEST_BETWEEN or cut.at.size > MOST_DAYS:
        return found, False
    return censored(days, ways, cut, found), True
