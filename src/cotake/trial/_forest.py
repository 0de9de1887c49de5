"""The forest plot of what was pooled: Vega-Lite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cotake.trial._plots import _DOSE, _DOT, _WIDE, _base

if TYPE_CHECKING:
    from cotake.trial.pooling import Pooled


def forest(found: Pooled) -> dict[str, Any]:
    """Each by their own days and beside the others, the average, and one more person."""
    own, beside, together = "by their own days", "beside the others", "all together"
    people = sorted(found.people, key=lambda each: each.shrunken.mean)
    rows = [
        {"who": each.name, "what": what, **effect.to_dict()}
        for each in people
        for what, effect in ((own, each.own), (beside, each.shrunken))
    ]
    rows.append({"who": "on average", "what": together, **found.mean.to_dict()})
    rows.append({"who": "in one more person", "what": together, **found.next_person.to_dict()})
    kinds = [own, beside, together]
    title = f"points of {found.scale.name} with the higher exposure"
    x = {"type": "quantitative", "title": title}
    shared = {
        "y": {"field": "who", "type": "nominal", "title": None, "sort": [row["who"] for row in rows]},
        "yOffset": {"field": "what", "type": "nominal", "sort": [own, together, beside]},
        "color": {
            "field": "what",
            "type": "nominal",
            "title": None,
            "scale": {"domain": kinds, "range": ["#888888", _DOT, _DOSE]},
            "legend": {"orient": "bottom"},
        },
    }
    return {
        **_base(f"The effect in each person and on average: {found.says}"),
        "width": _WIDE,
        "height": {"step": 12},
        "layer": [
            {
                "data": {"values": [{"at": 0.0, "what": "no difference"}]},
                "mark": {"type": "rule", "strokeDash": [3, 3], "color": "#888888"},
                "encoding": {"x": {"field": "at", **x}, "tooltip": {"field": "what"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, **shared},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "point", "filled": True, "size": 50},
                "encoding": {"x": {"field": "mean", **x}, **shared},
            },
        ],
    }
