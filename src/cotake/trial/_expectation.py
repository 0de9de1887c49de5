"""Normal values of which only one bound is known: expectation propagation, for many at once.

Minka 2001; in the form of Cunningham, Hennig and Lacoste-Julien 2011, with all factors of a sweep at once.
"""

from __future__ import annotations

import numpy as np
from scipy.special import log_ndtr

from cotake.trial._noise import Floats

_SWEEPS, _DAMPED, _STILL = 60, 0.9, 1e-4
_LEAST = 1e-9


def bounded(
    mean: Floats, covariance: Floats, bounds: Floats, below: Floats
) -> tuple[Floats, Floats, Floats]:
    """The chance that all are within their bounds, and what they are then like.

    Args:
        mean: runs x values.
        covariance: runs x values x values.
        bounds: one for each value.
        below: 1 where the value lies below its bound, -1 where above.

    Returns:
        The logs of the chances, and the means and covariances given that they are.
    """
    inverse: Floats = np.asarray(np.linalg.inv(covariance), dtype=np.float64)
    of_prior = np.einsum("bij,bj->bi", inverse, mean)
    tight, pull = np.zeros_like(mean), np.zeros_like(mean)
    place = np.arange(mean.shape[1])
    for _ in range(_SWEEPS):
        spread, middle = _joint(inverse, of_prior, tight, pull)
        own = spread[:, place, place]
        cavity = np.maximum(1 / own - tight, _LEAST)
        at = (middle / own - pull) / cavity
        _, moved, kept = _moments(at, cavity, bounds, below)
        wanted = np.maximum(1 / kept - cavity, _LEAST)
        step = _DAMPED * (wanted - tight)
        tight = tight + step
        pull = pull + _DAMPED * (moved / kept - cavity * at - pull)
        if float(np.abs(step / (tight + 1 / own)).max(initial=0.0)) < _STILL:
            break
    spread, middle = _joint(inverse, of_prior, tight, pull)
    own = spread[:, place, place]
    cavity = np.maximum(1 / own - tight, _LEAST)
    at = (middle / own - pull) / cavity
    chance, _, _ = _moments(at, cavity, bounds, below)
    pieces = chance + 0.5 * (at**2 * cavity - np.log(cavity)) - 0.5 * (middle**2 / own + np.log(own))
    after = 0.5 * np.einsum("bi,bi->b", of_prior + pull, middle) + 0.5 * _log_determinant(spread)
    before = 0.5 * np.einsum("bi,bi->b", of_prior, mean) + 0.5 * _log_determinant(covariance)
    return after - before + pieces.sum(axis=1), middle, spread


def _joint(inverse: Floats, of_prior: Floats, tight: Floats, pull: Floats) -> tuple[Floats, Floats]:
    precision = inverse.copy()
    place = np.arange(tight.shape[1])
    precision[:, place, place] += tight
    spread: Floats = np.asarray(np.linalg.inv(precision), dtype=np.float64)
    return spread, np.einsum("bij,bj->bi", spread, of_prior + pull)


def _moments(at: Floats, cavity: Floats, bounds: Floats, below: Floats) -> tuple[Floats, Floats, Floats]:
    """Of a normal cut off at a bound: the log of what is left, its mean and variance."""
    sd = 1 / np.sqrt(cavity)
    z = below * (bounds - at) / sd
    log = log_ndtr(z)
    ratio = np.exp(-0.5 * z * z - 0.5 * np.log(2 * np.pi) - log)
    return log, at - below * sd * ratio, np.maximum(sd**2 * (1 - ratio * (z + ratio)), _LEAST)


def _log_determinant(matrices: Floats) -> Floats:
    found: Floats = np.linalg.slogdet(matrices)[1]
    return found
