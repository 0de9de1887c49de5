"""About how many more days would settle it."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from cotake.trial._model import DRIFTS, EVIDENCE, FREE, Posterior, columns_of, precision_of
from cotake.trial._noise import Floats, one_noise, whitened
from cotake.trial._series import Series
from cotake.trial._verdict import asked_for, holds_from

#: Looked at after so many more days.
_STEPS = (7, 14, 21, 28, 42, 56, 84, 112, 140, 182, 273, 364)
#: Standard errors for 80 % power: over what is asked for at one look, and in all where any look counts.
_OVER, _ANYTIME = 0.84, 3.9
#: Standard errors that what matters has to be beyond what is seen, so that 95 % lie within.
_NONE = 2.8


def days_needed(days: Series, found: Posterior, mid: float, anytime: bool) -> int | None:
    """The fewest further days after which it would be told with 80 % power; None beyond a year.

    On the present exposure, with as many missing: for an effect of the size seen or, where that is less, of
    one that matters; or, where what is seen is less than what matters, until no more than that is left.
    """
    size = max(abs(found.effect.middle), mid) / found.sd
    seems, left = abs(found.effect.middle) >= mid / 2, (mid - abs(found.effect.middle)) / found.sd
    rate = float(days.seen.mean())
    persistence = min(0.95, max(0.0, found.persistence))
    low, high = 0, len(_STEPS)
    while low < high:
        middle = (low + high) // 2
        more = _STEPS[middle]
        share = np.concatenate([days.share, np.full(more, days.share[-1])])
        # Missing days are spread evenly.
        seen = np.concatenate([days.seen, np.diff(np.floor(np.arange(more + 1) * rate)) > 0])
        weekday = np.concatenate([days.weekday, (days.weekday[-1] + 1 + np.arange(more)) % 7])
        columns = np.column_stack([share, columns_of(share.size, weekday)])
        white, _ = whitened(columns, seen, one_noise(persistence))
        own = white[:, 0].T @ white[:, 0]
        number = int(seen.sum())
        asked = _ANYTIME if anytime else float(ndtri(asked_for(number, persistence))) + _OVER
        unbound = float(ndtri(holds_from(number))) + _OVER
        error = _error(own, DRIFTS[0][0])
        differs = size / error >= asked and size / _error(own, FREE) >= unbound
        if (differs and seems) or left / error >= (_ANYTIME if anytime else _NONE):
            high = middle
        else:
            low = middle + 1
    return _STEPS[low] if low < len(_STEPS) else None


def _error(own: Floats, drift: float) -> float:
    """The standard error of the effect in units of the noise, where a drift of this size is feared."""
    precision = np.concatenate([[1 / EVIDENCE**2], precision_of(0, drift)])
    return float(np.sqrt(np.linalg.inv(own + np.diag(precision))[0, 0]))
