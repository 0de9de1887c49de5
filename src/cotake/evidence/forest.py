"""A forest plot as a Vega-Lite specification."""

from __future__ import annotations

import math
from typing import Any

from cotake.evidence._effects import RATIOS
from cotake.evidence._question import Evidence
from cotake.evidence._wording import NAMES, effect_in_figures, interval, shown

_FONT = "DejaVu Sans"
_ROW = 24
_WIDE = 320


def forest(answer: Evidence, title: str) -> dict[str, Any]:
    """Each study in the pool as a square as large as its weight, with its interval; the pool as a diamond.

    Ratios are drawn on a logarithmic axis. Empty where nothing could be put together.
    """
    pooled = answer.pooled
    if pooled is None:
        return {}
    ratio = answer.measure in RATIOS

    def at(value: float) -> float:
        return math.exp(value) if ratio else value

    rows = []
    for row, weight in zip(answer.used, pooled.weights, strict=True):
        if row.effect is None:
            continue
        low, high = row.effect.interval
        rows.append(
            {
                "study": f"{row.effect.label} ({row.effect.n:,})",
                "value": at(row.effect.value),
                "low": at(low),
                "high": at(high),
                "weight": weight,
                "figures": effect_in_figures(row.effect),
                "kind": "study",
            }
        )
    figures = f"{shown(pooled.value, answer.measure)} ({interval(pooled.low, pooled.high, answer.measure)})"
    whole = {"value": at(pooled.value), "low": at(pooled.low), "high": at(pooled.high)}
    rows.append({"study": "Together", **whole, "weight": 1.0, "figures": figures, "kind": "pool"})
    scale: dict[str, Any] = {"type": "log"} if ratio else {"zero": False}
    axis = {"tickCount": 5, "labelOverlap": "greedy"}
    x = {"type": "quantitative", "scale": scale, "title": NAMES[answer.measure], "axis": axis}
    y = {"field": "study", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 300}}
    null = {"data": {"values": [{"at": 1.0 if ratio else 0.0}]}}
    plot = {
        "width": _WIDE,
        "height": _ROW * len(rows),
        "layer": [
            {
                **null,
                "mark": {"type": "rule", "strokeDash": [4, 3]},
                "encoding": {"x": {"field": "at", **x}},
            },
            {
                "mark": {"type": "rule"},
                "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}},
            },
            {
                "transform": [{"filter": "datum.kind == 'study'"}],
                "mark": {"type": "square", "filled": True, "color": "#0072B2", "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": {"field": "value", **x},
                    "size": {
                        "field": "weight",
                        "type": "quantitative",
                        "legend": None,
                        "scale": {"domain": [0, 1], "range": [20, 300]},
                    },
                },
            },
            {
                "transform": [{"filter": "datum.kind == 'pool'"}],
                "mark": {
                    "type": "point",
                    "shape": "diamond",
                    "filled": True,
                    "size": 220,
                    "color": "#D55E00",
                },
                "encoding": {"y": y, "x": {"field": "value", **x}},
            },
        ],
    }
    words = {
        "width": 130,
        "height": _ROW * len(rows),
        "mark": {"type": "text", "align": "left", "dx": -60},
        "encoding": {
            "y": {**y, "axis": None},
            "text": {"field": "figures", "type": "nominal"},
        },
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": f"{title}: forest plot of {len(rows) - 1} studies",
        "title": {"text": title, "anchor": "start"},
        "config": {"font": _FONT, "view": {"stroke": None}},
        "data": {"values": rows},
        "hconcat": [plot, words],
        "spacing": 8,
    }
