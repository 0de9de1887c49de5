"""Curves over days as drawings need them: colours, names, and no more points than can be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cotake.surfaces._levels import BAND, GONE, scale_of

if TYPE_CHECKING:
    from cotake.kinetics.simulation import Line

#: Distinct also for those who do not see red or green (Okabe and Ito 2008).
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")


def name_of_curve(line: Line) -> str:
    """What it is called beside others of its substance."""
    return line.name if line.kind == "level" else f"{line.name}: {line.model}"


def points_of(line: Line, hours: Any, most: int) -> dict[str, Any]:
    """A curve as columns: `hour`, and its `value`, the middle of the people, with the `low` and `high` end
    of the band of 80 in 100 of them where several were drawn. Levels are in ng/mL, holds in per cent.

    Of more than `most` points the lowest and the highest of each stretch of time are kept.
    """
    import numpy as np

    values = np.where(line.values < GONE * line.values.max(), 0.0, line.values) * scale_of(line)
    middle = np.median(values, axis=1)
    kept = _kept(middle, most)
    columns: dict[str, Any] = {"hour": _short(hours[kept]), "value": _short(middle[kept])}
    if values.shape[1] > 1:
        for name, end in zip(("low", "high"), np.percentile(values, BAND, axis=1), strict=True):
            columns[name] = _short(end[kept])
    return columns


def _kept(values: Any, most: int) -> Any:
    """The places of the points that are drawn."""
    import numpy as np

    if len(values) <= most:
        return np.arange(len(values))
    kept = {0, len(values) - 1}
    for part in np.array_split(np.arange(len(values)), max(1, most // 2 - 1)):
        kept |= {int(part[values[part].argmin()]), int(part[values[part].argmax()])}
    return np.array(sorted(kept))


def _short(values: Any) -> list[float]:
    """Four digits are more than a line on a screen can show."""
    return [int(short) if (short := float(f"{value:.4g}")).is_integer() else short for value in values]
