"""Entries in words, and what they call for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from cotake._record import record
from cotake.journal import (
    SETTING,
    Agreed,
    Entry,
    Journal,
    Notice,
    Scales,
    body_calls_for,
    met,
    notices_of,
    range_of,
    read_agreed,
    worsening,
)
from cotake.knowledge import Library
from cotake.titration import rule_in_words

#: What was written within this time calls for what it calls for each time the journal is looked at.
_LATELY = timedelta(hours=24)
#: Worsening looks back five weeks; rules of a plan no further than a year and some days.
_WEEKS, _YEAR = timedelta(days=36), timedelta(days=401)


@record
class Told:
    """An entry as a page shows it."""

    id: int
    at: datetime
    kind: str
    text: str
    changed: bool
    came_from: str


def told(entry: Entry, scales: Scales, library: Library) -> Told:
    """An entry in a few words."""
    text = _words(entry, scales, library)
    return Told(entry.id, entry.at, entry.kind, text, entry.revision > 1, entry.came_from)


def calls_of(bodies: Iterable[tuple[str, Mapping[str, Any]]], library: Library) -> list[Notice]:
    """What is to be shown before anything else is done with them, each once."""
    found = {each.kind: each for kind, body in bodies for each in body_calls_for(kind, body, library)}
    return list(found.values())


def notices_now(journal: Journal, scales: Scales, library: Library, now: datetime) -> list[Notice]:
    """What the last day calls for, and whether things get slowly worse."""
    lately = journal.entries(since=now - _LATELY)
    found = {each.kind: each for entry in lately for each in notices_of(entry, library, now)}
    slow = worsening(journal.marks(since=now - _WEEKS), scales, now)
    return [*found.values(), *([slow] if slow else [])]


def agreed_in(journal: Journal) -> Agreed | None:
    """The plan that was agreed; None where none is kept."""
    kept = journal.setting(SETTING)
    return read_agreed(kept) if kept else None


def rules_met(agreed: Agreed | None, journal: Journal, scales: Scales, now: datetime) -> list[str]:
    """The rules of the plan that it has come to."""
    if agreed is None:
        return []
    return [rule_in_words(each) for each in met(agreed, journal.marks(since=now - _YEAR), scales, now)]


def _words(entry: Entry, scales: Scales, library: Library) -> str:
    body = entry.body
    if entry.kind == "scores":
        named = ((scales.of(name), name, value) for name, value in body.items())
        return ", ".join(f"{scale.name if scale else name} {value:g}" for scale, name, value in named)
    if entry.kind == "answers":
        name, score = str(body["instrument"]), body["score"]
        if not library.has("instruments", name):
            return name
        instrument = library.instrument(name)
        if score is None:
            return instrument.name
        said = range_of(instrument, score)
        return f"{instrument.name} {score:.3g}{f' ({said})' if said else ''}"
    if entry.kind == "dose":
        return " ".join(each for each in (str(body["medicine"]), str(body.get("dose", ""))) if each)
    return str(body["text"])
