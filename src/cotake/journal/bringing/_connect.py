"""Health Connect's export: steps and sleep from its SQLite database, by the names of its columns in AOSP.

Sleep is what Android itself counts: a session without its times awake, and one without stages whole.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from cotake._errors import InputError
from cotake.journal.bringing._brought import Brought
from cotake.journal.bringing._days import Days

#: The one file in the archive.
MEMBER = "health_connect_export.db"
_APPS, _ORDER = "application_info_table", "health_data_category_priority_table"
_WALKS, _NIGHTS, _STAGES = "steps_record_table", "sleep_session_record_table", "sleep_stages_table"
#: Categories of the order of apps.
_ACTIVITY, _SLEEP = 1, 5
#: Awake, out of bed, awake in bed.
_AWAKE = (1, 3, 7)
_SECOND = 1000
#: Bytes of a database that say how it is written and read.
_MODES = slice(18, 20)
_SHOWN = 20


def of_export(held: Path | bytearray) -> Brought:
    """The steps and the sleep of each whole day; the last day that is in it is left out as unfinished.

    What comes from an archive is read in memory, and never written down in the clear.

    Raises:
        InputError: it is no such database, or is damaged.
    """
    try:
        with closing(_opened(held)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            return _read(database)
    except sqlite3.Error as error:
        raise InputError(f"this export of Health Connect cannot be read: {error}") from None


def _opened(held: Path | bytearray) -> sqlite3.Connection:
    if isinstance(held, Path):
        return sqlite3.connect(f"{held.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    held[_MODES] = b"\x01\x01"  # a write-ahead log, which is not in the archive, cannot be read in memory
    database = sqlite3.connect(":memory:")
    database.deserialize(held)
    return database


def _read(database: sqlite3.Connection) -> Brought:
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables & {_WALKS, _NIGHTS}:
        raise InputError("this database is no export of Health Connect: it has no steps and no sleep")
    order = _order(database) if _ORDER in tables else {}
    days = Days(order.get(_ACTIVITY, ()), order.get(_SLEEP, ()))
    unread: list[str] = []
    newest: list[datetime] = []
    if _WALKS in tables:
        sql = f"SELECT app_info_id, start_time, start_zone_offset, end_time, count FROM {_WALKS}"
        for app, start, offset, end, count in database.execute(sql):
            try:
                first, last = _at(start, offset), _at(end, offset)
                days.walked(str(app), first, last, float(count))
                newest.append(last)
            except (TypeError, ValueError, OverflowError):
                unread.append(f"steps that begin at {start!r}")
    if _NIGHTS in tables:
        awake, staged = _stages(database) if _STAGES in tables else ({}, set())
        sql = f"SELECT row_id, app_info_id, start_time, end_time, end_zone_offset FROM {_NIGHTS}"
        for number, app, start, end, offset in database.execute(sql):
            try:
                for begins, ends in _asleep(start, end, awake.get(number, ())):
                    days.slept(str(app), _at(begins, offset), _at(ends, offset), staged=number in staged)
                newest.append(_at(end, offset))
            except (TypeError, ValueError, OverflowError):
                unread.append(f"sleep that begins at {start!r}")
    if not newest:
        raise InputError("this export of Health Connect holds no steps and no sleep")
    rows, wrong = days.rows(max(newest).date())
    told = [*(f"{day}: more than can be" for day in wrong), *unread[:_SHOWN]]
    more = (f"{len(unread) - _SHOWN:,} more that cannot be read",) if len(unread) > _SHOWN else ()
    left = (*more, "the last day, which may not have been over")
    return Brought("Health Connect", tuple(rows), tuple(told), left)


def _order(database: sqlite3.Connection) -> dict[int, list[str]]:
    """Which app goes first, by category."""
    sql = f"SELECT health_data_category, app_id_priority_order FROM {_ORDER}"
    return {
        category: [each.strip() for each in str(apps or "").split(",") if each.strip()]
        for category, apps in database.execute(sql)
    }


def _stages(database: sqlite3.Connection) -> tuple[dict[int, list[tuple[int, int]]], set[int]]:
    """When each session was awake, and which sessions have stages."""
    awake: dict[int, list[tuple[int, int]]] = defaultdict(list)
    staged = set()
    sql = f"SELECT parent_key, stage_start_time, stage_end_time, stage_type FROM {_STAGES}"
    for parent, start, end, kind in database.execute(sql):
        staged.add(parent)
        if kind in _AWAKE:
            awake[parent].append((start, end))
    return awake, staged


def _asleep(start: int, end: int, awake: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """A session without its times awake."""
    at = start
    for first, last in sorted(awake):
        if first > at:
            yield at, min(first, end)
        at = max(at, last)
    if at < end:
        yield at, end


def _at(milliseconds: Any, offset: Any) -> datetime:
    """A moment with its offset, which is in seconds.

    Raises:
        TypeError, ValueError, OverflowError: it is none.
    """
    zone = timezone(timedelta(seconds=int(offset or 0)))
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=milliseconds / _SECOND)).astimezone(zone)
