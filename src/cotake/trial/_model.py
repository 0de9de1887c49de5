"""The model of one person's days, and its posterior.

    value = level + effect * reached(exposure) + weekday + drift + covariates + noise

`reached` follows the exposure at once or with a half-time of days; the noise is that of `_noise`. All are
compared by their marginal likelihood and averaged. The priors, in units of the noise: effect 0 +- 3, a day
of the week 0 +- 0.4, drift over the whole time 0 +- 0.25 or, one time in twenty, 0 +- 1; covariates 0 +- 1.
A free drift would cost half of the power and none would take each drift for an effect; what was chosen
keeps most of the power, and widens where the days show a drift (bench/trial.py prints what each costs).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cotake._record import record
from cotake.trial._noise import Floats, Noises, noises, whitened
from cotake.trial._posterior import Fit, Mixture, fit, joined, weights
from cotake.trial._series import Series

_EFFECT, _WEEKDAY, _COVARIATE = 3.0, 0.4, 1.0
#: Standard deviation of the drift over the whole time, and how likely that is beforehand.
DRIFTS = ((0.25, 0.95), (1.0, 0.05))
#: The prior of an effect in the test of one: such as matter to people, in standard deviations.
EVIDENCE = 1.0
#: Against which a verdict has to hold its sign as well.
FREE = 3.0
#: Log of the odds by which a kind of noise is all but ruled out.
_RULED_OUT = 9.0
#: Half-times in days until an effect is reached, and how likely each is beforehand.
ONSETS = ((0.0, 0.85), (3.0, 0.1), (10.0, 0.05))


@record
class Posterior:
    """What the days say: the effect and the drift as mixtures, and the noise.

    `evidence` is the log of the Bayes factor against no effect, with `tested`, the effect under the prior
    of that test (0 +- 1); `free` the effect where nothing is said of the drift beforehand; `onset` the mean
    half-time; `persistence` the correlation of one day with the next, and `sd` the standard deviation of a
    day.
    """

    effect: Mixture
    tested: Mixture
    free: Mixture
    drift: Mixture
    evidence: float
    onset: float
    persistence: float
    sd: float
    fitted: Floats


def posterior(days: Series, onsets: Sequence[tuple[float, float]] = ONSETS) -> Posterior:
    """Fit the model; exact but for the grid of noises."""
    seen = days.seen
    kinds = noises(int(seen.sum()))
    shape = _shape(days)
    reached = [reach(days.share, half) for half, _ in onsets]
    target = np.where(seen, days.values, 0.0)
    columns = np.column_stack([*reached, shape, target])
    white, logs = whitened(columns, seen, kinds)
    products = np.einsum("tki,tkj->kij", white, white, optimize=True)
    number = len(white)
    rest = list(range(len(onsets), len(onsets) + shape.shape[1]))

    # Kinds of noise that are all but ruled out, with any onset and with no effect, are left out.
    kept = _kept(fit(products, logs, number, rest, precision_of(days.covariates.shape[1])), kinds)
    for place in range(len(onsets)):
        precision = np.concatenate([[1 / _EFFECT**2], precision_of(days.covariates.shape[1])])
        kept |= _kept(fit(products, logs, number, [place, *rest], precision), kinds)
    products, logs = products[kept], logs[kept]
    kinds = Noises(kinds.fast[kept], kinds.slow[kept], kinds.share[kept], kinds.log_prior[kept])

    def regress(place: int | None, drift: float, effect: float) -> tuple[Fit, Floats, float]:
        precision = precision_of(days.covariates.shape[1], drift)
        places = rest if place is None else [place, *rest]
        own = [] if place is None else [1 / effect**2]
        made = fit(products, logs, number, places, np.concatenate([own, precision]))
        return made, *weights(made.log_likelihood + kinds.log_prior)

    def compared(effect: float) -> tuple[list[tuple[Fit, Floats]], Floats, float]:
        """Each onset and drift, its share, and the log of the likelihood of all."""
        tried = [
            (regress(place, drift, effect), math.log(prior * chance))
            for place, (_, prior) in enumerate(onsets)
            for drift, chance in DRIFTS
        ]
        share, total = weights(np.array([log + prior for (_, _, log), prior in tried]))
        return [(made, weight) for (made, weight, _), _ in tried], share, total

    parts, share, _ = compared(_EFFECT)
    tests, share_of_tests, total = compared(EVIDENCE)
    none = [regress(None, drift, 0.0)[2] + math.log(chance) for drift, chance in DRIFTS]
    halves = [half for half, _ in onsets for _ in DRIFTS]
    noise = sum(part * weight for part, (_, weight) in zip(share, parts, strict=True))
    persistence = float(noise @ (kinds.fast * (1 - kinds.share) + kinds.slow * kinds.share))
    effect = joined([each.coefficient(0, weight) for each, weight in parts], list(share))
    best = int(np.argmax([prior for _, prior in onsets]))
    free, free_weight, _ = regress(best, FREE, _EFFECT)
    unbound = free.coefficient(0, free_weight)
    tested = joined([each.coefficient(0, weight) for each, weight in tests], list(share_of_tests))
    drift = joined([each.coefficient(2, weight) for each, weight in parts], list(share))
    top = int(np.argmax(share))
    chosen, weight = parts[top]
    coefficients = weight @ chosen.mean
    place = top // len(DRIFTS)
    variance = sum(
        part * float(weight @ each.variance) for part, (each, weight) in zip(share, parts, strict=True)
    )
    return Posterior(
        effect=effect,
        tested=tested,
        free=unbound,
        drift=drift,
        evidence=total - weights(np.array(none))[1],
        onset=float(share @ np.array(halves)),
        persistence=persistence,
        sd=math.sqrt(variance),
        fitted=np.column_stack([reached[place], shape]) @ coefficients,
    )


def _kept(made: Fit, kinds: Noises) -> NDArray[np.bool_]:
    log = made.log_likelihood + kinds.log_prior
    found: NDArray[np.bool_] = log > log.max() - _RULED_OUT
    return found


def reach(share: Floats, half: float) -> Floats:
    """The exposure as the body reaches it: each day it comes nearer by the same part; at once where 0."""
    if half <= 0:
        return share
    keep = 0.5 ** (1 / half)
    found = np.empty_like(share)
    now = share[0]
    for day, each in enumerate(share):
        now = keep * now + (1 - keep) * each
        found[day] = now
    return found


def _shape(days: Series) -> Floats:
    return np.column_stack([columns_of(days.days, days.weekday), days.covariates])


def columns_of(number: int, weekday: NDArray[np.int64]) -> Floats:
    """Level, drift from -1/2 to 1/2, and the days of the week about their mean."""
    line = np.arange(number) / max(1, number - 1) - 0.5
    return np.column_stack([np.ones(number), line, np.eye(7)[weekday] - 1 / 7])


def precision_of(covariates: int, drift: float = DRIFTS[0][0]) -> Floats:
    """The precision of the priors of these columns and of so many covariates."""
    week = [1 / _WEEKDAY**2] * 7
    return np.array([0.0, 1 / drift**2, *week, *[1 / _COVARIATE**2] * covariates])
