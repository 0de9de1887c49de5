"""A plan and its parts. Amounts are exact decimals of mg, dates are days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from cotake._record import record
from cotake.knowledge.types import Citation, Supplied, Words

if TYPE_CHECKING:
    from cotake.interactions import Finding, Report


@record
class Portion:
    """What one dose is made of: `count` millilitres of a liquid, or pieces; half a tablet is 0.5."""

    what: str
    count: Decimal
    unit: Literal["mL", "capsule", "tablet"]


@record
class Step:
    """One level of the plan: `mg_per_day` from `first` to `last`, both taken; no last day where it stays.

    A pause has 0 mg and says `why`. `each_mg` is one dose, taken `times` a day, or once in `every` days;
    `when` is where it is not that of the plan; `parts` are the doses of a day where they differ, and
    `portions` then those of the whole day. `level` is its place among the levels of the plan, from 1, as
    `holds` counts them: a pause has none, and what goes on after one has that of before.
    """

    number: int
    mg_per_day: Decimal
    first: date
    last: date | None
    kind: Literal["dose", "pause", "end"] = "dose"
    each_mg: Decimal = Decimal(0)
    times: int | None = None
    every: int = 1
    parts: tuple[Decimal, ...] = ()
    portions: tuple[Portion, ...] = ()
    why: str = ""
    when: str = ""
    level: int = 0

    @property
    def days(self) -> int | None:
        """Days from the first to the last, both counted; None where it stays."""
        return None if self.last is None else (self.last - self.first).days + 1


def doses_in(days: int, step: Step) -> int:
    """How many times its portions are taken within so many days, the first day included."""
    return -(-days // step.every) * (1 if step.parts else step.times or 1)


@record
class Rule:
    """What was agreed with the prescriber: a score so high (or low) for so many days, then this."""

    scale: str
    sign: Literal[">=", "<="]
    value: Decimal
    days: int
    then: Literal["hold", "back", "call"]


@record
class Measure:
    """What is written down, and when."""

    what: str
    when: str


@record
class Pausing:
    """A planned pause: from the first day without it to the last, and the days on both sides of `why`."""

    why: str
    first: date
    last: date
    says: Words
    src: tuple[Citation, ...]


@record
class Supply:
    """How much of one form the plan takes: `count` pieces or millilitres of `what`."""

    what: str
    count: Decimal
    unit: Literal["mL", "capsule", "tablet"]


@record
class Told:
    """Something to check, with its sources."""

    text: str
    src: tuple[Citation, ...]


@record
class Plan:
    """A dated schedule, to discuss with the prescriber.

    `report` is the check of the whole list at each level, the worst one first in `carried`. `kept_days` is
    how long the last level is counted for in the supply, where it stays. `note` is that of the schedule;
    `limits` are the most for this person, or for whom it may be. `ours` says that cotake put its levels
    together from words, `src` where it comes from. `sold` are the strengths on record, `not_sold` the doses
    that cannot be made of these, where nothing is said to be at hand.
    """

    substance: str
    name: str
    route: str
    times_per_day: int
    when: str
    kind: Literal["start", "taper"]
    steps: tuple[Step, ...]
    beside: tuple[str, ...]
    report: Report
    carried: tuple[Finding, ...]
    rules: tuple[Rule, ...] = ()
    measures: tuple[Measure, ...] = ()
    pauses: tuple[Pausing, ...] = ()
    supply: tuple[Supply, ...] = ()
    kept_days: int = 0
    missed: Words | None = None
    restart: Words | None = None
    stopping: Words | None = None
    schedule: str = ""
    title: str = ""
    assumptions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    limits: tuple[Told, ...] = ()
    note: str = ""
    ours: bool = False
    src: tuple[Citation, ...] = ()
    handling_src: tuple[Citation, ...] = ()
    sold: tuple[Supplied, ...] = ()
    not_sold: tuple[Decimal, ...] = ()
