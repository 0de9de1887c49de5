"""MedTimer: its table of events and its backup, as its own source writes them (Futsch1/medTimer).

The table parts cells by semicolons and quotes nothing. It has no state: what was skipped and what was not
answered look alike in it, so neither is taken over. The backup tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from cotake._errors import InputError
from cotake.journal._types import Row
from cotake.journal.bringing._brought import Brought

#: Headings are in the language of the app, but for this.
_ISO = " (ISO 8601)"
_NAME, _DOSE, _TAKEN, _NOTES, _DUE, _AT = 1, 2, 3, 6, 7, 8
_CELLS = 9
_INTERVAL = re.compile(r"-?\d+:\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z")
#: Which day of its cycle a medicine was on stands behind its name.
_CYCLE = re.compile(r"\s\(\d+/\d+\)$")
#: Others remind of the stock.
_DOSES = ("TIME_BASED", "LINKED", "CONTINUOUS_INTERVAL", "WINDOWED_INTERVAL")
_STATES = {"TAKEN": "taken", "SKIPPED": "skipped"}
_KIND = "MedTimer"


def is_events(text: str) -> bool:
    """Whether this is its table of events."""
    heads = text.partition("\n")[0].rstrip("\r").split(";")
    return len(heads) == _CELLS and heads[_DUE] == heads[0] + _ISO and heads[_AT] == heads[_TAKEN] + _ISO


def of_events(text: str, zone: tzinfo) -> Brought:
    """The doses of its table of events."""
    rows: list[Row] = []
    unread: list[str] = []
    open_ = 0
    for line, cells in _lines(text):
        if cells is None:
            unread.append(f"line {line}: a semicolon stands where it cannot be told what it parts")
        elif not cells[_AT]:
            open_ += 1
        else:
            try:
                at = datetime.fromisoformat(cells[_AT]).astimezone(zone)
                rows += _rows(cells[_NAME], cells[_DOSE], "taken", cells[_NOTES], at)
            except (ValueError, InputError) as error:
                unread.append(f"line {line}: {error}")
    return Brought(_KIND, tuple(rows), tuple(unread), _left(open_, "skipped or not answered"))


def _lines(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """Each line with its number, from 2; a line break in a note is joined, a semicolon in it is kept."""
    held, first = "", 2
    for at, line in enumerate(text.split("\n")[1:], 2):
        held = f"{held}\n{line}" if held else line
        if not held.strip():
            held, first = "", at + 1
            continue
        cells = held.rstrip("\r").split(";")
        ends = len(cells) >= _CELLS and _INSTANT.fullmatch(cells[-2])
        if not ends or (cells[-1] and not _INSTANT.fullmatch(cells[-1])):
            continue  # the note goes on in the next line
        sound = bool(_INTERVAL.fullmatch(cells[_NOTES - 1]))
        yield first, [*cells[:_NOTES], ";".join(cells[_NOTES:-2]), *cells[-2:]] if sound else None
        held, first = "", at + 1
    if held.strip():
        yield first, None


def is_backup(found: Any) -> bool:
    """Whether this is its backup, with events."""
    return isinstance(found, Mapping) and isinstance(_events(found), list)


def of_backup(found: Mapping[str, Any], zone: tzinfo) -> Brought:
    """The doses of its backup."""
    rows: list[Row] = []
    unread: list[str] = []
    open_ = others = 0
    for number, event in enumerate(_events(found) or [], 1):
        try:
            state = str(event["status"])
            if event.get("reminderType", _DOSES[0]) not in _DOSES or state in ("DELETED", "ACKNOWLEDGED"):
                others += 1
            elif state == "RAISED":
                open_ += 1
            else:
                answered = event["processedTimestamp"] if state == "TAKEN" else 0
                at = datetime.fromtimestamp(answered or event["remindedTimestamp"], UTC).astimezone(zone)
                name, amount = str(event["medicineName"]), str(event.get("amount") or "")
                rows += _rows(name, amount, _STATES[state], str(event.get("notes") or ""), at)
        except (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError, InputError):
            unread.append(f"event {number}: it is not as MedTimer writes them")
    left = (*_left(open_, "not answered"), *_left(others, "of the stock, or deleted"))
    return Brought(_KIND, tuple(rows), tuple(unread), left)


def _events(found: Mapping[str, Any]) -> Any:
    events = found.get("events", found)
    listed = events.get("list") if isinstance(events, Mapping) else None
    if not isinstance(listed, list):
        return None
    named = all(isinstance(each, Mapping) and "status" in each for each in listed)
    return listed if "events" in found or (listed and named) else None


def _rows(name: str, amount: str, taken: str, note: str, at: datetime) -> list[Row]:
    medicine = " ".join(filter(None, (_CYCLE.sub("", name.strip()), amount.strip())))
    if not medicine:
        raise InputError("a dose without the name of a medicine")
    dose: Row = ("dose", {"medicine": medicine, "taken": taken, "dose": ""}, at, "")
    return [dose, ("note", {"text": note.strip()}, at, "")] if note.strip() else [dose]


def _left(number: int, what: str) -> tuple[str, ...]:
    return (f"{number:,} reminders that were {what}",) if number else ()
