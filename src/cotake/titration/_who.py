"""Whom a schedule or a limit of the records is for, and the most of a dose for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cotake._text import joined
from cotake.knowledge import Library
from cotake.knowledge.types import Band, Limit, Substance, Who
from cotake.regimen import Medicine, Person, form_of
from cotake.titration._amounts import as_dose

_GROWN = 18.0
_ANYONE = Who()


def is_for(who: Who | None, person: Person, *, grown: bool) -> bool:
    """Whether it is for this person; without ages, where `grown`, it is for grown-ups.

    An unknown age keeps nothing away; an unknown eGFR, and what was not named, fit nothing that asks.
    """
    who = who or _ANYONE
    low, high = (_GROWN, None) if grown and not who.ages else _range(who.ages)
    if person.age is not None and not _within(person.age, low, high):
        return False
    if who.egfr and (person.egfr is None or not _within(person.egfr, *_range(who.egfr))):
        return False
    if who.conditions and not person.conditions & set(who.conditions):
        return False
    return all(person.genes.get(gene) in states for gene, states in (who.gene or {}).items())


def knows_of(who: Who | None, person: Person) -> int:
    """How much it says of this person: of two that fit, the one that says more goes first."""
    if who is None:
        return 0
    of_age = bool(who.ages) and person.age is not None
    return of_age + bool(who.egfr) + bool(who.conditions) + bool(who.gene)


def in_words(who: Who | None, library: Library) -> str:
    """`from 65 years on, with an eGFR from 15 to below 30 ml/min`; "" for anyone."""
    return ", ".join(_parts(who, library)) if who else ""


def _parts(who: Who, library: Library) -> Iterator[str]:
    if who.ages:
        yield _ends(who.ages, "from {} years on", "below {} years", "from {} to below {} years")
    if who.egfr:
        yield "with " + _ends(
            who.egfr,
            "an eGFR of {} ml/min or more",
            "an eGFR below {} ml/min",
            "an eGFR from {} to below {} ml/min",
        )
    if who.conditions:
        names = [library.vocabulary("conditions")[each].name for each in who.conditions]
        yield f"with {' or '.join(names)}"
    for gene, states in (who.gene or {}).items():
        yield f"as {' or '.join(states)} metaboliser of {gene}"


def _ends(ends: Sequence[float | None], above: str, below: str, between: str) -> str:
    low, high = _range(ends)
    if high is None:
        return above.format(f"{low:g}")
    return below.format(f"{high:g}") if low is None else between.format(f"{low:g}", f"{high:g}")


def limit_of(
    taken: Medicine, record: Substance, band: Band | None, person: Person, library: Library
) -> Limit | None:
    """The least of the limits that hold for this person, route, form and band; None where none does."""
    form = form_of(taken, library) or "plain"
    wanted = band.band if band else record.default.band
    holding = [
        each
        for each in record.limits
        if is_for(each.who, person, grown=False)
        and (taken.route in each.routes if each.routes else True)
        and (not each.form or each.form == form)
        and each.band in ("", wanted)
    ]
    return min(holding, key=most_of, default=None)


def most_of(limit: Limit) -> Decimal:
    """The mg a day of a limit."""
    return Decimal(str(limit.each)) / limit.every_days if limit.each else Decimal(str(limit.mg))


def limit_in_words(limit: Limit, name: str, library: Library) -> str:
    """`With an eGFR below 30 ml/min the most of it on record is 700 mg a day.`"""
    whom = in_words(limit.who, library)
    where = [joined([library.vocabulary("routes")[each].name for each in limit.routes])]
    if limit.form:
        where.append(f"in the {library.vocabulary('forms')[limit.form].name}")
    head = ", ".join(filter(None, (whom, *where)))
    note = f" ({limit.note})" if limit.note else ""
    source = ", ".join(str(each) for each in limit.src)
    if not most_of(limit):
        return f"{head}, {name} is not to be begun{note} [{source}]".strip(", ")
    how = (
        f"{as_dose(Decimal(str(limit.each)))} every {limit.every_days} days"
        if limit.each
        else f"{as_dose(Decimal(str(limit.mg)))} a day"
    )
    ours = "the most that cotake plans" if limit.own else "the most on record"
    return f"{head}, {ours} is {how}{note} [{source}]".strip(", ")


def _range(ends: Sequence[float | None]) -> tuple[float | None, float | None]:
    return (ends[0], ends[1]) if len(ends) == 2 else (None, None)


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value < high)
