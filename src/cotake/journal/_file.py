"""An encrypted SQLite file: opened, written to all or nothing, and errors in words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import apsw

from cotake._errors import JournalClosed, JournalError

#: How long a second process waits for the first, milliseconds.
_WAIT = 2_000
#: A first page that the key does not open: which of the two it is cannot be told.
WRONG = "the passphrase is not the right one, or the file is damaged. Nothing was changed"

#: What is written to a file that has no name any more would be lost.
MOVED = "it was moved, or another was put in its place, while it was open. Close it and open it again"


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
        JournalClosed: it was closed meanwhile.
        JournalError: it could not be written.
    """
    try:
        run(database, "BEGIN IMMEDIATE")
        yield
        run(database, "COMMIT")
    except apsw.ConnectionClosedError as error:
        raise JournalClosed(f"{path} was closed meanwhile. Nothing was changed") from error
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


def opens(path: Path, key: str) -> bool:
    """Whether a key is that of a file, looked at without touching it or what a crash left beside it.

    Raises:
        apsw.Error: the file cannot be read at all.
    """
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    database = apsw.Connection(f"{path.absolute().as_uri()}?immutable=1", flags=flags)
    try:
        for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{key}'\""):
            run(database, f"PRAGMA {pragma}")
        run(database, "SELECT count(*) FROM sqlite_schema")
    except apsw.NotADBError:
        return False
    except (apsw.CorruptError, apsw.FormatError):
        return True  # the first page is its own; what a crash left may mend the rest
    finally:
        database.close()
    return True


def empty(path: Path) -> int:
    """A new file that only its owner can read; returns its handle.

    Raises:
        OSError: it is there already, or cannot be made.
    """
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)


def publish(draft: Path, path: Path) -> None:
    """Give a finished draft its name, unless that is taken.

    Raises:
        OSError: the name is taken, or cannot be given.
    """
    os.link(draft, path)
    draft.unlink()
    sync(path.parent)


def overwrite(path: Path) -> None:
    """Overwrite what is left of a rollback journal and remove it."""
    with suppress(OSError), path.open("r+b") as file:
        size = path.stat().st_size
        file.write(b"\0" * size)
        file.flush()
        os.fsync(file.fileno())
    with suppress(OSError):
        path.unlink()


def why(error: Exception) -> str:
    """An error in words that say what to do, and nothing of what the journal holds."""
    if isinstance(error, apsw.NotADBError):
        return WRONG
    if isinstance(error, (apsw.CorruptError, apsw.FormatError)):
        return "the file is damaged. Nothing was changed; put a backup in its place"
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return "another process has it open. Close that first"
    if isinstance(error, apsw.ReadOnlyError) and _was_moved(error):
        return MOVED
    if isinstance(error, apsw.ReadOnlyError):
        return "it is on a disk that cannot be written to"
    if isinstance(error, apsw.FullError):
        return "the disk is full"
    if isinstance(error, OSError):
        return error.strerror or "the system refused it"
    if isinstance(error, JournalError):
        return str(error)
    return "the system refused it"


def _was_moved(error: apsw.Error) -> bool:
    found: int = getattr(error, "extendedresult", 0)
    return found == apsw.SQLITE_READONLY_DBMOVED
