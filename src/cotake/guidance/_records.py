"""Which records a statement of the guide was written from."""

from __future__ import annotations

from cotake.interactions import Finding
from cotake.knowledge import Library


def records_of(finding: Finding, library: Library) -> tuple[str, ...]:
    """The records a finding was derived from, as folder/id: its mechanism or pair, its substances."""
    found = [f"substances/{name}" for name in finding.substances]
    for folder in ("mechanisms", "pairs"):
        if library.has(folder, finding.rule):
            return (f"{folder}/{finding.rule}", *found)
    return tuple(found)
