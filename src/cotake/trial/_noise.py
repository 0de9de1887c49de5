"""What days have in common: autoregressive noise with a white part, filtered exactly over missing days.

The noise of a day is a stationary AR(1) process with white noise on top, of variance 1 together; `Noises`
are all pairs of a persistence and a white share that are reckoned with. The Kalman filter takes the columns
of a regression through each of them at once, and what comes out is white (Harvey 1989, chapter 3).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cotake._record import record

Floats = NDArray[np.float64]


@record
class Noises:
    """Kinds of noise: `phi` from day to day, `white` share of the variance, and the log of the prior."""

    phi: Floats
    white: Floats
    log_prior: Floats


def noises(highest: float = 0.97) -> Noises:
    """The kinds that are reckoned with: persistence from -0.3 up, mostly without a white part."""
    phi = np.concatenate([np.linspace(-0.3, 0.9, 25), [0.93, highest]])
    width = np.gradient(phi)
    shares, weights = np.array([0.0, 0.4]), np.array([0.9, 0.1])
    pairs = [
        (p, s, w * v) for p, w in zip(phi, width, strict=True) for s, v in zip(shares, weights, strict=True)
    ]
    kept = np.array([each for each in pairs if each[1] == 0 or each[0] > 0])
    return Noises(kept[:, 0], kept[:, 1], np.log(kept[:, 2]))


def one_noise(phi: float, white: float = 0.0) -> Noises:
    """A noise that is known."""
    return Noises(np.array([phi]), np.array([white]), np.zeros(1))


def whitened(columns: Floats, seen: NDArray[np.bool_], kinds: Noises) -> tuple[Floats, Floats]:
    """The columns made white, and the log of the determinant, for each kind of noise.

    Args:
        columns: days x columns; rows of days that were not seen are not looked at.
        seen: which days were.
        kinds: the noises, K of them.

    Returns:
        seen days x K x columns, and K log determinants of the covariance of the seen days.
    """
    phi, white = kinds.phi, kinds.white
    step: Any = phi[:, None]
    variance = 1.0 - white
    fresh = variance * (1.0 - phi**2)
    state = np.zeros((phi.size, columns.shape[1]))
    found = np.empty((int(seen.sum()), phi.size, columns.shape[1]))
    logs = np.zeros(phi.size)
    place = 0
    for day, row in enumerate(columns):
        if seen[day]:
            total = variance + white
            wrong = row - state
            np.divide(wrong, np.sqrt(total)[:, None], out=found[place])
            place += 1
            logs += np.log(total)
            gain = variance / total
            state = step * (state + gain[:, None] * wrong)
            variance = phi**2 * variance * (1.0 - gain) + fresh
        else:
            state = step * state
            variance = phi**2 * variance + fresh
    return found, logs
