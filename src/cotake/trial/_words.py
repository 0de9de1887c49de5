"""The answer in plain words, and as JSON."""

from __future__ import annotations

import math
from typing import Any

from cotake._text import sentence
from cotake.trial._types import Analysis

_VERDICTS = {
    "better": "Better.",
    "worse": "Worse.",
    "no_meaningful_difference": "No difference that matters.",
    "not_sure_yet": "Not sure yet.",
}


def answer(found: Analysis) -> str:
    """`Better. Mood is 1.2 points better (0.3 to 2.1). Chance it is better at all: 99 of 100; …`."""
    sign = 1.0 if found.scale.better == "higher" else -1.0
    ends = sorted((sign * found.effect.low, sign * found.effect.high))
    mean = sign * found.effect.mean
    way = "better" if mean >= 0 else "worse"
    if mean < 0:
        ends = [-ends[1], -ends[0]]
    name = sentence(found.scale.name)
    told = (
        f"{_VERDICTS[found.verdict]} With the higher exposure {name[:1].lower() + name[1:]} is "
        f"{_points(abs(mean))} {way} ({ends[0]:.2g} to {ends[1]:.2g})."
    )
    chances = (
        f" Chance it is better at all: {_of_hundred(found.p_benefit)}; "
        f"better enough to notice ({_points(found.mid)}): {_of_hundred(found.p_meaningful)}."
    )
    more = ""
    if found.verdict == "not_sure_yet":
        if found.days_needed is not None:
            more = f" About {found.days_needed} more days may tell."
        else:
            more = (
                " A year more of the same would not tell either; going off and on again would tell sooner."
            )
    return told + chances + more


def _points(number: float) -> str:
    text = f"{number:.2g}"
    return f"{text} point" if text == "1" else f"{text} points"


def _of_hundred(chance: float) -> str:
    number = round(100 * chance)
    if number >= 100:
        return "more than 99 of 100"
    return "less than 1 of 100" if number <= 0 else f"{number} of 100"


def plain(found: Analysis) -> dict[str, Any]:
    """The analysis as JSON values; numbers that are infinite are None."""

    def number(value: float) -> float | None:
        return value if math.isfinite(value) else None

    days = found.series
    return {
        "schema_version": "1",
        "verdict": found.verdict,
        "says": found.says,
        "effect": {
            "mean": found.effect.mean,
            "low": found.effect.low,
            "high": found.effect.high,
            "of": "the most exposure against the least",
        },
        "p_benefit": found.p_benefit,
        "p_meaningful": found.p_meaningful,
        "mid": found.mid,
        "days_needed": found.days_needed,
        "bayes_factor": number(found.evidence),
        "anytime": found.anytime,
        "drift": {"mean": found.drift.mean, "low": found.drift.low, "high": found.drift.high},
        "persistence": found.persistence,
        "noise_sd": found.noise,
        "onset_half_time_days": found.onset_days,
        "scale": {
            "name": found.scale.name,
            "better": found.scale.better,
            "least": found.scale.least,
            "most": found.scale.most,
        },
        "days": days.days,
        "days_with_a_value": int(days.seen.sum()),
        "entries": days.entries,
        "exposure": {"least": days.low, "most": days.high, "changes": days.changes},
        "assumptions": list(found.assumptions),
        "warnings": list(found.warnings),
    }
