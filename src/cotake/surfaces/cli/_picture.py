"""Curves over days as SVG or PNG, drawn by Vega-Lite without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cotake.surfaces._curves import COLOURS, name_of_curve, points_of
from cotake.surfaces._levels import CAUTION
from cotake.surfaces.cli._drawing import save_picture

if TYPE_CHECKING:
    from cotake.interactions import OverTime
    from cotake.kinetics.simulation import Line

_FONT = "DejaVu Sans"
_BAND = "The band holds 80 of 100 people."
#: Points of one curve; more cannot be told apart.
_MOST_POINTS = 800
_COLOURS = [*COLOURS, "#000000"]


def draw(found: OverTime, path: Path) -> None:
    """Draw all curves to a file, SVG or PNG by its ending.

    Raises:
        InputError: the ending is another, or the drawing library is not installed.
        FileProblem: the file cannot be written.
    """
    save_picture(spec_of(found), path)


def spec_of(found: OverTime) -> dict[str, Any]:
    """The Vega-Lite specification: one panel for the levels of each substance, one for what is held."""
    simulation = found.simulation
    names = list(dict.fromkeys(line.substance for line in simulation.lines))
    panels = [
        _panel([line for line in simulation.lines if line.substance == name and line.kind == kind], found)
        for name in names
        for kind in ("level", "held")
    ]
    many = simulation.lines[0].values.shape[1] > 1
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": f"Levels and receptor occupancy from {found.begin}",
        "config": {"font": _FONT, "range": {"category": _COLOURS}, "view": {"stroke": None}},
        "title": {"text": CAUTION, "subtitle": _BAND if many else "", "fontSize": 11},
        "vconcat": [panel for panel in panels if panel],
        "resolve": {"scale": {"color": "independent"}},
    }


def _panel(lines: list[Line], found: OverTime) -> dict[str, Any]:
    if not lines:
        return {}
    rows = []
    for line in lines:
        points = points_of(line, found.simulation.hours, _MOST_POINTS)
        days = [round(hour / 24, 4) for hour in points.pop("hour")]
        rows.append({"curve": name_of_curve(line), "day": days, **points})
    columns = [name for name in rows[0] if name != "curve"]
    level = lines[0].kind == "level"
    axis = "level, ng/mL" if level else "held, %"
    value: dict[str, Any] = {"field": "value", "type": "quantitative", "title": axis}
    if not level:
        value["scale"] = {"domain": [0, 100]}
    colour = {
        "field": "curve",
        "type": "nominal",
        "title": None,
        "sort": None,
        "legend": {"orient": "top", "columns": 2, "labelLimit": 400, "symbolOpacity": 1},
    }
    title = f"days from {found.begin}"
    day = {
        "field": "day",
        "type": "quantitative",
        "title": title,
        "axis": {"tickMinStep": 1, "format": "d"},
    }
    layers: list[dict[str, Any]] = []
    if lines[0].values.shape[1] > 1:
        band = {
            "x": day,
            "y": {"field": "low", "type": "quantitative", "title": axis},
            "y2": {"field": "high"},
        }
        layers.append({"mark": {"type": "area", "opacity": 0.2}, "encoding": {**band, "color": colour}})
    layers.append({"mark": {"type": "line"}, "encoding": {"x": day, "y": value, "color": colour}})
    title = f"{_name(lines[0], found)}: {'levels' if level else 'what it holds'}"
    return {
        "title": {"text": title, "anchor": "start"},
        "width": 620,
        "height": 170,
        "data": {"values": rows},
        "transform": [{"flatten": columns}],
        "layer": layers,
    }


def _name(line: Line, found: OverTime) -> str:
    return next((each.name for each in found.regimen.medicines if each.substance == line.substance), "")
