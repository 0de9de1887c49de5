"""Days with lasting noise, for the tests of trials."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def noise(number: int, seed: int = 1, phi: float = 0.5) -> Floats:
    """An AR(1) process of SD 1."""
    rng = np.random.default_rng(seed)
    found = np.empty(number)
    found[0] = rng.standard_normal()
    for day in range(1, number):
        found[day] = phi * found[day - 1] + math.sqrt(1 - phi**2) * rng.standard_normal()
    return found


def blocks(rounds: int, days: int) -> Floats:
    """Off and on in turn."""
    return np.repeat(np.tile([0.0, 1.0], rounds), days)
