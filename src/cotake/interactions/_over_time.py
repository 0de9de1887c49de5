"""Levels and receptor occupancy over days, for a list of medicines as typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cotake._errors import InputError
from cotake.interactions._changes import activity_by_genes, changes_of, not_counted
from cotake.interactions._schedule import MOST_DAYS, intake_of, without_days
from cotake.knowledge import Library, open_library
from cotake.regimen import Person, Regimen, parse, read_person

if TYPE_CHECKING:
    from cotake.kinetics.simulation import Simulation


#: The least age in years for which levels are drawn.
_GROWN = 18


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
    if who.age is not None and who.age < _GROWN:
        raise InputError(f"levels are drawn for adults; at {who.age:g} years they would mislead")
    taken = [each for each in regimen.medicines if each.taken]
    notes: list[str] = [note for each in taken for note in each.assumptions]
    intakes = [
        without_days(intake, missed)
        for each in taken
        if (intake := intake_of(each, begin, days, library, notes))
    ]
    changes = changes_of(taken, library, who, begin, days)
    notes += not_counted(taken, changes, who, weight_kg, library)
    raised = {name: each.steps for name, each in changes.items()}
    made = {name: each.made for name, each in changes.items()}
    patient = Patient(weight_kg, who.conditions, activity_by_genes(who, library), raised, made)
    hours = np.arange(0.0, days * 24 + step_h / 2, step_h)
    found = worked_out(intakes, library, hours, patient=patient, people=people, seed=seed)
    return OverTime(found, regimen, begin, raised, list(dict.fromkeys(notes)))
