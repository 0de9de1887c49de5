"""A chart of the page as a Vega-Lite specification: what was scored above, the dose in steps below."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from cotake._drawing import svg_of
from cotake._record import record
from cotake.handover._page import Chart

#: The face of the PDF, and what stands in for it in a browser.
FONT = "Libertinus Serif, Georgia, serif"
_WIDE, _INK = 312, "#1c2321"


@record
class Look:
    """How a chart looks: sizes of its two parts, room at the left, letters, and colours.

    `config` is the rest, as Vega-Lite has it.
    """

    high: int
    low: int
    left: int
    letter: int
    dot: int
    soft: str
    line: str
    dose: str
    config: dict[str, Any]


#: Points at their full size on the page, so that a letter of 10 is one of 10.
PAPER = Look(
    high=56,
    low=22,
    left=28,
    letter=10,
    dot=9,
    soft="#555555",
    line="#1b4965",
    dose="#b9c2c8",
    config={
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 10,
            "titleFontSize": 10,
            "labelColor": _INK,
            "gridColor": "#e3e3e3",
            "domainColor": "#888888",
            "tickColor": "#888888",
        },
    },
)
#: On a screen, which has its own colours and letters.
SCREEN = Look(
    high=120, low=40, left=36, letter=13, dot=24, soft="#888888", line="#0072B2", dose="#56B4E9", config={}
)


def svg_of_chart(chart: Chart, number: int) -> str:
    """It as SVG. `number` is that of the chart on its page, so that ids in it are its own."""
    svg = svg_of(spec_of(chart))
    svg = re.sub(r'\bid="', f'id="chart{number}-', svg)
    return re.sub(r"url\(#", f"url(#chart{number}-", svg)


def spec_of(chart: Chart, look: Look = PAPER) -> dict[str, Any]:
    """The specification; the days go from the first to the last that were looked at."""
    rows = [_scores(chart, look)]
    if chart.doses is not None:
        rows.append(_doses(chart, look))
    for row in rows[:-1]:
        row["layer"][0]["encoding"]["x"]["axis"] = {**_AXIS, "labels": False, "ticks": False}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": chart.alt,
        "config": look.config,
        "vconcat": rows,
        "spacing": 3,
        "padding": 1,
        "resolve": {"scale": {"x": "shared"}},
    }


_AXIS: dict[str, Any] = {"format": "%-d %b", "grid": False, "tickCount": 5, "labelFlush": True}


def _x(chart: Chart) -> dict[str, Any]:
    ends = [chart.first.isoformat(), (chart.last + timedelta(days=1)).isoformat()]
    return {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": _AXIS,
        "scale": {"domain": ends, "nice": False},
    }


def _scores(chart: Chart, look: Look) -> dict[str, Any]:
    values = [{"day": day.isoformat(), "value": value, "run": run} for day, value, run in _runs(chart)]
    y: dict[str, Any] = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": {"tickCount": 4, "minExtent": look.left, "maxExtent": look.left},
        "scale": {"zero": False},
    }
    if chart.ends is not None:
        y["scale"] = {"domain": list(chart.ends), "nice": False}
    x = _x(chart)
    return {
        "width": _WIDE,
        "height": look.high,
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "line", "color": look.line, "strokeWidth": 1.2},
                "encoding": {"x": x, "y": y, "detail": {"field": "run"}},
            },
            {
                "mark": {
                    "type": "point",
                    "filled": True,
                    "color": look.line,
                    "size": look.dot,
                    "opacity": 1,
                },
                "encoding": {"x": x, "y": y},
            },
        ],
    }


def _runs(chart: Chart) -> list[tuple[Any, float, int]]:
    """The days with a number for each run: over a gap of more than three days no line is drawn."""
    found: list[tuple[Any, float, int]] = []
    run = 0
    for at, (day, value) in enumerate(chart.days):
        if at and (day - chart.days[at - 1][0]).days > 4:
            run += 1
        found.append((day, value, run))
    return found


def _doses(chart: Chart, look: Look) -> dict[str, Any]:
    doses = chart.doses
    assert doses is not None
    levels = [*doses.levels, (chart.last + timedelta(days=1), doses.levels[-1][1])]
    most = max(level for _, level in levels)
    unit = f", {doses.unit}" if doses.unit else ""
    name = doses.name if len(doses.name) <= 40 else f"{doses.name[:39]}…"
    y: dict[str, Any] = {
        "field": "mg",
        "type": "quantitative",
        "title": None,
        "axis": {
            "values": sorted({0, most}),
            "labelExpr": "toString(datum.value)",
            "grid": False,
            "minExtent": look.left,
            "maxExtent": look.left,
        },
        "scale": {"domain": [0, (most or 1) * 1.05], "nice": False},
    }
    return {
        "title": {
            "text": f"{name}{unit}",
            "anchor": "start",
            "fontSize": look.letter,
            "fontWeight": "normal",
            "color": look.soft,
            "offset": 3,
        },
        "width": _WIDE,
        "height": look.low,
        "data": {"values": [{"day": day.isoformat(), "mg": level} for day, level in levels]},
        "layer": [
            {
                "mark": {
                    "type": "area",
                    "interpolate": "step-after",
                    "color": look.dose,
                    "line": {"color": look.soft, "strokeWidth": 1},
                },
                "encoding": {"x": _x(chart), "y": y},
            }
        ],
    }


_BLOCKS = "▁▂▃▄▅▆▇█"


def curve_of(chart: Chart, width: int) -> str:
    """The scores as blocks, from the least of the scale to its most; a dot where nothing was scored.

    Each block is a day, or the mean of some where there are more days than `width`.
    """
    whole = (chart.last - chart.first).days + 1
    per = -(-whole // width)
    held: dict[int, list[float]] = {}
    for day, value in chart.days:
        held.setdefault((day - chart.first).days // per, []).append(value)
    values = [value for _, value in chart.days]
    low, high = chart.ends or (min(values), max(values))
    span = (high - low) or 1.0
    cells = []
    for at in range(-(-whole // per)):
        if at not in held:
            cells.append("·")
            continue
        part = (sum(held[at]) / len(held[at]) - low) / span
        cells.append(_BLOCKS[max(0, min(len(_BLOCKS) - 1, int(part * len(_BLOCKS))))])
    return "".join(cells)
