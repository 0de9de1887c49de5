"""The substance record: what a medicine, herb, food or drink is, does, and undergoes."""

from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import (
    AbsorptionEffect,
    ActionId,
    AgentId,
    Citation,
    ClassId,
    ConditionId,
    EnzymeId,
    FormId,
    HazardId,
    IndexId,
    MechanismId,
    Review,
    RouteId,
    Seriousness,
    Share,
    SideEffectId,
    Step,
    Strength,
    SubstanceId,
    TargetId,
    Text,
    WarningId,
    Words,
)
from cotake.knowledge.types._kinetics import Course, Occupancy
from cotake.knowledge.types._mechanism import When
from cotake.knowledge.types._schedule import Handling, Limit, Pause, Schedule, Supplied

Sources = tuple[Citation, ...]


@record
class RxnormOf:
    """An ingredient of RxNorm that the record holds among others, with its name there."""

    rxnorm: str
    name: str


@record
class Codes:
    """Identifiers, each read in a register and never recalled; empty where none was read.

    `also` are ingredients of RxNorm that have no record of their own: one record holds them all.
    """

    rxnorm: str = ""
    atc: tuple[str, ...] = ()
    unii: str = ""
    also: tuple[RxnormOf, ...] = ()


@record
class Default:
    """What is assumed, aloud, when the person does not say.

    `times_per_day` is given where it is not taken daily: 0.143 for once a week.
    """

    route: RouteId
    band: str = ""
    times_per_day: float | None = None


@record
class Memberships:
    """The classes it belongs to; the narrowest are enough."""

    are: tuple[ClassId, ...]
    src: Sources


@record
class About:
    """What it is and how it works, two or three sentences."""

    person: Text
    clinician: Text
    src: Sources


@record
class Band:
    """A range of daily doses in which the substance behaves alike. `null` leaves an end open.

    `follows` is what sets the dose where no calendar can, such as the INR: no plan of steps is made then.
    """

    band: str
    mg_per_day: tuple[float | None, ...]
    src: Sources
    names: tuple[str, ...] = ()
    usual_top_mg: float | None = None
    use: Literal["licensed", "off-label", "traditional", "food", "misuse", ""] = ""
    for_: tuple[Text, ...] = ()
    routes: tuple[RouteId, ...] = ()
    says: str = ""
    follows: str = ""


@record
class Route:
    """A way of taking it. With `little` or `none`, only facts that name the route apply."""

    route: RouteId
    systemic: Literal["full", "little", "none"]
    src: Sources
    names: tuple[str, ...] = ()
    band: str = ""


@record
class Deed:
    """What it does: an action at a target, or a grade 0-3 of a hazard. 0 is a cited absence."""

    src: Sources
    target: TargetId = ""
    as_: ActionId = ""
    strength: Strength = ""
    ki_nm: float | None = None
    acts: Literal["centrally", "peripherally", ""] = ""
    via: str = ""
    hazard: HazardId = ""
    grade: int | None = None
    bands: tuple[str, ...] = ()
    routes: tuple[RouteId, ...] = ()
    note: str = ""


@record
class Pathway:
    """What is done to it: the share of its clearance that an enzyme or transporter carries.

    `own` names the fields that are the authors' estimate: the cited place does not give them. `fitted`
    is never written: the compiled file has there the share as measured ratios have it (see `Fit`).
    """

    enzyme: EnzymeId
    share: Share | float
    src: Sources
    makes: str = ""
    activates: bool = False
    bands: tuple[str, ...] = ()
    routes: tuple[RouteId, ...] = ()
    own: tuple[Literal["share", "makes"], ...] = ()
    note: str = ""
    fitted: tuple[float, ...] = ()


@record
class Influence:
    """How it inhibits or induces an enzyme or transporter; `none` is a cited absence.

    `strength` is that of regular use. `first` is the strength with which a first dose alone inhibits, where
    that is another: what blocks at once and induces later. `own` names the fields that are the authors'
    estimate: the cited place does not give them. `fitted` is never written: the compiled file has there
    what measured ratios make of it (see `Fit`).
    """

    enzyme: EnzymeId
    strength: Strength
    src: Sources
    fraction: float | None = None
    by: Literal["reversible", "mechanism-based", "turnover", ""] = ""
    lasts_days: float | None = None
    first: Strength = ""
    via: str = ""
    bands: tuple[str, ...] = ()
    routes: tuple[RouteId, ...] = ()
    own: tuple[Literal["by", "fraction", "lasts_days"], ...] = ()
    note: str = ""
    fitted: tuple[float, ...] = ()


@record
class Change:
    """What a rise or fall of its own exposure brings, class by AUC ratio.

    With `own` the action is the authors' advice: the cited place does not give it.
    """

    steps: tuple[Step, ...]
    hazard: HazardId
    src: Sources
    seriousness: Seriousness = ""
    action: Words | None = None
    own: tuple[Literal["action"], ...] = ()
    note: str = ""


@record
class Activation:
    """What is lost when the enzyme that makes the active metabolite is inhibited; `own` as in `Change`."""

    hazard: HazardId
    strong: int
    moderate: int
    src: Sources
    weak: int = 4
    seriousness: Seriousness = ""
    action: Words | None = None
    own: tuple[Literal["action"], ...] = ()
    note: str = ""


@record
class Exposure:
    """How much a change of its own level matters: therapeutic index, and classes by AUC ratio."""

    index: IndexId
    src: Sources
    raised: Change | None = None
    lowered: Change | None = None
    activation: Activation | None = None


@record
class Absorption:
    """Chelation and pH: `bound-by`, `binds`, `needs-acid`, `raises-ph` and the like.

    `own` names the fields that are the authors' estimate: the cited place does not give them.
    """

    effect: AbsorptionEffect
    src: Sources
    agent: AgentId = ""
    classification: int | None = None
    hours_before: float | None = None
    hours_after: float | None = None
    routes: tuple[RouteId, ...] = ()
    own: tuple[Literal["hours_before", "hours_after"], ...] = ()
    note: str = ""


@record
class HalfLife:
    """Terminal half-life in hours, lowest and highest usual figure; `of` names a metabolite."""

    hours: tuple[float, ...]
    src: Sources
    of: str = ""
    active: bool = True
    routes: tuple[RouteId, ...] = ()
    note: str = ""


@record
class Washout:
    """For these mechanisms, the days after the last dose in which the substance still counts."""

    mechanism: tuple[MechanismId, ...]
    days: float
    src: Sources
    bands: tuple[str, ...] = ()
    routes: tuple[RouteId, ...] = ()
    note: str = ""


@record
class Caution:
    """What one person's state means for this one substance.

    `lasts_days` after the last dose it still holds (harm to an unborn child, mostly). `own` names
    the fields that are the authors' advice or estimate: the cited place does not give them.
    """

    when: When
    hazard: HazardId
    classification: int
    summary: Words
    action: Words
    src: Sources
    seriousness: Seriousness = "needs-intervention"
    lasts_days: float = 0
    bands: tuple[str, ...] = ()
    routes: tuple[RouteId, ...] = ()
    own: tuple[Literal["action", "lasts_days"], ...] = ()


@record
class Heed:
    """A warning that belongs to the substance, at these bands and by these routes.

    The id of the warning alone is short for all of them.
    """

    warning: WarningId
    bands: tuple[str, ...] = ()
    routes: tuple[RouteId, ...] = ()

    @classmethod
    def from_text(cls, text: str) -> "Heed":
        """Read the id of a warning."""
        return cls(text)


@record
class SideEffects:
    """The side effects that come commonly."""

    common: tuple[SideEffectId, ...]
    src: Sources


@record
class Starting:
    """How it is usually begun, to discuss with the prescriber."""

    person: Text
    clinician: Text
    src: Sources
    band: str = ""


@record
class Companion:
    """A substance that is always taken beside this one, such as its booster.

    It counts as taken where neither it nor one of `or_` is in the list.
    """

    substance: SubstanceId
    src: Sources
    or_: tuple[SubstanceId, ...] = ()


@record
class Substance:
    """Everything known about one substance. An area without a review is unknown, not safe.

    `implies` are states of whoever takes it, as a habit that is recorded like a medicine.
    """

    id: str
    name: str
    default: Default
    classes: Memberships
    about: About
    kind: Literal["medicine", "herb", "supplement", "food", "drink", "recreational"] = "medicine"
    codes: Codes = Codes()
    names: dict[str, tuple[str, ...]] | None = None
    doses: tuple[Band, ...] = ()
    routes: tuple[Route, ...] = ()
    does: tuple[Deed, ...] = ()
    undergoes: tuple[Pathway, ...] = ()
    inhibits: tuple[Influence, ...] = ()
    induces: tuple[Influence, ...] = ()
    exposure: Exposure | None = None
    absorption: tuple[Absorption, ...] = ()
    half_lives: tuple[HalfLife, ...] = ()
    kinetics: tuple[Course, ...] = ()
    occupancy: tuple[Occupancy, ...] = ()
    washouts: tuple[Washout, ...] = ()
    cautions: tuple[Caution, ...] = ()
    warnings: tuple[Heed, ...] = ()
    implies: tuple[ConditionId, ...] = ()
    taken_with: Companion | None = None
    side_effects: SideEffects | None = None
    starting: tuple[Starting, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    limits: tuple[Limit, ...] = ()
    handling: tuple[Handling, ...] = ()
    pauses: tuple[Pause, ...] = ()
    supplied: tuple[Supplied, ...] = ()
    reviewed: tuple[Review, ...] = ()


@record
class Part:
    """One substance in a product, with its amount in one dose unit where fixed."""

    substance: SubstanceId
    mg: float | None = None
    band: str = ""
    route: RouteId = ""
    form: FormId = ""


@record
class Product:
    """A name that stands for several substances, or for one by a set route or strength.

    `larger` is the part of two whose strength is the larger in every product: 25/100 and 100/25 mean the
    same then.
    """

    id: str
    name: str
    parts: tuple[Part, ...]
    src: Sources
    names: tuple[str, ...] = ()
    says: str = ""
    larger: SubstanceId = ""
