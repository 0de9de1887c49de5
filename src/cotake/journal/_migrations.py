"""The tables of a journal, and how each earlier version becomes the next."""

from __future__ import annotations

_ENTRY = """CREATE TABLE {name} (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    moment REAL NOT NULL,
    zone TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    revision INTEGER NOT NULL,
    came_from TEXT NOT NULL)"""
_ENTRY_BY_MOMENT = "CREATE INDEX entry_by_moment ON entry (moment)"
_SCALE = """CREATE TABLE scale (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    better TEXT NOT NULL,
    low TEXT NOT NULL,
    high TEXT NOT NULL,
    least REAL NOT NULL,
    most REAL NOT NULL,
    unit TEXT NOT NULL)"""

#: Those of the present version.
TABLES = (
    _ENTRY.format(name="entry"),
    _ENTRY_BY_MOMENT,
    """CREATE TABLE mark (
        entry INTEGER NOT NULL REFERENCES entry (id),
        moment REAL NOT NULL,
        scale TEXT NOT NULL,
        value REAL NOT NULL)""",
    "CREATE INDEX mark_by_scale ON mark (scale, moment)",
    "CREATE INDEX mark_by_entry ON mark (entry)",
    """CREATE TABLE earlier (
        entry INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        changed TEXT NOT NULL,
        at TEXT NOT NULL,
        zone TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (entry, revision))""",
    """CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)""",
    _SCALE,
)
#: What holds content; `sqlite_sequence` keeps the numbers of entries from being given twice.
CONTENT = ("entry", "mark", "earlier", "setting", "scale", "sqlite_sequence")

#: From each version to the next, by the version it starts from; run while foreign keys are not watched.
STEPS: dict[int, tuple[str, ...]] = {
    # 2: the number of a deleted entry is not given again, and scales of one's own.
    1: (
        _ENTRY.format(name="entry_2"),
        "INSERT INTO entry_2 SELECT id, at, moment, zone, kind, body, revision, came_from FROM entry",
        "DROP TABLE entry",
        "ALTER TABLE entry_2 RENAME TO entry",
        _ENTRY_BY_MOMENT,
        _SCALE,
    ),
}
VERSION = 2
