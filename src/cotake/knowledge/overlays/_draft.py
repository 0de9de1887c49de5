"""Writing an overlay: one SQLite file a source, put in place only when all of it was read."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cotake._errors import FileProblem, InputError
from cotake.knowledge._names import key_of
from cotake.knowledge.overlays._types import Format, Reader, Tick

#: Raised when the tables change their shape.
SHAPE = "2"

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE drug (key TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE member (key TEXT, grp TEXT, PRIMARY KEY (key, grp)) WITHOUT ROWID;
CREATE TABLE pair (a TEXT, b TEXT, level TEXT, text TEXT, place TEXT, one TEXT, other TEXT);
CREATE TABLE alone (key TEXT, name TEXT, level TEXT, text TEXT, PRIMARY KEY (key, level)) WITHOUT ROWID;
CREATE TABLE label (number INTEGER PRIMARY KEY, substances TEXT UNIQUE, edition TEXT, address TEXT,
                    sections TEXT);
CREATE TABLE labelled (key TEXT, label INTEGER, PRIMARY KEY (key, label)) WITHOUT ROWID;
CREATE TABLE concept (code TEXT PRIMARY KEY, kind TEXT, name TEXT, key TEXT) WITHOUT ROWID;
CREATE TABLE also (code TEXT, key TEXT, name TEXT, PRIMARY KEY (code, key)) WITHOUT ROWID;
CREATE TABLE packed (number TEXT, code TEXT, PRIMARY KEY (number, code)) WITHOUT ROWID;
CREATE TABLE leads (code TEXT, target TEXT, how TEXT, PRIMARY KEY (code, target, how)) WITHOUT ROWID;
"""
#: Of the statements on one pair at one level so many are kept, the weightiest.
_KEPT = 3
_FINISH = f"""
CREATE TABLE kept AS SELECT a, b, level, text, place, one, other FROM (
    SELECT *, row_number() OVER (PARTITION BY a, b, level ORDER BY place DESC, text) AS rank
    FROM (SELECT DISTINCT * FROM pair)) WHERE rank <= {_KEPT};
DROP TABLE pair;
ALTER TABLE kept RENAME TO pair;
CREATE INDEX pair_by_a ON pair (a, b);
CREATE INDEX concept_by_key ON concept (key);
CREATE INDEX also_by_key ON also (key);
CREATE INDEX leads_back ON leads (target);
"""


class SqliteDraft:
    """What a reader found, on its way to a file. See `Draft` for its methods."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.executescript(_TABLES)

    def drug(self, name: str) -> None:
        if key := key_of(name):
            self._put("INSERT OR IGNORE INTO drug VALUES (?,?)", key, _short(name))

    def member(self, name: str, group: str) -> None:
        if (key := key_of(name)) and (of := key_of(group)):
            self._put("INSERT OR IGNORE INTO member VALUES (?,?)", key, of)

    def pair(self, a: str, b: str, level: str, text: str, place: str = "") -> None:
        one, other = sorted((key_of(a), key_of(b)))
        if one:
            self._put(
                "INSERT INTO pair VALUES (?,?,?,?,?,?,?)",
                one, other, level, text[:2000], place, _short(a), _short(b),
            )  # fmt: skip

    def alone(self, name: str, level: str, text: str) -> None:
        if key := key_of(name):
            self._put("INSERT OR REPLACE INTO alone VALUES (?,?,?,?)", key, _short(name), level, text)

    def label(self, names: list[str], edition: str, address: str, sections: Mapping[str, str]) -> None:
        keys = sorted({key for name in names if (key := key_of(name))})
        if not keys:
            return
        substances = "+".join(keys)
        held = self._database.execute(
            "SELECT number, edition FROM label WHERE substances = ?", (substances,)
        ).fetchone()
        if held and held[1] >= edition:
            return
        text = json.dumps(sections, ensure_ascii=False)
        if held:
            self._put(
                "UPDATE label SET edition = ?, address = ?, sections = ? WHERE number = ?",
                edition, address, text, held[0],
            )  # fmt: skip
            return
        number = self._put(
            "INSERT INTO label (substances, edition, address, sections) VALUES (?,?,?,?)",
            substances, edition, address, text,
        )  # fmt: skip
        for name in names:
            self.drug(name)
        for key in keys:
            self._put("INSERT OR IGNORE INTO labelled VALUES (?,?)", key, number)

    def concept(self, code: str, kind: str, name: str) -> None:
        self._put("INSERT OR IGNORE INTO concept VALUES (?,?,?,?)", code, kind, name, key_of(name))

    def also(self, code: str, name: str) -> None:
        if key := key_of(name):
            self._put("INSERT OR IGNORE INTO also VALUES (?,?,?)", code, key, name)

    def packed(self, number: str, code: str) -> None:
        self._put("INSERT OR IGNORE INTO packed VALUES (?,?)", number, code)

    def leads(self, code: str, to: str, how: str) -> None:
        self._put("INSERT OR IGNORE INTO leads VALUES (?,?,?)", code, to, how)

    def _put(self, sql: str, *values: Any) -> int:
        return self._database.execute(sql, values).lastrowid or 0


def write(
    reader: Reader,
    files: Sequence[Path],
    out: Path,
    known: Callable[[str], bool],
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, int]:
    """Read the files and put the overlay in place of any that was there; return what was counted.

    Raises:
        InputError: a file is not of this format, or holds nothing that can be used.
        FileProblem: a file cannot be read, or the overlay cannot be written.
    """
    sizes = [_size(path) for path in files]
    total, before = max(sum(sizes), 1), 0
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=".overlay-", suffix=".sqlite")
        os.close(handle)
    except OSError as error:
        raise FileProblem(f"cannot write to {out.parent}: {error.strerror or error}") from error
    draft = Path(name)
    database = sqlite3.connect(draft)
    try:
        target = SqliteDraft(database)
        for path, size in zip(files, sizes, strict=True):
            reader.read(path, target, _told(progress, before, total))
            before += size
        database.executescript(_FINISH)
        counts = _counts(database, known)
        if not any(counts.values()):
            raise InputError(
                f"nothing was found in {', '.join(map(str, files))}: {_expected(reader.FORMAT)}"
            )
        _describe(database, reader.FORMAT, files, counts)
        database.commit()
        database.execute("VACUUM")
        database.close()
        draft.replace(out)
    except (OSError, sqlite3.Error) as error:
        raise FileProblem(f"cannot write {out}: {error}") from error
    finally:
        database.close()
        draft.unlink(missing_ok=True)
    return counts


def _told(progress: Callable[[int, int], None] | None, before: int, total: int) -> Tick:
    def tick(read: int, size: int) -> None:
        if progress:
            progress(min(before + read, total), total)

    return tick


def _counts(database: sqlite3.Connection, known: Callable[[str], bool]) -> dict[str, int]:
    counts = {
        name: database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        for name, table in (
            ("medicines", "drug"), ("pairs", "pair"), ("single", "alone"), ("labels", "label"),
            ("codes", "concept"), ("relations", "leads"),
        )
    }  # fmt: skip
    rows = database.execute("SELECT key FROM drug").fetchall()
    counts["medicines_known_here"] = sum(known(key) for (key,) in rows)
    return counts


def _describe(
    database: sqlite3.Connection, form: Format, files: Sequence[Path], counts: Mapping[str, int]
) -> None:
    meta = {
        "shape": SHAPE,
        "source": form.id,
        "title": form.title,
        "licence": form.licence,
        "added": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "files": json.dumps([(path.name, path.stat().st_size, _sum(path)) for path in files]),
        "counts": json.dumps(dict(counts)),
    }
    database.executemany("INSERT INTO meta VALUES (?,?)", meta.items())


def _expected(form: Format) -> str:
    return f"{form.title} is read from {form.files}"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise FileProblem(f"cannot read {path}: {error.strerror or error}") from error


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _short(name: str) -> str:
    return name.strip()[:300]
