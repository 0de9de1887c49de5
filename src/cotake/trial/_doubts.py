"""What else could explain it: what is said beside every answer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cotake.trial._model import Posterior
from cotake.trial._noise import Floats
from cotake.trial._numbers import points, shown
from cotake.trial._series import Series, lowered, one_way
from cotake.trial._types import Scale

_WEEK, _SEASON = 7, 150
#: Parts: of days at an end of the scale, of missing days, and a correlation, from which it is told.
AT_END, _MISSING, _TOGETHER = 0.2, 0.4, 0.7
_SPREADS = 0.8
#: Scored every so many days or more rarely, and mostly so, it is a rhythm.
_RHYTHM, _REGULAR = 5, 0.8


def doubts(
    days: Series, found: Posterior, scale: Scale, sign: float, *, censored: bool = False
) -> tuple[str, ...]:
    """Warnings in plain words, those first that weigh most."""
    return tuple(_all(days, found, scale, sign, censored))


def explained_by(days: Series, effect: float) -> float:
    """The drift over the whole time, in points, that would look like this effect; infinite where none."""
    line = np.arange(days.days) / max(1, days.days - 1) - 0.5
    together = float(np.cov(line, days.share)[0, 1])
    if abs(together) < 1e-9:
        return float("inf")
    return abs(effect * float(days.share.var()) / together)


def _all(days: Series, found: Posterior, scale: Scale, sign: float, censored: bool) -> Iterator[str]:
    if one_way(days):
        over = explained_by(days, found.effect.middle)
        how = "changed once" if days.changes == 1 else "only fell" if lowered(days) else "only rose"
        yield (
            f"The exposure {how}, so anything else that changed then or slowly since would look the "
            f"same: a drift of {points(over)} over the whole time would explain it. Going off and on "
            "again would tell."
        )
        if days.days > _SEASON:
            yield "Over so many months the season may have changed it too."
    if lowered(days) and sign * found.effect.middle > 0:
        yield (
            "What gets worse while a dose goes down can be the stopping itself, which passes; it does not "
            "show by itself that the medicine was needed."
        )
    drift = found.drift
    if drift.quantile(0.05) > 0 or drift.quantile(0.95) < 0:
        yield f"Beside the exposure the days drift by {points(drift.middle)} over the whole time."
    yield from _bad_start(days, found, sign)
    outside = outside_of(days.values[days.seen], scale)
    if outside.size:
        yield f"{shown(float(outside[0]))} is not on the scale of {scale.name}: look such values up."
    yield from _ends(days, scale, censored)
    yield from _missing(days)
    for place, name in enumerate(days.names):
        if abs(float(np.corrcoef(days.covariates[:, place], days.share)[0, 1])) > _TOGETHER:
            yield f"{name} changed together with the exposure: which of the two did it cannot be told."


def outside_of(values: Floats, scale: Scale) -> Floats:
    """The values beyond the ends of the scale."""
    least = -np.inf if scale.least is None else scale.least
    most = np.inf if scale.most is None else scale.most
    found: Floats = values[(values < least) | (values > most)]
    return found


def _missing(days: Series) -> Iterator[str]:
    """Days without a value; none are missing where it was scored in a rhythm, such as each fortnight."""
    gaps = np.diff(np.flatnonzero(days.seen))
    every = int(np.median(gaps))
    if every >= _RHYTHM and float((np.abs(gaps - every) <= 1).mean()) >= _REGULAR:
        yield f"It was scored about every {every} days, {int(days.seen.sum())} times."
        return
    missing = 1 - float(days.seen.mean())
    if missing > _MISSING:
        yield f"{missing:.0%} of the days are missing; if those were the bad ones, the answer is wrong."
    on, off = days.share >= 0.5, days.share < 0.5
    if on.any() and off.any():
        lost = abs(float(days.seen[on].mean()) - float(days.seen[off].mean()))
        if lost > _MISSING / 2:
            yield "More days are missing with the one exposure than with the other; that can mislead."


def _bad_start(days: Series, found: Posterior, sign: float) -> Iterator[str]:
    """Regression to the mean: people start when it is bad, and it would have come back by itself."""
    first = int(np.flatnonzero(np.diff(days.exposure))[0]) + 1
    before = days.values[:first]
    last, earlier = before[-_WEEK:], before[:-_WEEK]
    last, earlier = last[~np.isnan(last)], earlier[~np.isnan(earlier)]
    if earlier.size < _WEEK or last.size < 3:
        return
    fell = sign * (float(earlier.mean()) - float(last.mean()))
    if fell > _SPREADS * found.sd:
        yield (
            f"The week before the change was worse than the time before by {points(fell)}: part of what "
            "came after may be that it went back to usual."
        )


def _ends(days: Series, scale: Scale, censored: bool) -> Iterator[str]:
    known = days.values[days.seen]
    ends = ((scale.least, known.min(), "lowest"), (scale.most, known.max(), "highest"))
    for end, reached, name in ends:
        part = float((known == (reached if end is None else end)).mean())
        if part <= AT_END:
            continue
        if end is None:
            yield (
                f"{part:.0%} of the days have the {name} value that was scored ({shown(reached)}). If the "
                "scale ends there, say so: such days are then taken as there or beyond."
            )
        elif not censored:
            yield (
                f"{part:.0%} of the days are at the {name} end of the scale: a change beyond it cannot be "
                "seen."
            )
        else:
            yield (
                f"{part:.0%} of the days are at the {name} end of the scale, and are taken as there or "
                "beyond: how far beyond is not known, and the answer rests on the days between."
            )
