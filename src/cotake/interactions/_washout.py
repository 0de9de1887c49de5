"""When medicines and their metabolites are nearly gone after the last dose."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cotake._errors import InputError
from cotake.interactions._changes import activity_by_genes, changes_of
from cotake.interactions._schedule import MOST_DAYS, hours_of
from cotake.knowledge import Library, open_library
from cotake.regimen import Person, Regimen, form_of, parse, read_person

if TYPE_CHECKING:
    from cotake.kinetics.simulation import Intake, Patient


#: How many people are drawn for the spread of a washout.
_PEOPLE = 200
#: The part of them whose end need not be seen: the ranges leave out a tenth.
_UNSEEN = 0.05


@dataclass(slots=True)
class Washout:
    """Days after the last dose until a level stays below a part of its usual highest.

    `low` and `high` enclose 80 % of people; `known_by` is `kinetics` or, from half-lives alone,
    `half-life`. `name` may be that of a metabolite of `substance`.
    """

    name: str
    days: float
    low: float
    high: float
    known_by: str
    substance: str


def washouts(
    medicines: str | Sequence[str],
    *,
    part: float = 0.05,
    of: Collection[str] = (),
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
        of: the ids of those to be worked out, beside the others; all where empty.
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
    changes = changes_of(regular, library, who, date.today(), 0)
    raised = {name: each.steps for name, each in changes.items()}
    made = {name: each.made for name, each in changes.items()}
    patient = Patient(weight_kg, who.conditions, activity_by_genes(who, library), raised, made)
    for medicine in taken:
        if of and medicine.substance not in of:
            continue
        substance = library.substance(medicine.substance)
        lives = [
            each for each in substance.half_lives if medicine.route in (each.routes or (medicine.route,))
        ]
        longest = max((life.hours[-1] for life in lives if life.hours), default=0.0)
        form = form_of(medicine, library)
        if course_of(substance, medicine.route, form) is None or not medicine.mg_per_day or not longest:
            for life in lives:
                low, high = (hours / 24 * math.log2(1 / part) for hours in (life.hours[0], life.hours[-1]))
                name, middle = life.of or substance.name, math.sqrt(low * high)
                found.append(Washout(name, middle, low, high, "half-life", substance.id))
            continue
        before = min(MOST_DAYS / 4, math.ceil(6 * longest / 24) + 7)
        often = medicine.times_per_day or 1.0
        hours = tuple(hours_of(0, before, often, 0.0))
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
        found.append(
            Washout(name, float(days[0][0]), float(low), float(high), "kinetics", intake.substance)
        )
    return found
