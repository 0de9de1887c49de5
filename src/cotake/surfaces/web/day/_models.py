"""What the curves rest on: the models of the records, their remarks and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cotake._record import record
from cotake._text import sentence
from cotake.surfaces.web._sources import Source, Sources

if TYPE_CHECKING:
    from cotake.interactions import OverTime
    from cotake.knowledge import Library


@record
class Model:
    """The kinetics of a substance as they were drawn: in which form, what the record says of each part, and
    the sources."""

    name: str
    forms: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]


def models_of(found: OverTime, library: Library) -> tuple[Model, ...]:
    """The models of all that is drawn, in the order of the list."""
    from cotake.kinetics.simulation import course_of

    named, targets = library.vocabulary("forms"), library.vocabulary("targets")
    models = []
    for substance in dict.fromkeys(each.substance for each in found.intakes):
        record_of = library.substance(substance)
        ways = dict.fromkeys(
            (each.route, each.form) for each in found.intakes if each.substance == substance
        )
        courses = [course for way in ways if (course := course_of(record_of, *way))]
        sources = Sources(library)
        sources.marks(cited for each in courses for cited in each.src)
        sources.marks(cited for each in record_of.occupancy for cited in each.src)
        notes = [each.note for each in courses if each.note]
        notes += [
            sentence(f"{targets[each.target].name}: {each.note}")
            for each in record_of.occupancy
            if each.note
        ]
        models.append(
            Model(
                name=record_of.name,
                forms=tuple(dict.fromkeys(named[each.form].name for each in courses)),
                notes=tuple(dict.fromkeys(notes)),
                sources=sources.listed(),
            )
        )
    return tuple(models)
