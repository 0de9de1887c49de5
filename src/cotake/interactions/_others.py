"""What other sources say of the same list, beside cotake's own answer and never merged with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from cotake._record import record
from cotake.regimen import Medicine, Regimen

if TYPE_CHECKING:
    from cotake.interactions._types import Report
    from cotake.knowledge.overlays import Overlay, Statement

#: Classes so far apart are no matter of taste. No finding counts as the mildest class.
_FAR = 2
_SILENT = 5


@record
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


def other_sources(report: Report) -> Iterator[Other]:
    """For each pair and each added source that knows both, what it says; then of each by itself."""
    library = report.library
    overlays = library.overlays
    if not overlays:
        return
    medicines = tuple(each for each in report.medicines if each.taken)
    listed = sorted({each.substance for each in medicines})
    own: dict[tuple[str, str], int | None] = {}
    names = {each: library.names_of(each) for each in listed}
    for overlay in overlays:
        known = [each for each in listed if overlay.knows(names[each])]
        for a, b in combinations(known, 2):
            if (a, b) not in own:
                own[a, b] = _own(medicines, (a, b), report)
            ours = own[a, b]
            said = overlay.of_pair(names[a], names[b])
            if said or (overlay.form.levels and ours is not None and ours <= 3):
                stance = _stance(overlay, ours, said)
                yield Other(overlay.form.id, overlay.form.name, (a, b), ours, said, stance)
        for each in known:
            if alone := overlay.of_one(names[each]):
                yield Other(overlay.form.id, overlay.form.name, (each,), None, alone, "not compared")


def _own(medicines: tuple[Medicine, ...], pair: tuple[str, str], like: Report) -> int | None:
    """The class of these two by themselves: what further medicines do to them is no part of it."""
    from cotake.interactions._check import examine

    two = tuple(each for each in medicines if each.substance in pair)
    return examine(Regimen(two), like.person, like.library, like.today).worst


def _stance(overlay: Overlay, ours: int | None, said: tuple[Statement, ...]) -> str:
    graded = [each.nearest for each in said if each.nearest is not None]
    if not overlay.form.levels or (said and not graded):
        return "not compared"
    theirs = min(graded, default=_SILENT)
    return "differs" if abs(theirs - (ours or _SILENT)) >= _FAR else "agrees"
