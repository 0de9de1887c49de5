"""Whether it was guessed what was taken, and what is left of the effect with that taken into account.

A belief can do what a medicine does. A guess can also be right because the medicine works, and then it
takes part of a true effect away: the two effects are shown side by side, and neither is the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from cotake.trial._model import Posterior
from cotake.trial._noise import Floats
from cotake.trial._sequence import confidence
from cotake.trial._series import Series
from cotake.trial._types import Blinding, Effect
from cotake.trial._verdict import better_by

NAME = "what was thought to be taken"
_UNSURE = 0.5


def blinding(
    days: Series, sign: float, fitted: Callable[[Series], Posterior], *, anytime: bool
) -> Blinding | None:
    """What the guesses say; None where there are none.

    Of each period the last guess counts, for all of its days; one of 0.5 is no guess.
    """
    if np.isnan(days.guess).all():
        return None
    thought, guessed, right = np.full(days.days, _UNSURE), 0, 0
    for stretch in days.stretches:
        made = days.guess[stretch]
        last = made[~np.isnan(made)][-1:]
        if last.size == 0 or last[0] == _UNSURE:
            continue
        thought[stretch] = last[0]
        guessed += 1
        right += bool((last[0] > _UNSURE) == (days.share[stretch][0] > _UNSURE))
    found = fitted(_with(days, thought)) if thought.std() > 0 else fitted(days)
    effect = found.effect
    ends = confidence(found) if anytime else (effect.quantile(0.025), effect.quantile(0.975))
    return Blinding(
        guessed,
        right,
        Effect(effect.middle, *ends),
        better_by(effect, 0.0, sign),
    )


def _with(days: Series, thought: Floats) -> Series:
    column = (thought - thought.mean()) / thought.std()
    return replace(days, covariates=np.column_stack([days.covariates, column]), names=(*days.names, NAME))
