"""How it is analysed, as text that can be fixed in advance: the same text has the same SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from cotake.trial._model import MODEL
from cotake.trial._onset import Onset
from cotake.trial._types import Scale


def protocol(
    scale: Scale, ways: Sequence[Onset], *, anytime: bool, covariates: Sequence[str] = ()
) -> dict[str, Any]:
    """All that the answer depends on beside the days."""
    return {
        "analysis": "cotake.trial.analyze",
        "model": MODEL,
        "better": scale.better,
        "least": plain_number(scale.least),
        "most": plain_number(scale.most),
        "important": plain_number(scale.mid),
        "anytime": anytime,
        "onsets": [
            {"half_times_days": [float(half) for half in each.half_times], "chance": each.chance}
            for each in ways
        ],
        "covariates": list(covariates),
    }


def plain_number(number: float | None) -> float | None:
    """As a float: 10 and 10.0 are the same, and so is their text."""
    return None if number is None else float(number)


def fingerprint(held: dict[str, Any]) -> str:
    """SHA-256 of it as text."""
    text = json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
