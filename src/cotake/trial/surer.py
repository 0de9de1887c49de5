"""What would make it surer: which days are missing, and what more of them would tell."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from cotake._record import record
from cotake.trial._series import one_way
from cotake.trial._types import Analysis
from cotake.trial._verdict import FEWEST
from cotake.trial.reading import Days

_HALF = 0.5
#: The part of missing days from which it is told.
_MISSING = 0.1


@record
class Lacking:
    """Days with a value at the lower and at the higher half of the doses, of the `needed` on each side.

    `from_day` is when something can be said where each day from now on is scored at the present dose; None
    where the dose has to change first.
    """

    lower: int
    higher: int
    needed: int
    from_day: date | None


def lacking(days: Days, today: date) -> Lacking | None:
    """What is missing before anything can be said of these days; None where nothing is."""
    values, exposure = np.array(days.values), np.array(days.exposure)
    span = float(exposure.max() - exposure.min())
    high = exposure >= exposure.min() + _HALF * span if span else exposure > 0
    seen = ~np.isnan(values)
    lower, higher = int((seen & ~high).sum()), int((seen & high).sum())
    if min(lower, higher) >= FEWEST:
        return None
    here, other = (higher, lower) if high[-1] else (lower, higher)
    scored_today = days.times is None or (days.times[-1] == today and bool(seen[-1]))
    left = FEWEST - here - (0 if scored_today else 1)
    ready = today + timedelta(days=left) if other >= FEWEST else None
    return Lacking(lower, higher, FEWEST, ready)


def surer(found: Analysis) -> tuple[str, ...]:
    """What would make the answer surer, in plain words; none where it is settled and no day is missing."""
    days = found.series
    told = []
    if found.days_needed is not None and not found.demoted:
        told.append(
            f"About {found.days_needed} more days at the present dose, scored as often as so far, may "
            "settle it."
        )
    if one_way(days):
        told.append(
            "To go back to the dose before and up again, in an order that is drawn, would tell it from "
            "whatever else changed with time. Agree on it with your prescriber first."
        )
    missed = days.days - int(days.seen.sum())
    if missed > _MISSING * days.days and not found.nothing:
        told.append(f"A score each day: {missed} of {days.days} days have none.")
    if found.blinding is None and found.verdict in ("better", "worse"):
        told.append(
            "Whoever knows what they take may score by what they hope for: with doses that look the same, "
            "prepared by somebody else, that is ruled out."
        )
    return tuple(told)
