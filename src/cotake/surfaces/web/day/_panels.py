"""Levels and what is held as a page shows them: a row for each substance, its curves and their figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cotake._record import record
from cotake._text import sentence
from cotake.surfaces._curves import COLOURS, name_of_curve, points_of
from cotake.surfaces._levels import figures_of, first_lines, in_figures, raised
from cotake.surfaces.web._messages import Say

if TYPE_CHECKING:
    from cotake.interactions import OverTime
    from cotake.kinetics.simulation import Line

#: Points of one curve; a screen shows no more.
_MOST_POINTS = 320
_HIGH = 120
#: Of the lines of a panel, so that they are told apart without colours.
DASHES = ((1, 0), (7, 3), (2, 3), (9, 3, 2, 3))
_GREY = "#888888"


@record
class CurveFigures:
    """A curve with its figures; `mark` is its place among the colours. `model` says by what a hold goes."""

    name: str
    model: str
    mark: int
    dash: str
    highest: str
    last: tuple[str, str]
    spread: tuple[str, str] | None


@record
class Panel:
    """One substance: the drawing, and the same in words and figures.

    `taken` is each line of the list with the hours that were drawn; `raised` by how much the others change
    its level, or None.
    """

    name: str
    taken: tuple[tuple[str, str], ...]
    curves: tuple[CurveFigures, ...]
    spec: dict[str, Any]
    raised: tuple[str, str] | None


def panels_of(found: OverTime, kind: str, say: Say, missed: Sequence[int]) -> tuple[Panel, ...]:
    """A panel for each substance of which there is a curve of this kind, `level` or `held`."""
    change = {line.substance: raised(line, found) for line in first_lines(found)}
    held: dict[str, list[Line]] = {}
    for line in found.simulation.lines:
        if line.kind == kind:
            held.setdefault(line.substance, []).append(line)
    panels = []
    for substance, lines in held.items():
        more = change[substance]
        panels.append(
            Panel(
                name=_name(substance, found),
                taken=tuple(_taken(substance, found)),
                curves=tuple(_figures(line, place, found) for place, line in enumerate(lines)),
                spec=_spec(lines, found, say, missed),
                raised=(f"{more[0]:.2g}", f"{more[1]:.2g}") if more else None,
            )
        )
    return tuple(panels)


def _name(substance: str, found: OverTime) -> str:
    return next(each.name for each in found.regimen.medicines if each.substance == substance)


def _taken(substance: str, found: OverTime) -> Iterable[tuple[str, str]]:
    """The lines of the list with the hours of a day at which their doses are drawn."""
    texts = [
        each.text
        for each in found.regimen.medicines
        if each.taken and each.substance == substance and each not in [it for it, _ in found.not_drawn]
    ]
    intakes = [each for each in found.intakes if each.substance == substance]
    for text, intake in zip(texts, intakes, strict=True):
        hours = sorted({round(hour % 24, 2) for hour in intake.hours})
        yield text, ", ".join(_clock(hour) for hour in hours) if len(hours) <= 6 else ""


def _clock(hour: float) -> str:
    minutes = round(hour * 60) % (24 * 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _figures(line: Line, place: int, found: OverTime) -> CurveFigures:
    figures = figures_of(line, found)
    low, high = figures.last
    spread = figures.spread
    return CurveFigures(
        name=sentence(line.name),
        model=line.model,
        mark=place % len(COLOURS),
        dash=" ".join(map(str, DASHES[place % len(DASHES)])),
        highest=in_figures(figures.highest),
        last=(in_figures(low), in_figures(high)),
        spread=(in_figures(spread[0]), in_figures(spread[1])) if spread else None,
    )


def _spec(lines: list[Line], found: OverTime, say: Say, missed: Sequence[int]) -> dict[str, Any]:
    """The Vega-Lite specification of a panel; its legend is the table beside it."""
    names = [name_of_curve(line) for line in lines]
    rows = [
        {"curve": name, **points_of(line, found.simulation.hours, _MOST_POINTS)}
        for name, line in zip(names, lines, strict=True)
    ]
    days = round(float(found.simulation.hours[-1]) / 24)
    curve = {"field": "curve", "type": "nominal", "legend": None, "sort": None}
    colours = [COLOURS[place % len(COLOURS)] for place in range(len(names))]
    dashes = [list(DASHES[place % len(DASHES)]) for place in range(len(names))]
    colour = {**curve, "scale": {"domain": names, "range": colours}}
    dash = {**curve, "scale": {"domain": names, "range": dashes}}
    across = _across(days, say, found)
    up: dict[str, Any] = {"type": "quantitative", "title": None, "axis": {"tickCount": 4, "minExtent": 44}}
    if lines[0].kind == "held":
        up["scale"] = {"domain": [0, 100]}
    columns = [name for name in rows[0] if name != "curve"]
    layers: list[dict[str, Any]] = []
    if missed:
        gaps = [{"from": (day - 1) * 24, "to": day * 24} for day in missed]
        layers.append(
            {
                "data": {"values": gaps},
                "mark": {"type": "rect", "opacity": 0.22, "color": _GREY},
                "encoding": {"x": {**across, "field": "from"}, "x2": {"field": "to"}},
            }
        )
    if "low" in columns:
        layers.append(
            {
                "mark": {"type": "area", "opacity": 0.22},
                "encoding": {
                    "x": across,
                    "y": {**up, "field": "low"},
                    "y2": {"field": "high"},
                    "color": colour,
                },
            }
        )
    line = {"x": across, "y": {**up, "field": "value"}, "color": colour, "strokeDash": dash}
    layers.append({"mark": {"type": "line", "strokeWidth": 2, "clip": True}, "encoding": line})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": "container",
        "height": _HIGH,
        "data": {"values": rows},
        "transform": [{"flatten": columns}],
        "layer": layers,
    }


def _across(days: int, say: Say, found: OverTime) -> dict[str, Any]:
    """The axis of time: hours of one day, or days at whose beginning the number stands."""
    if days == 1:
        axis: dict[str, Any] = {"values": list(range(0, 25, 6)), "title": say("day-axis-hours")}
    else:
        every = 1 if days <= 7 else days // 7
        title = say("day-axis-days", begin=found.begin.isoformat())
        axis = {"values": [24 * day for day in range(0, days + 1, every)], "title": title}
        axis["labelExpr"] = "datum.value / 24"
    return {
        "field": "hour",
        "type": "quantitative",
        "axis": {**axis, "grid": False},
        "scale": {"domain": [0, days * 24], "nice": False},
    }
