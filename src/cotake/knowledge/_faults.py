"""What SQLite complains of: the question, or the file."""

from __future__ import annotations

import sqlite3


def is_of_the_sql(error: Exception) -> bool:
    """Whether SQLite complains of the statement, its values or a write, and not of the file."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's own complaint
        return isinstance(error, (sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.Warning))
    return code & 0xFF in (
        sqlite3.SQLITE_ERROR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_RANGE,
    )  # fmt: skip
