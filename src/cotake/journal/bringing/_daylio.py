"""Daylio's export: a mood of five, activities and a note."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cotake._errors import InputError
from cotake.journal._types import Row
from cotake.journal.bringing._brought import How, Order
from cotake.journal.bringing._cells import moment

#: The columns that tell it, and that of the date.
COLUMNS, DATE = frozenset({"full_date", "mood", "activities", "note"}), "full_date"
#: Its five moods from worst to best, and where they lie from 0 to 10.
_MOODS = {"awful": 0.0, "bad": 2.5, "meh": 5.0, "good": 7.5, "rad": 10.0}


def row_of(cells: Mapping[str, str], order: Order, how: How) -> list[Row]:
    """The entries of a row.

    Raises:
        InputError: a moment that cannot be read, or a mood that has no place.
    """
    at = moment(cells[DATE], cells.get("time", ""), how.zone, order)
    moods = _MOODS | {name.lower(): value for name, value in (how.moods or {}).items()}
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
