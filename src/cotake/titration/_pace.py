"""Whether a plan goes faster than it may, stops more suddenly than it may, or is for someone else."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from cotake._errors import InputError
from cotake.knowledge.types import Band, Handling, Limit, Schedule, Substance, Who
from cotake.regimen import Medicine, Person
from cotake.titration._amounts import as_dose
from cotake.titration._dates import day_of
from cotake.titration._stages import Level, of_schedule
from cotake.titration._types import Pausing, Step

#: Part of a dose that one step of a taper may take away before it is noticed.
_HALF = 2
#: Days that a step of a taper lasts at least before it is noticed.
_SHORT = 3
_OLD, _OLDISH, _WEAK, _GROWN = 65, 55, 60, 18
#: So many times the highest start on record is no start.
_FAR = 3
_WEEK = 7
_DANGEROUS = "Going faster with this medicine is dangerous, so no plan is made"
#: Half-lives until a steady dose has come to its level, but for 3 %.
_SETTLED = 5


def refuse_rare(taken: Medicine, record: Substance, form: str) -> None:
    """Refuse to plan by the day what is not taken by the day: weekly medicines, patches, depots.

    Raises:
        InputError: it is one of these.
    """
    usual = record.default.times_per_day
    rarely = usual is not None and usual < 1 and taken.route == record.default.route
    typed = taken.times_per_day is not None and taken.times_per_day < 1
    depot = form == "depot" or "depot" in (*taken.bands, taken.named_band)
    if depot or taken.route == "transdermal" or rarely or typed:
        raise InputError(
            f"{record.name} is not taken day by day in this form; a plan of daily doses would be wrong. "
            "Only schedules on record can be planned"
        )


def refuse_unplanned(taken: Medicine, record: Substance, band: Band | None, form: str, taper: str) -> None:
    """Refuse what no plan of daily doses is made of; errors as `refuse_measured` and `refuse_rare`."""
    if not taper:
        refuse_measured(record, band)
    refuse_rare(taken, record, form)


def usual_times(chosen: Schedule | None, schedules: Sequence[Schedule], record: Substance) -> int:
    """How often a day it is taken: by the schedule, by the most of those that fit, or by what is usual."""
    if chosen is not None:
        return math.ceil(chosen.times_per_day)
    known = [each.times_per_day for each in schedules if each.kind == "start"]
    return math.ceil(max(known, default=record.default.times_per_day or 1))


def refuse_measured(record: Substance, band: Band | None) -> None:
    """Refuse to plan by the calendar what is dosed by a measurement.

    Raises:
        InputError: it is dosed so.
    """
    wanted = band.band if band else record.default.band
    for each in record.doses:
        if each.band == wanted and each.follows:
            raise InputError(
                f"the dose of {record.name} follows {each.follows}: the clinic sets it, and no plan "
                "of steps by the calendar is made"
            )


def unsettled(
    levels: Sequence[Level], record: Substance, route: str, schedules: Sequence[Schedule]
) -> Iterator[str]:
    """Steps upwards that are shorter than the medicine takes to come to its level, five half-lives.

    The half-life is the middle one (geometric) of those on record, active metabolites apart; where a
    schedule on record goes by steps, its pace is what counts.

    Raises:
        InputError: too much of it is dangerous at once (narrow index, life-threatening), so that it would
            build up unseen.
    """
    raised = record.exposure.raised if record.exposure else None
    hours = [each.hours for each in record.half_lives if not each.of and route in (each.routes or (route,))]
    if not hours or any(each.kind == "start" and len(each.stages) > 1 for each in schedules):
        return
    low, high = min(each[0] for each in hours), max(each[-1] for each in hours)
    settled = math.ceil(_SETTLED * math.sqrt(low * high) / 24)
    rising = [earlier.days for earlier, later in pairwise(levels) if later.mg > earlier.mg]
    shortest = min((days for days in rising if days is not None), default=settled)
    if shortest >= settled:
        return
    text = (
        f"{record.name} takes about {settled} days to come to its level (half-life {low:g} to {high:g} h); "
        f"a step of {_days(shortest)} raises it again before the last one has shown what it does"
    )
    narrow = record.exposure is not None and record.exposure.index == "narrow"
    if narrow and raised is not None and raised.seriousness == "life-threatening":
        raise InputError(f"{text}. Too much of it can be fatal, so no plan is made with steps that short")
    yield f"{text}."


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


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


def refuse_child(person: Person) -> None:
    """Refuse doses of one's own for a child.

    Raises:
        InputError: it is one.
    """
    if person.age is not None and person.age < _GROWN:
        raise InputError(
            "doses for a child are not planned here; only schedules on record for that age are"
        )


def refuse_high_start(levels: Sequence[Level], taken: Medicine, schedules: Sequence[Schedule]) -> None:
    """Refuse to begin far above where the schedules on record begin, unless that dose is taken already.

    Raises:
        InputError: above the start of strict schedules, or above three times the highest start.
    """
    known = [each for each in schedules if each.kind == "start"]
    first = levels[0].mg
    if not known or (taken.mg_per_day is not None and taken.mg_per_day >= float(first)):
        return
    starts = [of_schedule(each)[0].mg for each in known]
    strict = [start for each, start in zip(known, starts, strict=True) if each.strict]
    most = max(strict) if strict else _FAR * max(starts)
    if first > most:
        begin = as_dose(max(strict or starts))
        raise InputError(
            f"{as_dose(first)} a day is far above where schedules on record begin ({begin}). If that much "
            f'is taken already, say so: cotake plan "NAME {as_dose(first)} daily"'
        )


def too_fast(levels: Sequence[Level], taken: Medicine, schedules: Sequence[Schedule]) -> Iterator[str]:
    """Where a dose is reached earlier than by any schedule on record that goes so far.

    A dose above all strict schedules counts as reached at their end.

    Raises:
        InputError: the schedules are strict.
    """
    known = [each for each in schedules if each.kind == "start" and len(each.stages) > 1]
    if not known:
        return
    now = taken.mg_per_day or 0.0
    for place, level in enumerate(levels):
        if place == 0 or float(level.mg) <= now:
            continue
        here = sum(each.days or 0 for each in levels[:place])
        days = [found for each in known if (found := _days_to(each, float(level.mg))) is not None]
        if now:  # the way to what is taken already is behind
            days = [each - min(_days_to(one, now) or 0 for one in known) for each in days]
        if not days or here >= min(days):
            continue
        text = (
            f"{as_dose(level.mg)} a day is reached on day {here + 1}; by the schedules on record not "
            f"before day {min(days) + 1}"
        )
        if any(each.strict for each in known):
            raise InputError(f"{text}. {_DANGEROUS}")
        yield f"{text}."
        return
    yield from _hurried(levels, now, known)


def _hurried(levels: Sequence[Level], now: float, known: Sequence[Schedule]) -> Iterator[str]:
    """Where no dose comes early, but one stage is gone through faster than by every schedule on record.

    A step that was held longer gives nothing to the next: each is borne for its own days. A stage is borne
    from the first day on which the dose is that of the stage or above.

    Raises:
        InputError: the schedules are strict.
    """
    begun, day = [], 0
    for level in levels:
        begun.append((float(level.mg), day))
        day += level.days or 0
    reach = min(begun[-1][0], max(map(_top, known)))
    known = [each for each in known if _top(each) >= reach - 1e-9]
    found = [_hurried_stage(each, begun, now) for each in known]
    told = [each for each in found if each is not None]
    if len(told) < len(known):
        return
    _, text = max(told)
    if any(each.strict for each in known):
        raise InputError(f"{text}. {_DANGEROUS}")
    yield f"{text}."


def _top(schedule: Schedule) -> float:
    return max(stage.mg or stage.each / stage.every_days for stage in schedule.stages)


def _hurried_stage(
    schedule: Schedule, begun: Sequence[tuple[float, int]], now: float
) -> tuple[int, str] | None:
    """In how many days levels, each with its first day, go through a stage that takes longer; and that."""
    doses = [stage.mg or stage.each / stage.every_days for stage in schedule.stages]
    for stage, low, high in zip(schedule.stages, doses, doses[1:], strict=False):
        if not low < high or low < max(begun[0][0], now) - 1e-9:
            continue
        at, then = (next((day for mg, day in begun if mg >= dose - 1e-9), None) for dose in (low, high))
        if at is None or then is None or not stage.days or then - at >= stage.days[0]:
            continue
        ends = f"from {as_dose(Decimal(str(low)))} to {as_dose(Decimal(str(high)))} a day"
        text = f"The way {ends} takes {_days(then - at)}; by the schedules on record {_days(stage.days[0])}"
        return then - at, text
    return None


def _days_to(schedule: Schedule, mg: float) -> int | None:
    """The fewest days after which a schedule is at this dose or above; None where it never is."""
    day = 0
    for stage in schedule.stages:
        if (stage.mg or stage.each / stage.every_days) >= mg - 1e-9:
            return day
        day += stage.days[0] if stage.days else 0
    return None


def steep(levels: Sequence[Level], handling: Handling | None, chosen: Schedule | None) -> Iterator[str]:
    """Where a taper takes half of the dose or more away at once, or leaves little time for a step.

    A schedule of the records (`chosen`) is as it is, unless a step of it was made shorter.

    Raises:
        InputError: it ends within a week what is not to be stopped suddenly.
    """
    way = sum(level.days or 0 for level in levels[:-1])
    least = {level.mg: level.days or 0 for level in of_schedule(chosen, slow=False)} if chosen else {}
    shorter = [each for each in levels[:-1] if (each.days or 0) < least.get(each.mg, 0)]
    slowly = handling is not None and handling.stop == "slowly" and (chosen is None or bool(shorter))
    if slowly and not levels[-1].mg and way < _WEEK:
        raise InputError(
            f"this medicine is not to be stopped suddenly, and the way to none takes {_days(way)}; a plan "
            f"takes {_WEEK} days or more"
        )
    if shorter:
        step = shorter[0]
        yield (
            f"The step of {as_dose(step.mg)} lasts {_days(step.days or 0)}; by the schedule "
            f"{_days(least[step.mg])}."
        )
    for earlier, later in pairwise(levels):
        if later.mg * _HALF <= earlier.mg and later.mg > 0 and len(levels) > _HALF:
            yield (
                f"From {as_dose(earlier.mg)} to {as_dose(later.mg)} is half of the dose or more at once. "
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


def of_another(chosen: Schedule | None, nearest: Sequence[Schedule], person: Person) -> Iterator[str]:
    """Where another schedule says more of the person, or goes by the age, which is not known."""
    older = [each for each in nearest if each.who and each.who.ages and (each.who.ages[0] or 0) >= _OLDISH]
    if chosen is not None and chosen.kind == "start" and person.age is None and older:
        ages = min(each.who.ages[0] or 0 for each in older if each.who)
        if chosen not in older:
            yield f"From {ages:g} years on another schedule is on record. The age is not known here."
    others = [each for each in nearest if each.kind == "start"]
    if chosen is None or chosen.kind != "start" or chosen in others or not others:
        return
    names = ", ".join(f"{each.id} ({each.title})" for each in others)
    yield f"For such a person another schedule is on record: {names}. Ask which is meant."


def of_person(person: Person, chosen: Schedule | None, limit: Limit | None) -> Iterator[str]:
    """What neither its schedule nor its limit looks at: age, kidneys, liver."""
    who = (chosen.who if chosen else None) or Who()
    most = (limit.who if limit else None) or Who()
    of_old = any(ends and ends[0] is not None and ends[0] >= _OLDISH for ends in (who.ages, most.ages))
    conditions = {*who.conditions, *most.conditions}
    if person.age is not None and person.age >= _OLD and not of_old:
        yield "From 65 years on doses are often lower and steps longer than in this plan. Ask."
    if person.age is not None and person.age < _GROWN and not who.ages:
        yield "This plan is not made for a child. Ask."
    weak = person.egfr is not None and person.egfr < _WEAK
    told = who.egfr or most.egfr or {"kidney-disease", "dialysis"} & conditions
    if (weak or "kidney-disease" in person.conditions) and not told:
        yield "Weak kidneys may need lower doses than those of this plan. Ask."
    liver = {"liver-disease", "cirrhosis"}
    if liver & person.conditions and not liver & conditions:
        yield "A weak liver may need lower doses than those of this plan. Ask."
