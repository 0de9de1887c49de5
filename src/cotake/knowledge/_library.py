"""The compiled knowledge, read by key and kept once read."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cotake._errors import InputError, KnowledgeError
from cotake._home import home
from cotake._record import record
from cotake._speech import ENGLISH, Speech
from cotake.knowledge._codec import from_plain, unpacked, whole
from cotake.knowledge._faults import is_of_the_sql
from cotake.knowledge._names import ALL_LETTERS, distance, key_of, letters_of, shortened, trace_of
from cotake.knowledge._stamp import SCHEMA_VERSION
from cotake.knowledge.types import (
    RECORD_TYPES,
    VOCABULARY_TYPES,
    Claim,
    Instrument,
    Mechanism,
    Pair,
    Product,
    Source,
    Study,
    Substance,
)

if TYPE_CHECKING:
    from cotake.knowledge.overlays import Overlay

HERE = Path(__file__).parent
#: The compiled file that ships in the wheel.
SHIPPED = HERE / "knowledge.sqlite"


@record
class NameHit:
    """What a name stands for. `folder` is substances, products or barred."""

    key: str
    name: str
    folder: str
    id: str
    language: str
    band: str
    route: str


@record
class Candidate:
    """A name that the typed one may have meant; score from 0 to 1."""

    name: str
    id: str
    score: float


class Library:
    """Read access to one compiled knowledge file. Safe to share between threads.

    `speech` is the language in which it speaks: English, but for one that `in_language` gave.

    Raises:
        KnowledgeError: the file is missing, is not a knowledge file, or is of another version; at any
            later reading, that it is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.speech = ENGLISH
        self._lock = threading.Lock()
        self._spoken_lock, self._spoken_in = threading.Lock(), dict[str, Library]()
        try:
            if not path.exists():
                raise KnowledgeError(f"{path}: no such file. Run: cotake knowledge build")
            self._database = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._database.create_function("sqlar_uncompress", 2, whole, deterministic=True)
        except (OSError, ValueError, sqlite3.Error) as error:
            raise KnowledgeError(f"{path}: cannot be opened ({error}). {_mend(path)}") from error
        try:
            self.meta: dict[str, str] = dict(self._fetch("SELECT key, value FROM meta"))
        except sqlite3.Error as error:
            self._database.close()
            raise KnowledgeError(f"{path}: not a knowledge file ({error}). {_mend(path)}") from error
        if self.meta.get("schema_version") != SCHEMA_VERSION or "knowledge_version" not in self.meta:
            self._database.close()
            raise KnowledgeError(f"{path}: made by another version of cotake. Run: cotake knowledge build")
        self._records: dict[tuple[str, str], Any] = {}
        self._vocabulary: dict[str, dict[str, Any]] = {}
        self._derived: dict[str, dict[Any, Any]] = {}

    @property
    def version(self) -> str:
        """The knowledge version, from the newest review."""
        return self.meta["knowledge_version"]

    def age_days(self, today: date) -> int:
        """Days from the knowledge version to this day; 0 where the version is no date."""
        try:
            return (today - date.fromisoformat(self.version.replace(".", "-"))).days
        except ValueError:
            return 0

    def in_language(self, language: str) -> Library:
        """The same knowledge in a language, as far as it is translated; itself where nothing is."""
        if language == self.speech.language or not self.has("translations", language):
            return self
        with self._spoken_lock:
            if language not in self._spoken_in:
                held = self._decoded(dict[str, Any], self._stored("translations", language))
                self._spoken_in[language] = other = Library(self.path)
                phrases = held["phrases"]
                other.speech = Speech(language, phrases, frozenset(phrases.values()))
        return self._spoken_in[language]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it can speak, English first."""
        return ("en", *self.ids("translations"))

    def substance(self, name: str) -> Substance:
        """The substance record of this id. Raises KeyError where there is none."""
        record: Substance = self._record("substances", name)
        return record

    def product(self, name: str) -> Product:
        """The product record of this id. Raises KeyError where there is none."""
        record: Product = self._record("products", name)
        return record

    def source(self, name: str) -> Source:
        """The source record of this id. Raises KeyError where there is none."""
        record: Source = self._record("sources", name)
        return record

    def study(self, name: str) -> Study:
        """The study record of this id. Raises KeyError where there is none."""
        record: Study = self._record("studies", name)
        return record

    def claim(self, name: str) -> Claim:
        """The claim record of this id. Raises KeyError where there is none."""
        record: Claim = self._record("claims", name)
        return record

    def instrument(self, name: str) -> Instrument:
        """The questionnaire of this id. Raises KeyError where there is none."""
        record: Instrument = self._record("instruments", name)
        return record

    def has(self, folder: str, name: str) -> bool:
        """Whether there is a record of this id in a folder."""
        return bool(self._all("SELECT 1 FROM stored WHERE folder = ? AND id = ?", folder, name))

    def ids(self, folder: str) -> tuple[str, ...]:
        """The ids of all records of a folder."""
        rows = self._all("SELECT id FROM stored WHERE folder = ? ORDER BY id", folder)
        return tuple(row[0] for row in rows)

    @cached_property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """All mechanisms, by id."""
        return tuple(self._record("mechanisms", name) for name in self.ids("mechanisms"))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All pair records, by id."""
        return tuple(self._record("pairs", name) for name in self.ids("pairs"))

    def pairs_about(self, substances: Iterable[str]) -> tuple[Pair, ...]:
        """The pair records that can matter once one of these is in a list, by id.

        Those that name no substance on either side come with the empty name.
        """
        names = tuple(substances)
        marks = ",".join("?" * len(names))
        sql = f"SELECT DISTINCT pair FROM pairing WHERE substance IN ({marks}) ORDER BY pair"
        return tuple(self._record("pairs", row[0]) for row in self._all(sql, *names))

    def vocabulary(self, name: str) -> dict[str, Any]:
        """One vocabulary, id to entry, in the order of its file."""
        if name not in self._vocabulary:
            kind = VOCABULARY_TYPES[name]
            rows = self._all("SELECT id, json FROM vocabulary WHERE list = ? ORDER BY place", name)
            if str(len(rows)) != self.meta.get(f"entries of {name}"):  # a rule must not go missing unseen
                raise self._damage(ValueError(f"{len(rows)} entries of {name}"))
            self._vocabulary[name] = {
                key: self._spoken("vocabulary", self._decoded(kind, text)) for key, text in rows
            }
        return self._vocabulary[name]

    def plain(self, folder: str, name: str) -> dict[str, Any]:
        """A record as JSON values. Raises KeyError where there is none."""
        plain: dict[str, Any] = self._decoded(dict[str, Any], self._stored(folder, name))
        try:
            return unpacked(plain)
        except (LookupError, TypeError) as error:
            raise self._damage(error) from error

    def derived(self, name: str) -> dict[Any, Any]:
        """A place for what is worked out of these records once, such as `sources`; it goes with them."""
        return self._derived.setdefault(name, {})

    def classes_of(self, substance: str) -> frozenset[str]:
        """All classes of a substance, wider ones included."""
        key = ("classes", substance)
        if key not in self._records:
            rows = self._all("SELECT class FROM membership WHERE substance = ?", substance)
            self._records[key] = frozenset(row[0] for row in rows)
        found: frozenset[str] = self._records[key]
        return found

    def names_of(self, substance: str) -> dict[str, str]:
        """The names of a substance by their folded form, its own first."""
        sql = "SELECT key, name FROM name WHERE folder = 'substances' AND id = ? ORDER BY number"
        return dict(self._all(sql, substance))

    def of_code(self, system: str, code: str) -> tuple[str, ...]:
        """The substances of a code of `rxnorm`, `atc` or `unii`."""
        sql = "SELECT substance FROM code WHERE system = ? AND code = ? ORDER BY substance"
        return tuple(row[0] for row in self._all(sql, system, code.upper()))

    @cached_property
    def overlays(self) -> tuple[Overlay, ...]:
        """The other sources that the user brought."""
        if not (home() / "overlays").is_dir():
            return ()
        from cotake.knowledge.overlays import installed

        return installed()

    def find(self, name: str) -> NameHit | None:
        """What exactly this name stands for; case, accents, spaces and hyphens do not matter.

        A single letter at the end of a name is a word of its own: one word that runs into it ("vitamins"
        in another language) is not that name.
        """
        hit = self._hit(key_of(name))
        if hit is not None and hit.name[-2:-1] == " " and not re.search(r"[\W_]\w$", name.strip()):
            return None
        return hit

    def near(self, name: str) -> tuple[NameHit, ...]:
        """The names one slip away."""
        key = key_of(name)
        shorts = sorted(shortened(key))
        marks = ",".join("?" * len(shorts))
        sql = (
            f"SELECT DISTINCT key FROM near JOIN name USING (number) WHERE trace IN ({marks}) ORDER BY key"
        )
        rows = self._all(sql, *map(trace_of, shorts))
        hits = (self._hit(row[0]) for row in rows if distance(key, row[0]) == 1)
        return tuple(hit for hit in hits if hit)

    def candidates(self, name: str, most: int = 5) -> tuple[Candidate, ...]:
        """The names nearest to this one, best first, one a substance."""
        from cotake.knowledge import _likeness

        key = key_of(name)
        size, letters = len(key), letters_of(key)
        unlike = ALL_LETTERS & ~letters
        best: dict[str, Candidate] = {}
        for length, rows in self._names.items():
            slips = int(0.4 * max(size, length))
            if abs(size - length) > slips:
                continue
            # A slip mends one letter at most, so letters that only one of them has are counted.
            near = [
                row
                for row in rows
                if (letters & row[0]).bit_count() <= slips and (unlike & row[1]).bit_count() <= slips
            ]
            for _, _, other, shown, owner in near:
                score = _likeness.likeness(key, other)
                if score >= 0.6 and (owner not in best or best[owner].score < score):
                    best[owner] = Candidate(shown, owner, score)
        ranked = sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.name))
        return tuple(ranked[:most])

    def conditions_like(self, name: str, most: int = 5) -> tuple[Candidate, ...]:
        """The illnesses of the vocabulary nearest to this text, best first."""
        from cotake.knowledge import _likeness

        key = key_of(name)
        best: dict[str, Candidate] = {}
        for entry in self.vocabulary("conditions").values():
            for other in (entry.id, entry.name, *entry.names):
                score = _likeness.likeness(key, key_of(other))
                if score >= 0.6 and (entry.id not in best or best[entry.id].score < score):
                    best[entry.id] = Candidate(entry.name, entry.id, score)
        ranked = sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.name))
        return tuple(ranked[:most])

    @cached_property
    def _names(self) -> dict[int, list[tuple[int, int, str, str, str]]]:
        """By length of key: the letters a name lacks and those it has, its key, name and owner."""
        found: dict[int, list[tuple[int, int, str, str, str]]] = {}
        for key, name, owner in self._all("SELECT key, name, id FROM name"):
            if not (isinstance(key, str) and isinstance(name, str) and isinstance(owner, str)):
                raise self._damage(ValueError("a name without a text"))
            letters = letters_of(key)
            row = (ALL_LETTERS & ~letters, letters, key, name, owner)
            found.setdefault(len(key), []).append(row)
        return found

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Any read-only SQL over the compiled tables.

        Raises:
            InputError: the SQL cannot be run, or would write.
            KnowledgeError: the file is damaged.
        """
        try:
            return self._fetch(sql, *values)
        except (sqlite3.Error, sqlite3.Warning) as error:
            if is_of_the_sql(error) and self._is_sound():
                raise InputError(f"cannot run {sql!r}: {error}") from error
            raise self._damage(error) from error

    def _is_sound(self) -> bool:
        try:
            return self._fetch("PRAGMA quick_check(1)") == [("ok",)]
        except sqlite3.Error:
            return False

    def _hit(self, key: str) -> NameHit | None:
        rows = self._all("SELECT key, name, folder, id, language, band, route FROM name WHERE key = ?", key)
        return NameHit(*rows[0]) if rows else None

    def _record(self, folder: str, name: str) -> Any:
        key = (folder, name)
        if key not in self._records:
            held = self._decoded(RECORD_TYPES[folder], self._stored(folder, name))
            self._records[key] = self._spoken(folder, held)
        return self._records[key]

    def _spoken(self, folder: str, held: Any) -> Any:
        """A record in the language of this library."""
        if self.speech.is_english:
            return held
        from cotake.knowledge._prose import spoken

        return spoken(folder, held, self.speech)

    def _stored(self, folder: str, name: str) -> bytes:
        rows = self._all("SELECT data, size FROM stored WHERE folder = ? AND id = ?", folder, name)
        if not rows:
            missing = KeyError(name)
            if self._all("SELECT 1 FROM name WHERE folder = ? AND id = ? LIMIT 1", folder, name):
                raise self._damage(missing) from missing  # named, but not there
            raise missing
        try:
            return whole(*rows[0])
        except (ValueError, TypeError) as error:
            raise self._damage(error) from error

    def _all(self, sql: str, *values: Any) -> list[Any]:
        try:
            return self._fetch(sql, *values)
        except sqlite3.Error as error:
            raise self._damage(error) from error

    def _fetch(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._database.execute(sql, values).fetchall()

    def _decoded(self, kind: Any, text: Any) -> Any:
        """The record that was written as this text; a damaged page may hold anything."""
        try:
            plain = json.loads(text)
            cites = plain.pop("cites", ()) if kind in _CITING else ()
            return from_plain(kind, plain, cites)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise self._damage(error) from error

    def _damage(self, error: Exception) -> KnowledgeError:
        return KnowledgeError(f"{self.path}: the knowledge file is damaged ({error}). {_mend(self.path)}")

    def __iter__(self) -> Iterator[Substance]:
        """All substances, by id."""
        return (self.substance(name) for name in self.ids("substances"))


#: The types whose records are packed: all but the vocabularies.
_CITING = frozenset(RECORD_TYPES.values())


def _mend(path: Path) -> str:
    out = "" if path == SHIPPED else f" --out {path}"
    return f"Make it anew: cotake knowledge build{out}"
