"""The days with what was fitted and the exposure below, and the effect on its scale: Vega-Lite."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cotake.trial._types import Analysis

_FONT = "DejaVu Sans"
_WIDE, _HIGH, _LOW = 560, 180, 60
_DOT, _LINE, _DOSE = "#0072B2", "#000000", "#D55E00"


def plots(found: Analysis) -> dict[str, dict[str, Any]]:
    """Both, by name."""
    return {"days": _days(found), "effect": _effect(found)}


def _base(description: str) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": description,
        "config": {"font": _FONT, "view": {"stroke": None}},
    }


def _days(found: Analysis) -> dict[str, Any]:
    days = found.series
    rows: list[dict[str, Any]] = []
    for day in range(days.days):
        at: Any = day + 1
        if days.first is not None:
            at = (days.first + timedelta(days=day)).isoformat()
        value = float(days.values[day])
        rows.append(
            {
                "day": at,
                "value": value if days.seen[day] else None,
                "fitted": float(found.fitted[day]),
                "exposure": float(days.exposure[day]),
            }
        )
    dated = days.first is not None
    x = {"field": "day", "type": "temporal" if dated else "quantitative", "title": None if dated else "day"}
    y: dict[str, Any] = {"field": "value", "type": "quantitative", "title": found.scale.name}
    y["scale"] = {"zero": False}
    if found.scale.least is not None and found.scale.most is not None:
        y["scale"] = {"domain": [found.scale.least, found.scale.most]}
    points = {"mark": {"type": "point", "color": _DOT, "filled": True}, "encoding": {"x": x, "y": y}}
    line = {
        "mark": {"type": "line", "color": _LINE},
        "encoding": {"x": x, "y": {**y, "field": "fitted"}},
    }
    taken = "dose" if found.medicine else "exposure"
    below = {
        "width": _WIDE,
        "height": _LOW,
        "mark": {"type": "area", "interpolate": "step-after", "color": _DOSE, "opacity": 0.6},
        "encoding": {"x": x, "y": {"field": "exposure", "type": "quantitative", "title": taken}},
    }
    return {
        **_base(f"{found.scale.name} by day, and the exposure: {found.says}"),
        "data": {"values": rows},
        "vconcat": [{"width": _WIDE, "height": _HIGH, "layer": [points, line]}, below],
        "resolve": {"scale": {"x": "shared"}},
        "spacing": 10,
    }


def _effect(found: Analysis) -> dict[str, Any]:
    row = {"low": found.effect.low, "high": found.effect.high, "mean": found.effect.mean}
    sign = found.scale.sign
    title = f"points of {found.scale.name} with the higher exposure"
    x = {"type": "quantitative", "title": title}
    rules = [{"at": 0.0, "what": "no difference"}, {"at": sign * found.mid, "what": "enough to notice"}]
    return {
        **_base(f"The effect: {found.says}"),
        "width": _WIDE,
        "height": 50,
        "layer": [
            {
                "data": {"values": rules},
                "mark": {"type": "rule", "strokeDash": [3, 3], "color": "#888888"},
                "encoding": {"x": {"field": "at", **x}, "tooltip": {"field": "what"}},
            },
            {
                "data": {"values": [row]},
                "mark": {"type": "rule", "strokeWidth": 3, "color": _DOT},
                "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}},
            },
            {
                "data": {"values": [row]},
                "mark": {"type": "point", "filled": True, "size": 90, "color": _DOT},
                "encoding": {"x": {"field": "mean", **x}},
            },
        ],
    }
