"""What someone takes, and who takes it, as values."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Literal

from cotake._record import record
from cotake.knowledge import Candidate


@record
class Dose:
    """One dose as typed: a number and a unit such as mg, ml or IU."""

    value: float
    unit: str


@record
class Medicine:
    """One substance in use. `mg_per_day` is None where it could not be worked out.

    `bands` holds one dose band, or two where the dose lies in the gap between them. `product` is
    the name of the combination that brought it in, if any; `named_band` the band that the
    name says. A dose of zero is `taken=False`. `at` are the hours of a day at which it is taken, in
    order, where they were said: 22.5 for half past ten in the evening.
    """

    text: str
    substance: str
    name: str
    bands: tuple[str, ...]
    route: str
    dose: Dose | None = None
    mg_per_day: float | None = None
    as_needed: bool = False
    start: date | None = None
    stop: date | None = None
    product: str = ""
    taken: bool = True
    assumptions: tuple[str, ...] = ()
    route_assumed: bool = False
    frequency_assumed: bool = False
    named_band: str = ""
    times_per_day: float | None = None
    at: tuple[float, ...] = ()


@record
class Unknown:
    """A line that could not be resolved, and what it may have meant."""

    text: str
    candidates: tuple[Candidate, ...] = ()
    why: str = ""


@record
class NotCovered:
    """A substance known by name whose record cannot be used."""

    text: str
    substance: str
    why: str


@record
class Regimen:
    """A list of medicines as read: what was understood, and what was not."""

    medicines: tuple[Medicine, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    not_covered: tuple[NotCovered, ...] = ()

    def __add__(self, other: Regimen) -> Regimen:
        return Regimen(
            self.medicines + other.medicines,
            self.unknown + other.unknown,
            self.not_covered + other.not_covered,
        )


@record
class Allergy:
    """What somebody is allergic to, or does not tolerate.

    `name` is what it was read as, `substances` and `classes` are ids: of one substance, of those of a
    product, or of a class. Both are empty for what is no medicine (`kind` is then food or environment).
    `reactions` are told in words; `severity` is mild, moderate or severe, `criticality` low or high;
    `seriousness` an id of the vocabulary, "" where nothing was told to judge it by. `unread` are reactions
    that were not understood, where they leave open what it was and how severe. `apart` says why it has
    nothing to do with medicines, `unless` one of these substances is taken.
    """

    text: str
    name: str
    substances: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    kind: Literal["allergy", "intolerance", "food", "environment"] = "allergy"
    reactions: tuple[str, ...] = ()
    severity: str = ""
    criticality: str = ""
    seriousness: str = ""
    unread: tuple[str, ...] = ()
    apart: str = ""
    unless: tuple[str, ...] = ()


@record
class Person:
    """Who takes it. What is not said is not known; conditions are ids of the vocabulary."""

    age: float | None = None
    sex: str = ""
    egfr: float | None = None
    conditions: frozenset[str] = frozenset()
    genes: dict[str, str] = field(default_factory=dict)
    surgery: date | None = None
    allergies: tuple[Allergy, ...] = ()
    not_understood: tuple[Unknown, ...] = ()
