"""What other sources say of the same list, beside cotake's own answer and never merged with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from cotake.interactions._types import Finding

if TYPE_CHECKING:
    from cotake.knowledge import Library
    from cotake.knowledge.overlays import Overlay, Statement

#: Classes so far apart are no matter of taste. No finding counts as the mildest class.
_FAR = 2
_SILENT = 5


@dataclass(frozen=True, slots=True)
class Other:
    """What one added source says of a pair, or of one medicine.

    `classification` is cotake's own class for the pair, None without a finding. `stance` is `agrees`,
    `differs` or `not compared`; a source that knows both and says nothing has no statements.
    """

    source: str
    name: str
    substances: tuple[str, ...]
    classification: int | None
    statements: tuple[Statement, ...]
    stance: str


def other_sources(
    substances: Iterable[str], findings: tuple[Finding, ...], library: Library
) -> Iterator[Other]:
    """For each pair and each added source that knows both, what it says; then of each by itself."""
    overlays = library.overlays
    listed = sorted(set(substances))
    names = {each: library.names_of(each) for each in listed} if overlays else {}
    for overlay in overlays:
        known = [each for each in listed if overlay.knows(names[each])]
        for a, b in combinations(known, 2):
            ours = _own(findings, a, b)
            said = overlay.of_pair(names[a], names[b])
            if said or (overlay.form.levels and ours is not None and ours <= 3):
                stance = _stance(overlay, ours, said)
                yield Other(overlay.form.id, overlay.form.name, (a, b), ours, said, stance)
        for each in known:
            if alone := overlay.of_one(names[each]):
                yield Other(overlay.form.id, overlay.form.name, (each,), None, alone, "not compared")


def _own(findings: tuple[Finding, ...], a: str, b: str) -> int | None:
    classes = [each.classification for each in findings if {a, b} <= set(each.substances)]
    return min(classes, default=None)


def _stance(overlay: Overlay, ours: int | None, said: tuple[Statement, ...]) -> str:
    graded = [each.nearest for each in said if each.nearest is not None]
    if not overlay.form.levels or (said and not graded):
        return "not compared"
    theirs = min(graded, default=_SILENT)
    return "differs" if abs(theirs - (ours or _SILENT)) >= _FAR else "agrees"
