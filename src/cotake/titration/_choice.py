"""Which schedule of the records fits what is taken, by whom, and beside what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cotake._errors import InputError
from cotake._text import joined
from cotake.knowledge import Library
from cotake.knowledge.types import Band, Schedule, Substance
from cotake.regimen import Medicine, Person, form_of, parse
from cotake.titration._stages import of_schedule
from cotake.titration._who import knows_of, schedule_is_for

_GROWN = 18.0


def chosen_schedule(
    taken: Medicine,
    record: Substance,
    band: Band | None,
    wanted: str,
    taper: str,
    start: Decimal | None,
    target: Decimal | None,
    beside: Sequence[str],
    person: Person,
    use: str,
    library: Library,
    today: date,
) -> Schedule | None:
    """The schedule that was asked for, or the first that fits; None where doses are given.

    One fits that is of the route and form that are taken, of the band, for this person, and of this
    company: beside what raises its level the doses may be half. What says more of the person goes first; of
    several that say as much the one with the lowest start, where they say something, or the one for an
    illness of the person, else the first on record. `use` is what it is for.
    """
    if taper or start is not None or target is not None:
        return None
    others = substances_of(beside, library, today)
    fitting = fitting_schedules(taken, record, band, others, person, library)
    if wanted:
        found = next((each for each in record.schedules if each.id == wanted), None)
        if found is None:
            known = ", ".join(each.id for each in record.schedules) or "none"
            raise InputError(f"{record.name} has no schedule {wanted!r}; it has: {known}")
        if found not in fitting:
            raise InputError(
                f"the schedule {wanted!r} is not for what was said: another route, form, band, "
                "company, or person"
            )
        return found
    starts = [each for each in fitting if each.kind == "start"]
    if use and starts:
        starts = [each for each in starts if is_of_use(each, use)]
        if not starts:
            known = (
                ", ".join(dict.fromkeys(text for each in fitting for text in each.for_)) or "none is named"
            )
            raise InputError(f"no schedule of {record.name} for {use!r} is on record; there are: {known}")
    if not starts:
        tapers = ", ".join(each.id for each in fitting)
        more = f" On record to stop it: --schedule {tapers}." if tapers else ""
        child = person.age is not None and person.age < _GROWN
        young = " The schedules on record are for grown-ups." if child else ""
        forms = {each.form for each in record.schedules if each.form} - {form_of(taken, library)}
        names = [library.vocabulary("forms")[each].name for each in sorted(forms)]
        young += f" Some are on record of the {joined(names)}: say so if that is meant." if names else ""
        raise InputError(
            f"no schedule of {record.name} that fits is on record; give --start, --target, --step, --every."
            f"{more}{young}"
        )

    def rank(each: Schedule) -> tuple[bool, int, bool, bool, Decimal]:
        known = knows_of(each.who, person)
        ill = any(
            is_of_use(each, library.vocabulary("conditions")[condition].name)
            for condition in person.conditions
        )
        first = -of_schedule(each)[0].mg if known else Decimal(0)
        return bool(each.with_), known, bool(each.names), ill, first

    return max(starts, key=rank)


def named_with_use(schedule: Schedule) -> str:
    """The title of a schedule, with the illnesses it is for where it does not name them."""
    unnamed = [
        each for each in schedule.for_ if not is_of_use(Schedule("", schedule.title, "start", (), ()), each)
    ]
    return f"{schedule.title} (for {joined(unnamed)})" if unnamed else schedule.title


def is_of_use(schedule: Schedule, use: str) -> bool:
    """Whether a schedule is for a use, by the words of its uses and title."""
    words = [word for word in re.findall(r"[a-z]+", use.lower()) if len(word) > 3]
    told = " ".join((*schedule.for_, schedule.title)).lower()
    return bool(words) and all(word[:6] in told for word in words)


def fitting_schedules(
    taken: Medicine,
    record: Substance,
    band: Band | None,
    others: set[str],
    person: Person,
    library: Library,
) -> list[Schedule]:
    """The schedules of this route, form, band, company and person, and of the brand that was said."""
    form = form_of(taken, library)
    text = taken.text.lower()
    return [
        each
        for each in record.schedules
        if (taken.route in each.routes if each.routes else taken.route == record.default.route)
        and (each.form or "plain") == (form or "plain")
        and (band is None or each.band in ("", band.band))
        and (not each.with_ or others & set(each.with_))
        and not others & set(each.without)
        and (not each.names or any(name.lower() in text for name in each.names))
        and schedule_is_for(each, person)
    ]


def nearest(schedules: Sequence[Schedule], person: Person) -> list[Schedule]:
    """Of the schedules that fit, those that say most of the person: one for everybody is not their pace."""
    most = max((knows_of(each.who, person) for each in schedules if each.kind == "start"), default=0)
    return [each for each in schedules if knows_of(each.who, person) >= most]


def substances_of(beside: Sequence[str], library: Library, today: date) -> set[str]:
    """The substances of a list."""
    return {each.substance for each in parse(beside, library, today=today).medicines} if beside else set()
