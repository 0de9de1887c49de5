"""Which schedule of the records fits what is taken, by whom, and beside what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cotake._errors import InputError
from cotake._text import joined
from cotake.knowledge import Library
from cotake.knowledge.types import Schedule
from cotake.regimen import Person, parse
from cotake.titration._stages import of_schedule
from cotake.titration._who import Case, in_words, knows_of, schedule_is_for

_GROWN = 18.0
#: Schedules that are listed where none fits.
_LISTED = 6
_BESIDE = "beside"


def chosen_schedule(case: Case, wanted: str, use: str) -> Schedule:
    """The schedule that was asked for, or the first that fits.

    One fits that is of the route and form that are taken, of the band, for this person, and of this
    company: beside what raises its level the doses may be half. What says more of the person goes first; of
    several that say as much the one with the lowest start, where they say something, or the one for an
    illness of the person, else the first on record. `use` is what it is for.
    """
    record, person, library = case.substance, case.person, case.library
    fitting = fitting_schedules(case)
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
        raise InputError(_none_fits(case))

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


def fitting_schedules(case: Case) -> list[Schedule]:
    """The schedules of this route, form, band, company and person, and of the brand that was said."""
    return [each for each in case.substance.schedules if not _bar(each, case)]


def _bar(schedule: Schedule, case: Case) -> str:
    """Why a schedule does not fit; "" where it does."""
    library, wanted = case.library, schedule.form or "plain"
    if case.taken.route not in (schedule.routes or (case.substance.default.route,)):
        return "another way of taking it"
    if wanted != case.form:
        return str(library.vocabulary("forms")[wanted].name)
    if case.band is not None and schedule.band not in ("", case.band.band):
        return "other doses"
    if schedule.names and not any(name.lower() in case.taken.text.lower() for name in schedule.names):
        return f"only {schedule.names[0]}"
    if schedule.with_ and not case.others & set(schedule.with_):
        return f"only {_BESIDE} {' or '.join(library.substance(each).name for each in schedule.with_)}"
    clash = sorted(case.others & set(schedule.without))
    if clash:
        return f"not {_BESIDE} {joined([library.substance(each).name for each in clash])}"
    if not schedule_is_for(schedule, case.person):
        return in_words(schedule.who, library) or "for grown-ups"
    return ""


def _none_fits(case: Case) -> str:
    """That no schedule fits, why those on record do not, and what can be done."""
    starts = [each for each in case.substance.schedules if each.kind == "start" and not each.with_]
    listed = "; ".join(f"{each.id} ({_bar(each, case)})" for each in starts[:_LISTED])
    told = f" On record: {listed}." if listed else ""
    clash = sorted(
        {case.library.substance(one).name for each in starts for one in case.others & set(each.without)}
    )
    if clash:
        how = f"beside {joined(clash)} its doses are the prescriber's to set"
    elif case.person.age is not None and case.person.age < _GROWN:
        how = "doses for a child are not planned otherwise"
    else:
        how = "give --start, --target, --step, --every"
    tapers = ", ".join(each.id for each in fitting_schedules(case))
    more = f" To stop it: --schedule {tapers}." if tapers else ""
    return f"no schedule of {case.substance.name} that fits is on record; {how}.{told}{more}"


def nearest(schedules: Sequence[Schedule], person: Person) -> list[Schedule]:
    """Of the schedules that fit, those that say most of the person: one for everybody is not their pace."""
    most = max((knows_of(each.who, person) for each in schedules if each.kind == "start"), default=0)
    return [each for each in schedules if knows_of(each.who, person) >= most]


def substances_of(beside: Sequence[str], library: Library, today: date) -> frozenset[str]:
    """The substances of a list."""
    listed = parse(beside, library, today=today).medicines if beside else ()
    return frozenset(each.substance for each in listed)
