"""Partial pooling: the average, the spread and each one's own effect, from estimates and their errors."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtr, ndtri

from cotake._record import record
from cotake.trial._noise import Floats
from cotake.trial._types import Effect

#: The grid of the spread: points, turns of looking closer, and how far down in logs it reaches.
_POINTS, _CLOSER, _DEEP = 240, 3, 18.0
_TURNS = 44


@record
class Table:
    """Mixtures of normals with the same weights, one a row: the average, one more person, and each one."""

    mean: Floats
    sd: Floats
    weight: Floats

    @property
    def middle(self) -> Floats:
        """The means."""
        return np.asarray(self.mean @ self.weight)

    def above(self, sign: float) -> Floats:
        """The chances of more than 0, or with -1 of less."""
        return np.asarray(np.clip(ndtr(sign * self.mean / self.sd) @ self.weight, 0.0, 1.0))

    def quantile(self, part: float) -> Floats:
        """The values below which a part lies, by bisection between those of the normals."""
        each = self.mean + ndtri(part) * self.sd
        low, high = each.min(axis=1), each.max(axis=1)
        for _ in range(_TURNS):
            middle = (low + high) / 2
            below = ndtr((middle[:, None] - self.mean) / self.sd) @ self.weight < part
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return np.asarray((low + high) / 2)


def partial(estimates: Floats, errors: Floats, prior: float = 1.0) -> tuple[Effect, Table]:
    """The spread, and all else given it; the half-normal prior of the spread has this scale.

    The grid is even in the log of the spread: from far below the least error, where the density is flat,
    closer and closer about where the posterior lies.
    """
    low = 1e-4 * min(prior, float(errors.min()))
    high = 8 * prior + float(np.ptp(estimates))
    for _ in range(_CLOSER):
        spread = np.geomspace(low, high, _POINTS)
        variance = spread[:, None] ** 2 + errors**2
        certain = 1 / (1 / variance).sum(axis=1)
        average = certain * (estimates / variance).sum(axis=1)
        misfit = ((estimates - average[:, None]) ** 2 / variance).sum(axis=1)
        log = 0.5 * (np.log(certain) - np.log(variance).sum(axis=1) - misfit - (spread / prior) ** 2)
        log += np.log(spread)
        kept = np.flatnonzero(log > log.max() - _DEEP)
        low, high = spread[max(kept[0] - 1, 0)], spread[min(kept[-1] + 1, _POINTS - 1)]
    weight = np.exp(log - log.max())
    # Below the first point the density is flat, so what lies there is as much as there is at it.
    weight[0] *= 0.5 + 1 / math.log(spread[1] / spread[0])
    weight /= weight.sum()
    passed = np.concatenate([[0.0], np.cumsum(weight) - weight / 2])
    ends = np.interp([0.025, 0.975], passed, np.concatenate([[0.0], spread]))
    own = spread[:, None] ** 2 / variance
    shrunken = own * estimates + (1 - own) * average[:, None]
    left = own * errors**2 + (errors**2 / variance) ** 2 * certain[:, None]
    mean = np.vstack([average, average, shrunken.T])
    sd = np.sqrt(np.vstack([certain, certain + spread**2, left.T]))
    return (
        Effect(mean=float(weight @ spread), low=float(ends[0]), high=float(ends[1])),
        Table(mean, sd, weight),
    )
