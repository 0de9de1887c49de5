"""A pooled ratio as people: so many of 100 instead of so many."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cotake._record import record
from cotake.evidence._choosing import Row
from cotake.evidence.synthesis import Pooled
from cotake.knowledge import Library

#: Of how many people risks are told: the first of whom so many have it without.
_SHOWN = 5
_OF = (100, 1_000, 10_000, 100_000)
#: Events in all below which no risk can be told.
_FEWEST = 5


@record
class Absolute:
    """Risks with and without, as people of `of`: `low` and `high` are the 95 % bounds of `treated`."""

    of: int
    control: float
    treated: float
    low: float
    high: float


def absolute_of(used: Sequence[Row], pooled: Pooled, measure: str, library: Library) -> Absolute | None:
    """What a ratio or difference of risks means for people whose risk is that of the studies' controls.

    The risk is that of all their control groups together (Schuenemann 2019, Cochrane Handbook, chapter 14);
    None where none is stated, where groups were not drawn at random, or where too few events were seen to
    say.
    """
    if _events(used) < _FEWEST:
        return None
    groups = [group for row in used if (group := _controls(row, library)) is not None]
    if not groups:
        return None
    base = sum(events for events, _ in groups) / sum(n for _, n in groups)
    bounds = [_with(base, each, measure) for each in (pooled.value, pooled.low, pooled.high)]
    if None in bounds or not 0 < base < 1:
        return None
    value, low, high = (each or 0.0 for each in bounds)
    of = next((each for each in _OF if each * base >= _SHOWN), _OF[-1])
    return Absolute(of, of * base, of * value, of * low, of * high)


def _events(used: Sequence[Row]) -> float:
    """Events counted in all groups; without end where a study does not count them."""
    total = 0.0
    for row in used:
        groups = (row.estimate.treated, row.estimate.control)
        counted = [each.events for each in groups if each is not None and each.events is not None]
        if len(counted) < len(groups):
            return math.inf
        total += sum(counted)
    return total


def _controls(row: Row, library: Library) -> tuple[float, int] | None:
    """Events and people of a control group."""
    control = row.estimate.control
    design = library.vocabulary("designs").get(row.study.kind)
    if control is None or control.events is None or not control.n or design is None or not design.risks:
        return None
    return control.events, control.n


def _with(base: float, value: float, measure: str) -> float | None:
    """The risk with treatment, 0 to 1."""
    if measure == "risk-difference":
        return min(1.0, max(0.0, base + value))
    if measure == "risk-ratio":
        return min(1.0, base * math.exp(value))
    if measure == "odds-ratio":
        odds = base / (1 - base) * math.exp(value)
        return odds / (1 + odds)
    if measure in ("hazard-ratio", "rate-ratio"):
        return 1.0 - math.pow(1 - base, math.exp(value))
    return None
