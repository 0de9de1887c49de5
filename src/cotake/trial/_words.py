"""The answer in plain words, and as JSON."""

from __future__ import annotations

import math
from typing import Any

from cotake._text import in_text
from cotake._version import __version__
from cotake.trial._model import MODEL
from cotake.trial._numbers import of_hundred, points, shown
from cotake.trial._series import Series, lowered, one_way
from cotake.trial._types import Analysis, Blinding, Effect, Scale

#: With fewer days than this nothing is said of how many more it takes.
_EARLY = 28
_VERDICTS = {
    "better": "Better.",
    "worse": "Worse.",
    "no_meaningful_difference": "No difference that matters.",
    "not_sure_yet": "Not sure yet.",
}


def answer(found: Analysis) -> str:
    """`Better. With 4.5 against none mood is 1.2 points better (0.3 to 2.1). Chance it is better …`."""
    if found.nothing:
        return f"{_VERDICTS[found.verdict]} {found.nothing}"
    sign = found.scale.sign
    name = "the score" if found.scale.name == Scale().name else in_text(found.scale.name)
    told = f"{_verdict(found)} {_compared(found.series)} {name} is {difference(found.effect, sign)}."
    chances = (
        f" Chance it is better at all: {of_hundred(found.p_benefit)}; "
        f"better enough to notice ({points(found.mid)}): {of_hundred(found.p_meaningful)}."
    )
    more = f" {_more(found)}" if found.verdict == "not_sure_yet" else ""
    guessed = "" if found.blinding is None else f" {guesses(found.blinding, sign)}"
    return told + chances + more + guessed


def difference(effect: Effect, sign: float) -> str:
    """`1.2 points better (0.3 to 2.1)`, or `0.2 points worse (from 1.1 worse to 0.7 better)`."""
    mean, low, high = sign * effect.mean, *sorted((sign * effect.low, sign * effect.high))
    way = "better" if mean >= 0 else "worse"
    if low < 0 < high:
        ends = f"from {shown(-low)} worse to {shown(high)} better"
    elif mean >= 0:
        ends = f"{shown(low)} to {shown(high)}"
    else:
        ends = f"{shown(-high)} to {shown(-low)}"
    return f"{points(abs(mean))} {way} ({ends})"


def _verdict(found: Analysis) -> str:
    """Where the dose was lowered, "better" alone would be taken for what came of that."""
    word = _VERDICTS[found.verdict]
    if found.verdict in ("better", "worse") and lowered(found.series):
        return f"{word.removesuffix('.')} with the higher dose."
    return word


def _compared(days: Series) -> str:
    """The most exposure against the least, in its own numbers."""
    if days.low == 0 and days.high == 1:
        return "With it"
    return f"With {days.high:g} against {f'{days.low:g}' if days.low else 'none'}"


def _more(found: Analysis) -> str:
    if found.demoted:
        return "It is one of several outcomes, and not as sure as that asks for."
    if found.days_needed is not None:
        return f"About {found.days_needed} more days may tell."
    if int(found.series.seen.sum()) < _EARLY:
        return "It is too early to say how many more days it takes."
    if one_way(found.series):
        return "A year more of the same would hardly tell; going off and on again would tell sooner."
    return "A year more of the same would hardly tell."


def guesses(found: Blinding, sign: float) -> str:
    """What the guesses say, in plain words."""
    if found.guessed == 0:
        return "What was taken was not guessed."
    return (
        f"{found.right} of {found.guessed} guesses of what was taken were right; by chance alone "
        f"{of_hundred(found.by_chance)} do as well. With what was thought taken into account it is "
        f"{difference(found.effect, sign)}."
    )


def plain(found: Analysis) -> dict[str, Any]:
    """The analysis as JSON values; numbers that are infinite are None."""

    def number(value: float) -> float | None:
        return value if math.isfinite(value) else None

    days = found.series
    return {
        "schema_version": "1",
        "verdict": found.verdict,
        "nothing": found.nothing or None,
        "says": found.says,
        "effect": {
            **found.effect.to_dict(),
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
            "effect": found.blinding.effect.to_dict(),
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
