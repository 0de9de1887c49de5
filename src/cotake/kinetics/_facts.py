"""Which facts of a record hold at a dose band and by a route, and which of them counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cotake._record import record
from cotake.knowledge.types import Influence, Substance

_RANKS = {name: rank for rank, name in enumerate(("none", "weak", "moderate", "strong"))}


@record
class Holds:
    """Whether a fact holds at these bands and by this route; `little` where little reaches the blood."""

    bands: tuple[str, ...]
    route: str
    little: bool

    def __call__(self, fact: Any) -> bool:
        if fact.bands and not any(band in fact.bands for band in self.bands):
            return False
        if fact.routes:
            return self.route in fact.routes
        return not self.little


def usual_holds(substance: Substance) -> Holds:
    """What holds of a substance by its default route and at its default band."""
    route = substance.default.route
    band = substance.default.band or (substance.doses[0].band if substance.doses else "")
    little = any(each.route == route and each.systemic != "full" for each in substance.routes)
    return Holds((band,) if band else (), route, little)


def strongest(facts: Iterable[Influence], holds: Callable[[Any], bool]) -> dict[str, Influence]:
    """For each enzyme the strongest influence that holds, the first of equals."""
    kept: dict[str, Influence] = {}
    for fact in filter(holds, facts):
        held = kept.get(fact.enzyme)
        if held is None or _RANKS.get(fact.strength, 0) > _RANKS.get(held.strength, 0):
            kept[fact.enzyme] = fact
    return kept
