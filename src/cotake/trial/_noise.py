"""What days have in common: noise of two speeds, filtered exactly over missing days.

The noise of a day is a fast AR(1) process and, as people drift and have good and bad months, a slow one, of
variance 1 together; `Noises` are all that are reckoned with. The Kalman filter takes the columns of a
regression through each of them at once, and what comes out is white (Harvey 1989, chapter 3).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cotake._record import record

Floats = NDArray[np.float64]

#: Shares of the variance that may be slow.
_SHARES = (0.2, 0.5, 0.8)
_SLOW = (0.97, 0.99)
_MOST_SLOW, _SLOW_DAYS = 0.35, 9.0
#: Persistence of a fast process that is alone, and close to a slow one.
_LASTING = ((0.93, 0.04), (0.96, 0.03))


@record
class Noises:
    """Kinds of noise: `fast` and `slow` from day to day, the slow `share`, and the log of the prior."""

    fast: Floats
    slow: Floats
    share: Floats
    log_prior: Floats

    @property
    def persistence(self) -> Floats:
        """The correlation of one day with the next."""
        found: Floats = self.fast * (1 - self.share) + self.slow * self.share
        return found

    def only(self, kept: NDArray[np.generic]) -> Noises:
        """Some of them, by a mask or by places."""
        return Noises(self.fast[kept], self.slow[kept], self.share[kept], self.log_prior[kept])


def noises(number: int, points: int = 17) -> Noises:
    """The kinds that are reckoned with for so many days.

    Of few days a slow part cannot be seen, and is the more to be feared: it is as likely beforehand as 9 in
    the number of days, and no more than 35 %. That was set by simulation, so that lasting noise of one
    speed is not taken for an effect more often than 1 time in 20 (bench/trial.py).
    """
    lasting = min(_MOST_SLOW, _SLOW_DAYS / number)
    shares = ((0.0, 1 - lasting), *((share, lasting / len(_SHARES)) for share in _SHARES))
    grid = np.linspace(-0.3, 0.9, points)
    width = float(grid[1] - grid[0])
    found = []
    for fast in grid:
        for share, chance in shares:
            speeds = _SLOW if share else (0.0,)
            found += [(fast, slow, share, width * chance / len(speeds)) for slow in speeds]
    found += [(fast, 0.0, 0.0, width_of * (1 - lasting)) for fast, width_of in _LASTING]
    table = np.array(found)
    return Noises(table[:, 0], table[:, 1], table[:, 2], np.log(table[:, 3] / table[:, 3].sum()))


def one_noise(fast: float) -> Noises:
    """A noise of one speed that is known."""
    return Noises(np.array([fast]), np.zeros(1), np.zeros(1), np.zeros(1))


def whitened(columns: Floats, seen: NDArray[np.bool_], kinds: Noises) -> tuple[Floats, Floats]:
    """The columns made white, and the log of the determinant, for each kind of noise.

    Args:
        columns: days x columns; rows of days that were not seen are not looked at.
        seen: which days were.
        kinds: the noises, K of them.

    Returns:
        seen days x K x columns, and K log determinants of the covariance of the seen days.
    """
    fast, slow, share = kinds.fast, kinds.slow, kinds.share
    own, both, far = 1.0 - share, np.zeros(share.size), share.copy()
    fresh, slowly = own * (1.0 - fast**2), far * (1.0 - slow**2)
    quick = np.zeros((share.size, columns.shape[1]))
    drawn = np.zeros_like(quick)
    found = np.empty((int(seen.sum()), *quick.shape))
    logs = np.zeros(share.size)
    place = 0
    for day, row in enumerate(columns):
        if seen[day]:
            of_quick, of_drawn = own + both, both + far
            total = of_quick + of_drawn
            wrong = row - quick - drawn
            np.divide(wrong, np.sqrt(total)[:, None], out=found[place])
            place += 1
            logs += np.log(total)
            gain, lag = of_quick / total, of_drawn / total
            quick = quick + gain[:, None] * wrong
            drawn = drawn + lag[:, None] * wrong
            own, both, far = own - gain * of_quick, both - gain * of_drawn, far - lag * of_drawn
        quick, drawn = fast[:, None] * quick, slow[:, None] * drawn
        own, both, far = fast**2 * own + fresh, fast * slow * both, slow**2 * far + slowly
    return found, logs
