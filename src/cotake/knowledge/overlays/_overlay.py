"""Reading an overlay: what one source says of a pair of medicines, and what its codes stand for."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cotake._errors import KnowledgeError
from cotake.knowledge._names import key_of
from cotake.knowledge.overlays._draft import SHAPE
from cotake.knowledge.overlays._types import Concept, Format, Provenance, Statement

#: A name shorter than this is not looked for in running text.
_SHORTEST = 4
#: A quotation is cut here.
_LONGEST = 400
#: Farther than this no code leads.
_STEPS = 8
#: Products without a brand.
_GENERIC = ("SCD", "GPCK")
_CONCEPTS = "SELECT code, kind, concept.name FROM concept"
_NAMED_SO = "SELECT code, kind, name, name FROM concept WHERE key = ? ORDER BY length(code), code"
_ALSO_NAMED_SO = (
    "SELECT code, kind, concept.name, also.name FROM also JOIN concept USING (code) "
    "WHERE also.key = ? ORDER BY length(code), code"
)
_NUMBER = re.compile(r"[.,]?\d+(?:[.,]\d+)*")
_FOUND = f"{_CONCEPTS} JOIN walk USING (code) WHERE TRUE"
_UP = (
    "WITH RECURSIVE walk (code) AS (VALUES (?) UNION SELECT target FROM leads JOIN walk USING (code)) "
    + _FOUND
)
_BACK = "VALUES (?) UNION SELECT leads.code FROM leads JOIN back ON target = back.code"
_DOWN = f"WITH RECURSIVE back (code) AS ({_BACK}), walk AS (SELECT code FROM back) {_FOUND}"
_BRANDS = (
    f"WITH RECURSIVE back (code) AS ({_BACK}), "
    "walk (code) AS (SELECT code FROM back UNION SELECT target FROM leads JOIN walk USING (code)) "
    f"{_FOUND} AND kind = 'BN'"
)


class Overlay:
    """Read access to one source that the user brought. Safe to share between threads.

    Raises:
        KnowledgeError: the file is damaged, or was made by another version; at any reading too.
    """

    def __init__(self, path: Path, form: Format) -> None:
        self.path = path
        self.form = form
        self._lock = threading.Lock()
        try:
            self._database = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            self.meta: dict[str, str] = dict(self._all("SELECT key, value FROM meta"))
            if self.meta.get("shape") != SHAPE:
                raise self._damage("another shape")
            self.provenance = self._provenance()
        except sqlite3.Error as error:
            raise self._damage(error) from error

    def knows(self, keys: Iterable[str]) -> bool:
        """Whether the source knows a medicine by one of these folded names."""
        return bool(self._within("SELECT key FROM drug WHERE key IN ({0})", keys))

    def of_pair(self, a: Mapping[str, str], b: Mapping[str, str]) -> tuple[Statement, ...]:
        """What the source says of two medicines, each given by its folded names and names."""
        return (*self._graded(a, b), *self._quoted(a, b), *self._quoted(b, a))

    def of_one(self, names: Iterable[str]) -> tuple[Statement, ...]:
        """What the source says of one medicine by itself."""
        rows = self._within("SELECT name, level, text FROM alone WHERE key IN ({0})", names)
        return tuple(
            Statement(self.form.id, name, "", level, self.form.levels.get(level), text)
            for name, level, text in sorted(rows)
        )

    def ingredients(self, code: str) -> tuple[tuple[str, str], ...]:
        """The ingredients that a code stands for, as code and name; none where it is not known."""
        seen, edge, found = {code}, [code], {}
        for _ in range(_STEPS):
            onward: list[str] = []
            for each in edge:
                rows = self._all("SELECT kind, name FROM concept WHERE code = ?", each)
                if rows and rows[0][0] == "IN":
                    found[each] = rows[0][1]
                    continue
                for (target,) in self._all("SELECT DISTINCT target FROM leads WHERE code = ?", each):
                    if target not in seen:
                        seen.add(target)
                        onward.append(target)
            edge = onward
        return tuple(sorted(found.items(), key=lambda pair: pair[1]))

    def named(self, code: str) -> tuple[str, str] | None:
        """The kind and name of a code."""
        rows = self._all("SELECT kind, name FROM concept WHERE code = ?", code)
        return rows[0] if rows else None

    def coded(self, name: str) -> tuple[Concept, ...]:
        """The concepts of exactly this name, whatever its case, those whose own name it is first."""
        key = key_of(name)
        if not key:
            return ()
        rows = self._all(_NAMED_SO, key) + self._all(_ALSO_NAMED_SO, key)
        # A key holds no decimal point: 2.5 and 25 are told apart here.
        numbers = _NUMBER.findall(name)
        found = {Concept(*row[:3]): row[3] for row in reversed(rows)}
        return tuple(each for each in reversed(found) if _NUMBER.findall(found[each]) == numbers)

    def further_names(self, codes: Iterable[str]) -> dict[str, str]:
        """The shortest other name of each code that has one."""
        sql = (
            "SELECT also.code, name FROM also JOIN json_each(?) ON value = also.code"
            " ORDER BY length(name) DESC, name DESC"
        )
        return dict(self._all(sql, json.dumps(list(codes))))

    def packed(self, number: str) -> tuple[str, ...]:
        """The codes that are sold in packs of this number."""
        rows = self._all("SELECT code FROM packed WHERE number = ? ORDER BY length(code), code", number)
        return tuple(code for (code,) in rows)

    def related(self, code: str, kinds: Iterable[str]) -> tuple[Concept, ...]:
        """The concepts of these kinds that a code leads to, or that lead to it, by kind and name.

        Of a generic product also the brands of its branded products.
        """
        wanted = tuple(kinds)
        own = self.named(code)
        if own is None or not wanted:
            return ()
        walks = [_UP, _DOWN]
        if own[0] in _GENERIC:
            walks.append(_BRANDS)
        places = {kind: place for place, kind in enumerate(wanted)}
        found = {row for walk in walks for row in self._within(f"{walk} AND kind IN ({{0}})", wanted, code)}
        ordered = sorted(found, key=lambda row: (places[row[1]], row[2], row[0]))
        return tuple([Concept(*row) for row in ordered])

    def _graded(self, a: Mapping[str, str], b: Mapping[str, str]) -> list[Statement]:
        one, other = self._with_groups(a), self._with_groups(b)
        marks = (",".join("?" * len(one)), ",".join("?" * len(other)))
        sql = "SELECT one, other, level, text, place FROM pair WHERE a IN ({0}) AND b IN ({1})"
        rows = self._all(sql.format(*marks), *one, *other)
        rows += self._all(sql.format(*reversed(marks)), *other, *one)
        levels = self.form.levels
        said = {
            Statement(self.form.id, first, second, level, levels.get(level), text, place)
            for first, second, level, text, place in rows
        }
        return sorted(said, key=lambda each: (each.nearest or 9, each.level, each.a, each.b, each.text))

    def _with_groups(self, keys: Iterable[str]) -> list[str]:
        groups = self._within("SELECT DISTINCT grp FROM member WHERE key IN ({0})", keys)
        return [*keys, *(group for (group,) in groups)]

    def _quoted(self, a: Mapping[str, str], b: Mapping[str, str]) -> list[Statement]:
        """The sentence of the label of `a` in which `b` is named, from the weightiest section."""
        labels = self._within(
            "SELECT address, edition, sections FROM label JOIN labelled ON label = number"
            " WHERE key IN ({0}) ORDER BY length(substances), edition DESC LIMIT 1",
            a,
        )
        names = sorted((re.escape(name) for name in b.values() if len(name) >= _SHORTEST), key=len)
        if not labels or not names:
            return []
        named = re.compile(rf"\b(?:{'|'.join(reversed(names))})\b", re.IGNORECASE)
        address, edition, text = labels[0]
        for section, body in json.loads(text).items():
            if found := named.search(body):
                title = section.replace("_", " ")
                quote = _sentence(body, found.start(), found.end())
                mine, theirs = next(iter(a.values())), next(iter(b.values()))
                place = f"{address} {edition}".strip()
                return [Statement(self.form.id, mine, theirs, title, None, quote, place)]
        return []

    def _provenance(self) -> Provenance:
        meta = self.meta
        try:
            files = tuple(
                (str(name), int(size), str(sum_)) for name, size, sum_ in json.loads(meta["files"])
            )
            counts = {str(key): int(value) for key, value in json.loads(meta["counts"]).items()}
            return Provenance(meta["source"], meta["title"], meta["licence"], meta["added"], files, counts)
        except (KeyError, ValueError, TypeError) as error:
            raise self._damage(error) from error

    def _within(self, sql: str, values: Iterable[str], *before: str) -> list[Any]:
        held = list(values)
        return self._all(sql.format(",".join("?" * len(held))), *before, *held) if held else []

    def _all(self, sql: str, *values: Any) -> list[Any]:
        try:
            with self._lock:
                return self._database.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._damage(error) from error

    def _damage(self, error: object) -> KnowledgeError:
        return KnowledgeError(
            f"{self.path}: what was added from {self.form.title} cannot be read ({error}). "
            f"Add it again: cotake knowledge add {self.form.id} FILE, "
            f"or take it away: cotake knowledge remove {self.form.id}"
        )


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a place, cut to length around it."""
    begin = max(text.rfind(mark, 0, start) + 1 for mark in (". ", "• ", "; ", "\n"))
    ends = [at + 1 for mark in (". ", "• ", "\n") if (at := text.find(mark, end)) >= 0]
    finish = min(ends, default=len(text))
    if finish - begin > _LONGEST:
        begin = max(begin, start - _LONGEST // 2)
        finish = min(finish, begin + _LONGEST)
    return " ".join(text[begin:finish].split())
