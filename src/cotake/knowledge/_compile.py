"""Compile the records into one SQLite file, read by key and open to anyone's SQL."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from cotake._errors import FileProblem, RecordsError
from cotake.knowledge._bands import classes_of
from cotake.knowledge._codec import packed, shrunk, to_plain
from cotake.knowledge._facts import CITING, facts_of, seals_of
from cotake.knowledge._fits import put_fits
from cotake.knowledge._lint import lint, names_of
from cotake.knowledge._names import key_of, shortened, trace_of
from cotake.knowledge._pairing import needed_by
from cotake.knowledge._problem import Problem
from cotake.knowledge._records import FITS, HERE, RECORDS, Records, read_records
from cotake.knowledge._stamp import SCHEMA_VERSION, stamp_of
from cotake.knowledge.types import Pair, Product, Substance

COMPILED = HERE / "knowledge.sqlite"

#: Faults that leave a record usable: the area they touch then counts as not reviewed, or nothing does.
MILD = frozenset(
    {
        "area-not-reviewed",
        "review-outdated",
        "unused-source",
        "duplicate-source",
        "study-incomplete",
        "translation-outdated",
    }
)

#: What must hold as a whole: a rule that is set aside would be a finding that is not shown.
_RULES = frozenset({"mechanisms", "pairs", "vocabulary", FITS})

#: The number of each place of a source that was cited.
_Places = dict[tuple[str, str], int]

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stored (number INTEGER PRIMARY KEY, folder TEXT, id TEXT, size INTEGER, data BLOB NOT NULL,
                     UNIQUE (folder, id));
CREATE VIEW record AS SELECT number, folder, id, CAST(sqlar_uncompress(data, size) AS TEXT) AS json
    FROM stored;
CREATE TABLE vocabulary (list TEXT, place INTEGER, id TEXT, json TEXT NOT NULL,
                         PRIMARY KEY (list, place)) WITHOUT ROWID;
CREATE TABLE name (number INTEGER PRIMARY KEY, key TEXT UNIQUE, name TEXT, folder TEXT, id TEXT,
                   language TEXT, band TEXT, route TEXT);
CREATE TABLE near (trace INTEGER, number INTEGER, PRIMARY KEY (trace, number)) WITHOUT ROWID;
CREATE TABLE membership (substance TEXT, class TEXT, PRIMARY KEY (substance, class)) WITHOUT ROWID;
CREATE TABLE code (system TEXT, code TEXT, substance TEXT,
                   PRIMARY KEY (system, code, substance)) WITHOUT ROWID;
CREATE TABLE pairing (substance TEXT, pair TEXT, PRIMARY KEY (substance, pair)) WITHOUT ROWID;
CREATE TABLE barred (folder TEXT, id TEXT, name TEXT, problem TEXT);
CREATE TABLE sort (number INTEGER PRIMARY KEY, kind TEXT, area TEXT, UNIQUE (kind, area));
CREATE TABLE statement (record INTEGER, number INTEGER, path TEXT, sort INTEGER,
                        PRIMARY KEY (record, number)) WITHOUT ROWID;
CREATE TABLE place (number INTEGER PRIMARY KEY, source TEXT, place TEXT, read TEXT);
CREATE TABLE citation (record INTEGER, number INTEGER, place INTEGER,
                       PRIMARY KEY (record, number, place)) WITHOUT ROWID;
CREATE VIEW fact AS SELECT record.folder, record.id AS record, path, kind, area,
        json_extract(record.json, CASE path WHEN '' THEN '$' ELSE '$.' || path END) AS says,
        place.source, place.place, place.read
    FROM statement JOIN record ON record.number = statement.record
        JOIN citation ON citation.record = statement.record AND citation.number = statement.number
        JOIN place ON place.number = citation.place JOIN sort ON sort.number = statement.sort;
"""


def build(
    out: Path = COMPILED,
    root: Path = RECORDS,
    *,
    strict: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Check all records and compile them to `out`, replacing it only when all went well.

    With `strict`, any fault stops the build. Without, a record with a fault is barred and its
    substance reads as not covered.

    Raises:
        RecordsError: the records have faults: with `strict` any, without it in a rule.
        FileProblem: the file could not be written.
    """
    stamp = stamp_of(root)
    records = read_records(root, progress=progress)
    problems = lint(records)
    grave = [problem for problem in problems if problem.code not in MILD]
    if strict and problems:
        raise RecordsError(problems)
    barred = _bar(records, grave)
    try:
        handle, draft = tempfile.mkstemp(dir=out.parent, prefix=".knowledge-", suffix=".sqlite")
        os.close(handle)
        try:
            _write(Path(draft), records, barred, stamp)
            Path(draft).chmod(0o644)
            Path(draft).replace(out)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        raise FileProblem(f"cannot write {out}: {error.strerror or error}") from error
    except sqlite3.Error as error:
        raise FileProblem(f"cannot write {out}: {error}") from error
    return out


def _bar(records: Records, grave: Iterable[Problem]) -> dict[tuple[str, str], str]:
    """Set aside the records with faults, and whatever then points to nothing.

    A fault in a rule or a vocabulary would silence findings about sound records, so those are
    never set aside.

    Raises:
        RecordsError: a mechanism, a pair or a vocabulary has a fault.
    """
    in_rules = tuple(each for each in grave if each.file.split("/")[1] in _RULES)
    if in_rules:
        raise RecordsError(in_rules)
    barred: dict[tuple[str, str], str] = {}
    for problem in grave:
        parts = problem.file.split("/")
        if parts[1] in records.folders:
            barred.setdefault((parts[1], parts[2].removesuffix(".yaml")), str(problem))
    lost = {name for folder, name in barred if folder == "sources"}
    for folder, found in records.folders.items():
        for name, reading in found.items():
            for use in reading.uses:
                if use.vocabulary == "sources" and use.value in lost:
                    why = f"{reading.file}:{use.line}: cites {use.value}, which is set aside"
                    if folder in _RULES:
                        raise RecordsError((why,))
                    barred.setdefault((folder, name), why)
    return barred


def _write(path: Path, records: Records, barred: dict[tuple[str, str], str], stamp: str) -> None:
    database = sqlite3.connect(path)
    try:
        database.executescript(
            "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES
        )
        places: _Places = {}
        _write_vocabulary(database, records, places)
        _write_translations(database, records)
        names: dict[str, tuple[Any, ...]] = {}
        for folder in records.folders:
            for name, reading in records.folders[folder].items():
                record = reading.value
                if (folder, name) in barred:
                    label = getattr(record, "name", name)
                    database.execute(
                        "INSERT INTO barred VALUES (?,?,?,?)",
                        (folder, name, label, barred[folder, name]),
                    )
                    if isinstance(record, (Substance, Product)):
                        _collect_names(names, "barred", replace(record, id=name))
                    elif folder in ("substances", "products"):  # nothing of it could be read
                        key = key_of(name)
                        names.setdefault(key, (key, name, "barred", name, "en", "", ""))
                    continue
                _write_record(database, folder, record, records, places)
                if isinstance(record, (Substance, Product)):
                    _collect_names(names, folder, record)
        rows = ((number, *row) for number, row in enumerate(names.values(), 1))
        database.executemany("INSERT INTO name VALUES (?,?,?,?,?,?,?,?)", rows)
        near = {
            (trace_of(short), number) for number, key in enumerate(names, 1) for short in shortened(key)
        }
        database.executemany("INSERT INTO near VALUES (?,?)", sorted(near))
        meta = {
            "schema_version": SCHEMA_VERSION,
            "knowledge_version": version_of(records),
            "stamp": stamp,
            **{f"entries of {name}": str(len(held)) for name, held in records.vocabulary.items()},
        }
        database.executemany("INSERT INTO meta VALUES (?,?)", meta.items())
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()


def _write_vocabulary(database: sqlite3.Connection, records: Records, places: _Places) -> None:
    rows = [
        (name, place, key, _json(entry))
        for name, entries in records.vocabulary.items()
        for place, (key, entry) in enumerate(entries.items())
    ]
    database.executemany("INSERT INTO vocabulary VALUES (?,?,?,?)", rows)
    for name in CITING:  # these cite as records do
        for key, entry in records.vocabulary.get(name, {}).items():
            if entry.src:
                _write_body(database, "vocabulary", key, to_plain(entry), entry, records, places)


def _write_translations(database: sqlite3.Connection, records: Records) -> None:
    """What is said in each other language, by the English text; whole, for it is read whole."""
    sql = "INSERT INTO stored (folder, id, size, data) VALUES (?,?,?,?)"
    for language, phrases in sorted(records.phrases().items()):
        text = _as_json({"phrases": phrases})
        database.execute(sql, ("translations", language, *shrunk(text, "translations")))


def _write_record(
    database: sqlite3.Connection, folder: str, record: Any, records: Records, places: _Places
) -> None:
    plain = to_plain(record)
    if isinstance(record, Substance):
        # A review whose facts changed since is no review: the area reads as unknown.
        seals = seals_of(record, [review.area for review in record.reviewed], records.vocabulary)
        plain["reviewed"] = [
            to_plain(review)
            for review, seal in zip(record.reviewed, seals, strict=True)
            if review.seal == seal
        ]
        put_fits(plain, record, records.fits)
        for name in classes_of(record, records):
            database.execute("INSERT INTO membership VALUES (?,?)", (record.id, name))
        database.executemany("INSERT INTO code VALUES (?,?,?)", _codes_of(record))
    if isinstance(record, Pair):
        rows = [(name, record.id) for name in needed_by(record)]
        database.executemany("INSERT INTO pairing VALUES (?,?)", rows)
    _write_body(database, folder, record.id, plain, record, records, places)


def _codes_of(substance: Substance) -> Iterator[tuple[str, str, str]]:
    codes = substance.codes
    rxnorm = [codes.rxnorm, *(each.rxnorm for each in codes.also)]
    for system, held in (("rxnorm", rxnorm), ("unii", [codes.unii]), ("atc", codes.atc)):
        yield from ((system, code.upper(), substance.id) for code in held if code)


def _write_body(
    database: sqlite3.Connection,
    folder: str,
    name: str,
    plain: Any,
    record: Any,
    records: Records,
    places: _Places,
) -> None:
    """The record packed as JSON, and its facts with what they cite."""
    row = (folder, name, *shrunk(_as_json(packed(plain)), folder))
    sql = "INSERT INTO stored (folder, id, size, data) VALUES (?,?,?,?)"
    number = database.execute(sql, row).lastrowid
    sources = records.folders["sources"]
    for place, fact in enumerate(facts_of(record, records.vocabulary)):
        sort = (type(fact.value).__name__, ",".join(fact.areas))
        database.execute("INSERT OR IGNORE INTO sort (kind, area) VALUES (?,?)", sort)
        database.execute(
            "INSERT INTO statement SELECT ?, ?, ?, number FROM sort WHERE kind = ? AND area = ?",
            (number, place, fact.path, *sort),
        )
        for where in {(citation.source, citation.place) for citation in fact.src}:
            if where not in places:
                source = sources[where[0]].value if where[0] in sources else None
                read = source.read_at(where[1]) if source else ""
                places[where] = len(places) + 1
                database.execute("INSERT INTO place VALUES (?,?,?,?)", (places[where], *where, read))
            database.execute("INSERT INTO citation VALUES (?,?,?)", (number, place, places[where]))


def _collect_names(names: dict[str, tuple[Any, ...]], folder: str, record: Substance | Product) -> None:
    for path, name in names_of(record):
        key = key_of(name)
        band, route = "", ""
        if isinstance(record, Substance):
            number = int(path.split("[")[1].split("]")[0]) if "[" in path else 0
            if path.startswith("doses"):
                band = record.doses[number].band
            elif path.startswith("routes"):
                route, band = record.routes[number].route, record.routes[number].band
        language = path.split(".")[1].split("[")[0] if path.startswith("names.") else "en"
        held = names.get(key)
        apart = name.lower() != record.id  # "two words" stands over the id "two-words"
        if held is None or (apart and held[1:4] == (record.id, folder, record.id)):
            names[key] = (key, name, folder, record.id, language, band, route)


def version_of(records: Records) -> str:
    """The date of the newest review or reading, as year.month.day."""
    dates = [
        review.date
        for folder in ("substances", "mechanisms", "pairs")
        for record in records.values(folder).values()
        for review in record.reviewed
    ]
    return max(dates, default="0000-00-00").replace("-", ".")


def _json(value: Any) -> str:
    return _as_json(to_plain(value))


def _as_json(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
