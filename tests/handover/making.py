"""Journals as people keep them, made without a file."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cotake.handover import Kept
from cotake.journal import Agreed, Entry, Scales
from cotake.knowledge import Library
from cotake.knowledge.types import ScaleEntry

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
TODAY = NOW.date()
#: What must never be seen on a page.
SECRET = "quarrel with Bob"
EVENT = "moved to the sea"

Dose = Callable[[int], float | None]


def at(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def entry(number: int, kind: str, body: Mapping[str, Any], when: datetime) -> Entry:
    return Entry(number, when, "", kind, dict(body))  # type: ignore[arg-type]


def kept(
    library: Library,
    *,
    days: int = 60,
    doses: Mapping[str, Dose] | None = None,
    scores: Mapping[str, Callable[[int], float]] | None = None,
    sides: Mapping[str, Callable[[int], float]] | None = None,
    more: Sequence[tuple[str, Mapping[str, Any], int]] = (),
    agreed: Agreed | None = None,
    fixed: bool = False,
    own: Sequence[ScaleEntry] = (),
    seed: int = 1,
) -> Kept:
    """So many days up to today. `doses` give the mg of a day, None for none written; `more` are further
    entries with the number of their day."""
    draw = random.Random(seed)
    first = TODAY - timedelta(days=days - 1)
    entries: list[Entry] = []
    marks: list[tuple[str, datetime, float]] = []
    for number in range(days):
        day = first + timedelta(days=number)
        for name, of in {
            **(scores or {}),
            **{f"side:{key}": of for key, of in (sides or {}).items()},
        }.items():
            value = min(10.0, max(0.0, round(of(number) + draw.gauss(0, 1))))
            marks.append((name, at(day), value))
        for name, dose in (doses or {}).items():
            mg = dose(number)
            if mg is not None:
                body = {"medicine": f"{name} {mg:g} mg", "taken": "taken", "dose": ""}
                entries.append(entry(len(entries) + 1, "dose", body, at(day, 21)))
        for kind, what, when in more:
            if when == number:
                entries.append(entry(len(entries) + 1, kind, what, at(day, 12)))
                if kind == "answers" and what["score"] is not None:
                    marks.append((str(what["instrument"]), at(day, 12), float(what["score"])))
    return Kept(tuple(entries), tuple(marks), Scales(library, own), agreed, fixed)


def pain(day: int) -> float:
    return 7.0 if day < 22 else 4.0


def ldn(day: int) -> float | None:
    return None if day < 20 else 1.5 if day < 34 else 4.5


def simple(library: Library, **more: Any) -> Kept:
    """Sixty days: one scale, and one medicine that is raised beside another."""
    found: dict[str, Any] = {"doses": {"LDN": ldn, "sertraline": lambda day: 100}, "scores": {"pain": pain}}
    return kept(library, **{**found, **more})


def answers(**given: int) -> dict[str, Any]:
    """A PHQ-9 with each item at 1 where nothing else is given."""
    items = [
        "interest",
        "mood",
        "sleep",
        "energy",
        "appetite",
        "worth",
        "concentration",
        "movement",
        "self-harm",
    ]
    told = {name: given.get(name.replace("-", "_"), 1) for name in items}
    return {"instrument": "phq-9", "answers": told, "score": float(sum(told.values()))}
