"""The journal as a picture: a Vega-Lite specification with the scales above and the doses below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cotake.journal._scales import Scales
from cotake.journal._scoring import ends_of
from cotake.journal._types import Entry

_FONT = "DejaVu Sans"
_WIDE, _HIGH, _LOW = 560, 90, 60
_COLOUR, _DOSES = "#0072B2", "#D55E00"
_MG = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mg|mcg|µg|g)\b", re.IGNORECASE)
_UNITS = {"mg": 1.0, "mcg": 0.001, "µg": 0.001, "g": 1000.0}


def picture(
    entries: Sequence[Entry],
    marks: Sequence[tuple[str, datetime, float]],
    scales: Scales,
) -> dict[str, Any]:
    """A row for each scale with a point a day, one for the doses with a step a day; what happened as lines.

    Days are those where it was written. Empty where nothing was scored or taken.
    """
    rows = [_scale_row(name, marks, scales) for name in dict.fromkeys(each for each, _, _ in marks)]
    taken = _taken(entries)
    if taken:
        rows.append(_dose_row(taken))
    if not rows:
        return {}
    events = [
        {"day": entry.at.date().isoformat(), "text": entry.body["text"]}
        for entry in entries
        if entry.kind == "event"
    ]
    for row in rows:
        row["layer"].append(
            {
                "data": {"values": events},
                "mark": {"type": "rule", "strokeDash": [2, 2], "color": "#999999"},
                "encoding": {"x": _day_axis(""), "tooltip": {"field": "text", "type": "nominal"}},
            }
        )
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": f"A journal: {len(rows)} rows by day",
        "config": {"font": _FONT, "view": {"stroke": None}},
        "vconcat": rows,
        "resolve": {"scale": {"x": "shared"}},
        "spacing": 12,
    }


def _day_axis(title: str) -> dict[str, Any]:
    return {"field": "day", "type": "temporal", "title": title or None, "axis": {"format": "%d %b"}}


def _scale_row(name: str, marks: Sequence[tuple[str, datetime, float]], scales: Scales) -> dict[str, Any]:
    scale = scales.of(name)
    by_day: dict[date, list[float]] = {}
    for each, at, value in marks:
        if each == name:
            by_day.setdefault(at.date(), []).append(value)
    values = [
        {"day": day.isoformat(), "value": sum(each) / len(each)} for day, each in sorted(by_day.items())
    ]
    title, way = (scale.name, scale.better) if scale else (name, "neither")
    y: dict[str, Any] = {"field": "value", "type": "quantitative", "title": None}
    if scale is not None and not scale.unit:
        y["scale"] = {"domain": [scale.least, scale.most]}
    elif scale is None and scales.library.has("instruments", name):
        instrument = scales.library.instrument(name)
        title, way = instrument.name, instrument.better
        y["scale"] = {"domain": list(ends_of(instrument))}
    better = f" ({way} is better)" if way != "neither" else ""
    return {
        "title": {"text": f"{title}{better}", "anchor": "start", "fontSize": 12},
        "width": _WIDE,
        "height": _HIGH,
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "line", "point": True, "color": _COLOUR},
                "encoding": {"x": _day_axis(""), "y": y},
            }
        ],
    }


def _taken(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """A dose a row: the day, the medicine and how much; 0 where it was skipped, 1 where no mg are told."""
    found = []
    for entry in entries:
        if entry.kind != "dose":
            continue
        text = f"{entry.body['medicine']} {entry.body.get('dose', '')}"
        match = _MG.search(text)
        amount = float(match[1].replace(",", ".")) * _UNITS[match[2].lower()] if match else 1.0
        name = _MG.sub("", text).strip() or "all"
        told = amount if entry.body["taken"] != "skipped" else 0.0
        found.append(
            {"day": entry.at.date().isoformat(), "medicine": name, "mg": told, "told": bool(match)}
        )
    return found


def _dose_row(taken: list[dict[str, Any]]) -> dict[str, Any]:
    title = "doses, mg" if all(each["told"] for each in taken) else "doses (1: taken, no amount written)"
    return {
        "title": {"text": title, "anchor": "start", "fontSize": 12},
        "width": _WIDE,
        "height": _LOW,
        "layer": [
            {
                "data": {"values": taken},
                "mark": {"type": "line", "interpolate": "step-after", "point": True, "color": _DOSES},
                "encoding": {
                    "x": _day_axis(""),
                    "y": {"field": "mg", "type": "quantitative", "title": None, "scale": {"zero": True}},
                    "strokeDash": {"field": "medicine", "type": "nominal", "title": "medicine"},
                },
            }
        ],
    }
