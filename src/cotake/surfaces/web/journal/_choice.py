"""Which scales a day asks for: those that were chosen, or that were scored lately."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from cotake.journal import SIDE, Journal, Scales
from cotake.knowledge.types import ScaleEntry

#: The setting of a journal under which the chosen ones stand, as a list of ids in JSON.
CHOSEN = "pages.scales"
#: Asked for where nothing was chosen or scored yet.
_USUAL = ("mood", "energy", "sleep", "pain")
_LATELY = timedelta(days=21)


def chosen_scales(
    journal: Journal, scales: Scales, now: datetime
) -> tuple[list[ScaleEntry], list[ScaleEntry]]:
    """Those that stand open in the form of a day, then all others."""
    scored = {name for name, _, _ in journal.marks(since=now - _LATELY)}
    asked = _chosen(journal)
    if asked is None:
        own = {each.id for each in scales.own if not each.id.startswith(SIDE)}
        asked = {*_USUAL, *own} if not scored else {*own, *scored}
    asked = asked | {each for each in scored if each.startswith(SIDE)}
    shown = [each for each in scales if each.id in asked]
    return shown, [each for each in scales if each.id not in asked]


def choose_scales(journal: Journal, names: list[str]) -> None:
    """Keep which are asked for. Errors as for `Journal.set`."""
    journal.set(CHOSEN, json.dumps(names))


def _chosen(journal: Journal) -> set[str] | None:
    try:
        held = json.loads(journal.setting(CHOSEN) or "null")
    except ValueError:
        return None
    return {str(each) for each in held} if isinstance(held, list) else None
