"""Vocabulary entries of allergies: what they are to, how they show, and who is related."""

from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import Citation, ClassId, ConditionId, Seriousness, SubstanceId

Sources = tuple[Citation, ...]


@record
class AllergenEntry:
    """What people are allergic to and no medicine, or `kind: none`, that they are to nothing.

    `kind: medicine` is a word used of allergies alone, and stands for `substances` and `classes`. `names`
    are what people and records write; `snomed` codes of SNOMED CT, and `icd10` of ICD-10-CM, that say it.
    `apart` says why it has nothing to do with medicines, `unless` one of these substances is taken; without
    it an allergen may be in a medicine, and stays open.
    """

    id: str
    name: str
    kind: Literal["food", "environment", "medicine", "none"]
    names: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()
    substances: tuple[SubstanceId, ...] = ()
    classes: tuple[ClassId, ...] = ()
    apart: str = ""
    unless: tuple[SubstanceId, ...] = ()


@record
class Sequel:
    """A state that a reaction to any of these substances, or members of these classes, leaves behind."""

    condition: ConditionId
    classes: tuple[ClassId, ...] = ()
    substances: tuple[SubstanceId, ...] = ()


@record
class CodedName:
    """A code, and the name that is shown where a record has the code alone."""

    code: str
    name: str


@record
class ReactionEntry:
    """How somebody reacted. `seriousness` is that of an allergy which showed itself so.

    A `side_effect` is brought on without an allergy; with a `seriousness` it does harm. `how_bad`
    tells how bad it was, not what. Of `names` one in capitals counts as written, `*` ends a stem,
    `...` stands for up to three words. `snomed`: codes of SNOMED CT.
    `leaves`: the states that count from then on, by what brought it on.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    seriousness: Seriousness = ""
    side_effect: bool = False
    how_bad: bool = False
    snomed: tuple[CodedName, ...] = ()
    leaves: tuple[Sequel, ...] = ()


@record
class KinEntry:
    """Substances of which one is forbidden to who is allergic to another, by their labels."""

    id: str
    name: str
    substances: tuple[SubstanceId, ...]
    src: Sources
