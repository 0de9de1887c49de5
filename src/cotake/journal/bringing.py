"""Entries from the files of others: any CSV with a mapping of its columns, Daylio, Bearable, and our own.

What comes in is shown first and written by the caller. A row that cannot be read is told, never dropped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, tzinfo
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.journal._line import SIDE, scale_of
from cotake.journal._types import Kind
from cotake.knowledge import Library, key_of

#: Columns that have a meaning of their own in a mapping.
WHEN, CLOCK, NOTE, EVENT, DOSE = "at", "time", "note", "event", "dose"
_OWN = ("at", "kind", "name", "value")
_DAYLIO = {"full_date", "mood", "activities", "note"}
_BEARABLE = {"date formatted", "category", "rating/amount", "detail"}
#: Daylio's five moods from worst to best, and where they lie from 0 to 10.
_MOODS = {"awful": 0.0, "bad": 2.5, "meh": 5.0, "good": 7.5, "rad": 10.0}
#: Days of Bearable are parted in these.
_PARTS = {"pre": time(5), "am": time(9), "mid": time(13), "pm": time(18), "all day": time(12)}
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%B %d, %Y", "%m/%d/%Y")
_CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p")
_ROWS = 200_000

Row = tuple[Kind, dict[str, Any], datetime, str]


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
) -> Brought:
    """Read a CSV file. Its kind is told by its columns; others than the known ones need a `mapping`.

    Args:
        text: the file.
        library: the knowledge, for scales and side effects.
        zone: where its times are, if it does not say.
        mapping: column to a scale, a side effect, or `at`, `time`, `note`, `event` or `dose`.
        moods: further names of moods in Daylio, with their place from 0 to 10.

    Raises:
        InputError: it is no CSV with a line of headings, too long, or its columns are not known.
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
    read: Callable[[dict[str, str]], list[Row]]
    ignored: list[str] = []
    if mapping is None and tuple(head.lower() for head in heads) == _OWN:
        kind, read = "cotake", _own
    elif mapping is None and known >= _DAYLIO:
        kind = "Daylio"
        named = {key.lower(): value for key, value in {**_MOODS, **(moods or {})}.items()}
        read = lambda cells: _daylio(cells, named, zone)  # noqa: E731
    elif mapping is None and known >= _BEARABLE:
        kind, read = "Bearable", lambda cells: _bearable(cells, library, zone)
    else:
        columns, ignored = _columns(heads, mapping or {}, library)
        kind, read = "CSV", lambda cells: _mapped(cells, columns, library, zone)
    rows, unread = _read_all(lines[1:], heads, read)
    return Brought(kind, tuple(rows), tuple(unread), tuple(ignored))


def _read_all(
    lines: Sequence[Sequence[str]], heads: Sequence[str], read: Callable[[dict[str, str]], list[Row]]
) -> tuple[list[Row], list[str]]:
    rows: list[Row] = []
    unread: list[str] = []
    columns = list(enumerate(heads))
    for number, line in enumerate(lines, 2):
        cells = {head.lower(): line[place].strip() if place < len(line) else "" for place, head in columns}
        try:
            rows += read(cells)
        except InputError as error:
            unread.append(f"line {number}: {error}")
    return rows, unread


def _columns(
    heads: Sequence[str], mapping: Mapping[str, str], library: Library
) -> tuple[dict[str, str], list[str]]:
    """What each column means, by the mapping or by its name; those that mean nothing are told.

    Raises:
        InputError: a mapping of a column that is not there or to what is not known, or no column of dates.
    """
    names = _names(library)
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


def _names(library: Library) -> dict[str, str]:
    found: dict[str, str] = {}
    for scale in library.vocabulary("scales").values():
        for text in (scale.id, scale.name, *scale.names):
            found.setdefault(key_of(text), scale.id)
    for effect in library.vocabulary("side-effects").values():
        for text in (effect.id, effect.name):
            found.setdefault(key_of(text), f"{SIDE}{effect.id}")
    return found


def _mapped(cells: dict[str, str], columns: dict[str, str], library: Library, zone: tzinfo) -> list[Row]:
    clock = next((cells.get(head, "") for head, meaning in columns.items() if meaning == CLOCK), "")
    day = next((cells.get(head, "") for head, meaning in columns.items() if meaning == WHEN), "")
    at = _moment(day, clock, zone)
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
            scores[meaning] = _score(meaning, cell, library)
    return [("scores", dict(scores), at, ""), *rows] if scores else rows


def _own(cells: dict[str, str]) -> list[Row]:
    """A row of our own export; answers come back as the score of their questionnaire."""
    at = _moment(cells["at"], "", None)
    kind, name, value = cells["kind"], cells["name"], cells["value"]
    if kind == "scores":
        return [("scores", {name: _number(value)}, at, "")]
    if kind == "answers":
        if ":" in name:
            return []  # a single answer; its score stands in a row of its own
        score = _number(value) if value else None
        return [("answers", {"instrument": name, "answers": {}, "score": score}, at, "")]
    if kind == "dose":
        if value not in ("taken", "skipped", "late"):
            raise InputError(f"{value!r} is not taken, skipped or late")
        return [("dose", {"medicine": name, "taken": value, "dose": ""}, at, "")]
    if kind == "note":
        return [("note", {"text": value}, at, "")]
    if kind == "event":
        return [("event", {"text": value}, at, "")]
    raise InputError(f"{kind!r} is no kind of entry")


def _daylio(cells: dict[str, str], moods: Mapping[str, float], zone: tzinfo) -> list[Row]:
    at = _moment(cells["full_date"], cells.get("time", ""), zone)
    mood = cells["mood"].lower()
    if mood not in moods:
        raise InputError(
            f"the mood {cells['mood']!r} has no place from 0 to 10; name it: --mood '{mood}=7'"
        )
    rows: list[Row] = [("scores", {"mood": moods[mood]}, at, "")]
    note = " ".join(filter(None, (cells.get("note_title", ""), cells["note"])))
    note = re.sub(r"<[^>]+>", " ", note).strip()
    if note:
        rows.append(("note", {"text": note}, at, ""))
    if cells["activities"]:
        rows.append(("event", {"text": cells["activities"]}, at, ""))
    return rows


def _bearable(cells: dict[str, str], library: Library, zone: tzinfo) -> list[Row]:
    """A row of Bearable's long form: moods and symptoms are scored, medicines taken, the rest kept."""
    clock = _PARTS.get(cells.get("time of day", "").lower(), time(12))
    at = datetime.combine(_day(cells["date formatted"] or cells.get("date", "")), clock, zone)
    category, amount, detail = cells["category"].lower(), cells["rating/amount"], cells["detail"]
    names = _names(library)
    if category in ("med/supplement", "medication", "meds/supplements"):
        medicine = " ".join(filter(None, (detail, amount)))
        return [("dose", {"medicine": medicine, "taken": "taken", "dose": ""}, at, "")]
    name = names.get(key_of(detail)) or names.get(key_of(category))
    if name and re.fullmatch(r"\d+(?:[.,]\d+)?", amount):
        return [("scores", {name: _score(name, amount, library)}, at, "")]
    told = ": ".join(filter(None, (cells["category"], " ".join(filter(None, (detail, amount))))))
    notes = cells.get("notes", "")
    return [("event", {"text": " ".join(filter(None, (told, notes)))}, at, "")]


def _score(name: str, text: str, library: Library) -> float:
    value = _number(text)
    scale = scale_of(name, library)
    if scale is not None and not scale.least <= value <= scale.most:
        raise InputError(f"{scale.name} goes from {scale.least:g} to {scale.most:g}, not to {value:g}")
    return value


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"{text!r} is not a number") from None
    if value != value or abs(value) == float("inf"):
        raise InputError(f"{text!r} is not a number")
    return value


def _moment(day: str, clock: str, zone: tzinfo | None) -> datetime:
    """A moment from a date and a time, or from both in one; noon where no time is told."""
    try:
        at = datetime.fromisoformat(day)
        if "T" in day or ":" in day:
            return at if at.tzinfo else at.replace(tzinfo=zone).astimezone(zone)
    except ValueError:
        pass
    when = time(12)
    if clock:
        for shape in _CLOCKS:
            try:
                when = datetime.strptime(clock.upper(), shape).time()
                break
            except ValueError:
                continue
        else:
            raise InputError(f"{clock!r} is not a time of day")
    return datetime.combine(_day(day), when, zone)


def _day(text: str) -> date:
    cleaned = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", text.strip())
    for shape in _DATES:
        try:
            return datetime.strptime(cleaned, shape).date()
        except ValueError:
            continue
    raise InputError(f"{text!r} is not a date")
