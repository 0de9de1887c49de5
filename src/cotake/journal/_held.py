"""An encrypted file: made, opened and brought up to date, copied, and given another passphrase.

What its tables mean is not known here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

import apsw

from cotake._errors import JournalClosed, JournalError, WrongPassphrase
from cotake.journal._drafts import clear, clear_leftovers, draft_of, place_of
from cotake.journal._file import (
    MOVED,
    WRONG,
    connected,
    empty,
    opens,
    overwrite,
    publish,
    run,
    sync,
    why,
    writing,
)
from cotake.journal._key import SALT, Cost, check_passphrase, cost_of, derive, new_salt
from cotake.journal._migrations import CONTENT, STEPS, TABLES, VERSION


class Held:
    """An open file; one process holds it, and of its threads one at a time reads or writes."""

    def __init__(self, path: Path, database: apsw.Connection, cost: Cost) -> None:
        self.path = path
        self.cost = cost
        self.database = database
        self.lock = RLock()
        self._place = place_of(path)

    def read(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query.

        Raises:
            JournalClosed: it was closed meanwhile.
            JournalError: they cannot be read.
        """
        try:
            with self.lock:
                return run(self.database, sql, values)
        except apsw.ConnectionClosedError as error:
            raise JournalClosed(f"{self.path} was closed meanwhile") from error
        except apsw.Error as error:
            raise JournalError(f"{self.path}: {why(error)}") from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, all or nothing.

        Raises:
            JournalError: it could not be written.
        """
        with self.lock, writing(self.database, self.path):
            yield

    def write(self, sql: str, values: Sequence[Any] = ()) -> None:
        """A statement within `writing`."""
        run(self.database, sql, values)

    def close(self) -> None:
        """Close it, and let others open it."""
        with self.lock:
            self.database.close()
            _OPEN.discard(self._place)
            overwrite(Path(f"{self.path}-journal"))

    def opens_with(self, passphrase: str) -> bool:
        """Whether a passphrase makes the key of this file."""
        return opens(self.path, derive(passphrase, salt_of(self.path)))

    def digest(self) -> str:
        """A digest of all that it holds, the same for the same content."""
        found = hashlib.sha256()
        for table in CONTENT:
            for text in sorted(json.dumps(row, ensure_ascii=False) for row in self._rows(table)):
                found.update(f"{table}{text}".encode())
        return found.hexdigest()

    def copy_to(self, path: Path, passphrase: str, cost: Cost | None) -> None:
        """Write all of it to another file that is not there yet, and read it back. Errors as `made`."""
        _check_new(path, passphrase)
        draft = draft_of(path)
        try:
            self._draft(draft, passphrase, cost)
            publish(draft, path)
        except (OSError, apsw.Error, JournalError) as error:
            raise JournalError(f"{path} was not written: {why(error)}") from error
        finally:
            clear(draft)

    def replaced(self, passphrase: str, cost: Cost | None) -> Held:
        """It under another passphrase, in its place and open.

        Raises:
            InputError: the passphrase is too short.
            JournalError: it cannot be written; the old one then stands, and is open.
        """
        check_passphrase(passphrase)
        path = self.path.resolve()
        draft = draft_of(path)
        with self.lock:
            try:
                self._draft(draft, passphrase, cost)
                if place_of(path) != self._place:  # it would take the place of what was put there
                    raise JournalError(MOVED)
                draft.replace(path)  # while the old one is still held, so that nobody writes to it
                sync(path.parent)
            except (OSError, apsw.Error, JournalError) as error:
                raise JournalError(f"the passphrase was not changed: {why(error)}") from error
            finally:
                clear(draft)
            self.close()
        return held(self.path, passphrase)

    def _draft(self, draft: Path, passphrase: str, cost: Cost | None) -> None:
        """A copy that was read back and holds the same."""
        os.close(empty(draft))
        with self.lock:
            database = connected(draft, derive(passphrase, new_salt(cost or self.cost)))
            try:
                with writing(database, draft):
                    run(database, "PRAGMA defer_foreign_keys = ON")
                    for table in TABLES:
                        run(database, table)
                    for table in CONTENT:
                        run(database, f"DELETE FROM {table}")  # the numbers that were just counted
                        for row in self._rows(table):
                            run(database, f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
                    run(database, f"PRAGMA user_version = {VERSION}")
            finally:
                database.close()
            other = held(draft, passphrase)
            try:
                if other.digest() != self.digest():
                    raise JournalError(f"it does not hold what {self.path} holds")
            finally:
                other.close()

    def _rows(self, table: str) -> list[tuple[Any, ...]]:
        return self.read(f"SELECT * FROM {table}")

    def migrate(self, version: int) -> None:
        """Bring it up to date, each version in one transaction.

        Raises:
            JournalError: it cannot be written; it is then as it was.
        """
        run(self.database, "PRAGMA foreign_keys = OFF")  # has no effect within a transaction
        while version < VERSION:
            with self.writing():
                for sql in STEPS[version]:
                    self.write(sql)
                if self.read("PRAGMA foreign_key_check"):
                    raise JournalError(f"{self.path}: what it holds does not fit together")
                version += 1
                self.write(f"PRAGMA user_version = {version}")
        run(self.database, "PRAGMA foreign_keys = ON")


def made(path: Path, passphrase: str, cost: Cost | None) -> Held:
    """A new file, open.

    Raises:
        InputError: the passphrase is too short.
        JournalError: the file is there already, or cannot be written.
    """
    _check_new(path, passphrase)
    draft = draft_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(empty(draft))
        database = connected(draft, derive(passphrase, new_salt(cost or Cost())))
        try:
            with writing(database, path):
                for table in TABLES:
                    run(database, table)
                run(database, f"PRAGMA user_version = {VERSION}")
        finally:
            database.close()
        publish(draft, path)
    except FileExistsError:
        raise JournalError(f"{path} is there already; it is left as it is") from None
    except (OSError, apsw.Error) as error:
        raise JournalError(f"{path} cannot be made: {why(error)}") from error
    finally:
        clear(draft)
    return held(path, passphrase)


def held(path: Path, passphrase: str, key: str = "") -> Held:
    """A file, open and up to date; with its `key` no passphrase is needed.

    Raises:
        JournalError: there is none, the passphrase or key is not its own, it is damaged, another process
            holds it, or it is of a later version.
    """
    place = place_of(path)
    if place in _OPEN:
        raise JournalError(f"{path} is open in this program already; close that first")
    salt = salt_of(path)
    key = key or derive(passphrase, salt)
    database = None
    try:
        if not opens(path, key):
            raise WrongPassphrase(f"{path}: {WRONG}")
        database = connected(path, key)
        run(database, "BEGIN IMMEDIATE")  # take the lock, and read what a crash left
        version = int(run(database, "PRAGMA user_version")[0][0])
        run(database, "COMMIT")
    except apsw.Error as error:
        if database is not None:
            database.close()
        raise JournalError(f"{path}: {why(error)}") from error
    if not 0 < version <= VERSION:
        database.close()
        raise JournalError(
            f"{path} was made by a later version of cotake; use that one"
            if version
            else f"{path} was never finished; a backup or the file it was copied from is whole"
        )
    found = Held(path, database, cost_of(salt))
    _OPEN.add(place)
    clear_leftovers(path)
    try:
        found.migrate(version)
    except BaseException:
        found.close()
        raise
    return found


def salt_of(path: Path) -> bytes:
    """The first bytes of a file, which hold what its key costs and its salt.

    Raises:
        JournalError: there is no file, or it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(SALT)
    except FileNotFoundError:
        raise JournalError(f"there is no journal at {path}; make one with: cotake journal init") from None
    except OSError as error:
        raise JournalError(f"{path} cannot be read: {why(error)}") from error


def _check_new(path: Path, passphrase: str) -> None:
    check_passphrase(passphrase)
    if path.exists() or path.is_symlink():
        raise JournalError(f"{path} is there already; it is left as it is")


#: The files that this program has open, by device and number: a second handle would drop the lock.
_OPEN: set[tuple[int, int]] = set()
