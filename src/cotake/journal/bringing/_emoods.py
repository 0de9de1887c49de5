"""eMoods: the `entry.csv` of its backup, as ReDead/eMoods-Statistics reads it.

The maker publishes no description. Medicines are in other files of the backup, which nobody has described;
they are told as left out. Of the flags only 0 was seen, so what is neither 0 nor 1 is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from cotake._errors import InputError
from cotake.journal._types import Row
from cotake.journal.bringing._brought import How, Order
from cotake.journal.bringing._cells import moment, number

DATE = "date (yyyy-mm-dd)"
#: From 1, none, to 4, severe; 0 where nothing was filled in.
_LEVELS = {
    "irritability": "irritability",
    "anxiety": "anxiety",
    "depressed": "low-mood",
    "elevated": "high-mood",
}
_FLAGS = {
    "psychotic symptoms": "psychotic symptoms",
    "therapy": "therapy session",
    "menstrual cycle": "menstruation",
}
_NONE, _SEVERE, _MOST = 1, 4, 10
#: The columns that tell it, and all that are read; the unit of a weight is not in the file.
COLUMNS = frozenset({DATE, *_LEVELS})
READ = COLUMNS | {"id", "sleep", "note", *_FLAGS}


def row_of(cells: Mapping[str, str], order: Order, how: How) -> list[Row]:
    """The entries of a row.

    Raises:
        InputError: a day or a number that cannot be read.
    """
    at = moment(cells[DATE], "", how.zone, order)
    scores: dict[str, float] = {}
    for column, scale in _LEVELS.items():
        level = number(cells[column] or "0")
        if level not in range(_SEVERE + 1):
            raise InputError(f"{column} goes from 0 to {_SEVERE}, not to {level:g}")
        if level:
            scores[scale] = round((level - _NONE) / (_SEVERE - _NONE) * _MOST, 2)
    slept = number(cells.get("sleep") or "0")
    if not 0 <= slept <= 24:
        raise InputError(f"hours of sleep go from 0 to 24, not to {slept:g}")
    if slept:
        scores["slept"] = slept
    rows: list[Row] = [("scores", dict(scores), at, "")] if scores else []
    for column, says in _FLAGS.items():
        told = number(cells.get(column) or "0")
        if told not in (0, 1):
            raise InputError(f"{column} is 0 or 1, not {told:g}")
        if told:
            rows.append(("event", {"text": says}, at, ""))
    if cells.get("note"):
        rows.append(("note", {"text": cells["note"]}, at, ""))
    return rows
