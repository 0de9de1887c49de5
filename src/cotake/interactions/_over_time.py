"""Levels and receptor occupancy over days, for a list of medicines as typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from cotake._errors import InputError
from cotake.interactions._changes import activity_by_genes, changes_of, not_counted
from cotake.interactions._schedule import MOST_DAYS, intake_of, why_not_drawn, without_days
from cotake.knowledge import Library, open_library
from cotake.regimen import Medicine, Person, Regimen, parse, read_person

if TYPE_CHECKING:
    from cotake.kinetics.simulation import Intake, Simulation


#: The least age in years for which levels are drawn.
_GROWN = 18


@dataclass(slots=True)
class OverTime:
    """Curves of a list, from midnight of `begin`; what was read, and what was assumed or left out.

    `raised` is the AUC ratio that the others cause, for each substance whose level they change, as
    (hour, ratio from then on). `intakes` are the doses that are drawn, `not_drawn` the medicines that are
    not, and why.
    """

    simulation: Simulation
    regimen: Regimen
    begin: date
    raised: dict[str, list[tuple[float, float]]]
    notes: list[str]
    intakes: list[Intake] = field(default_factory=list)
    not_drawn: list[tuple[Medicine, str]] = field(default_factory=list)


def simulate(
    medicines: str | Sequence[str],
    *,
    days: float = 14,
    step_h: float = 1.0,
    people: int = 1,
    seed: int = 1,
    weight_kg: float = 70.0,
    missed: Collection[int] | Mapping[str, Collection[int]] = (),
    steady: bool = False,
    without_dose: Literal["refuse", "leave out"] = "refuse",
    person: dict[str, Any] | Person | None = None,
    today: date | None = None,
    library: Library | None = None,
) -> OverTime:
    """What happens to the levels of these medicines, and to what they hold of their targets.

    The first dose of a medicine without a start is on the first day, or with `steady` so long before that
    its level is steady; one that was stopped is taken up to its stop, from its start or for as long before
    as the level needs to be steady. The clearance of each is changed by what the others do to its enzymes:
    throughout where they have no start and no stop, else from day to day, as it builds up and fades.

    Args:
        medicines: what is taken, each with its dose, as for `check`.
        days: how many days to show, from today.
        step_h: hours between two points.
        people: 1 is a typical person; more are drawn around it.
        seed: of the draws.
        weight_kg: body weight.
        missed: days on which nothing is taken, 1 for the first; or, by the id of a substance, days on which
            this is not taken.
        steady: whether what has neither a start nor a stop is in regular use already.
        without_dose: whether a medicine without a dose is refused with all, or left out and told.
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
    by_substance = missed if isinstance(missed, Mapping) else {}
    every = () if isinstance(missed, Mapping) else missed
    told = [*every, *(day for some in by_substance.values() for day in some)]
    if wrong := [day for day in told if not 1 <= day <= days]:
        raise InputError(f"a missed day is from 1 to {days:g}, got {wrong[0]}")
    texts = [medicines] if isinstance(medicines, str) else list(medicines)
    regimen = parse(texts, library, today=begin)
    who = person if isinstance(person, Person) else read_person(person or {}, library)
    if who.age is not None and who.age < _GROWN:
        raise InputError(f"levels are drawn for adults; at {who.age:g} years they would mislead")
    taken = [each for each in regimen.medicines if each.taken]
    notes: list[str] = [note for each in taken for note in each.assumptions]
    not_drawn = [(each, why) for each in taken if (why := why_not_drawn(each, library))]
    leave_out = [each for each, _ in not_drawn] if without_dose == "leave out" else []
    intakes = [
        without_days(intake, by_substance.get(each.substance, every))
        for each in taken
        if each not in leave_out and (intake := intake_of(each, begin, days, library, notes, steady=steady))
    ]
    changes = changes_of(taken, library, who, begin, days)
    notes += not_counted(taken, changes, who, weight_kg, library)
    raised = {name: each.steps for name, each in changes.items()}
    made = {name: each.made for name, each in changes.items()}
    patient = Patient(weight_kg, who.conditions, activity_by_genes(who, library), raised, made)
    hours = np.arange(0.0, days * 24 + step_h / 2, step_h)
    found = worked_out(intakes, library, hours, patient=patient, people=people, seed=seed)
    notes = list(dict.fromkeys(notes))
    return OverTime(found, regimen, begin, raised, notes, intakes, not_drawn)
