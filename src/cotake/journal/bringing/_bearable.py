"""Bearable's long form: moods and symptoms are scored, medicines taken, the rest kept as what happened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time

from cotake.journal._scales import Scales
from cotake.journal._types import Row
from cotake.journal.bringing._brought import How, Order
from cotake.journal.bringing._cells import day_of, score

#: The columns that tell it, and that of the date.
COLUMNS, DATE = frozenset({"date formatted", "category", "rating/amount", "detail"}), "date formatted"
#: Its days are parted in these.
_PARTS = {"pre": time(5), "am": time(9), "mid": time(13), "pm": time(18), "all day": time(12)}


def row_of(cells: Mapping[str, str], order: Order, how: How, scales: Scales) -> list[Row]:
    """The entries of a row.

    Raises:
        InputError: a date or a score that cannot be read.
    """
    clock = _PARTS.get(cells.get("time of day", "").lower(), time(12))
    at = datetime.combine(day_of(cells["date formatted"] or cells.get("date", ""), order), clock, how.zone)
    category, amount, detail = cells["category"].lower(), cells["rating/amount"], cells["detail"]
    if category in ("med/supplement", "medication", "meds/supplements"):
        medicine = " ".join(filter(None, (detail, amount)))
        return [("dose", {"medicine": medicine, "taken": "taken", "dose": ""}, at, "")]
    name = scales.read(detail) or scales.read(category)
    if name and re.fullmatch(r"\d+(?:[.,]\d+)?", amount):
        return [("scores", {name: score(name, amount, scales)}, at, "")]
    told = ": ".join(filter(None, (cells["category"], " ".join(filter(None, (detail, amount))))))
    notes = cells.get("notes", "")
    return [("event", {"text": " ".join(filter(None, (told, notes)))}, at, "")]
