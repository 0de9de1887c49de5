"""Entries of one substance: the dose band that their sum falls in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cotake.knowledge import Library
from cotake.regimen._bands import place
from cotake.regimen._types import Medicine, Regimen


def added_up(regimen: Regimen, library: Library, today: date) -> Regimen:
    """Entries of one substance by one route, in the dose band that their sum falls in."""
    places: dict[tuple[str, str], list[int]] = {}
    for place_, medicine in enumerate(regimen.medicines):
        if medicine.mg_per_day and medicine.taken and _current(medicine, today):
            places.setdefault((medicine.substance, medicine.route), []).append(place_)
    medicines = list(regimen.medicines)
    for (name, route), listed in places.items():
        if len(listed) < 2:
            continue
        total = sum(medicines[each].mg_per_day or 0 for each in listed)
        say, substance = library.speech, library.substance(name)
        placed = place(substance, "", route, total, say=say)
        for each in listed:
            old = medicines[each]
            together = say("{name}: {mg} mg a day together", name=old.name, mg=f"{total:g}")
            notes = (together, *placed.assumptions)
            of_one = place(substance, "", route, old.mg_per_day, say=say).between
            kept = (note for note in old.assumptions if note != of_one)
            assumptions = tuple(dict.fromkeys((*kept, *notes)))
            medicines[each] = replace(old, bands=placed.bands, assumptions=assumptions)
    return replace(regimen, medicines=tuple(medicines))


def _current(medicine: Medicine, today: date) -> bool:
    """Whether it is in use today, as far as its dates say."""
    return medicine.stop is None and (medicine.start is None or medicine.start <= today)
