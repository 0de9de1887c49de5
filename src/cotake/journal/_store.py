"""The journal: entries, their history, what was scored, settings and scales of one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from cotake._errors import InputError
from cotake.journal._held import Held, held, made
from cotake.journal._key import Cost
from cotake.journal._types import KINDS, Entry, Kind
from cotake.knowledge.types import ScaleEntry

_MARKED = "scores"
_MOST_ENTRIES = 2**63
_COLUMNS = "id, name, better, low, high, least, most, unit"


class Journal:
    """An open journal. Entries that `add` returned are on disk, whatever happens afterwards.

    The whole file is encrypted and authenticated (AES-256 and HMAC-SHA512 for each page, as SQLCipher 4),
    and so is its rollback journal; temporary tables stay in memory. One process holds it at a time; its
    threads may share it.
    """

    def __init__(self, file: Held) -> None:
        self._file = file

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    @property
    def cost(self) -> Cost:
        """What guessing its passphrase costs."""
        return self._file.cost

    @classmethod
    def create(cls, path: Path, passphrase: str, *, cost: Cost | None = None) -> Journal:
        """Make a new journal.

        Raises:
            InputError: the passphrase is too short.
            JournalError: the file is there already, or cannot be written.
        """
        return cls(made(path, passphrase, cost))

    @classmethod
    def open(cls, path: Path, passphrase: str = "", *, key: str = "") -> Journal:
        """Open a journal with its passphrase, or with the key that was made of it.

        Raises:
            JournalError: there is none, the passphrase is not its own, it is damaged, another process holds
                it, or it is of a later version.
        """
        return cls(held(path, passphrase, key))

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it, and let others open it."""
        self._file.close()

    def add(
        self, kind: Kind, body: Mapping[str, Any], *, at: datetime, zone: str = "", came_from: str = ""
    ) -> Entry:
        """Write an entry down; it is on disk when this returns.

        Without a `zone` it is that of `at`, where that has a name.

        Raises:
            InputError: a moment without an offset, a kind that is none, or a body that is not JSON.
            JournalError: it cannot be written, such as on a full or read-only disk; nothing was changed.
        """
        return self.add_all([(kind, body, at, zone)], came_from=came_from)[0]

    def add_all(
        self,
        entries: Sequence[tuple[Kind, Mapping[str, Any], datetime, str]],
        *,
        came_from: str = "",
        scales: Sequence[ScaleEntry] = (),
    ) -> list[Entry]:
        """Write several down, with scales of one's own, all or none. Errors as `add` and `add_scale`."""
        ready = [
            (kind, _body(kind, body), _moment(at), at, zone or getattr(at.tzinfo, "key", ""))
            for kind, body, at, zone in entries
        ]
        found = []
        with self._file.writing():
            for scale in scales:
                self._keep_scale(scale)
            for kind, text, moment, at, zone in ready:
                row = (at.isoformat(), moment, zone, kind, text, came_from)
                sql = "INSERT INTO entry (at, moment, zone, kind, body, revision, came_from)"
                self._file.write(f"{sql} VALUES (?,?,?,?,?,1,?)", row)
                number = self._file.database.last_insert_rowid()
                self._mark(number, kind, json.loads(text), moment)
                found.append(Entry(number, at, zone, kind, json.loads(text), 1, came_from))
        return found

    def change(self, number: int, body: Mapping[str, Any], *, at: datetime | None = None) -> Entry:
        """Change an entry; what it was before is kept in its history.

        Raises:
            InputError: there is no such entry, or as for `add`.
            JournalError: as for `add`.
        """
        with self._file.writing():
            had = self.entry(number)
            text = _body(had.kind, body)
            when = at or had.at
            moment = _moment(when)
            old = (number, had.revision, datetime.now(UTC).isoformat(), had.at.isoformat(), had.zone)
            self._file.write(
                "INSERT INTO earlier (entry, revision, changed, at, zone, body) VALUES (?,?,?,?,?,?)",
                (*old, json.dumps(had.body, ensure_ascii=False)),
            )
            self._file.write(
                "UPDATE entry SET at = ?, moment = ?, body = ?, revision = revision + 1 WHERE id = ?",
                (when.isoformat(), moment, text, number),
            )
            self._file.write("DELETE FROM mark WHERE entry = ?", (number,))
            self._mark(number, had.kind, json.loads(text), moment)
        return self.entry(number)

    def delete(self, number: int) -> None:
        """Delete an entry and its history for good; its bytes in the file are overwritten.

        Raises:
            InputError: there is no such entry.
            JournalError: it cannot be written; nothing was changed.
        """
        with self._file.writing():
            self.entry(number)
            self._file.write("DELETE FROM mark WHERE entry = ?", (number,))
            self._file.write("DELETE FROM earlier WHERE entry = ?", (number,))
            self._file.write("DELETE FROM entry WHERE id = ?", (number,))

    def entry(self, number: int) -> Entry:
        """One entry.

        Raises:
            InputError: there is none of this number.
        """
        known = abs(number) < _MOST_ENTRIES  # a greater one is no number of the file's
        rows = self._file.read("SELECT * FROM entry WHERE id = ?", (number,)) if known else []
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
        rows = self._file.read(f"{sql} ORDER BY moment, id", (*values, *([kind] if kind else [])))
        return [_entry(row) for row in rows]

    def history(self, number: int) -> list[Entry]:
        """What an entry was before, oldest first, and what it is.

        Raises:
            InputError: there is no such entry.
        """
        now = self.entry(number)
        return [*(before for before, _ in self.earlier(number)), now]

    def earlier(self, number: int | None = None) -> list[tuple[Entry, datetime]]:
        """What entries were before, one or all, each with the moment when it was changed, oldest first."""
        sql = (
            "SELECT earlier.entry, earlier.at, 0, earlier.zone, kind, earlier.body, earlier.revision, "
            "came_from, changed FROM earlier JOIN entry ON entry.id = earlier.entry"
        )
        one = () if number is None else (number,)
        where = " WHERE earlier.entry = ?" if one else ""
        rows = self._file.read(f"{sql}{where} ORDER BY earlier.entry, earlier.revision", one)
        return [(_entry(row[:-1]), datetime.fromisoformat(row[-1])) for row in rows]

    def marks(self, scale: str = "", since: datetime | None = None) -> list[tuple[str, datetime, float]]:
        """Scale, moment and value of what was scored, oldest first.

        The moment has the offset of where it was written, so that its day is the day that was lived.
        """
        sql = "SELECT scale, at, value FROM mark JOIN entry ON entry.id = mark.entry WHERE 1"
        values: list[Any] = []
        if scale:
            sql += " AND scale = ?"
            values.append(scale)
        if since is not None:
            sql += " AND mark.moment >= ?"
            values.append(_moment(since))
        rows = self._file.read(f"{sql} ORDER BY mark.moment, entry.id", values)
        return [(name, datetime.fromisoformat(at), value) for name, at, value in rows]

    def scales(self) -> tuple[ScaleEntry, ...]:
        """The scales and side effects of one's own, by name."""
        rows = self._file.read(f"SELECT {_COLUMNS} FROM scale ORDER BY name")
        return tuple(ScaleEntry(**dict(zip(_COLUMNS.split(", "), row, strict=True))) for row in rows)

    def add_scale(self, scale: ScaleEntry) -> None:
        """Keep a scale of one's own, as `own_scale` makes it.

        Raises:
            InputError: there is one of this id.
            JournalError: as for `add`.
        """
        with self._file.writing():
            self._keep_scale(scale)

    def delete_scale(self, name: str) -> None:
        """Delete a scale of one's own on which nothing is scored.

        Raises:
            InputError: there is none of this id, or an entry or its history has a score on it.
            JournalError: as for `add`.
        """
        with self._file.writing():
            if not self._file.read("SELECT 1 FROM scale WHERE id = ?", (name,)):
                raise InputError(f"there is no scale of your own {name!r}")
            scored = self._file.read("SELECT count(*) FROM mark WHERE scale = ?", (name,))[0][0]
            scored += sum(name in before.body for before, _ in self.earlier())
            if scored:
                raise InputError(f"{scored} entries have a score on it; delete them first")
            self._file.write("DELETE FROM scale WHERE id = ?", (name,))

    def setting(self, name: str) -> str:
        """A setting, such as the plan that was agreed; "" where there is none."""
        rows = self._file.read("SELECT value FROM setting WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else ""

    def settings(self) -> dict[str, str]:
        """All settings."""
        return dict(self._file.read("SELECT name, value FROM setting ORDER BY name"))

    def set(self, name: str, value: str) -> None:
        """Keep a setting. Errors as for `add`."""
        with self._file.writing():
            sql = "INSERT INTO setting VALUES (?,?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            self._file.write(sql, (name, value))

    def copy_to(self, path: Path, passphrase: str, *, cost: Cost | None = None) -> None:
        """Write all of it to another file, under this passphrase, and check it by content.

        Raises:
            InputError: the passphrase is too short.
            JournalError: the file is there already, cannot be written, or does not hold the same
                afterwards, and is then removed.
        """
        self._file.copy_to(path, passphrase, cost)

    def change_passphrase(self, passphrase: str, *, cost: Cost | None = None) -> Journal:
        """Write it anew under another passphrase and put that in its place; returns the open journal.

        Raises:
            InputError: the passphrase is too short.
            JournalError: it cannot be written; the old one then stands.
        """
        return Journal(self._file.replaced(passphrase, cost))

    def is_passphrase(self, passphrase: str) -> bool:
        """Whether it is the one that opens this file; deriving its key takes its time, as for `open`.

        Raises:
            InputError: the passphrase holds what is no text.
        """
        return self._file.opens_with(passphrase)

    def digest(self) -> str:
        """A digest of all that it holds, the same for the same content."""
        return self._file.digest()

    def _keep_scale(self, scale: ScaleEntry) -> None:
        if self._file.read("SELECT 1 FROM scale WHERE id = ?", (scale.id,)):
            raise InputError(f"there is a scale {scale.name!r} already")
        values = [getattr(scale, each) for each in _COLUMNS.split(", ")]
        self._file.write(f"INSERT INTO scale ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)", values)

    def _mark(self, number: int, kind: str, body: dict[str, Any], moment: float) -> None:
        if kind == _MARKED:
            pairs = list(body.items())
        elif kind == "answers" and body.get("score") is not None:
            pairs = [(body["instrument"], body["score"])]
        else:
            return
        for name, value in pairs:
            self._file.write("INSERT INTO mark VALUES (?,?,?,?)", (number, moment, name, float(value)))


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
