"""The hours of doses, from medicines as typed."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.regimen import Medicine, form_of

if TYPE_CHECKING:
    from cotake.kinetics.simulation import Intake


#: The hour of the first dose of a day, and of one taken at bedtime.
MORNING, BEDTIME = 8.0, 22.0
#: The longest course, in days: longer ones are slow and tell nothing new.
MOST_DAYS = 3650
#: Half-lives, of the longest that is known, after which a level is steady: 97 % of it, and mostly more.
_STEADY = 5
_LATE = re.compile(
    r"\b(?:bed|bedtime|night|nights|nightly|nocte|evening|evenings|qhs|hs|qpm|pm)\b", re.IGNORECASE
)
_EARLY = re.compile(r"\b(?:morning|mornings|mane|am|qam|breakfast)\b", re.IGNORECASE)


def why_not_drawn(medicine: Medicine, library: Library) -> str:
    """Why no course of its level can be drawn, or ""."""
    from cotake.kinetics.simulation import course_of

    substance = library.substance(medicine.substance)
    form = form_of(medicine, library)
    if course_of(substance, medicine.route, form) is None:
        others = substance.kinetics and course_of(substance, medicine.route)
        kind = f" as a {library.vocabulary('forms')[form].name}" if others else ""
        return f"its kinetics{kind} are not in the records"
    if medicine.mg_per_day is None or medicine.dose is None:
        return "its dose in mg is not said"
    return ""


def intake_of(
    medicine: Medicine,
    begin: date,
    days: float,
    library: Library,
    notes: list[str],
    *,
    steady: bool = False,
) -> Intake | None:
    """The doses of a medicine whose kinetics are known, and None of others.

    With `steady`, what has neither a start nor a stop is taken for so long before that its level is steady.

    Raises:
        InputError: it has no dose in mg.
    """
    from cotake.kinetics.simulation import Intake, course_of

    substance = library.substance(medicine.substance)
    form = form_of(medicine, library)
    course = course_of(substance, medicine.route, form)
    if course is None:
        notes.append(f"{medicine.name}: {why_not_drawn(medicine, library)}; it is not drawn")
        return None
    drawn_as = library.vocabulary("forms")[course.form].name
    kinds = {each.form for each in substance.kinetics if each.routes == course.routes}
    if not form and len(kinds) > 1:
        notes.append(f"{medicine.name}: the form is not said; drawn as the {drawn_as}")
    elif course.form != "plain":
        notes.append(f"{medicine.name}: drawn as the {drawn_as}")
    if medicine.mg_per_day is None or medicine.dose is None:
        raise InputError(
            f'"{medicine.text}" has no dose in mg; write one, such as {substance.id} 10 mg daily'
        )
    often = medicine.times_per_day or 1.0
    single = medicine.mg_per_day / often
    single_dose = is_single(medicine, library)
    first, last = _window(medicine, begin, days, substance.half_lives, steady and not single_dose)
    if medicine.start is None and medicine.stop is not None:
        notes.append(f"{medicine.name}: taken regularly up to its stop")
    if len(medicine.at) > 1 and often == len(medicine.at):
        hours = list(hours_at(first, last, medicine.at))
    else:
        hours = list(hours_of(first, last, often, first_hour(medicine)))
    if single_dose:
        notes.append(f"{medicine.name}: drawn as one dose")
        hours = hours[:1]
    return Intake(medicine.substance, medicine.route, tuple(hours), (single,) * len(hours), course.form)


def without_days(intake: Intake, missed: Collection[int]) -> Intake:
    """The same without the doses of the days that are missed."""
    kept = [
        (hour, mg)
        for hour, mg in zip(intake.hours, intake.mg, strict=True)
        if int(hour // 24) + 1 not in missed
    ]
    return replace(intake, hours=tuple(hour for hour, _ in kept), mg=tuple(mg for _, mg in kept))


def _window(
    medicine: Medicine, begin: date, days: float, half_lives: Iterable[Any], steady: bool
) -> tuple[float, float]:
    """The first and the last day of doses, as days from the beginning."""
    longest = max((life.hours[-1] for life in half_lives if life.hours), default=24.0)
    settled = -max(1.0, round(8 * longest / 24))
    first = 0.0
    if medicine.start is not None:
        first = float((medicine.start - begin).days)
    elif medicine.stop is not None:
        first = min(0.0, float((medicine.stop - begin).days)) + settled
    elif steady:
        first = -max(1.0, math.ceil(_STEADY * longest / 24))
    last = days if medicine.stop is None else float((medicine.stop - begin).days)
    return max(first, settled * 4 - MOST_DAYS), last


def first_hour(medicine: Medicine) -> float:
    """The hour of the first dose of a day: in the evening only where no other time is said beside it."""
    if medicine.at:
        return medicine.at[0]
    return BEDTIME if _LATE.search(medicine.text) and not _EARLY.search(medicine.text) else MORNING


def is_single(medicine: Medicine, library: Library) -> bool:
    """Whether one dose was meant: `once`, `single dose`."""
    names = library.vocabulary("frequencies")["at-once"].names
    words = "|".join(re.escape(name) for name in names)
    often = r"(?!\s+(?:a|an|at|in|on|with|before|after|each|every|per|daily|nightly|weekly|monthly)\b)"
    return re.search(rf"\b(?:{words})\b{often}", medicine.text, re.IGNORECASE) is not None


def hours_of(first: float, last: float, often: float, hour: float) -> Iterable[float]:
    """The times of doses in h from the beginning; several a day evenly over 24 h."""
    number = 0
    while True:
        at = first * 24 + hour + number * 24 / often
        if at >= last * 24:
            return
        yield at
        number += 1


def hours_at(first: float, last: float, at: Sequence[float]) -> Iterator[float]:
    """The times of doses at these hours of every day, in h from the beginning."""
    for day in range(math.floor(first), math.ceil(last)):
        yield from (day * 24 + hour for hour in at if first * 24 <= day * 24 + hour < last * 24)
