"""Whether a plan goes faster than it may, stops more suddenly than it may, or is for someone else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cotake._errors import InputError
from cotake.knowledge.types import Handling, Schedule, Substance, Who
from cotake.regimen import Medicine, Person
from cotake.titration._amounts import as_dose
from cotake.titration._dates import day_of
from cotake.titration._stages import Level
from cotake.titration._types import Pausing, Step

#: Part of a dose that one step of a taper may take away before it is noticed.
_HALF = 2
#: Days that a step of a taper lasts at least before it is noticed.
_SHORT = 3
_OLD, _WEAK = 65, 60


def refuse_rare(taken: Medicine, record: Substance, form: str) -> None:
    """Refuse to plan by the day what is not taken by the day: weekly medicines, patches, depots.

    Raises:
        InputError: it is one of these.
    """
    usual = record.default.times_per_day
    rarely = usual is not None and usual < 1
    typed = taken.times_per_day is not None and taken.times_per_day < 1
    if form == "depot" or taken.route == "transdermal" or rarely or typed:
        raise InputError(
            f"{record.name} is not taken day by day in this form; a plan of daily doses would be wrong. "
            "Only schedules on record can be planned"
        )


def refuse_too_high_a_start(levels: Sequence[Level], taken: Medicine) -> None:
    """Refuse a taper that begins above the dose that is taken.

    Raises:
        InputError: it does.
    """
    now = taken.mg_per_day
    if now is not None and float(levels[0].mg) > now + 1e-9:
        raise InputError(
            f"the taper begins with {as_dose(levels[0].mg)} a day, above the {now:g} mg that are taken"
        )


def too_fast(levels: Sequence[Level], schedules: Sequence[Schedule]) -> Iterator[str]:
    """Where a dose is reached earlier than by any schedule on record that goes so far.

    Raises:
        InputError: the schedules are strict.
    """
    known = [each for each in schedules if each.kind == "start" and len(each.stages) > 1]
    if not known:
        return
    for place, level in enumerate(levels):
        if place == 0:
            continue
        here = sum(each.days or 0 for each in levels[:place])
        days = [found for each in known if (found := _days_to(each, float(level.mg))) is not None]
        if not days or here >= min(days):
            continue
        text = (
            f"{as_dose(level.mg)} a day is reached on day {here + 1}; by the schedules on record not "
            f"before day {min(days) + 1}"
        )
        if any(each.strict for each in known):
            raise InputError(f"{text}. Going faster with this medicine is dangerous, so no plan is made")
        yield f"{text}."
        return


def _days_to(schedule: Schedule, mg: float) -> int | None:
    """The fewest days after which a schedule is at this dose or above; None where it never is."""
    day = 0
    for stage in schedule.stages:
        if (stage.mg or stage.each / stage.every_days) >= mg - 1e-9:
            return day
        day += stage.days[0] if stage.days else 0
    return None


def steep(levels: Sequence[Level]) -> Iterator[str]:
    """Where a taper takes more than half of the dose away at once, or leaves little time for a step."""
    for earlier, later in pairwise(levels):
        if later.mg * _HALF < earlier.mg and later.mg > 0:
            yield (
                f"From {as_dose(earlier.mg)} to {as_dose(later.mg)} is more than half of the dose at once. "
                "Ask whether that is meant."
            )
            break
    if any((level.days or _SHORT) < _SHORT for level in levels[:-1]):
        yield f"Steps shorter than {_SHORT} days leave no time to see how each is borne."


def abrupt(pauses: Sequence[Pausing], handling: Handling | None, steps: Sequence[Step]) -> Iterator[str]:
    """Pauses of what is not to be stopped suddenly, and tapers that end at a pause."""
    if pauses and handling is not None and handling.stop == "slowly":
        yield "This medicine is not to be stopped suddenly: ask whether a pause is right, and how."
    if any(step.kind == "pause" for step in steps[-1:]):
        first = day_of(steps[-1].first)
        yield f"The plan ends at the pause of {first}: how to go on after it has to be agreed anew."


def of_person(person: Person, chosen: Schedule | None) -> Iterator[str]:
    """What the plan does not look at, since its schedule says nothing of it: age, kidneys, liver."""
    who = (chosen.who if chosen else None) or Who()
    if person.age is not None and person.age >= _OLD and not who.ages:
        yield "From 65 years on doses are often lower and steps longer than in this plan. Ask."
    if person.age is not None and person.age < 18 and not who.ages:
        yield "This plan is not made for a child. Ask."
    weak = person.egfr is not None and person.egfr < _WEAK and not who.egfr
    if weak or {"kidney-disease", "liver-disease", "cirrhosis"} & set(person.conditions):
        yield "Weak kidneys or a weak liver may need lower doses than those of this plan. Ask."
