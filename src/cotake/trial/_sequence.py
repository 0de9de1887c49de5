"""An answer that may be looked at every day.

The Bayes factor of an effect against none is, where there is none, a martingale: the chance that it ever
passes 20 is at most 1 in 20 (Ville's inequality), however often it is looked at. That would hold exactly
for noise as it is believed to be beforehand and a model that stays the same; here the noise has to be
learned, and the drift, the highest dose and what else changed are those of the days so far. How often it
is passed is simulated in bench/trial.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from cotake.trial._model import Posterior

#: The Bayes factor that is evidence: 1 / 0.05.
ALARM = 20.0
_TURNS = 40
#: Looked at outwards from the middle by such steps, so far, in standard deviations of a day.
_STEP, _FAR = 0.05, 8.0


def confidence(found: Posterior) -> tuple[float, float]:
    """The effects that no look rules out: those that are not 20 times less likely than some other."""
    middle, step = found.effect.middle, _STEP * found.sd

    def kept(value: float) -> bool:
        return found.against(value) >= -math.log(ALARM)

    return _edge(kept, middle, -step), _edge(kept, middle, step)


def _edge(kept: Callable[[float], bool], middle: float, step: float) -> float:
    """Where what is kept ends on one side; far out, where prior and posterior are nothing, is not asked."""
    inside = middle
    for turn in range(1, int(_FAR / _STEP) + 1):
        if not kept(middle + turn * step):
            break
        inside = middle + turn * step
    outside = inside + step
    for _ in range(_TURNS):
        between = (inside + outside) / 2
        if kept(between):
            inside = between
        else:
            outside = between
    return inside
