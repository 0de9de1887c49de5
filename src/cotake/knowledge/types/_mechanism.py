"""The mechanism record (a rule over roles) and the pair record (what is known beyond the rules)."""

from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import (
    AbsorptionEffect,
    ActionId,
    AgentId,
    Area,
    Basis,
    Citation,
    ClassId,
    ConditionId,
    EnzymeId,
    EvidenceGrade,
    GeneId,
    HazardId,
    IndexId,
    MechanismId,
    Review,
    RouteId,
    Seriousness,
    Step,
    Strength,
    StudyId,
    SubstanceId,
    TargetId,
    Text,
    Words,
)

Sources = tuple[Citation, ...]


@record
class Role:
    """What a substance in use must be or do. Every field given must hold; lists mean any of."""

    substance: tuple[SubstanceId, ...] = ()
    class_: tuple[ClassId, ...] = ()
    kind: tuple[str, ...] = ()
    target: tuple[TargetId, ...] = ()
    as_: tuple[ActionId, ...] = ()
    strength: tuple[Strength, ...] = ()
    acts: Literal["centrally", "peripherally", ""] = ""
    hazard: HazardId = ""
    grade: int | None = None
    inhibits: tuple[EnzymeId, ...] = ()
    induces: tuple[EnzymeId, ...] = ()
    cleared_by: tuple[EnzymeId, ...] = ()
    index: tuple[IndexId, ...] = ()
    absorption: AbsorptionEffect = ""
    agent: tuple[AgentId, ...] = ()
    bands: tuple[str, ...] = ()
    routes: tuple[RouteId, ...] = ()
    any: tuple["Role", ...] = ()
    not_: "Role | None" = None


@record
class When:
    """A state of the person or of the list. Every field given must hold; lists mean any of.

    What was not said is not known: `age_from` does not hold for an unknown age, and
    `unknown: [age]` holds only then. A condition that was not named is taken as absent
    only by `no_condition`.
    """

    age_from: float | None = None
    age_below: float | None = None
    sex: Literal["female", "male", ""] = ""
    condition: tuple[ConditionId, ...] = ()
    no_condition: tuple[ConditionId, ...] = ()
    egfr_below: float | None = None
    gene: dict[GeneId, tuple[str, ...]] | None = None
    unknown: tuple[Literal["age", "egfr", "sex"], ...] = ()
    a: Role | None = None
    b: Role | None = None
    also: Role | None = None
    without: Role | None = None
    as_needed: Literal["a", "b", ""] = ""
    started_within_days: dict[Literal["a", "b"], float] | None = None
    started_before_days: dict[Literal["a", "b"], float] | None = None
    all_started_before_days: float | None = None


@record
class Context:
    """A state that moves the class up or down, and says so."""

    when: When
    classification: int
    say: Words
    src: Sources = ()


@record
class Consequence:
    """One thing that may happen; the first of a rule gives the finding its hazard."""

    hazard: HazardId
    seriousness: Seriousness
    classification: int
    src: Sources
    frequency: Text = "unknown"


@record
class Lasting:
    """Days after the last dose in which a role still counts, where the record says no other."""

    days: float
    src: Sources
    says: Text = ""


@record
class Evidence:
    """How sure the rule is, and what that rests on."""

    grade: EvidenceGrade
    basis: tuple[Basis, ...]


@record
class Level:
    """One step of a burden. `grades: [3, 2]`: one substance of grade 3 and another of 2 or more.

    Each role of `needs` must fit one of the contributors, `without` none of them.
    """

    classification: int
    seriousness: Seriousness
    src: Sources
    grades: tuple[int, ...] = ()
    factors: int = 0
    needs: tuple[Role, ...] = ()
    without: Role | None = None
    summary: Words | None = None
    action: Words | None = None
    frequency: Text = "unknown"
    contexts: tuple[Context, ...] = ()


@record
class Factor:
    """A state that counts towards a burden's `factors`."""

    when: When
    say: Words
    src: Sources


@record
class Mechanism:
    """A pattern over roles, and what follows where it is met.

    kind `pair`: one substance plays `a`, another `b`. `burden`: grades of one hazard add up over
    the whole list. `exposure`: enzymes or transporters, over the whole list, for each victim.
    `absorption`: chelation and pH. `duplication`: the same substance or class twice.
    `dose`: a daily dose far above the usual top, by `steps` of the ratio to that top.
    `frequency`: what is taken once a week, taken daily.
    `person`: one substance plays `a` and the person's state holds. `shared`: side effects in common.
    `allergy`: what is taken is related to what the person told that she is allergic to, or does not
    tolerate (`told`). `relation` says how: it is the `same` or of the class that was told, it `becomes`
    that in the body or `comes-from` it, is one of its `kin`, another of one of the `classes`, or plays `b`
    where what was told plays `a` (`roles`). `severe` is the class after a life-threatening reaction.
    """

    id: str
    title: str
    area: Area
    kind: Literal[
        "pair",
        "burden",
        "exposure",
        "absorption",
        "duplication",
        "person",
        "shared",
        "dose",
        "frequency",
        "allergy",
    ]
    summary: Words
    action: Words
    evidence: Evidence
    why: tuple[Text, ...] = ()
    a: Role | None = None
    b: Role | None = None
    when: When | None = None
    hazard: HazardId = ""
    change: Literal["raised", "lowered", "activation", ""] = ""
    classes: tuple[ClassId, ...] = ()
    told: Literal["allergy", "intolerance", ""] = ""
    relation: Literal["same", "becomes", "comes-from", "kin", "class", "roles", ""] = ""
    severe: int | None = None
    consequences: tuple[Consequence, ...] = ()
    steps: tuple[Step, ...] = ()
    levels: tuple[Level, ...] = ()
    factors: tuple[Factor, ...] = ()
    contexts: tuple[Context, ...] = ()
    onset: Text = "not known"
    ends: Text = ""
    lasts: dict[Literal["a", "b"], Lasting] | None = None
    yields_to: tuple[MechanismId, ...] = ()
    questions: tuple[Text, ...] = ()
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    reviewed: tuple[Review, ...] = ()


@record
class MeasuredExposure:
    """An AUC ratio measured in people."""

    victim: SubstanceId
    ratio: float
    src: Sources
    low: float | None = None
    high: float | None = None
    says: Text = ""


@record
class Absence:
    """A documented absence: this area was looked at for this pair, and is clear."""

    area: Area
    why: Words
    src: Sources
    basis: Basis


@record
class Studied:
    """What the studies of this very combination show, or that there is none."""

    summary: Words
    src: Sources
    studies: tuple[StudyId, ...] = ()


@record
class PairFinding:
    """A finding that the mechanisms do not give, or give differently.

    `lasts` is as in a mechanism; without it that of a replaced mechanism holds, then the washouts of
    the substances.
    """

    area: Area
    summary: Words
    action: Words
    consequences: tuple[Consequence, ...]
    evidence: Evidence
    why: tuple[Text, ...] = ()
    contexts: tuple[Context, ...] = ()
    onset: Text = "not known"
    ends: Text = ""
    lasts: dict[Literal["a", "b"], Lasting] | None = None


@record
class Pair:
    """What is known of one pair (or one substance with a class) beyond its mechanisms."""

    id: str
    a: Role
    b: Role
    finding: PairFinding | None = None
    replaces: tuple[MechanismId, ...] = ()
    exposure: MeasuredExposure | None = None
    absent: tuple[Absence, ...] = ()
    studied: tuple[Studied, ...] = ()
    reviewed: tuple[Review, ...] = ()
