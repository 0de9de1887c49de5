"""Several outcomes of one trial: one named in advance, the others held to a common error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from numpy.typing import ArrayLike

from cotake._errors import InputError
from cotake.trial._analyze import analyze
from cotake.trial._types import Analysis, Scale

_ERROR = 0.05


def analyze_several(
    values: Mapping[str, ArrayLike],
    exposure: ArrayLike,
    *,
    primary: str,
    scales: Mapping[str, Scale] | None = None,
    **more: Any,
) -> dict[str, Analysis]:
    """Analyse several outcomes. The `primary` one, named in advance, stands by itself.

    The others are called better or worse only as far as Holm's procedure (1979) holds their family-wise
    error at 5 %: the surest is asked for as much as all of them together would be, and so on down. With
    `anytime` the Bayes factor has to be as many times larger. `more` is as for `analyze`.

    Raises:
        InputError: the primary outcome is not among them, or as for `analyze`.
    """
    if primary not in values:
        raise InputError(f"{primary!r} is not among the outcomes {', '.join(values)}")
    found = {
        name: analyze(each, exposure, scale=(scales or {}).get(name, Scale(name)), **more)
        for name, each in values.items()
    }
    return held_together(found, primary)


def held_together(found: Mapping[str, Analysis], primary: str) -> dict[str, Analysis]:
    """Analyses of one trial, with the outcomes beside the primary one held to a common error of 5 %."""
    kept = dict(found)
    others = sorted((name for name in kept if name != primary), key=lambda name: _error(kept[name]))
    held = True
    for place, name in enumerate(others):
        held = held and _error(kept[name]) <= _ERROR / (len(others) - place)
        if not held and kept[name].verdict in ("better", "worse"):
            kept[name] = replace(kept[name], verdict="not_sure_yet", demoted=True)
    return kept


def _error(found: Analysis) -> float:
    """What is compared with the error that is allowed: a two-sided chance, or one over the Bayes factor."""
    if found.anytime:
        return 1 / max(found.evidence, 1e-12)
    return 2 * min(found.p_benefit, 1 - found.p_benefit)
