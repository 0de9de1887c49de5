"""Studies put together: fixed and random effects, their spread, and what single studies do to them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import chdtr, chdtrc, ndtr, ndtri, stdtr, stdtrit

from cotake._errors import InputError

Array = NDArray[np.float64]
Numbers = Sequence[float] | NDArray[np.float64]
Method = Literal["fixed", "dersimonian-laird", "reml"]

#: Fewer studies than this cannot tell whether small ones find more (Sterne 2011).
FEWEST_FOR_EGGER = 10
#: Points of a grid over tau2, and how many times the whole variance it spans.
_STEPS, _WIDEST = 120, 20.0
_CLOSE = 1e-12
#: Points of the grid over the heterogeneity, and over the effect.
_GRID = 400


@dataclass(slots=True)
class Pooled:
    """A pooled effect on the scale of its inputs (logarithms for ratios).

    `tau2` is the variance between studies with its 95 % interval, `q` Cochran's statistic with its p,
    `i2` the part of the variance that is between studies, 0 to 1; `predicted` the 95 % interval in which
    the effect of a further study lies, None with fewer than three.
    """

    method: Method
    value: float
    low: float
    high: float
    p: float
    se: float
    k: int
    tau2: float
    tau2_interval: tuple[float, float] | None
    i2: float
    q: float
    q_p: float
    predicted: tuple[float, float] | None
    weights: tuple[float, ...]


def pool(
    values: Numbers,
    variances: Numbers,
    *,
    method: Method = "reml",
    knapp_hartung: bool = True,
) -> Pooled:
    """Put effects together.

    Fixed: weights 1/v. Random: weights 1/(v + tau2), tau2 by restricted maximum likelihood
    (Viechtbauer 2005) or by DerSimonian and Laird 1986. With `knapp_hartung` the standard error
    of random effects is that of Hartung and Knapp 2001 and the interval by t with k - 1 degrees of
    freedom; else by the normal distribution. The prediction interval is value +- the same quantile times
    sqrt(se^2 + tau2) (Higgins 2009; the quantile as in metafor). I2 is tau2 / (tau2 + s2), s2 the
    typical variance within (Higgins 2002); the interval of tau2 by the Q profile (Viechtbauer 2007).

    Args:
        values: effects, one a study.
        variances: theirs, above 0.
        method: how.
        knapp_hartung: for random effects of two or more studies.

    Raises:
        InputError: no study, numbers that differ, or a variance that is not above 0.
    """
    y, v = _checked(values, variances)
    k = len(y)
    fixed_weights = 1 / v
    q = _q(y, v, 0.0)
    tau2 = 0.0
    if method != "fixed" and k > 1:
        tau2 = _dersimonian(y, v, q) if method == "dersimonian-laird" else _reml(y, v)
    w = 1 / (v + tau2)
    value = float(np.sum(w * y) / np.sum(w))
    se = math.sqrt(1 / float(np.sum(w)))
    by_t = method != "fixed" and knapp_hartung and k > 1
    if by_t:
        se *= math.sqrt(max(1.0, float(np.sum(w * (y - value) ** 2)) / (k - 1)))
    width = float(stdtrit(k - 1, 0.975)) if by_t else float(ndtri(0.975))
    if se > 0:
        p = 2 * (float(stdtr(k - 1, -abs(value) / se)) if by_t else float(ndtr(-abs(value) / se)))
    else:
        p = 1.0 if value == 0 else 0.0
    total = float(np.sum(fixed_weights))
    typical = (k - 1) * total / (total**2 - float(np.sum(fixed_weights**2))) if k > 1 else 0.0
    predicted = None
    if method != "fixed" and k > 2:
        half = width * math.sqrt(se**2 + tau2)
        predicted = (value - half, value + half)
    return Pooled(
        method,
        value,
        value - width * se,
        value + width * se,
        p,
        se,
        k,
        tau2,
        _q_profile(y, v) if k > 1 and method != "fixed" else None,
        tau2 / (tau2 + typical) if k > 1 and tau2 else 0.0,
        q,
        float(chdtrc(k - 1, q)) if k > 1 else 1.0,
        predicted,
        tuple(float(each) for each in w / np.sum(w)),
    )


def left_out(
    values: Numbers, variances: Numbers, *, method: Method = "reml", knapp_hartung: bool = True
) -> list[Pooled]:
    """The pooled effect without each study in turn.

    Raises:
        InputError: as for `pool`; fewer than two studies.
    """
    if len(values) < 2:
        raise InputError("leaving one study out needs two or more")
    rest = range(len(values))
    return [
        pool(
            [values[each] for each in rest if each != out],
            [variances[each] for each in rest if each != out],
            method=method,
            knapp_hartung=knapp_hartung,
        )
        for out in rest
    ]


@dataclass(slots=True)
class SmallStudies:
    """Egger's test: by how much the effect changes with its standard error, and the p of that."""

    slope: float
    p: float


def small_studies(values: Numbers, variances: Numbers) -> SmallStudies | None:
    """Whether small studies find more, by a weighted regression on the standard error (Egger 1997).

    The weights are 1/v and the dispersion is estimated. None with fewer than ten studies, or where all
    are of one size.

    Raises:
        InputError: as for `pool`.
    """
    y, v = _checked(values, variances)
    k = len(y)
    x = np.sqrt(v)
    if k < FEWEST_FOR_EGGER or np.ptp(x) < _CLOSE:
        return None
    w = 1 / v
    mean_x, mean_y = np.sum(w * x) / np.sum(w), np.sum(w * y) / np.sum(w)
    spread = float(np.sum(w * (x - mean_x) ** 2))
    slope = float(np.sum(w * (x - mean_x) * (y - mean_y))) / spread
    rest = y - mean_y - slope * (x - mean_x)
    se = math.sqrt(float(np.sum(w * rest**2)) / (k - 2) / spread)
    return SmallStudies(slope, 2 * float(stdtr(k - 2, -abs(slope) / se)) if se else 0.0)


@dataclass(slots=True)
class Believed:
    """What a sceptic believes afterwards: mean, 95 % interval, and the chance that it is below 0."""

    value: float
    low: float
    high: float
    below_zero: float


def believed(
    values: Numbers,
    variances: Numbers,
    *,
    large: float,
    between: float = 0.5,
) -> Believed:
    """A Bayesian random-effects synthesis with a sceptical prior (Spiegelhalter 2004, chapter 5).

    The effect is a priori normal around none, with 1 chance in 20 that it is larger than `large` in
    either direction; the standard deviation between studies is half-normal with scale `between`. Worked
    out on a grid over it, exactly in the effect. With no bound on what would be large, every effect is
    as likely beforehand: that is the method for few studies of Friede 2017 and Roever 2020.

    Args:
        values: effects, one a study.
        variances: theirs.
        large: an effect that would be large, on the same scale, above 0; infinite for no opinion.
        between: scale of the heterogeneity, on the same scale, above 0.

    Raises:
        InputError: as for `pool`; `large` or `between` is not above 0.
    """
    y, v = _checked(values, variances)
    if not (large > 0 and between > 0):
        raise InputError("a large effect and a spread between studies are above 0")
    known = (float(ndtri(0.975)) / large) ** 2
    taus = np.linspace(0.0, 5 * between, _GRID)
    means, sds, logs = np.empty(_GRID), np.empty(_GRID), np.empty(_GRID)
    for place, tau in enumerate(taus):
        w = 1 / (v + tau**2)
        precision = float(np.sum(w)) + known
        means[place], sds[place] = float(np.sum(w * y)) / precision, precision**-0.5
        logs[place] = 0.5 * (
            float(np.sum(np.log(w)))
            - math.log(precision)
            - float(np.sum(w * y**2))
            + means[place] ** 2 * precision
            - (tau / between) ** 2
        )
    weight = np.exp(logs - logs.max())
    weight[0] /= 2  # the trapezoidal rule
    weight[-1] /= 2
    weight /= weight.sum()

    def below(at: float) -> float:
        return float(np.sum(weight * ndtr((at - means) / sds)))

    far = float(np.max(np.abs(means[weight > 0])) + 10 * np.max(sds))
    low, high = (
        float(brentq(lambda at, part=part: below(at) - part, -far, far)) for part in (0.025, 0.975)
    )
    return Believed(float(np.sum(weight * means)), low, high, below(0.0))


def _checked(values: Numbers, variances: Numbers) -> tuple[Array, Array]:
    y, v = np.asarray(values, float), np.asarray(variances, float)
    if not len(y) or y.shape != v.shape or y.ndim != 1:
        raise InputError(f"one variance an effect, and one effect at least; got {len(y)} and {len(v)}")
    if not (np.isfinite(y).all() and np.isfinite(v).all() and (v > 0).all()):
        raise InputError("effects are finite, and variances above 0")
    return y, v


def _q(y: Array, v: Array, tau2: float) -> float:
    w = 1 / (v + tau2)
    return float(np.sum(w * (y - np.sum(w * y) / np.sum(w)) ** 2))


def _dersimonian(y: Array, v: Array, q: float) -> float:
    w = 1 / v
    return max(0.0, (q - len(y) + 1) / float(np.sum(w) - np.sum(w**2) / np.sum(w)))


def _reml(y: Array, v: Array) -> float:
    """Where the restricted likelihood is highest: the best point of a grid, then the root of its slope."""
    widest = float(np.var(y) + np.max(v)) * _WIDEST
    grid = np.concatenate([[0.0], np.geomspace(widest * 1e-9, widest, _STEPS)])
    best = int(np.argmax([_restricted(y, v, float(tau2)) for tau2 in grid]))
    low, high = float(grid[max(0, best - 1)]), float(grid[min(len(grid) - 1, best + 1)])
    if _slope(y, v, low) <= 0 or _slope(y, v, high) >= 0:
        return float(grid[best])
    return float(brentq(lambda tau2: _slope(y, v, tau2), low, high, xtol=1e-15, rtol=1e-14))


def _restricted(y: Array, v: Array, tau2: float) -> float:
    w = 1 / (v + tau2)
    return 0.5 * (float(np.sum(np.log(w))) - math.log(float(np.sum(w))) - _q(y, v, tau2))


def _slope(y: Array, v: Array, tau2: float) -> float:
    """Of the restricted likelihood by tau2, times two."""
    w = 1 / (v + tau2)
    total, squares = float(np.sum(w)), float(np.sum(w**2))
    residual = float(np.sum(w**2 * (y - np.sum(w * y) / total) ** 2))
    return residual - total + squares / total


def _q_profile(y: Array, v: Array) -> tuple[float, float]:
    k = len(y)
    bounds = []
    for part in (0.975, 0.025):
        goal = _chi_quantile(k - 1, part)
        if _q(y, v, 0.0) <= goal:
            bounds.append(0.0)
            continue
        top = 1.0
        while _q(y, v, top) > goal:
            top *= 4
        bounds.append(float(brentq(lambda tau2, goal=goal: _q(y, v, tau2) - goal, 0.0, top, xtol=1e-14)))
    return bounds[0], bounds[1]


def _chi_quantile(free: int, part: float) -> float:
    return float(brentq(lambda x: float(chdtr(free, x)) - part, 0.0, 100.0 + 20 * free))
