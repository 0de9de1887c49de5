"""Scores by the dose that was taken on their day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cotake._text import sentence
from cotake.handover._days import amount, mean, number
from cotake.handover._dosed import amounts_known, levels
from cotake.handover._types import Dosed, Handover, Outcome

#: More columns than these are put together, so that the table fits the page.
_MOST = 5
#: Stands where nothing was scored at a dose.
NONE = "–"


def compared_doses(handover: Handover) -> Dosed | None:
    """The doses of the medicine that scores are compared by, where these were handed on."""
    return next((each for each in handover.doses if each.name == handover.compared and each.days), None)


def by_dose(
    scored: Sequence[Outcome], handover: Handover
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """As `means_by_dose`, by the doses that were handed on."""
    if handover.first is None or handover.last is None:
        return (), ()
    return means_by_dose(scored, compared_doses(handover), handover.first, handover.last)


def means_by_dose(
    scored: Sequence[Outcome], dosed: Dosed | None, first: date, last: date
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headings of the doses, and a row for each that was scored: the mean and on how many days.

    One column for all days, where there is no medicine to go by.
    """
    columns: list[tuple[str, set[date]]] = [
        ("all days", {day for each in scored for day, _, _ in each.days})
    ]
    if dosed is not None:
        columns = _columns(dosed, first, last)
    rows = []
    for each in scored:
        cells = []
        for _, days in columns:
            values = [value for day, value, _ in each.days if day in days]
            cells.append(f"{number(mean(values))} ({len(values)})" if values else NONE)
        rows.append((sentence(each.scale.name), *cells))
    return tuple(head for head, _ in columns), tuple(rows)


def _columns(dosed: Dosed, first: date, last: date) -> list[tuple[str, set[date]]]:
    """The doses from the lowest to the highest with their days, put together where there are too many."""
    by_level: dict[float, set[date]] = {}
    for day, level in levels(dosed, first, last).items():
        by_level.setdefault(level, set()).add(day)
    if not amounts_known(dosed):
        return [("not taken" if not level else "taken", days) for level, days in sorted(by_level.items())]
    found = [("none", by_level.pop(0.0))] if 0.0 in by_level else []
    order = sorted(by_level)
    size = -(-len(order) // _MOST) or 1
    for at in range(0, len(order), size):
        some = order[at : at + size]
        days = set().union(*(by_level[each] for each in some))
        ends = amount(some[0]) if len(some) == 1 else f"{amount(some[0])} to {amount(some[-1])}"
        found.append((f"{ends} mg", days))
    return found
