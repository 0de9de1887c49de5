"""Journals for the pages: so many days up to today, as people keep them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cotake.journal import Cost, Journal, Kind
from cotake.surfaces._here import now_here

WORD = "correct horse battery"
#: What must never be seen on a page that is handed on.
NOTE, EVENT = "quarrel with Bob", "moved to the sea"


def raised(day: int) -> float | None:
    """None, then 1.5 mg from day 30, then 4.5 mg from day 48."""
    return None if day < 30 else 1.5 if day < 48 else 4.5


def on_and_off(day: int) -> float | None:
    """4.5 mg and none in turn, two weeks each."""
    return 4.5 if day // 14 % 2 else 0.0


def make_journal(
    path: Path,
    *,
    days: int = 90,
    dose: Callable[[int], float | None] = raised,
    pain: Callable[[int], float] = lambda day: 7.0 if day < 32 else 4.0,
    beside: bool = True,
    seed: int = 1,
) -> None:
    """Pain and nausea each day but every eleventh, LDN by `dose`, a medicine `beside`, a note, an event."""
    draw = random.Random(seed)
    now = now_here()
    rows: list[tuple[Kind, Mapping[str, Any], datetime, str]] = []

    def score(of: float) -> float:
        return float(min(10, max(0, round(of + draw.gauss(0, 1)))))

    for day in range(days):
        at = now - timedelta(days=days - 1 - day)
        mg = dose(day)
        if day % 11 != 5:
            sick = 4.0 if mg == 1.5 else 1.0
            rows.append(("scores", {"pain": score(pain(day)), "side:nausea": score(sick)}, at, ""))
        if beside:
            rows.append(("dose", {"medicine": "sertraline 100 mg", "taken": "taken", "dose": ""}, at, ""))
        if mg is not None:
            how = "taken" if mg else "skipped"
            rows.append(("dose", {"medicine": f"LDN {mg or 4.5:g} mg", "taken": how, "dose": ""}, at, ""))
    if days:
        rows.append(("note", {"text": NOTE}, now - timedelta(days=days // 4), ""))
        rows.append(("event", {"text": EVENT}, now - timedelta(days=days // 4), ""))
    with Journal.create(path, WORD, cost=Cost(13, 1, 1)) as made:
        made.add_all(rows)
