"""Any table with a column of dates, whose other columns are known by name or by a mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cotake._errors import InputError
from cotake.journal._scales import Scales
from cotake.journal._types import Row
from cotake.journal.bringing._brought import How, Order
from cotake.journal.bringing._cells import moment, score

_AMOUNT = re.compile(r"\d+(?:[.,]\d+)?\s*(?:mg|mcg|µg|g)?", re.IGNORECASE)
_NOTHING = re.compile(r"0+(?:[.,]0+)?\s*(?:mg|mcg|µg|g)?", re.IGNORECASE)
_YES, _NO = ("yes", "taken", "x"), ("no", "skipped", "-")
#: Columns that have a meaning of their own in a mapping.
WHEN, CLOCK, NOTE, EVENT, DOSE = "at", "time", "note", "event", "dose"


def columns_of(
    heads: Sequence[str], mapping: Mapping[str, str], scales: Scales
) -> tuple[dict[str, str], list[str]]:
    """What each column means, by the mapping or by its name; those that mean nothing are told.

    Raises:
        InputError: a mapping of a column that is not there or to what is not known, or no column of dates.
    """
    lower = {head.lower(): head for head in heads}
    found: dict[str, str] = {}
    for column, meaning in mapping.items():
        if column.lower() not in lower:
            raise InputError(f"there is no column {column!r}; there are {', '.join(heads)}")
        target = meaning if meaning in (WHEN, CLOCK, NOTE, EVENT, DOSE) else scales.read(meaning)
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
        elif scale := scales.read(head):
            found[head] = scale
    if WHEN not in found.values():
        raise InputError("no column is known to hold the date; name it, such as --map 'Day=at'")
    return found, [lower[head] for head in lower if head not in found]


def row_of(
    cells: Mapping[str, str], order: Order, columns: Mapping[str, str], how: How, scales: Scales
) -> list[Row]:
    """The entries of a row.

    Raises:
        InputError: a moment or a score that cannot be read.
    """
    clock = next((cells.get(head, "") for head, meaning in columns.items() if meaning == CLOCK), "")
    day = next((cells.get(head, "") for head, meaning in columns.items() if meaning == WHEN), "")
    at = moment(day, clock, how.zone, order)
    scores: dict[str, float] = {}
    rows: list[Row] = []
    for head, meaning in columns.items():
        cell = cells.get(head, "")
        if not cell or meaning in (WHEN, CLOCK):
            continue
        if meaning in (NOTE, EVENT):
            rows.append(("note" if meaning == NOTE else "event", {"text": cell}, at, ""))
        elif meaning == DOSE:
            rows.append(("dose", _dose(head, cell), at, ""))
        else:
            scores[meaning] = score(meaning, cell, scales)
    return [("scores", dict(scores), at, ""), *rows] if scores else rows


def _dose(head: str, cell: str) -> dict[str, str]:
    """A dose as its cell names it; of an amount or a yes alone, the medicine is the heading."""
    if head == DOSE or not (_AMOUNT.fullmatch(cell) or cell.lower() in (*_YES, *_NO)):
        return {"medicine": cell, "taken": "taken", "dose": ""}
    medicine = re.sub(r"\s*\(?\bmg\)?$", "", head)
    if cell.lower() in _NO or _NOTHING.fullmatch(cell):
        return {"medicine": medicine, "taken": "skipped", "dose": ""}
    if cell.lower() in _YES:
        return {"medicine": medicine, "taken": "taken", "dose": ""}
    unit = " mg" if medicine != head and cell[-1].isdigit() else ""
    return {"medicine": f"{medicine} {cell}{unit}", "taken": "taken", "dose": ""}
