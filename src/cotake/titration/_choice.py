"""Which schedule of the records fits what is taken, by whom, and beside what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cotake._errors import InputError
from cotake._text import joined
from cotake.knowledge import Library
from cotake.knowledge.types import Band, Schedule, Substance
from cotake.regimen import Medicine, form_of, parse

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
    age: float | None,
    library: Library,
    today: date,
) -> Schedule | None:
    """The schedule that was asked for, or the first that fits; None where doses are given.

    One fits that is of the route and form that are taken, of the band, and of this company: beside what
    raises its level the doses may be half.
    """
    if taper or start is not None or target is not None:
        return None
    others = substances_of(beside, library, today)
    fitting = [
        each for each in fitting_schedules(taken, record, band, others, library) if _is_of_age(each, age)
    ]
    if wanted:
        found = next((each for each in record.schedules if each.id == wanted), None)
        if found is None:
            known = ", ".join(each.id for each in record.schedules) or "none"
            raise InputError(f"{record.name} has no schedule {wanted!r}; it has: {known}")
        if found not in fitting:
            raise InputError(
                f"the schedule {wanted!r} is not for what was said: another route, form, band, or company"
            )
        return found
    starts = [each for each in fitting if each.kind == "start"]
    if not starts:
        tapers = ", ".join(each.id for each in fitting)
        more = f" On record to stop it: --schedule {tapers}." if tapers else ""
        young = " The schedules on record are for grown-ups." if age is not None and age < _GROWN else ""
        forms = {each.form for each in record.schedules if each.form} - {form_of(taken, library)}
        names = [library.vocabulary("forms")[each].name for each in sorted(forms)]
        young += f" Some are on record of the {joined(names)}: say so if that is meant." if names else ""
        raise InputError(
            f"no schedule of {record.name} that fits is on record; give --start, --target, --step, --every."
            f"{more}{young}"
        )
    return next((each for each in starts if each.with_), starts[0])


def fitting_schedules(
    taken: Medicine, record: Substance, band: Band | None, others: set[str], library: Library
) -> list[Schedule]:
    """The schedules of this route, form, band and company."""
    form = form_of(taken, library)
    return [
        each
        for each in record.schedules
        if (taken.route in each.routes if each.routes else taken.route == record.default.route)
        and (each.form or "plain") == (form or "plain")
        and (band is None or each.band in ("", band.band))
        and (not each.with_ or others & set(each.with_))
        and not others & set(each.without)
    ]


def substances_of(beside: Sequence[str], library: Library, today: date) -> set[str]:
    """The substances of a list."""
    return {each.substance for each in parse(beside, library, today=today).medicines} if beside else set()


def _is_of_age(schedule: Schedule, age: float | None) -> bool:
    if age is None:
        return True
    low, high = schedule.ages if len(schedule.ages) == 2 else (_GROWN, None)
    return (low is None or age >= low) and (high is None or age < high)
