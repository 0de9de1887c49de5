"""The encrypted file of a journal: SQLite with SQLite3MC, one writer at a time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import apsw

from cotake._errors import InputError, JournalError
from cotake.journal._drafts import clear, clear_leftovers, draft_of, place_of
from cotake.journal._file import (
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
from cotake.journal._key import Cost, check_passphrase, derive, new_salt
from cotake.journal._key import cost_of as _cost_of
from cotake.journal._migrations import STEPS, TABLES, VERSION
from cotake.journal._types import KINDS, Entry, Kind

_SALT = 16
_MARKED = "scores"


class Journal:
    """An open journal. Entries that `add` returned are on disk, whatever happens afterwards.

    The whole file is encrypted and authenticated (AES-256 and HMAC-SHA512 for each page, as SQLCipher 4),
    and so is its rollback journal; temporary tables stay in memory. One process holds it at a time.
    """

    def __init__(self, path: Path, database: apsw.Connection, cost: Cost) -> None:
        self.path = path
        self.cost = cost
        self._database = database
        self._place = place_of(path)

    @classmethod
    def create(cls, path: Path, passphrase: str, *, cost: Cost | None = None) -> Journal:
        """Make a new journal.

        Raises:
            InputError: the passphrase is too short.
            JournalError: the file is there already, or cannot be written.
        """
        check_passphrase(passphrase)
        if path.exists() or path.is_symlink():
            raise JournalError(f"{path} is there already; it is left as it is")
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
        return cls.open(path, passphrase)

    @classmethod
    def open(cls, path: Path, passphrase: str) -> Journal:
        """Open a journal.

        Raises:
            JournalError: there is none, the passphrase is not its own, it is damaged, another process holds
                it, or it is of a later version.
        """
        place = place_of(path)
        if place in _OPEN:
            raise JournalError(f"{path} is open in this program already; close that first")
        try:
            with path.open("rb") as file:
                salt = file.read(_SALT)
        except FileNotFoundError:
            raise JournalError(
                f"there is no journal at {path}; make one with: cotake journal init"
            ) from None
        except OSError as error:
            raise JournalError(f"{path} cannot be read: {why(error)}") from error
        key = derive(passphrase, salt)
        database = None
        try:
            if not opens(path, key):
                raise JournalError(f"{path}: {WRONG}")
            database = connected(path, key)
            run(database, "BEGIN IMMEDIATE")  # take the lock, and read what a crash left
            version = int(run(database, "PRAGMA user_version")[0][0])
            run(database, "COMMIT")
        except apsw.Error as error:
            if database is not None:
                database.close()
            raise JournalError(f"{path}: {why(error)}") from error
        if version > VERSION:
            database.close()
            raise JournalError(f"{path} was made by a later version of cotake; use that one")
        if version == 0:
            database.close()
            raise JournalError(
                f"{path} was never finished; a backup or the file it was copied from is whole"
            )
        found = cls(path, database, _cost_of(salt))
        _OPEN.add(place)
        clear_leftovers(path)
        found._migrate(version)
        return found

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it, and let others open it."""
        self._database.close()
        _OPEN.discard(self._place)
        overwrite(Path(f"{self.path}-journal"))

    def add(
        self, kind: Kind, body: Mapping[str, Any], *, at: datetime, zone: str = "", came_from: str = ""
    ) -> Entry:
        """Write an entry down; it is on disk when this returns.

        Raises:
            InputError: a moment without an offset, a kind that is none, or a body that is not JSON.
            JournalError: it cannot be written, such as on a full or read-only disk; nothing was changed.
        """
        return self.add_all([(kind, body, at, zone)], came_from=came_from)[0]

    def add_all(
        self, entries: Sequence[tuple[Kind, Mapping[str, Any], datetime, str]], *, came_from: str = ""
    ) -> list[Entry]:
        """Write several down, all or none. Errors as for `add`."""
        ready = [(kind, _body(kind, body), _moment(at), at, zone) for kind, body, at, zone in entries]
        found = []
        with writing(self._database, self.path):
            for kind, text, moment, at, zone in ready:
                row = (at.isoformat(), moment, zone, kind, text, came_from)
                sql = "INSERT INTO entry (at, moment, zone, kind, body, revision, came_from)"
                run(self._database, f"{sql} VALUES (?,?,?,?,?,1,?)", row)
                number = self._database.last_insert_rowid()
                self._mark(number, kind, json.loads(text), moment)
                found.append(Entry(number, at, zone, kind, json.loads(text), 1, came_from))
        return found

    def change(self, number: int, body: Mapping[str, Any], *, at: datetime | None = None) -> Entry:
        """Change an entry; what it was before is kept in its history.

        Raises:
            InputError: there is no such entry, or as for `add`.
            JournalError: as for `add`.
        """
        had = self.entry(number)
        text = _body(had.kind, body)
        when = at or had.at
        moment = _moment(when)
        with writing(self._database, self.path):
            old = (number, had.revision, datetime.now(UTC).isoformat(), had.at.isoformat(), had.zone)
            run(
                self._database,
                "INSERT INTO earlier (entry, revision, changed, at, zone, body) VALUES (?,?,?,?,?,?)",
                (*old, json.dumps(had.body, ensure_ascii=False)),
            )
            run(
                self._database,
                "UPDATE entry SET at = ?, moment = ?, body = ?, revision = revision + 1 WHERE id = ?",
                (when.isoformat(), moment, text, number),
            )
            run(self._database, "DELETE FROM mark WHERE entry = ?", (number,))
            self._mark(number, had.kind, json.loads(text), moment)
        return self.entry(number)

    def delete(self, number: int) -> None:
        """Delete an entry and its history for good; its bytes in the file are overwritten.

        Raises:
            InputError: there is no such entry.
            JournalError: it cannot be written; nothing was changed.
        """
        self.entry(number)
        with writing(self._database, self.path):
            run(self._database, "DELETE FROM mark WHERE entry = ?", (number,))
            run(self._database, "DELETE FROM earlier WHERE entry = ?", (number,))
            run(self._database, "DELETE FROM entry WHERE id = ?", (number,))

    def entry(self, number: int) -> Entry:
        """One entry.

        Raises:
            InputError: there is none of this number.
        """
        rows = self._read("SELECT * FROM entry WHERE id = ?", (number,))
        if not rows:
            raise InputError(f"there is no entry {number}")
        return _entry(rows[0])

    def entries(
        self, since: datetime | None = None, until: datetime | None = None, kind: str = ""
    ) -> list[Entry]:
        """The entries of a time, oldest first; `until` is not in it."""
        sql, values = "SELECT * FROM entry WHERE 1", []
        for part, value in (("moment >= ?", since), ("moment < ?", until)):
            if value is not None:
                sql += f" AND {part}"
                values.append(_moment(value))
        if kind:
            sql += " AND kind = ?"
        rows = self._read(f"{sql} ORDER BY moment, id", (*values, *([kind] if kind else [])))
        return [_entry(row) for row in rows]

    def history(self, number: int) -> list[Entry]:
        """What an entry was before, oldest first, and what it is.

        Raises:
            InputError: there is no such entry.
        """
        now = self.entry(number)
        rows = self._read(
            "SELECT revision, at, zone, body FROM earlier WHERE entry = ? ORDER BY revision", (number,)
        )
        before = [
            _entry((number, at, 0, zone, now.kind, body, revision, now.came_from))
            for revision, at, zone, body in rows
        ]
        return [*before, now]

    def marks(self, scale: str = "", since: datetime | None = None) -> list[tuple[str, datetime, float]]:
        """Scale, moment and value of what was scored, oldest first."""
        sql, values = "SELECT scale, moment, value FROM mark WHERE 1", []
        if scale:
            sql += " AND scale = ?"
            values.append(scale)
        if since is not None:
            sql += " AND moment >= ?"
            values.append(str(_moment(since)))
        rows = self._read(f"{sql} ORDER BY moment", tuple(values))
        return [(name, datetime.fromtimestamp(moment, UTC), value) for name, moment, value in rows]

    def setting(self, name: str) -> str:
        """A setting, such as the plan that was agreed; "" where there is none."""
        rows = self._read("SELECT value FROM setting WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else ""

    def set(self, name: str, value: str) -> None:
        """Keep a setting. Errors as for `add`."""
        with writing(self._database, self.path):
            sql = "INSERT INTO setting VALUES (?,?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            run(self._database, sql, (name, value))

    def copy_to(self, path: Path, passphrase: str, *, cost: Cost | None = None) -> None:
        """Write all of it to another file, under this passphrase, and check it by content.

        Raises:
            InputError: the passphrase is too short.
            JournalError: the file is there already, cannot be written, or does not hold the same
                afterwards, and is then removed.
        """
        check_passphrase(passphrase)
        if path.exists() or path.is_symlink():
            raise JournalError(f"{path} is there already; it is left as it is")
        draft = draft_of(path)
        try:
            self._draft_of(draft, passphrase, cost)
            publish(draft, path)
        except (OSError, apsw.Error, JournalError) as error:
            raise JournalError(f"{path} was not written: {why(error)}") from error
        finally:
            clear(draft)

    def _draft_of(self, draft: Path, passphrase: str, cost: Cost | None) -> None:
        """A copy that was read back and holds the same."""
        os.close(empty(draft))
        self._copy(draft, derive(passphrase, new_salt(cost or self.cost)))
        with Journal.open(draft, passphrase) as other:
            if other.digest() != self.digest():
                raise JournalError(f"it does not hold what {self.path} holds")

    def change_passphrase(self, passphrase: str, *, cost: Cost | None = None) -> Journal:
        """Write it anew under another passphrase and put that in its place; returns the open journal.

        Raises:
            InputError: the passphrase is too short.
            JournalError: it cannot be written; the old one then stands.
        """
        check_passphrase(passphrase)
        path = self.path.resolve()
        draft = draft_of(path)
        try:
            self._draft_of(draft, passphrase, cost)
            draft.replace(path)  # while the old one is still held, so that nobody writes to it
            sync(path.parent)
        except (OSError, apsw.Error, JournalError) as error:
            raise JournalError(f"the passphrase was not changed: {why(error)}") from error
        finally:
            clear(draft)
        self.close()
        return Journal.open(self.path, passphrase)

    def digest(self) -> str:
        """A digest of all that it holds, the same for the same content."""
        found = hashlib.sha256()
        for table in ("entry", "mark", "earlier", "setting"):
            rows = self._read(f"SELECT * FROM {table}", ())
            for text in sorted(json.dumps(row, ensure_ascii=False) for row in rows):
                found.update(text.encode())
        return found.hexdigest()

    def _copy(self, path: Path, key: str) -> None:
        database = connected(path, key)
        try:
            with writing(database, path):
                for (sql,) in self._read("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL", ()):
                    run(database, sql)
                for table in ("entry", "mark", "earlier", "setting"):
                    for row in self._read(f"SELECT * FROM {table}", ()):
                        run(database, f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
                run(database, f"PRAGMA user_version = {VERSION}")
        finally:
            database.close()

    def _mark(self, number: int, kind: str, body: dict[str, Any], moment: float) -> None:
        if kind == _MARKED:
            pairs = list(body.items())
        elif kind == "answers" and body.get("score") is not None:
            pairs = [(body["instrument"], body["score"])]
        else:
            return
        for name, value in pairs:
            run(self._database, "INSERT INTO mark VALUES (?,?,?,?)", (number, moment, name, float(value)))

    def _migrate(self, version: int) -> None:
        while version < VERSION:
            with writing(self._database, self.path):
                STEPS[version](lambda sql: run(self._database, sql))
                version += 1
                run(self._database, f"PRAGMA user_version = {version}")

    def _read(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            return run(self._database, sql, values)
        except apsw.Error as error:
            raise JournalError(f"{self.path}: {why(error)}") from error


#: The files that this program has open, by device and number: a second handle would drop the lock.
_OPEN: set[tuple[int, int]] = set()


def _entry(row: tuple[Any, ...]) -> Entry:
    number, at, _, zone, kind, body, revision, came_from = row
    return Entry(number, datetime.fromisoformat(at), zone, kind, json.loads(body), revision, came_from)


def _body(kind: str, body: Mapping[str, Any]) -> str:
    if kind not in KINDS:
        raise InputError(f"an entry is one of {', '.join(KINDS)}, not {kind!r}")
    try:
        return json.dumps(dict(body), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise InputError(f"an entry holds texts and numbers only: {error}") from None


def _moment(at: datetime) -> float:
    if at.tzinfo is None:
        raise InputError("the moment of an entry needs its offset from UTC")
    return at.timestamp()
