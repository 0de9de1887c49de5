"""Days at an end of the scale: it was that bad or worse, that good or better, and no more is known of them.

The value behind such a day is normal as on any other, cut off at the end (Tobin 1958). Given the kind of
noise and its spread, the days between the ends are known exactly, and those at an end by expectation
propagation; the spread is integrated over a grid. The kinds of noise, onsets and drifts are drawn evenly
from what the model without ends finds likely, and weighed anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cotake._record import record
from cotake.trial._expectation import bounded
from cotake.trial._model import EFFECT, EVIDENCE, FREE, Columns, Posterior, Setting, columns, in_points
from cotake.trial._noise import Floats
from cotake.trial._onset import Onset
from cotake.trial._posterior import Mixture, weights
from cotake.trial._series import Series
from cotake.trial._units import unit_of

#: More days than this are a matrix too large; fewer between the ends tell nothing of the spread.
MOST_DAYS, FEWEST_BETWEEN = 370, 10
#: The spread, in parts of the one that is found without ends.
_SPREADS = np.exp(np.linspace(math.log(0.8), math.log(2.5), 8))
#: The level before anything is known, in units of the noise: as good as flat.
_LEVEL = 100.0
#: As good as normal.
_FREEDOM = 1e6


@record
class Ends:
    """Which days with a value are at an end: `below` 1 at the low one and -1 at the high, its bound."""

    at: NDArray[np.bool_]
    below: Floats
    bounds: Floats


def ends(days: Series, least: float | None, most: float | None) -> Ends:
    """Where the ends are; of whole numbers each takes what is rounded to it."""
    known = days.values[days.seen]
    half = 0.5 if np.array_equal(known, np.round(known)) else 0.0
    low = known <= least if least is not None else np.zeros(known.size, dtype=bool)
    high = known >= most if most is not None else np.zeros(known.size, dtype=bool)
    bounds = np.where(low, (least or 0.0) + half, (most or 0.0) - half)
    return Ends(low | high, np.where(low, 1.0, -1.0), bounds)


def censored(days: Series, ways: Sequence[Onset], cut: Ends, found: Posterior) -> Posterior:
    """The posterior where of days at an end only that is known."""
    unit = unit_of(days)
    bounds = (cut.bounds - unit.middle) / unit.spread
    inside = replace(found, sd=found.sd / unit.spread)
    return in_points(_censored(unit.of(days), ways, replace(cut, bounds=bounds), inside), unit)


def _censored(days: Series, ways: Sequence[Onset], cut: Ends, found: Posterior) -> Posterior:
    made_of = columns(days, ways)
    middle = float(days.values[days.seen][~cut.at].mean())
    spreads = found.sd * _SPREADS
    versions = {
        "effect": [_Way(each, each.onset, each.drift, EFFECT) for each in found.settings],
        "tested": [_Way(each, each.onset, each.drift, EVIDENCE) for each in found.settings],
        "free": [_Way(each, each.onset, FREE, EFFECT) for each in found.settings],
    }
    fits = {name: _fitted(days, made_of, run, cut, middle, spreads) for name, run in versions.items()}
    drawn = np.array([each.log_likelihood - math.log(each.times) for each in found.settings])[:, None]
    shares = {
        name: weights((each.log - drawn).ravel())[0].reshape(each.log.shape) for name, each in fits.items()
    }
    against = fits["tested"].ratio(shares["tested"], EVIDENCE * spreads)
    made, share = fits["effect"], shares["effect"]
    of_setting = share.sum(axis=1)
    onset = np.zeros(len(ways))
    np.add.at(onset, [each.onset for each in found.settings], of_setting)
    lasting = np.array([float(each.noise.persistence[0]) for each in found.settings])
    top = found.settings[int(np.argmax(of_setting))].onset
    line = np.einsum("sg,sgp->p", share, made.mean)
    return Posterior(
        effect=made.mixture(0, share),
        against=against,
        free=fits["free"].mixture(0, shares["free"]),
        drift=made.mixture(2, share),
        evidence=-against(0.0),
        onset=onset,
        persistence=float(of_setting @ lasting),
        sd=float(share.sum(axis=0) @ spreads),
        fitted=middle + np.column_stack([made_of.reached[:, top], made_of.rest]) @ line,
        settings=found.settings,
    )


@record
class _Way:
    """A setting with the onset, the drift and the prior of the effect it is fitted with."""

    setting: Setting
    onset: int
    drift: float
    effect: float


@record
class _Fits:
    """Settings x spreads: the log of the likelihood, and the coefficients' means and variances."""

    log: Floats
    mean: Floats
    variance: Floats

    def mixture(self, place: int, share: Floats) -> Mixture:
        scale = np.sqrt(np.maximum(self.variance[:, :, place], 1e-12)).ravel()
        return Mixture(self.mean[:, :, place].ravel(), scale, _FREEDOM, share.ravel())

    def ratio(self, share: Floats, prior: Floats) -> Callable[[float], float]:
        """The log of the Bayes factor of a fixed effect against any: by how its density has changed."""
        mean, scale = self.mean[:, :, 0], np.sqrt(np.maximum(self.variance[:, :, 0], 1e-12))
        chance = np.log(np.maximum(share, 1e-300))

        def against(effect: float) -> float:
            after = -0.5 * ((effect - mean) / scale) ** 2 - np.log(scale)
            before = -0.5 * (effect / prior) ** 2 - np.log(prior)
            return weights((chance + after - before).ravel())[1]

        return against


def _fitted(
    days: Series, made_of: Columns, run: Sequence[_Way], cut: Ends, middle: float, spreads: Floats
) -> _Fits:
    """Each way at each spread. In units of the spread the values have the covariance R + X V X'."""
    when = np.flatnonzero(days.seen)
    apart = np.abs(when[:, None] - when[None, :])
    known, at = np.flatnonzero(~cut.at), np.flatnonzero(cut.at)
    values = days.values[days.seen] - middle
    bounds, below = cut.bounds[at] - middle, cut.below[at]
    variance = np.asarray(spreads) ** 2
    logs, means, spans = [], [], []
    for way in run:
        x = np.column_stack([made_of.reached[:, way.onset], made_of.rest])[days.seen]
        precision = made_of.precision(way.drift)
        prior = np.concatenate([[way.effect**2], 1 / np.where(precision > 0, precision, _LEVEL**-2)])
        whole = _correlation(apart, way.setting) + (x * prior) @ x.T
        # What the days between the ends say of those at an end.
        both = np.column_stack([whole[np.ix_(known, at)], values[known]])
        solved = np.linalg.solve(whole[np.ix_(known, known)], both)
        across = solved[:, :-1].T
        given = across @ values[known]
        left = whole[np.ix_(at, at)] - across @ whole[np.ix_(known, at)]
        square = float(values[known] @ solved[:, -1])
        log_known = -0.5 * (
            known.size * np.log(variance)
            + np.linalg.slogdet(whole[np.ix_(known, known)])[1]
            + square / variance
        )
        log, expected, spread = bounded(
            np.tile(given, (variance.size, 1)), variance[:, None, None] * left, bounds, below
        )
        filled = np.tile(values, (variance.size, 1))
        filled[:, at] = expected
        gain = (prior[:, None] * x.T) @ np.linalg.inv(whole)
        own = np.diagonal(np.diag(prior) - gain @ (x * prior))
        logs.append(log_known + log)
        means.append(filled @ gain.T)
        spans.append(variance[:, None] * own + np.einsum("pi,gij,pj->gp", gain[:, at], spread, gain[:, at]))
    return _Fits(np.array(logs), np.array(means), np.array(spans))


def _correlation(apart: NDArray[np.int64], setting: Setting) -> Floats:
    noise = setting.noise
    fast, slow, share = float(noise.fast[0]), float(noise.slow[0]), float(noise.share[0])
    found: Floats = (1 - share) * fast**apart + (share * slow**apart if share else 0.0)
    return found
