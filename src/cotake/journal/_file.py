"""An encrypted SQLite file: opened, written to all or nothing, and errors in words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import apsw

from cotake._errors import JournalError

#: How long a second process waits for the first, milliseconds.
_WAIT = 2_000


def connected(path: Path, key: str) -> apsw.Connection:
    """The file opened with its key, alone, and careful.

    Raises:
        apsw.Error: it cannot be opened.
    """
    database = apsw.Connection(str(path))
    try:
        database.set_busy_timeout(_WAIT)
        for pragma in (
            "cipher = 'sqlcipher'",
            "legacy = 4",
            f"key = \"x'{key}'\"",
            "locking_mode = EXCLUSIVE",
            "journal_mode = DELETE",
            "synchronous = EXTRA",
            "secure_delete = ON",
            "temp_store = MEMORY",
            "foreign_keys = ON",
        ):
            run(database, f"PRAGMA {pragma}")
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def writing(database: apsw.Connection, path: Path) -> Iterator[None]:
    """One transaction, all or nothing.

    Raises:
        JournalError: it could not be written.
    """
    try:
        run(database, "BEGIN IMMEDIATE")
        yield
        run(database, "COMMIT")
    except apsw.Error as error:
        _undo(database)
        raise JournalError(f"{path} cannot be written: {why(error)}. Nothing was changed") from error
    except BaseException:
        _undo(database)
        raise


def _undo(database: apsw.Connection) -> None:
    with suppress(apsw.Error):
        if database.in_transaction:
            run(database, "ROLLBACK")


def run(database: apsw.Connection, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a statement, all of them."""
    return list(database.execute(sql, tuple(values)))


def sync(folder: Path) -> None:
    """Make a new name in a folder last, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def why(error: Exception) -> str:
    """An error in words that say what to do, and nothing of what the journal holds."""
    if isinstance(error, apsw.NotADBError):
        return "the passphrase is not the right one, or the file is damaged. Nothing was changed"
    if isinstance(error, (apsw.CorruptError, apsw.FormatError)):
        return "the file is damaged. Nothing was changed; put a backup in its place"
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return "another process has it open. Close that first"
    if isinstance(error, apsw.ReadOnlyError):
        return "it is on a disk that cannot be written to"
    if isinstance(error, apsw.FullError):
        return "the disk is full"
    if isinstance(error, OSError):
        return error.strerror or "the system refused it"
    if isinstance(error, JournalError):
        return str(error)
    return "the system refused it"
