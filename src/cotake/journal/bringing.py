"""Entries from the files of others: any CSV with a mapping of its columns, Daylio, Bearable, and our own.

What comes in is shown first and written by the caller. A row that cannot be read is told, never dropped.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time, tzinfo
from functools import partial
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.journal._cells import Order, day_of, moment, order_of, score
from cotake.journal._line import names_of
from cotake.journal._own import COLUMNS, own_rows
from cotake.journal._types import Entry, Kind, Row
from cotake.knowledge import Library, key_of

#: Columns that have a meaning of their own in a mapping.
WHEN, CLOCK, NOTE, EVENT, DOSE = "at", "time", "note", "event", "dose"
_DAYLIO = {"full_date", "mood", "activities", "note"}
_BEARABLE = {"date formatted", "category", "rating/amount", "detail"}
#: Daylio's five moods from worst to best, and where they lie from 0 to 10.
_MOODS = {"awful": 0.0, "bad": 2.5, "meh": 5.0, "good": 7.5, "rad": 10.0}
#: Days of Bearable are parted in these.
_PARTS = {"pre": time(5), "am": time(9), "mid": time(13), "pm": time(18), "all day": time(12)}
_ROWS = 200_000


@record
class Brought:
    """What a file holds: rows to write, and what could not be read, each with its line."""

    kind: str
    rows: tuple[Row, ...]
    unread: tuple[str, ...]
    ignored: tuple[str, ...]


def bring(
    text: str,
    library: Library,
    zone: tzinfo,
    *,
    mapping: Mapping[str, str] | None = None,
    moods: Mapping[str, float] | None = None,
    dates: Order | None = None,
) -> Brought:
    """Read a CSV file. Its kind is told by its columns; others than the known ones need a `mapping`.

    Args:
        text: the file.
        library: the knowledge, for scales and side effects.
        zone: where its times are, if it does not say.
        mapping: column to a scale, a side effect, or `at`, `time`, `note`, `event` or `dose`.
        moods: further names of moods in Daylio, with their place from 0 to 10.
        dates: how dates with / are meant; by default told from those that can be read in one way only.

    Raises:
        InputError: it is no CSV with a line of headings, too long, or its columns are not known, or
            its dates can be read in two ways.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        lines = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InputError(f"this is no CSV file that can be read: {error}") from None
    if len(lines) < 2:
        raise InputError("the file has no row below its headings")
    if len(lines) > _ROWS:
        raise InputError(f"the file has more than {_ROWS:,} rows; part it")
    heads = [head.strip() for head in lines[0]]
    known = {head.lower() for head in heads}
    table = _cells(lines[1:], heads)
    if mapping is None and tuple(head.lower() for head in heads) == COLUMNS:
        rows, unread = own_rows(table, library)
        return Brought("cotake", tuple(rows), tuple(unread), ())
    read: Callable[[dict[str, str], Order], list[Row]]
    ignored: list[str] = []
    if mapping is None and known >= _DAYLIO:
        kind, column = "Daylio", "full_date"
        named = {key.lower(): value for key, value in {**_MOODS, **(moods or {})}.items()}
        read = partial(_daylio, moods=named, zone=zone)
    elif mapping is None and known >= _BEARABLE:
        kind, column = "Bearable", "date formatted"
        read = partial(_bearable, library=library, zone=zone)
    else:
        columns, ignored = _columns(heads, mapping or {}, library)
        kind, column = "CSV", next(head for head, meaning in columns.items() if meaning == WHEN)
        read = partial(_mapped, columns=columns, library=library, zone=zone)
    order = dates or order_of(cells[column] for _, cells in table)
    rows, unread = _read_all(table, lambda cells: read(cells, order))
    return Brought(kind, tuple(rows), tuple(unread), tuple(ignored))


def _cells(lines: Sequence[Sequence[str]], heads: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Each line with its number and its cells by their headings."""
    columns = [(place, head.lower()) for place, head in enumerate(heads)]
    return [
        (at, {head: line[place].strip() if place < len(line) else "" for place, head in columns})
        for at, line in enumerate(lines, 2)
    ]


def not_yet(rows: Iterable[Row], held: Iterable[Entry]) -> list[Row]:
    """The rows that are not among the entries yet, so that a later export can be brought in too.

    The same twice in the rows is left out as often as it is held.
    """
    there = Counter(_key(each.kind, each.body, each.at) for each in held)
    found: list[Row] = []
    for row in rows:
        key = _key(*row[:3])
        if there[key]:
            there[key] -= 1
        else:
            found.append(row)
    return found


def _key(kind: Kind, body: Mapping[str, Any], at: datetime) -> tuple[str, str, float]:
    return kind, json.dumps(body, sort_keys=True), at.timestamp()


def _read_all(
    table: Sequence[tuple[int, dict[str, str]]], read: Callable[[dict[str, str]], list[Row]]
) -> tuple[list[Row], list[str]]:
    rows: list[Row] = []
    unread: list[str] = []
    for line, cells in table:
        try:
            rows += read(cells)
        except InputError as error:
            unread.append(f"line {line}: {error}")
    return rows, unread


def _columns(
    heads: Sequence[str], mapping: Mapping[str, str], library: Library
) -> tuple[dict[str, str], list[str]]:
    """What each column means, by the mapping or by its name; those that mean nothing are told.

    Raises:
        InputError: a mapping of a column that is not there or to what is not known, or no column of dates.
    """
    names = names_of(library)
    lower = {head.lower(): head for head in heads}
    found: dict[str, str] = {}
    for column, meaning in mapping.items():
        if column.lower() not in lower:
            raise InputError(f"there is no column {column!r}; there are {', '.join(heads)}")
        target = meaning if meaning in (WHEN, CLOCK, NOTE, EVENT, DOSE) else names.get(key_of(meaning), "")
        if not target:
            raise InputError(f"{meaning!r} is no scale or side effect, nor at, time, note, event or dose")
        found[column.lower()] = target
    for head in lower:
        if head in found:
            continue
        if head in ("date", "at", "datetime", "timestamp", "day"):
            found[head] = WHEN
        elif head in ("time", "note", "notes", "event", "dose"):
            found[head] = {"time": CLOCK, "notes": NOTE}.get(head, head)
        elif key_of(head) in names:
            found[head] = names[key_of(head)]
    if WHEN not in found.values():
        raise InputError("no column is known to hold the date; name it, such as --map 'Day=at'")
    return found, [lower[head] for head in lower if head not in found]


def _mapped(
    cells: dict[str, str], order: Order, columns: dict[str, str], library: Library, zone: tzinfo
) -> list[Row]:
    clock = next((cells.get(head, "") for head, meaning in columns.items() if meaning == CLOCK), "")
    day = next((cells.get(head, "") for head, meaning in columns.items() if meaning == WHEN), "")
    at = moment(day, clock, zone, order)
    scores: dict[str, float] = {}
    rows: list[Row] = []
    for head, meaning in columns.items():
        cell = cells.get(head, "")
        if not cell or meaning in (WHEN, CLOCK):
            continue
        if meaning in (NOTE, EVENT):
            rows.append(("note" if meaning == NOTE else "event", {"text": cell}, at, ""))
        elif meaning == DOSE:
            rows.append(("dose", {"medicine": cell, "taken": "taken", "dose": ""}, at, ""))
        else:
            scores[meaning] = score(meaning, cell, library)
    return [("scores", dict(scores), at, ""), *rows] if scores else rows


def _daylio(cells: dict[str, str], order: Order, moods: Mapping[str, float], zone: tzinfo) -> list[Row]:
    at = moment(cells["full_date"], cells.get("time", ""), zone, order)
    mood = cells["mood"].lower()
    if mood not in moods:
        raise InputError(
            f"the mood {cells['mood']!r} has no place from 0 to 10; name it: --mood '{mood}=7'"
        )
    rows: list[Row] = [("scores", {"mood": moods[mood]}, at, "")]
    note = " ".join(filter(None, (cells.get("note_title", ""), cells["note"])))
    note = re.sub(r"<[^<>]+>", " ", note).strip()
    if note:
        rows.append(("note", {"text": note}, at, ""))
    if cells["activities"]:
        rows.append(("event", {"text": cells["activities"]}, at, ""))
    return rows


def _bearable(cells: dict[str, str], order: Order, library: Library, zone: tzinfo) -> list[Row]:
    """A row of Bearable's long form: moods and symptoms are scored, medicines taken, the rest kept."""
    clock = _PARTS.get(cells.get("time of day", "").lower(), time(12))
    at = datetime.combine(day_of(cells["date formatted"] or cells.get("date", ""), order), clock, zone)
    category, amount, detail = cells["category"].lower(), cells["rating/amount"], cells["detail"]
    names = names_of(library)
    if category in ("med/supplement", "medication", "meds/supplements"):
        medicine = " ".join(filter(None, (detail, amount)))
        return [("dose", {"medicine": medicine, "taken": "taken", "dose": ""}, at, "")]
    name = names.get(key_of(detail)) or names.get(key_of(category))
    if name and re.fullmatch(r"\d+(?:[.,]\d+)?", amount):
        return [("scores", {name: score(name, amount, library)}, at, "")]
    told = ": ".join(filter(None, (cells["category"], " ".join(filter(None, (detail, amount))))))
    notes = cells.get("notes", "")
    return [("event", {"text": " ".join(filter(None, (told, notes)))}, at, "")]
