"""The tables of a journal, and how each earlier version becomes the next."""

from __future__ import annotations

from collections.abc import Callable

#: Version 1.
TABLES = (
    """CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        moment REAL NOT NULL,
        zone TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        revision INTEGER NOT NULL,
        came_from TEXT NOT NULL)""",
    "CREATE INDEX entry_by_moment ON entry (moment)",
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
)

#: From each version to the next, by the version it starts from.
STEPS: dict[int, Callable[[Callable[[str], object]], None]] = {}
VERSION = 1
