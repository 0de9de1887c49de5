"""What a trial in blocks needs to know of a medicine, and how often it would tell an effect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from cotake._errors import InputError
from cotake.trial.design import Design, exposure_of
from cotake.trial.medicine import Lasting
from cotake.trial.power import Power, power_of

#: Days: of a block where nobody says otherwise, compared in it at the least, and of the longest one.
BLOCK, COMPARED, LONGEST = 14, 7, 84


def washout_of(known: Lasting | None) -> int:
    """The days at the start of a block that are not compared: until little of the medicine is left.

    Raises:
        InputError: it lasts too long for blocks.
    """
    if known is None:
        return 0
    if known.gone_days + COMPARED > LONGEST:
        raise InputError(f"{known.name} is gone after some {known.gone_days} days, too long for blocks")
    return known.gone_days


def block_of(washout: int) -> int:
    """The days of a block with this wash-out, where nobody says otherwise."""
    return max(BLOCK, washout + COMPARED)


def lasts(known: Lasting, washout: int) -> str:
    """How long a medicine lasts, and what follows, in words."""
    name = f"{known.of}, its metabolite," if known.of else known.name
    return (
        f"{name} has a half-life of about {known.days:.2g} days ({known.low:.2g} to {known.high:.2g}): "
        f"{washout} {'day' if washout == 1 else 'days'} of wash-out."
    )


def effect_of(made: Design, before: Sequence[float]) -> float:
    """The effect whose telling is asked for, in points: that which matters, else half a spread."""
    return made.scale.mid if made.scale.mid is not None else float(np.nanstd(before)) / 2


def power_of_design(
    made: Design,
    before: Sequence[float],
    *,
    once: bool = False,
    trials: int = 100,
    progress: Callable[[int, int], None] | None = None,
) -> Power:
    """How often a design would tell an effect that matters, by the person's own days before.

    Args:
        made: the design.
        before: the days before it, NaN where one has no value.
        once: of one change half-way through as many days instead.
        trials: how many are simulated.
        progress: told how many are done, and of how many.

    Raises:
        InputError: as `power_of`.
    """
    exposure, kept = exposure_of(made)
    half = (np.arange(exposure.size) >= exposure.size // 2).astype(float)
    return power_of(
        half if once else exposure,
        effect_of(made, before),
        before,
        compared=None if once else kept,
        ways=made.ways,
        trials=trials,
        anytime=made.anytime,
        progress=progress,
    )


def power_chart(rows: Sequence[tuple[int, float]], chosen: int, about: str) -> dict[str, Any]:
    """The power by the days of the trial, as Vega-Lite; `chosen` is the length that was asked for."""
    x = {"field": "days", "type": "quantitative", "title": "days", "scale": {"zero": False, "nice": True}}
    y = {
        "field": "power",
        "type": "quantitative",
        "title": "of 100 trials",
        "scale": {"domain": [0, 100]},
    }
    line = {"mark": {"type": "line", "color": "#0072B2"}, "encoding": {"x": x, "y": y}}
    dots = {"mark": {"type": "point", "filled": True, "color": "#0072B2", "size": 50}}
    mark = {"mark": {"type": "point", "filled": True, "color": "#D55E00", "size": 140}}
    aim = {
        "data": {"values": [{"power": 80}]},
        "mark": {"type": "rule", "strokeDash": [4, 3], "color": "#888888"},
        "encoding": {"y": y},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": about,
        "width": 560,
        "height": 200,
        "data": {"values": [{"days": days, "power": round(100 * power)} for days, power in rows]},
        "layer": [
            aim,
            line,
            {**dots, "encoding": {"x": x, "y": y}},
            {**mark, "transform": [{"filter": f"datum.days === {chosen}"}], "encoding": {"x": x, "y": y}},
        ],
    }
