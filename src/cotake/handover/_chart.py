"""A chart of the page as a Vega-Lite specification: what was scored above, the dose in steps below."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from cotake._drawing import svg_of
from cotake.handover._page import Chart

#: The face of the PDF, and what stands in for it in a browser.
FONT = "Libertinus Serif, Georgia, serif"
#: Points at their full size on the page, so that a letter of 10 is one of 10.
_WIDE, _HIGH, _LOW, _LEFT = 312, 56, 22, 28
_LETTER, _INK, _SOFT, _LINE, _DOSE = 10, "#1c2321", "#555555", "#1b4965", "#b9c2c8"


def svg_of_chart(chart: Chart, number: int) -> str:
    """It as SVG. `number` is that of the chart on its page, so that ids in it are its own."""
    svg = svg_of(spec_of(chart))
    svg = re.sub(r'\bid="', f'id="chart{number}-', svg)
    return re.sub(r"url\(#", f"url(#chart{number}-", svg)


def spec_of(chart: Chart) -> dict[str, Any]:
    """The specification; the days go from the first to the last that were looked at."""
    rows = [_scores(chart)]
    if chart.doses is not None:
        rows.append(_doses(chart))
    for row in rows[:-1]:
        row["layer"][0]["encoding"]["x"]["axis"] = {**_AXIS, "labels": False, "ticks": False}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": chart.alt,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": _LETTER,
                "titleFontSize": _LETTER,
                "labelColor": _INK,
                "gridColor": "#e3e3e3",
                "domainColor": "#888888",
                "tickColor": "#888888",
            },
        },
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


def _scores(chart: Chart) -> dict[str, Any]:
    values = [{"day": day.isoformat(), "value": value, "run": run} for day, value, run in _runs(chart)]
    y: dict[str, Any] = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": {"tickCount": 4, "minExtent": _LEFT, "maxExtent": _LEFT},
        "scale": {"zero": False},
    }
    if chart.ends is not None:
        y["scale"] = {"domain": list(chart.ends), "nice": False}
    x = _x(chart)
    return {
        "width": _WIDE,
        "height": _HIGH,
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "line", "color": _LINE, "strokeWidth": 1.2},
                "encoding": {"x": x, "y": y, "detail": {"field": "run"}},
            },
            {
                "mark": {"type": "point", "filled": True, "color": _LINE, "size": 9, "opacity": 1},
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


def _doses(chart: Chart) -> dict[str, Any]:
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
            "minExtent": _LEFT,
            "maxExtent": _LEFT,
        },
        "scale": {"domain": [0, (most or 1) * 1.05], "nice": False},
    }
    return {
        "title": {
            "text": f"{name}{unit}",
            "anchor": "start",
            "fontSize": _LETTER,
            "fontWeight": "normal",
            "color": _SOFT,
            "offset": 3,
        },
        "width": _WIDE,
        "height": _LOW,
        "data": {"values": [{"day": day.isoformat(), "mg": level} for day, level in levels]},
        "layer": [
            {
                "mark": {
                    "type": "area",
                    "interpolate": "step-after",
                    "color": _DOSE,
                    "line": {"color": _SOFT, "strokeWidth": 1},
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
