"""Check translations against the English texts that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cotake._text import in_text
from cotake.knowledge._problem import Problem
from cotake.knowledge._prose import PARTS, prose_of
from cotake.knowledge._records import Records
from cotake.knowledge.types import Deed, Influence, Substance

_HOLE = re.compile(r"\{(\w+)\}")
#: The file of texts that stand in no record, but beside the code.
_OUTSIDE = "sentences"


def check_translations(records: Records) -> Iterator[Problem]:
    """Every fault of a translation: that it stands twice, has other holes, or that its English is gone."""
    texts: frozenset[str] | None = None
    held: dict[tuple[str, str], str] = {}
    for name, reading in records.translations.items():
        language, _, subject = name.partition("-")
        if texts is None:
            texts = frozenset(_texts(records))
        before = len(reading.problems)
        for number, entry in enumerate(reading.value or ()):
            path = f"[{number}]"
            if other := held.get((language, entry.en)):
                said = f"is translated in {other} too"
                reading.fault("duplicate-name", f"{path}.en", said, "Keep one of them.")
            held[language, entry.en] = reading.file
            if set(_HOLE.findall(entry.en)) != set(_HOLE.findall(entry.translated)):
                holes = ", ".join(f"{{{hole}}}" for hole in dict.fromkeys(_HOLE.findall(entry.en)))
                mend = f"The holes of the English: {holes or 'none'}."
                reading.fault("unknown-term", f"{path}.translated", "has other holes", mend)
            if subject != _OUTSIDE and entry.en not in texts:
                reading.fault(
                    "translation-outdated",
                    f"{path}.en",
                    "stands in no record",
                    "Where the English was changed, translate it anew; else take the entry out.",
                )
        yield from reading.problems[before:]


def _texts(records: Records) -> Iterator[str]:
    """Every English text of the records that is translated."""
    for entries in records.vocabulary.values():
        for entry in entries.values():
            yield from prose_of(entry)
    for folder in ("mechanisms", "pairs", "claims"):
        for record in records.values(folder).values():
            yield from prose_of(record)
    for substance in records.values("substances").values():
        yield from (text for name in PARTS for text in prose_of(getattr(substance, name)))
        yield from _names(substance)


def _names(substance: Substance) -> Iterator[str]:
    """The names of its ranges of doses, and of its metabolites."""
    for band in substance.doses:
        for name in band.names:
            yield name
            yield in_text(name)
    acts: tuple[Deed | Influence, ...] = (*substance.does, *substance.inhibits, *substance.induces)
    yield from (each.via for each in acts if each.via)
    yield from (each.makes for each in substance.undergoes if each.makes)
    yield from (each.of for each in substance.half_lives if each.of)
