"""Which records a statement of the guide was written from, each as folder/id."""

from __future__ import annotations

from collections.abc import Iterable

from cotake.interactions import Finding, Note
from cotake.knowledge import Library


def records_of(finding: Finding, library: Library) -> tuple[str, ...]:
    """The records a finding was derived from: its mechanism or pair, its substances."""
    found = of_substances(finding.substances)
    for folder in ("mechanisms", "pairs"):
        if library.has(folder, finding.rule):
            return (f"{folder}/{finding.rule}", *found)
    return found


def of_note(note: Note) -> tuple[str, ...]:
    """The pair that tells of the studies, and the studies."""
    return (f"pairs/{note.pair}", *(f"studies/{name}" for name in note.studies))


def of_substances(substances: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"substances/{name}" for name in substances)
