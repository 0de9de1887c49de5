"""Kidney disease of which no eGFR was given: what its stage says of it, and what stays unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cotake._text import sentence
from cotake.knowledge import Library
from cotake.knowledge.types import ConditionEntry
from cotake.regimen import Person

_DISEASE = "kidney-disease"
#: The area that is not clear for kidneys of which nothing is known.
_AREA = "kidney"


def with_assumed_kidneys(person: Person, library: Library) -> Person:
    """The person with the eGFR that their stage or dialysis counts as; one that was given stands.

    It is for the rules alone: a report shows what was told.
    """
    stage = _stage(person, library)
    return person if stage is None else replace(person, egfr=stage.egfr_assumed)


def kidney_assumptions(person: Person, library: Library) -> Iterator[str]:
    """What was made of kidney disease without an eGFR."""
    stage = _stage(person, library)
    if stage is not None:
        yield library.speech(
            "No eGFR was given: {stage} is counted as an eGFR of at most {egfr} mL/min/1.73 m².",
            stage=stage.name,
            egfr=f"{stage.egfr_assumed:g}",
        )
    elif unknown_kidneys(person, library):
        name = sentence(library.vocabulary("conditions")[_DISEASE].name)
        yield library.speech(
            "{name} was told, and no eGFR and no stage: limits that go by kidney function could not be "
            "judged.",
            name=name,
        )


def unknown_kidneys(person: Person, library: Library) -> tuple[str, ...]:
    """The areas that cannot be called clear, as the kidneys are diseased and no one said how far."""
    known = person.egfr is not None or _DISEASE not in person.conditions
    return () if known or _stage(person, library) else (_AREA,)


def _stage(person: Person, library: Library) -> ConditionEntry | None:
    """The worst state that stands for an eGFR, where none was given."""
    if person.egfr is not None or not person.conditions:
        return None
    entries = library.vocabulary("conditions")
    told = [entries[name] for name in person.conditions if entries[name].egfr_assumed is not None]
    return min(told, key=lambda each: each.egfr_assumed or 0, default=None)
