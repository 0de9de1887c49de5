"""A forest plot as a Vega-Lite specification."""

from __future__ import annotations

import math
from typing import Any

from cotake.evidence._certainty import overall_risk
from cotake.evidence._effects import RATIOS
from cotake.evidence._question import Evidence
from cotake.evidence._wording import NAMES, effect_in_figures, interval, pool_in_figures, side_in_words
from cotake.evidence.synthesis import Pooled
from cotake.knowledge import Library

_FONT = "DejaVu Sans"
_ROW = 24
_WIDE = 320
#: The height of a diamond, and the least of a narrow one, pixels.
_HIGH, _LEAST = 14, 5
#: Ratios beyond these are cut off.
_EDGES = (0.05, 20.0)
_TICKS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
_POOL = "#D55E00"
#: Colours of the risk of bias that people who do not tell red from green can tell apart.
_RISKS = {"low": "#0072B2", "some": "#E69F00", "high": "#000000", "unclear": "#999999"}


def forest(answer: Evidence, title: str, library: Library | None = None) -> dict[str, Any]:
    """Each study in the pool as a square as large as its weight, coloured by its risk of bias, with its
    interval; the pools as diamonds as wide as their intervals, of each illness where there are several; and
    where a further study may lie. Ratios are drawn on a logarithmic axis. `library` gives illnesses their
    names. Empty where nothing could be put together.
    """
    pooled, main = answer.pooled, answer.main
    if pooled is None or main is None:
        return {}
    rows, tips = _studies(answer, pooled), []
    every = [
        _at(answer.measure, each.value, each.low, each.high) for _, each in _pools(answer, main, library)
    ]
    ends = _ends(answer.measure, [*rows, *every])
    for name, each in _pools(answer, main, library):
        figures = pool_in_figures(each, answer.measure)
        row = {"study": name, "figures": figures, "part": "", "kind": "pool"}
        rows.append({**row, **_at(answer.measure, each.value, each.low, each.high)})
        tips += _diamond(answer.measure, name, each, ends)
    if pooled.predicted and not answer.few:
        low, high = pooled.predicted
        figures = interval(low, high, answer.measure)
        row = {"study": "A further study", "figures": figures, "part": "", "kind": "further"}
        rows.append({**row, **_at(answer.measure, pooled.value, low, high)})
    return _specification(answer, title, rows, tips, ends)


def _at(measure: str, value: float, low: float, high: float) -> dict[str, float]:
    if measure in RATIOS:
        value, low, high = math.exp(value), math.exp(low), math.exp(high)
    return {"value": value, "low": low, "high": high}


def _studies(answer: Evidence, pooled: Pooled) -> list[dict[str, Any]]:
    rows = []
    names: dict[str, int] = {}
    for row, weight in zip(answer.used, pooled.weights, strict=True):
        if row.effect is None:
            continue
        size = f" ({row.effect.n:,})" if row.effect.n else ""
        name = f"{row.effect.label}{size}"
        names[name] = names.get(name, 0) + 1
        rows.append(
            {
                "study": name if names[name] == 1 else f"{name} {names[name]}",
                "weight": weight,
                "part": f"{weight:.0%}",
                "figures": effect_in_figures(row.effect),
                "risk": overall_risk(row.study),
                "kind": "study",
                **_at(answer.measure, row.effect.value, *row.effect.interval),
            }
        )
    return rows


def _pools(answer: Evidence, main: Pooled, library: Library | None) -> list[tuple[str, Pooled]]:
    found = [("Together", main)]
    illnesses = library.vocabulary("illnesses") if library else {}
    for key, each in answer.by_condition.items():
        name = illnesses[key].name if key and illnesses else key
        found.append((f"- {name or 'illness not told'} ({each.k})", each))
    return found


def _ends(measure: str, rows: list[dict[str, Any]]) -> tuple[float, float]:
    """Where the axis begins and ends; it holds no effect, and cuts off ratios beyond all measure."""
    none = 1.0 if measure in RATIOS else 0.0
    low, high = min(none, *(row["low"] for row in rows)), max(none, *(row["high"] for row in rows))
    if measure in RATIOS:
        low, high = max(low, _EDGES[0]), min(high, _EDGES[1])
    return low, high


def _diamond(measure: str, name: str, pooled: Pooled, ends: tuple[float, float]) -> list[dict[str, Any]]:
    """The corners of a diamond, as a ribbon that is thin at both ends; no higher than it is wide."""
    at = _at(measure, pooled.value, pooled.low, pooled.high)
    scale = math.log if measure in RATIOS else float
    span = scale(ends[1]) - scale(ends[0])
    wide = _WIDE * (scale(at["high"]) - scale(at["low"])) / span if span else _HIGH
    thick = min(_HIGH, max(_LEAST, wide / 3))
    return [
        {"study": name, "at": min(ends[1], max(ends[0], at[key])), "thick": size, "turn": turn}
        for turn, (key, size) in enumerate((("low", 0.0), ("value", thick), ("high", 0.0)))
    ]


def _specification(
    answer: Evidence,
    title: str,
    rows: list[dict[str, Any]],
    tips: list[dict[str, Any]],
    ends: tuple[float, float],
) -> dict[str, Any]:
    ratio = answer.measure in RATIOS
    scale: dict[str, Any] = {"zero": False}
    if ratio:
        scale = {"type": "log", "domain": list(ends), "nice": False, "clamp": True}
    side = side_in_words(answer)
    named = f"{NAMES[answer.measure]}{f'; {side}' if side else ''}"
    if ratio and any(row["low"] < ends[0] or row["high"] > ends[1] for row in rows):
        named += "; what reaches the edge goes beyond"
    axis: dict[str, Any] = {"tickCount": 5, "labelOverlap": "greedy"}
    if ratio:
        axis["values"] = [each for each in _TICKS if ends[0] <= each <= ends[1]]
    x = {"type": "quantitative", "scale": scale, "title": named, "axis": axis}
    order = [row["study"] for row in rows]
    y = {"field": "study", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 300}}
    high = _ROW * len(rows)
    plot = {
        "width": _WIDE,
        "height": high,
        "layer": [
            {
                "data": {"values": [{"at": 1.0 if ratio else 0.0}]},
                "mark": {"type": "rule", "strokeDash": [4, 3]},
                "encoding": {"x": {"field": "at", **x}},
            },
            {
                "transform": [{"filter": "datum.kind != 'pool'"}],
                "mark": {"type": "rule"},
                "encoding": {
                    "y": y,
                    "x": {"field": "low", **x},
                    "x2": {"field": "high"},
                    "strokeDash": {
                        "condition": {"test": "datum.kind == 'further'", "value": [3, 2]},
                        "value": [1, 0],
                    },
                },
            },
            {
                "transform": [{"filter": "datum.kind == 'study'"}],
                "mark": {"type": "square", "filled": True, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": {"field": "value", **x},
                    "size": {
                        "field": "weight",
                        "type": "quantitative",
                        "legend": None,
                        "scale": {"domain": [0, 1], "range": [20, 300]},
                    },
                    "color": {
                        "field": "risk",
                        "type": "nominal",
                        "title": "risk of bias",
                        "scale": {"domain": list(_RISKS), "range": list(_RISKS.values())},
                        "legend": {"orient": "bottom", "symbolType": "square", "symbolOpacity": 1},
                    },
                },
            },
            {
                "data": {"values": tips},
                "mark": {"type": "trail", "color": _POOL},
                "encoding": {
                    "y": y,
                    "x": {"field": "at", **x},
                    "detail": {"field": "study"},
                    "order": {"field": "turn"},
                    "size": {
                        "field": "thick",
                        "type": "quantitative",
                        "legend": None,
                        "scale": {"domain": [0, _HIGH], "range": [0, _HIGH]},
                    },
                },
            },
        ],
        "resolve": {"scale": {"size": "independent"}},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": f"{title}: forest plot of {len(answer.used)} studies",
        "title": {"text": title, "anchor": "start"},
        "config": {"font": _FONT, "view": {"stroke": None}},
        "data": {"values": rows},
        "hconcat": [plot, _column("figures", 150, y, high), _column("part", 40, y, high)],
        "spacing": 8,
    }


def _column(field: str, width: int, y: dict[str, Any], high: int) -> dict[str, Any]:
    return {
        "width": width,
        "height": high,
        "mark": {"type": "text", "align": "left", "dx": -width / 2},
        "encoding": {"y": {**y, "axis": None}, "text": {"field": field, "type": "nominal"}},
    }
