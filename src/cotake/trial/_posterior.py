"""A regression under noise that is not known: exact for each kind of it, then averaged by its likelihood.

Coefficients are normal in units of the noise (conjugate), the variance has the prior 1/variance; so given
the kind of noise a coefficient is a Student t (O'Hagan and Forster 2004, chapter 11), and in all a mixture.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import brentq
from scipy.special import stdtr, stdtrit

from cotake._record import record
from cotake.trial._noise import Floats

#: A component that weighs less than this tells nothing that can be read.
_NOTHING = 1e-7


@record
class Mixture:
    """Student t components: their means, scales, degrees of freedom and weights, which add up to 1."""

    mean: Floats
    scale: Floats
    freedom: float
    weight: Floats

    def above(self, value: float) -> float:
        """The chance of more than a value."""
        return float(self.weight @ stdtr(self.freedom, (self.mean - value) / self.scale))

    def quantile(self, part: float) -> float:
        """The value below which a part lies."""
        reach = stdtrit(self.freedom, min(part, 1 - part) / 4) * self.scale
        low, high = float((self.mean + reach).min()), float((self.mean - reach).max())
        found: float = brentq(
            lambda value: 1 - self.above(value) - part, low, high, xtol=1e-10 * (high - low), rtol=1e-10
        )
        return found

    def times(self, factor: float) -> Mixture:
        """That of as many times the value; the factor is above 0."""
        return Mixture(self.mean * factor, self.scale * factor, self.freedom, self.weight)

    @property
    def middle(self) -> float:
        """The mean."""
        return float(self.weight @ self.mean)

    @property
    def sd(self) -> float:
        """The standard deviation; there have to be more than 2 degrees of freedom."""
        inner = self.scale**2 * self.freedom / (self.freedom - 2)
        return math.sqrt(float(self.weight @ (inner + self.mean**2)) - self.middle**2)


@record
class Fit:
    """A regression: the log of its marginal likelihood for each kind of noise, and what was found."""

    log_likelihood: Floats
    mean: Floats
    variance: Floats
    inverse: Floats
    freedom: float

    def coefficient(self, place: int, weight: Floats) -> Mixture:
        """The posterior of a coefficient, averaged with these weights of the kinds of noise."""
        scale = np.sqrt(self.variance * self.inverse[:, place, place])
        return Mixture(self.mean[:, place], scale, self.freedom, weight)


def joined(parts: list[Mixture], weight: list[float]) -> Mixture:
    """Several mixtures as one, each with its weight; what weighs nothing is left out."""
    mean = np.concatenate([each.mean for each in parts])
    scale = np.concatenate([each.scale for each in parts])
    held = np.concatenate([each.weight * share for each, share in zip(parts, weight, strict=True)])
    kept = held > _NOTHING
    return Mixture(mean[kept], scale[kept], parts[0].freedom, held[kept] / held[kept].sum())


def fit(products: Floats, logs: Floats, days: int, places: list[int], precision: Floats) -> Fit:
    """Regress on some of the columns.

    Args:
        products: K x columns x columns, of whitened columns; the last is what is explained.
        logs: K log determinants of the covariance.
        days: how many were seen.
        places: the columns to regress on.
        precision: of their priors in units of the noise; 0 is flat.
    """
    own = products[:, places][:, :, places] + np.diag(precision)
    cross = products[:, places, -1]
    inverse = np.linalg.inv(own)
    mean = np.einsum("kij,kj->ki", inverse, cross)
    left = products[:, -1, -1] - np.einsum("ki,ki->k", cross, mean)
    freedom = days - int((precision == 0).sum())
    left = np.maximum(left, 1e-12)
    held = precision[precision > 0]
    log = (
        -0.5 * logs
        - np.log(np.diagonal(np.linalg.cholesky(own), axis1=1, axis2=2)).sum(axis=1)
        + 0.5 * float(np.log(held).sum())
        - 0.5 * freedom * np.log(left)
    )
    return Fit(log, mean, left / freedom, np.asarray(inverse, dtype=np.float64), freedom)


@record
class Against:
    """How likely the days are where the effect is fixed, against a model in which it is not.

    For each way in which it may be (onset, drift, kind of noise) `log` holds all that does not depend on
    the effect; the squares that are left are `own - 2 effect cross + effect² square`.
    """

    log: Floats
    own: Floats
    cross: Floats
    square: Floats
    freedom: float

    def __call__(self, effect: float) -> float:
        """The log of the Bayes factor of this effect against any."""
        left = np.maximum(self.own - 2 * effect * self.cross + effect**2 * self.square, 1e-12)
        return weights(self.log - 0.5 * self.freedom * np.log(left))[1]


def fixed(
    products: Floats, logs: Floats, days: int, rest: list[int], place: int, precision: Floats
) -> tuple[Floats, Floats, Floats, Floats, float]:
    """What `Against` holds, for each kind of noise, where the effect of the column `place` is fixed."""
    own = products[:, rest][:, :, rest] + np.diag(precision)
    inverse = np.linalg.inv(own)
    pair = products[:, rest][:, :, [-1, place]]
    left = products[:, [-1, place]][:, :, [-1, place]] - np.einsum("kia,kij,kjb->kab", pair, inverse, pair)
    held = precision[precision > 0]
    log = (
        -0.5 * logs
        - np.log(np.diagonal(np.linalg.cholesky(own), axis1=1, axis2=2)).sum(axis=1)
        + 0.5 * float(np.log(held).sum())
    )
    freedom = days - int((precision == 0).sum())
    return log, left[:, 0, 0], left[:, 0, 1], left[:, 1, 1], freedom


def weights(log: Floats) -> tuple[Floats, float]:
    """Weights that add up to 1, and the log of their sum before."""
    top = float(log.max())
    parts = np.exp(log - top)
    total = float(parts.sum())
    return parts / total, top + math.log(total)
