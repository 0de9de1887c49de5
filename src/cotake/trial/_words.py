"""The answer in plain words, and as JSON."""

from __future__ import annotations

import math
from typing import Any

from cotake._text import sentence
from cotake._version import __version__
from cotake.trial._model import MODEL
from cotake.trial._numbers import of_hundred, points, shown
from cotake.trial._types import Analysis, Blinding

#: As many right as this often by chance give nothing away.
_OFTEN = 0.1
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
        f"{points(abs(mean))} {way} ({shown(ends[0])} to {shown(ends[1])})."
    )
    chances = (
        f" Chance it is better at all: {of_hundred(found.p_benefit)}; "
        f"better enough to notice ({points(found.mid)}): {of_hundred(found.p_meaningful)}."
    )
    more = ""
    if found.verdict == "not_sure_yet":
        if found.days_needed is not None:
            more = f" About {found.days_needed} more days may tell."
        else:
            more = (
                " A year more of the same would not tell either; going off and on again would tell sooner."
            )
    guessed = "" if found.blinding is None else f" {guesses(found.blinding, sign)}"
    return told + chances + more + guessed


def guesses(found: Blinding, sign: float) -> str:
    """What the guesses say, in plain words."""
    if found.guessed == 0:
        return "What was taken was not guessed."
    effect = found.effect
    ends = sorted((sign * effect.low, sign * effect.high))
    often = f"{found.right} of {found.guessed} guesses of what was taken were right"
    by_chance = found.by_chance
    chance = "no more than chance" if by_chance > _OFTEN else f"by chance {of_hundred(by_chance)}"
    return (
        f"{often} ({chance}). With what was thought taken into account it is "
        f"{points(sign * effect.mean)} better ({shown(ends[0])} to {shown(ends[1])})."
    )


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
            "sd": found.sd,
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
        "onsets": [
            {"half_times_days": list(onset.half_times), "chance": chance} for onset, chance in found.onsets
        ],
        "censored": found.censored,
        "medicine": found.medicine,
        "blinding": None
        if found.blinding is None
        else {
            "guessed": found.blinding.guessed,
            "right": found.blinding.right,
            "by_chance": found.blinding.by_chance,
            "effect": {
                "mean": found.blinding.effect.mean,
                "low": found.blinding.effect.low,
                "high": found.blinding.effect.high,
            },
            "p_benefit": found.blinding.p_benefit,
        },
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
        "record": {
            "model": MODEL,
            "software": __version__,
            "analysis_sha256": found.analysis,
            "data_sha256": days.fingerprint,
            "design_sha256": found.design or None,
        },
    }
