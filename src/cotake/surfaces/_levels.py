"""What a picture of levels says in figures: the highest, the last day, by how much others raise it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cotake._record import record

if TYPE_CHECKING:
    from cotake.interactions import OverTime
    from cotake.kinetics.simulation import Line
    from cotake.knowledge import Library
    from cotake.regimen import Regimen

#: The part of the people between whose curves the band of a population lies.
BAND = (10.0, 90.0)
#: What is less than this part of the highest is nothing.
GONE = 1e-6
#: The least figure that is told.
_LEAST = 0.001
#: A change of an AUC that is told.
_LITTLE = 0.05
CAUTION = "A picture of the typical, not of you. Do not change a dose by it."


@record
class Figures:
    """A curve in figures: ng/mL, or per cent of what is held.

    `last` is the lowest and highest of the last day, `spread` the highest of the person at the 10th and at
    the 90th percentile where several people were drawn.
    """

    highest: float
    last: tuple[float, float]
    spread: tuple[float, float] | None


def scale_of(line: Line) -> int:
    """What its values are multiplied by: what is held is told in per cent."""
    return 1 if line.kind == "level" else 100


def label_of(line: Line) -> str:
    """A curve's name with its unit, as a column or a heading."""
    if line.kind == "level":
        return f"{line.name}, ng/mL"
    return f"{line.name} held by {line.substance}, %" + (f" ({line.model})" if line.model else "")


def figures_of(line: Line, found: OverTime) -> Figures:
    """The highest and the last day of a curve, of the middle of the people."""
    import numpy as np

    hours = found.simulation.hours
    values = np.median(line.values, axis=1) * scale_of(line)
    top = float(values.max())
    day = values[-max(1, round(24 / float(hours[1] - hours[0]))) :]
    day = np.where(day < GONE * top, 0.0, day)
    spread = None
    if line.values.shape[1] > 1:
        low, high = np.percentile(line.values, BAND, axis=1) * scale_of(line)
        spread = (float(low.max()), float(high.max()))
    return Figures(top, (float(day.min()), float(day.max())), spread)


def in_figures(value: float) -> str:
    """A figure to three digits, never with an exponent.

    >>> in_figures(11256.2), in_figures(5.304), in_figures(0.00002), in_figures(0)
    ('11,300', '5.3', '< 0.001', '0')
    """
    if 0 < value < _LEAST:
        return f"< {_LEAST:g}"
    return f"{float(f'{value:.3g}'):,.12g}"


def figures_in_words(figures: Figures) -> str:
    """`highest 76; on the last day 65 to 76`, and the spread between people."""
    spread = ""
    if figures.spread:
        low, high = map(in_figures, figures.spread)
        spread = f"; of 10 in 100 below {low} and of 10 above {high} at the highest"
    low, high = map(in_figures, figures.last)
    return f"highest {in_figures(figures.highest)}; on the last day {low} to {high}{spread}"


def first_lines(found: OverTime) -> list[Line]:
    """The first curve of each substance."""
    return list({line.substance: line for line in reversed(found.simulation.lines)}.values())[::-1]


def raised(line: Line, found: OverTime) -> tuple[float, float] | None:
    """The least and the most by which the others change its AUC during the picture; None where not."""
    end = float(found.simulation.hours[-1])
    steps = found.raised.get(line.substance, [])
    in_force = [
        ratio
        for number, (hour, ratio) in enumerate(steps)
        if hour <= end and (number + 1 == len(steps) or steps[number + 1][0] > 0)
    ]
    if not in_force or all(abs(ratio - 1) < _LITTLE for ratio in in_force):
        return None
    return min(in_force), max(in_force)


def raised_in_words(line: Line, found: OverTime) -> str | None:
    """By how much the others raise or lower what is drawn, as a sentence."""
    ends = raised(line, found)
    if ends is None:
        return None
    low, high = ends
    how = f"{high:.2g} times" if high - low < _LITTLE else f"{low:.2g} to {high:.2g} times"
    return f"{line.name} is drawn {how} as high as alone (area in regular use), because of the others."


def notes_on_hold(found: OverTime, library: Library) -> list[str]:
    """What the records remark on what is held of a target, a sentence each."""
    targets = library.vocabulary("targets")
    return sorted(
        {
            f"About the hold of {line.substance} on {targets[each.target].name}: {each.note}."
            for line in found.simulation.lines
            if line.kind == "held"
            for each in library.substance(line.substance).occupancy
            if each.note
        }
    )


def unread_lines(regimen: Regimen) -> Iterator[str]:
    """What was not recognised or cannot be drawn, whatever else could be."""
    for unknown in regimen.unknown:
        offered = ", ".join(each.name for each in unknown.candidates)
        hint = f"; did you mean {offered}?" if offered else ""
        yield f'"{unknown.text}" was not recognised and is not drawn{hint}'
    for gap in regimen.not_covered:
        yield f'"{gap.text}" cannot be drawn: {gap.why}'
