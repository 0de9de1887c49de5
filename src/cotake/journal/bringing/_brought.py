"""What a file holds, how it is to be read, and what of it is there already."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any, Literal

from cotake._record import record
from cotake.journal._types import Entry, Kind, Row
from cotake.knowledge.types import ScaleEntry

#: Whether 03/04/2026 is the third of April or the fourth of March.
Order = Literal["day-first", "month-first"]


@record
class Brought:
    """What a file holds: rows to write, and what could not be read, each with its line.

    `ignored` names what was left out by design, `scales` those of one's own that a file of ours brings.
    """

    kind: str
    rows: tuple[Row, ...]
    unread: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    scales: tuple[ScaleEntry, ...] = ()


@record
class How:
    """How a file is to be read, where it does not say.

    `zone` is where its times are. `mapping` names what a column holds: a scale, a side effect, or `at`,
    `time`, `note`, `event` or `dose`. `moods` places further names of moods from 0 to 10. `dates` says how
    dates with / are meant; by default that is told from those that can be read in one way only.
    """

    zone: tzinfo
    mapping: Mapping[str, str] | None = None
    moods: Mapping[str, float] | None = None
    dates: Order | None = None


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
