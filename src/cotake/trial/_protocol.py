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
        "least": scale.least,
        "most": scale.most,
        "important": scale.mid,
        "anytime": anytime,
        "onsets": [{"half_times_days": list(each.half_times), "chance": each.chance} for each in ways],
        "covariates": list(covariates),
    }


def fingerprint(held: dict[str, Any]) -> str:
    """SHA-256 of it as text."""
    text = json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
