"""How often a trial would tell an effect: simulated on noise like that of the person's own days before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from cotake._errors import InputError
from cotake._record import record
from cotake.trial._model import Setting, likeliest, posterior
from cotake.trial._noise import Floats
from cotake.trial._onset import USUAL, Onset, reach
from cotake.trial._series import series
from cotake.trial._verdict import verdict_on

#: Days of a baseline below which its noise is not known.
_BASELINE = 14


@record
class Power:
    """In so many simulated trials the part called right with the effect, and called at all without one."""

    right: float
    wrong: float
    trials: int


def power_of(
    exposure: ArrayLike,
    effect: float,
    baseline: ArrayLike,
    *,
    compared: ArrayLike | None = None,
    ways: Sequence[Onset] = USUAL,
    missing: float = 0.1,
    trials: int = 100,
    seed: int = 0,
    anytime: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Power:
    """Simulate the trial on noise like that of the person's own days before, and analyse each.

    The noise of each trial is one that these days are likely under, drawn from all that are: with few of
    them it is hardly known, and the power is that of what it may be.

    Args:
        exposure: of each day of the trial.
        effect: of the most against the least exposure, in points; it comes in the likeliest way.
        baseline: the person's days before it, NaN where one is missing; 14 with a value or more.
        compared: 1 for days that are compared, 0 for wash-out.
        ways: how the effect may come.
        missing: the part of days that will be missing.
        trials, seed: how many are simulated, and by which seed.
        anytime: analysed so that it may be looked at every day.

    Raises:
        InputError: too short a baseline, an exposure that never changes, or parts that are none.
    """
    before = np.asarray(baseline, dtype=float)
    if np.isfinite(before).sum() < _BASELINE:
        raise InputError(f"a baseline has {_BASELINE} days with a value or more")
    if np.nanmax(before) == np.nanmin(before):
        raise InputError("each day of the baseline has the same value, so that its noise is not known")
    if not 0 <= missing < 1 or trials < 1:
        raise InputError("the part that is missing is from 0 to below 1, and there is one trial or more")
    taken = np.asarray(exposure, dtype=float)
    if taken.size == 0 or taken.max() == taken.min():
        raise InputError("the exposure never changes, so there is nothing to compare with")
    # A sham change in the middle: the noise is learned beside it, and nothing else is used.
    sham = (np.arange(before.size) >= before.size // 2).astype(float)
    learned = posterior(series(before, sham))
    kept = np.ones(taken.size) if compared is None else np.asarray(compared, dtype=float)
    share = (taken - taken.min()) / (taken.max() - taken.min())
    reached = reach(share, ways[likeliest(ways)].half_times)
    settings = [each for each in learned.settings for _ in range(each.times)]
    rng = np.random.default_rng(seed)
    right = wrong = 0
    for turn in range(trials):
        noise = _noise(settings[turn % len(settings)], taken.size, rng)
        for size in (effect, 0.0):
            values = learned.sd * noise + size * reached
            values[(rng.random(taken.size) < missing) | (kept == 0)] = np.nan
            if np.isfinite(values).sum() < _BASELINE:
                raise InputError("so few days would be compared that nothing can be told")
            days = series(values, taken)
            found = posterior(days, ways)
            verdict, _ = verdict_on(days, found, 1.0, abs(effect), anytime=anytime)
            if size:
                right += verdict == ("better" if effect > 0 else "worse")
            else:
                wrong += verdict in ("better", "worse")
        if progress is not None:
            progress(turn + 1, trials)
    return Power(right / trials, wrong / trials, trials)


def _noise(setting: Setting, number: int, rng: np.random.Generator) -> Floats:
    """Days of variance 1 with the noise of a setting."""
    kind = setting.noise
    share = float(kind.share[0])
    found: Floats = np.sqrt(1 - share) * _lasting(float(kind.fast[0]), number, rng)
    if share:
        found = found + np.sqrt(share) * _lasting(float(kind.slow[0]), number, rng)
    return found


def _lasting(keep: float, number: int, rng: np.random.Generator) -> Floats:
    """An AR(1) process of variance 1."""
    noise = rng.standard_normal(number)
    noise[1:] *= np.sqrt(1 - keep**2)
    for day in range(1, number):
        noise[day] += keep * noise[day - 1]
    return noise
