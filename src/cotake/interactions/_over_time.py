"""Levels and receptor occupancy over days, for a list of medicines as typed."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cotake._errors import InputError
from cotake.interactions._predict import predict
from cotake.knowledge import Library, open_library
from cotake.regimen import Medicine, Person, Regimen, form_of, parse, read_person

if TYPE_CHECKING:
    from cotake.kinetics.simulation import Intake, Patient, Simulation

#: The hour of the first dose of a day, and of one taken at bedtime.
MORNING, BEDTIME = 8.0, 22.0
#: A change of level by less than this part is left aside.
_SMALL = 0.1
#: A change of level from one day to the next by less than this, in ln ratio, is left for the day after.
_STEP = 0.02
#: Days before the beginning that others are followed; what they do is steady by then.
_LOOK_BACK = 120
#: The longest course, in days: longer ones are slow and tell nothing new.
MOST_DAYS = 3650
#: How many people are drawn for the spread of a washout.
_PEOPLE = 200
#: The part of them whose end need not be seen: the ranges leave out a tenth.
_UNSEEN = 0.05


@dataclass(slots=True)
class OverTime:
    """Curves of a list, from midnight of `begin`; what was read, and what was assumed or left out.

    `raised` is the AUC ratio that the others cause, for each substance whose level they change, as
    (hour, ratio from then on).
    """

    simulation: Simulation
    regimen: Regimen
    begin: date
    raised: dict[str, list[tuple[float, float]]]
    notes: list[str]


def simulate(
    medicines: str | Sequence[str],
    *,
    days: float = 14,
    step_h: float = 1.0,
    people: int = 1,
    seed: int = 1,
    weight_kg: float = 70.0,
    missed: Collection[int] = (),
    person: dict[str, Any] | Person | None = None,
    today: date | None = None,
    library: Library | None = None,
) -> OverTime:
    """What happens to the levels of these medicines, and to what they hold of their targets.

    The first dose of a medicine without a start is on the first day; one that was stopped is taken up to
    its stop, from its start or for as long before as the level needs to be steady. The clearance of each is
    changed by what the others do to its enzymes: throughout where they have no start and no stop, else from
    day to day, as it builds up and fades.

    Args:
        medicines: what is taken, each with its dose, as for `check`.
        days: how many days to show, from today.
        step_h: hours between two points.
        people: 1 is a typical person; more are drawn around it.
        seed: of the draws.
        weight_kg: body weight.
        missed: days on which nothing is taken, 1 for the first.
        person: illnesses and gene types, as for `check`.
        today: the first day; by default the day it is.
        library: the knowledge; by default what ships.

    Raises:
        InputError: a medicine without a dose, or days or a step that cannot be meant.
    """
    import numpy as np

    from cotake.kinetics.simulation import Patient
    from cotake.kinetics.simulation import simulate as worked_out

    library = library or open_library()
    begin = today or date.today()
    if not 0 < days <= MOST_DAYS:
        raise InputError(f"days is above 0 and at most {MOST_DAYS}, got {days:g}")
    if not 0.05 <= step_h <= 1:
        raise InputError(f"the step is from 0.05 to 1 hour, got {step_h:g}")
    if days * 24 < 2 * step_h:
        raise InputError(f"{days:g} days are too few for steps of {step_h:g} h")
    if wrong := [day for day in missed if not 1 <= day <= days]:
        raise InputError(f"a missed day is from 1 to {days:g}, got {wrong[0]}")
    texts = [medicines] if isinstance(medicines, str) else list(medicines)
    regimen = parse(texts, library, today=begin)
    who = person if isinstance(person, Person) else read_person(person or {}, library)
    taken = [each for each in regimen.medicines if each.taken]
    notes: list[str] = [note for each in taken for note in each.assumptions]
    intakes = [
        _without(intake, missed) for each in taken if (intake := _intake(each, begin, days, library, notes))
    ]
    raised = _raised(taken, library, who, begin, days)
    patient = Patient(weight_kg, who.conditions, _activity(who, library), raised)
    hours = np.arange(0.0, days * 24 + step_h / 2, step_h)
    found = worked_out(intakes, library, hours, patient=patient, people=people, seed=seed)
    return OverTime(found, regimen, begin, raised, list(dict.fromkeys(notes)))


def _intake(
    medicine: Medicine, begin: date, days: float, library: Library, notes: list[str]
) -> Intake | None:
    from cotake.kinetics.simulation import Intake, course_of

    substance = library.substance(medicine.substance)
    form = form_of(medicine, library)
    course = course_of(substance, medicine.route, form)
    if course is None:
        others = substance.kinetics and course_of(substance, medicine.route)
        kind = f" as a {library.vocabulary('forms')[form].name}" if others else ""
        notes.append(f"{medicine.name}: its kinetics{kind} are not in the records; it is not drawn")
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
    first, last = _window(medicine, begin, days, substance.half_lives)
    if medicine.start is None and medicine.stop is not None:
        notes.append(f"{medicine.name}: taken regularly up to its stop")
    if medicine.as_needed:
        notes.append(f"{medicine.name}: as needed is drawn as taken daily")
    hours = list(_hours(first, last, often, _first_hour(medicine)))
    if _is_single(medicine, library):
        notes.append(f"{medicine.name}: drawn as one dose")
        hours = hours[:1]
    return Intake(medicine.substance, medicine.route, tuple(hours), (single,) * len(hours), course.form)


def _without(intake: Intake, missed: Collection[int]) -> Intake:
    """The same without the doses of the days that are missed."""
    kept = [
        (hour, mg)
        for hour, mg in zip(intake.hours, intake.mg, strict=True)
        if int(hour // 24) + 1 not in missed
    ]
    return replace(intake, hours=tuple(hour for hour, _ in kept), mg=tuple(mg for _, mg in kept))


def _window(medicine: Medicine, begin: date, days: float, half_lives: Iterable[Any]) -> tuple[float, float]:
    """The first and the last day of doses, as days from the beginning."""
    longest = max((life.hours[-1] for life in half_lives if life.hours), default=24.0)
    settled = -max(1.0, round(8 * longest / 24))
    first = 0.0
    if medicine.start is not None:
        first = float((medicine.start - begin).days)
    elif medicine.stop is not None:
        first = min(0.0, float((medicine.stop - begin).days)) + settled
    last = days if medicine.stop is None else float((medicine.stop - begin).days)
    return max(first, settled * 4 - MOST_DAYS), last


def _first_hour(medicine: Medicine) -> float:
    words = medicine.text.lower()
    return (
        BEDTIME if any(each in words for each in ("bed", "night", "nocte", "evening", "qhs")) else MORNING
    )


def _is_single(medicine: Medicine, library: Library) -> bool:
    """Whether one dose was meant: `once`, `single dose`."""
    names = library.vocabulary("frequencies")["at-once"].names
    words = "|".join(re.escape(name) for name in names)
    often = r"(?!\s+(?:a|daily|every|per|weekly|monthly)\b)"
    return re.search(rf"\b(?:{words})\b{often}", medicine.text, re.IGNORECASE) is not None


def _hours(first: float, last: float, often: float, hour: float) -> Iterable[float]:
    """The times of doses in h from the beginning; several a day evenly over 24 h."""
    number = 0
    while True:
        at = first * 24 + hour + number * 24 / often
        if at >= last * 24:
            return
        yield at
        number += 1


def _raised(
    taken: Sequence[Medicine], library: Library, person: Person, begin: date, days: float
) -> dict[str, list[tuple[float, float]]]:
    """The AUC ratio of each substance by the others, as (hour from the beginning, ratio from then on).

    One for all time where the others are in regular use; else from day to day, as what they do builds up
    and fades.
    """
    found: dict[str, list[tuple[float, float]]] = {}
    for place, medicine in enumerate(taken):
        others = [each for number, each in enumerate(taken) if number != place]
        others = [each for each in others if each.substance != medicine.substance]
        if not others or medicine.substance in found:
            continue
        always = replace(medicine, start=None, stop=None)
        dates = [each for other in others for each in (other.start, other.stop) if each is not None]
        first = min(0, min(((each - begin).days for each in dates), default=0) - 1)
        numbers = range(max(first, -_LOOK_BACK), math.ceil(days) + 1) if dates else range(1)
        steps: list[tuple[float, float]] = []
        for number in numbers:
            day = begin + timedelta(days=number)
            there = [each for each in others if each.start is None or each.start <= day]
            ratio = predict(always, there, library, person=person, today=day).ratio if there else 1.0
            if not steps or abs(math.log(ratio / steps[-1][1])) > _STEP:
                steps.append((number * 24.0, ratio))
        if any(abs(ratio - 1) >= _SMALL for _, ratio in steps):
            found[medicine.substance] = steps
    return found


@dataclass(slots=True)
class Washout:
    """Days after the last dose until a level stays below a part of its usual highest.

    `low` and `high` enclose 80 % of people; `known_by` is `kinetics` or, from half-lives alone,
    `half-life`.
    """

    name: str
    days: float
    low: float
    high: float
    known_by: str


def washouts(
    medicines: str | Sequence[str],
    *,
    part: float = 0.05,
    weight_kg: float = 70.0,
    person: dict[str, Any] | Person | None = None,
    library: Library | None = None,
) -> tuple[list[Washout], Regimen]:
    """When each medicine and metabolite is nearly gone after regular use.

    Where the kinetics are in the records, they are run to a steady level for 200 people and stopped; else
    the half-lives are counted, log2(1 / part) of them.

    Args:
        medicines: what is taken, each with its dose where it matters.
        part: of the highest level of a day in regular use, above 0 and below 1.
        weight_kg: body weight.
        person: as for `simulate`.
        library: as for `simulate`.

    Raises:
        InputError: the part is not between 0 and 1.
    """
    from cotake.kinetics.simulation import Intake, Patient, course_of
    from cotake.kinetics.simulation import simulate as worked_out

    if not 0 < part < 1:
        raise InputError(f"the part is between 0 and 1, got {part:g}")
    library = library or open_library()
    texts = [medicines] if isinstance(medicines, str) else list(medicines)
    regimen = parse(texts, library, today=date.today())
    who = person if isinstance(person, Person) else read_person(person or {}, library)
    found: list[Washout] = []
    taken = [each for each in regimen.medicines if each.taken]
    regular = [replace(each, start=None, stop=None) for each in taken]
    raised = _raised(regular, library, who, date.today(), 0)
    patient = Patient(weight_kg, who.conditions, _activity(who, library), raised)
    for medicine in taken:
        substance = library.substance(medicine.substance)
        lives = [
            each for each in substance.half_lives if medicine.route in (each.routes or (medicine.route,))
        ]
        longest = max((life.hours[-1] for life in lives if life.hours), default=0.0)
        form = form_of(medicine, library)
        if course_of(substance, medicine.route, form) is None or not medicine.mg_per_day or not longest:
            for life in lives:
                low, high = (hours / 24 * math.log2(1 / part) for hours in (life.hours[0], life.hours[-1]))
                found.append(
                    Washout(life.of or substance.name, math.sqrt(low * high), low, high, "half-life")
                )
            continue
        before = min(MOST_DAYS / 4, math.ceil(6 * longest / 24) + 7)
        often = medicine.times_per_day or 1.0
        hours = tuple(_hours(0, before, often, 0.0))
        intake = Intake(
            medicine.substance, medicine.route, hours, (medicine.mg_per_day / often,) * len(hours), form
        )
        after = math.ceil(longest / 24 * math.log2(1 / part) * 2) + 7
        found += _gone(worked_out, intake, library, patient, before, after, part)
    return found, regimen


def _gone(
    worked_out: Any,
    intake: Intake,
    library: Library,
    patient: Patient,
    before: float,
    after: float,
    part: float,
) -> list[Washout]:
    import numpy as np

    grid = np.arange(0.0, (before + after) * 24 + 0.5, 1.0)
    stop = intake.hours[-1]
    last = (grid >= stop) & (grid < stop + 24)
    typical = worked_out([intake], library, grid, patient=patient)
    many = worked_out([intake], library, grid, patient=patient, people=_PEOPLE)
    levels = [
        (line.name, line.values, spread.values)
        for line, spread in zip(typical.lines, many.lines, strict=True)
        if line.kind == "level"
    ]
    floors = [(one, part * one[last].max(axis=0)) for _, *both in levels for one in both]
    lasting = max(float(np.mean(one[-1] >= floor)) for one, floor in floors)
    if lasting > _UNSEEN and before + 2 * after < MOST_DAYS:  # some are not gone by then: look for longer
        return _gone(worked_out, intake, library, patient, before, 2 * after, part)
    found = []
    for name, *both in levels:
        days = []
        for values in both:
            over = values >= part * values[last].max(axis=0)
            end = len(grid) - 1 - np.argmax(over[::-1], axis=0)
            days.append((grid[np.minimum(end + 1, len(grid) - 1)] - stop) / 24)
        low, high = np.percentile(days[1], [10, 90])
        found.append(Washout(name, float(days[0][0]), float(low), float(high), "kinetics"))
    return found


def _activity(person: Person, library: Library) -> dict[str, float]:
    """The activity of enzymes by genotype."""
    genes = library.vocabulary("genes")
    return {
        genes[gene].enzyme: genes[gene].activity.get(phenotype, 1.0)
        for gene, phenotype in person.genes.items()
        if gene in genes
    }
