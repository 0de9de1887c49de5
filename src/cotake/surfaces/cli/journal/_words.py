"""A journal in words and blocks, and as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cotake.journal import Entry, Scales

_BLOCKS = "▁▂▃▄▅▆▇█"


def told(entry: Entry, scales: Scales) -> str:
    """An entry in a few words."""
    body = entry.body
    if entry.kind == "scores":
        parts = []
        for name, value in body.items():
            scale = scales.of(name)
            parts.append(f"{scale.name if scale else name} {value:g}")
        return ", ".join(parts)
    if entry.kind == "answers":
        score = body["score"]
        return f"{body['instrument']}: {'no score' if score is None else f'{score:.3g}'}"
    if entry.kind == "dose":
        return f"{body['taken']} {body['medicine'] or 'all'}".strip()
    return str(body["text"])


def curve(
    name: str,
    marks: Sequence[tuple[str, datetime, float]],
    first: date,
    days: int,
    scales: Scales,
) -> str:
    """A block a day, from the least of the scale to its most; a dot where nothing was written."""
    by_day: dict[int, list[float]] = {}
    for each, at, value in marks:
        if each == name:
            by_day.setdefault((at.date() - first).days, []).append(value)
    scale = scales.of(name)
    values = [value for each in by_day.values() for value in each]
    counted = scale is None or scale.unit
    low, high = (min(values), max(values)) if counted or scale is None else (scale.least, scale.most)
    span = (high - low) or 1
    cells = []
    for day in range(days):
        if day not in by_day:
            cells.append("·")
            continue
        part = (sum(by_day[day]) / len(by_day[day]) - low) / span
        cells.append(_BLOCKS[min(len(_BLOCKS) - 1, int(part * len(_BLOCKS)))])
    last = max(by_day)
    label = scale.name if scale else name
    return f"{label:20.20} {''.join(cells)}  {by_day[last][-1]:g}"


def doses(taken: Sequence[Entry], first: date, days: int) -> str:
    """A mark a day: | taken, / late, - skipped."""
    signs = {"taken": "|", "late": "/", "skipped": "-"}
    cells = [" "] * days
    for entry in taken:
        place = (entry.at.date() - first).days
        if 0 <= place < days:
            cells[place] = signs[entry.body["taken"]]
    return "".join(cells)
