"""Whom a schedule or a limit of the records is for, and the most of a dose for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from cotake._errors import InputError
from cotake._record import record
from cotake._text import joined
from cotake.knowledge import Library
from cotake.knowledge.types import Band, Limit, Schedule, Substance, Who
from cotake.regimen import Medicine, Person
from cotake.titration._amounts import as_dose

_GROWN = 18.0
_ANYONE = Who()
_NOTHING: frozenset[str] = frozenset()
_AGE = frozenset({"age"})
#: What a person may not have said.
_FACTS = ("age", "egfr")
#: ml/min that are reckoned with on dialysis.
_DIALYSIS = 5.0


@record
class Case:
    """Who takes what, how, and beside what: all by which a schedule or a limit is chosen.

    `band` is the one that was named, `form` an id of the vocabulary, `others` the substances beside it.
    """

    taken: Medicine
    substance: Substance
    band: Band | None
    form: str
    others: frozenset[str]
    person: Person
    library: Library


def is_for(who: Who | None, person: Person, *, unknown: frozenset[str] = _NOTHING) -> bool:
    """Whether it is for this person. What is not known of them fits nothing, but for `unknown` facts."""
    who = who or _ANYONE
    fits = {"age": _fits(who.ages, person.age, "age" in unknown)}
    fits["egfr"] = _fits(who.egfr, person.egfr, "egfr" in unknown)
    for gene, states in (who.gene or {}).items():
        fits[gene] = person.genes.get(gene) in states or (gene not in person.genes and "genes" in unknown)
    return all(fits.values()) and (not who.conditions or bool(person.conditions & set(who.conditions)))


def for_planning(person: Person) -> Person:
    """The person with what follows from an illness: on dialysis the kidneys do next to nothing."""
    if person.egfr is None and "dialysis" in person.conditions:
        return replace(person, egfr=_DIALYSIS)
    return person


def refuse_unknown_kidneys(case: Case) -> None:
    """Refuse to plan with weak kidneys of which no figure is known, where the dose goes by it.

    Raises:
        InputError: it does.
    """
    if case.person.egfr is not None or "kidney-disease" not in case.person.conditions:
        return
    schedules, limits = case.substance.schedules, case.substance.limits
    whom = [*(each.who for each in schedules), *(each.who for each in limits)]
    if any(each is not None and each.egfr for each in whom):
        raise InputError(
            f"with kidney disease the dose of {case.substance.name} goes by the eGFR: give --egfr"
        )


def schedule_is_for(schedule: Schedule, person: Person) -> bool:
    """Whether a schedule is for this person: without ages it is for grown-ups; an unknown age fits."""
    if person.age is not None and person.age < _GROWN and not (schedule.who and schedule.who.ages):
        return False
    return is_for(schedule.who, person, unknown=_AGE)


def _fits(ends: Sequence[float | None], value: float | None, unknown: bool) -> bool:
    if not ends:
        return True
    return unknown if value is None else _within(value, *_range(ends))


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


def limits_of(case: Case) -> tuple[Limit | None, tuple[Limit, ...]]:
    """The least of the limits that hold for this person, company, route, form and band, or None; and those
    that would hold by one fact that is not known of the person: age or kidneys.
    """
    wanted = case.band.band if case.band else case.substance.default.band
    taken_so = [
        replace(each, with_=tuple(one for one in each.with_ if one in case.others))
        for each in case.substance.limits
        if (case.taken.route in each.routes if each.routes else True)
        and (not each.form or each.form == case.form)
        and each.band in ("", wanted)
        and (not each.with_ or case.others & set(each.with_))
    ]
    holding = [each for each in taken_so if is_for(each.who, case.person)]
    may = [
        each
        for each in taken_so
        if any(is_for(each.who, case.person, unknown=frozenset({fact})) for fact in _FACTS)
        and each not in holding
    ]
    return min(holding, key=most_of, default=None), tuple(sorted(may, key=most_of))


def most_of(limit: Limit) -> Decimal:
    """The mg a day of a limit."""
    return Decimal(str(limit.each)) / limit.every_days if limit.each else Decimal(str(limit.mg))


def limit_in_words(limit: Limit, name: str, library: Library) -> str:
    """`with an eGFR below 30 ml/min, the most on record is 700 mg a day`."""
    whom = in_words(limit.who, library)
    where = [joined([library.vocabulary("routes")[each].name for each in limit.routes])]
    if limit.form:
        where.append(f"in the {library.vocabulary('forms')[limit.form].name}")
    if limit.with_:
        where.append(f"beside {' or '.join(library.substance(each).name for each in limit.with_)}")
    head = ", ".join(filter(None, (whom, *where)))
    note = f" ({limit.note})" if limit.note else ""
    if not most_of(limit):
        return f"{head}, {name} is not to be begun{note}".strip(", ")
    how = (
        f"{as_dose(Decimal(str(limit.each)))} every {limit.every_days} days"
        if limit.each
        else f"{as_dose(Decimal(str(limit.mg)))} a day"
    )
    ours = "the most that cotake plans" if limit.own else "the most on record"
    return f"{head}, {ours} is {how}{note}".strip(", ")


def _range(ends: Sequence[float | None]) -> tuple[float | None, float | None]:
    return (ends[0], ends[1]) if len(ends) == 2 else (None, None)


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value < high)
