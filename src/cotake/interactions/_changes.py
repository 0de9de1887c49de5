"""What medicines of a list do to the levels of each other, from day to day."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cotake._text import joined
from cotake.interactions._predict import formed, predict
from cotake.interactions._schedule import first_hour, is_single
from cotake.knowledge import Library, key_of
from cotake.regimen import Medicine, Person

#: A change of level by less than this part is left aside.
_SMALL = 0.1
#: A change of level from one day to the next by less than this, in ln ratio, is left for the day after.
_STEP = 0.02
#: Days before the beginning that others are followed; what they do is steady by then.
_LOOK_BACK = 120
#: A body weight in kg below which someone is hardly grown up.
_LIGHT = 35.0


@dataclass(slots=True)
class Changes:
    """What others do to one substance: (hour, AUC ratio from then on); the metabolites in each step."""

    steps: list[tuple[float, float]]
    made: list[dict[str, float]]


def changes_of(
    taken: Sequence[Medicine], library: Library, person: Person, begin: date, days: float
) -> dict[str, Changes]:
    """What the others, and a gene type, do to the level of each substance and of its metabolites.

    One step for all time where the others are in regular use; else from day to day, as what they do
    builds up and fades.
    """
    found: dict[str, Changes] = {}
    for place, medicine in enumerate(taken):
        others = [each for number, each in enumerate(taken) if number != place]
        others = [
            _as_taken(each, begin, library) for each in others if each.substance != medicine.substance
        ]
        if medicine.substance in found:
            continue
        always = replace(medicine, start=None, stop=None)
        dates = [each for other in others for each in (other.start, other.stop) if each is not None]
        first = min(0, min(((each - begin).days for each in dates), default=0) - 1)
        numbers = range(max(first, -_LOOK_BACK), math.ceil(days) + 1) if dates else range(1)
        hour = max((first_hour(each) for each in others if each.start or each.stop), default=0.0)
        changes = Changes([], [])
        for number in numbers:
            day = begin + timedelta(days=number)
            there = [each for each in others if each.start is None or each.start <= day]
            ratio = predict(always, there, library, person=person, today=day).ratio if there else 1.0
            made = _metabolites(always, there, library, person, day, ratio)
            if not changes.steps or _differs(ratio, made, changes):
                changes.steps.append((number * 24.0 + hour, ratio))
                changes.made.append(made)
        figures = [ratio for _, ratio in changes.steps] + [
            each for made in changes.made for each in made.values()
        ]
        if any(abs(each - 1) >= _SMALL for each in figures):
            found[medicine.substance] = changes
    return found


def _as_taken(medicine: Medicine, begin: date, library: Library) -> Medicine:
    """One dose is begun and stopped on its day."""
    if not is_single(medicine, library):
        return medicine
    day = medicine.start or medicine.stop or begin
    return replace(medicine, start=day, stop=day)


def _metabolites(
    medicine: Medicine, others: list[Medicine], library: Library, person: Person, day: date, ratio: float
) -> dict[str, float]:
    """How many times the usual of each metabolite that is drawn is formed, where its making is recorded."""
    names = [each.of for course in library.substance(medicine.substance).kinetics for each in course.makes]
    if not names:
        return {}
    known = formed(medicine, others, library, ratio=ratio, person=person, today=day)
    return {name: known[key_of(name)] for name in names if key_of(name) in known}


def _differs(ratio: float, made: dict[str, float], changes: Changes) -> bool:
    before = changes.made[-1]
    apart = [abs(math.log(ratio / changes.steps[-1][1]))]
    apart += [
        abs(math.log(made[name] / before[name])) for name in made if before.get(name) and made[name] > 0
    ]
    return max(apart) > _STEP


def activity_by_genes(person: Person, library: Library) -> dict[str, float]:
    """The activity of enzymes by genotype."""
    genes = library.vocabulary("genes")
    return {
        genes[gene].enzyme: genes[gene].activity.get(phenotype, 1.0)
        for gene, phenotype in person.genes.items()
        if gene in genes
    }


def not_counted(
    taken: Sequence[Medicine],
    changes: dict[str, Changes],
    person: Person,
    weight_kg: float,
    library: Library,
) -> Iterable[str]:
    """What was told of the person and the list that the curves leave out."""
    if person.egfr is not None:
        yield "kidney function is not counted in the curves: what the kidney clears is drawn as usual"
    drawn = [library.substance(each.substance) for each in taken]
    for condition in sorted(person.conditions):
        if not library.vocabulary("conditions")[condition].clears_less:
            continue
        without = [
            each.name
            for each in drawn
            if each.kinetics and not any(condition in (course.left_in or {}) for course in each.kinetics)
        ]
        if without:
            name = library.vocabulary("conditions")[condition].name
            yield f"{name} is not counted for {joined(dict.fromkeys(without))}: no figure is in the records"
    if weight_kg < _LIGHT:
        yield "the curves are those of adults, scaled by weight: they do not hold for a child"
    for each in taken:
        if each.as_needed:
            yield f"{each.name}: as needed is counted as taken daily"
    for name, change in changes.items():
        substance = library.substance(name)
        for course in substance.kinetics:
            for metabolite in course.makes:
                moved = any(abs(ratio - 1) >= _SMALL for _, ratio in change.steps)
                if moved and metabolite.of not in change.made[0]:
                    yield (
                        f"{substance.name}: which enzyme makes {metabolite.of} is not in the records; "
                        "its level is drawn as usual"
                    )
    if any(not each.start and not each.stop for each in taken) and changes:
        yield "what medicines without a start do to others is counted as in regular use from the first hour"
