"""Vocabulary entries: the closed lists of words that records may use."""

from typing import Literal

from cotake._record import record
from cotake.knowledge.types._common import (
    Area,
    Citation,
    ClassId,
    ConditionId,
    EnzymeId,
    IllnessId,
    RouteId,
    Step,
    SubstanceId,
    Text,
    WarningId,
    Words,
)

Sources = tuple[Citation, ...]


@record
class Entry:
    """A term with nothing to it but its name."""

    id: str
    name: Text
    says: Text = ""


@record
class AreaEntry:
    """An area of harm; `looks_at` says in plain words what a review of it covers."""

    id: str
    name: Text
    looks_at: Words


@record
class HazardEntry:
    """A harm; what it is called, what to watch for, and when to get help."""

    id: str
    name: Text
    area: Area
    person: Text
    watch: Words | None = None
    help: Text = ""


@record
class TargetEntry:
    """Where substances act, and the areas of harm that belong to it."""

    id: str
    name: Text
    area: tuple[Area, ...]


@record
class EnzymeEntry:
    """An enzyme or transporter. `recovery_days`: until new enzyme has replaced the lost.

    `turnover_half_life_h` is that of the enzyme itself, `induction_half_life_h` that with which
    induction was seen to come and go, with their sources in the file.
    """

    id: str
    name: Text
    kind: Literal["enzyme", "transporter"]
    recovery_days: float = 0
    turnover_half_life_h: float = 0
    induction_half_life_h: float = 0


@record
class ActionEntry:
    """An action at a target, as a phrase: "blocks", "is an agonist at"."""

    id: str
    name: Text
    phrase: Text


@record
class ClassEntry:
    """A class of substances; `within` names wider classes, `warnings` go with every member.

    `names` are what people type for it; a class is no medicine, and they are asked which one.
    """

    id: str
    name: Text
    plural: Text
    names: tuple[str, ...] = ()
    within: tuple[ClassId, ...] = ()
    warnings: tuple[WarningId, ...] = ()


@record
class ConditionEntry:
    """A state of the person; `names` are what people type, `implies` wider conditions.

    An eGFR below `egfr_below` (mL/min/1.73 m²) means it; where none was given, with this state it counts
    as `egfr_assumed`. `clears_less`: with it medicines may leave the body more slowly. `icd10` are the
    beginnings of its codes in ICD-10 and ICD-10-CM, with the dot, `snomed` whole codes of SNOMED CT. What
    is `past` counts also where it is over.
    """

    id: str
    name: Text
    names: tuple[str, ...] = ()
    implies: tuple[ConditionId, ...] = ()
    egfr_below: float | None = None
    egfr_assumed: float | None = None
    clears_less: bool = False
    icd10: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()
    past: bool = False


@record
class RouteEntry:
    """A way of taking it; `names` are what people type.

    `may_be` names closer ways that it may stand for: "injection" may be into a muscle.
    """

    id: str
    name: Text
    names: tuple[str, ...] = ()
    may_be: tuple[RouteId, ...] = ()


@record
class FormEntry:
    """A kind of tablet or injection; `names` are what people type and boxes say."""

    id: str
    name: Text
    names: tuple[str, ...] = ()


@record
class OutcomeEntry:
    """What a study measured. `better` is the direction of improvement on most of its scales.

    A `surrogate` stands for what matters to people; a `harm` can be put together across illnesses; of a
    `mixed` one each scale is something of its own.
    """

    id: str
    name: Text
    better: Literal["lower", "higher"]
    names: tuple[str, ...] = ()
    surrogate: bool = False
    harm: bool = False
    mixed: bool = False


@record
class NoticeEntry:
    """What a journal shows after an entry that calls for it."""

    id: str
    text: Text


@record
class ScaleEntry:
    """What a person scores in a journal, from `least` to `most`, with names for both ends.

    `unit` is what is counted where it is no score, such as hours. `matters` is the least difference within
    one person that people notice, in points, with its sources; none where no study was found.
    """

    id: str
    name: Text
    better: Literal["lower", "higher", "neither"]
    low: Text = ""
    high: Text = ""
    names: tuple[str, ...] = ()
    least: float = 0
    most: float = 10
    unit: Text = ""
    matters: float | None = None
    src: Sources = ()


@record
class DesignEntry:
    """How a study was made; `starts` is the certainty that its estimates begin with (GRADE).

    `compares` says what: groups drawn at random, other groups, whole studies, or nothing. `same_people`:
    those in its groups are the same. `risks`: its groups are people followed, so that their events are
    risks. `tells` are the fields that a record of such a study must have,
    beside its conditions and funding.
    """

    id: str
    name: Text
    starts: Literal["high", "low", "none"]
    compares: Literal["random-groups", "other-groups", "studies", "nothing"] = "nothing"
    same_people: bool = False
    risks: bool = False
    tells: tuple[
        Literal["n", "arms", "dose", "duration", "primary_outcome", "harms", "bias", "limits"], ...
    ] = ()


@record
class VerdictEntry:
    """What the studies make of a claim, in a few words and in a sentence."""

    id: str
    name: Text
    means: Words


@record
class FunderEntry:
    """A kind of payer of a study; `known` is false where that was not stated, or not read."""

    id: str
    name: Text
    known: bool = True


@record
class IllnessEntry:
    """What the people of a study had, or why they were in it; `of`: an illness that it is a kind of."""

    id: str
    name: Text
    names: tuple[str, ...] = ()
    of: IllnessId = ""


@record
class DomainEntry:
    """A way in which a study can mislead, of trials with random groups or of others."""

    id: str
    name: Text
    of: Literal["randomised", "others", "all"]


@record
class WarningEntry:
    """A warning that belongs to a medicine wherever it appears; `age_below` in years, where it ends."""

    id: str
    name: Text
    person: Text
    clinician: Text
    src: Sources
    age_below: float | None = None


@record
class StrengthEntry:
    """A strength word; fraction of enzyme activity lost, or left under induction, low-mid-high."""

    id: str
    name: Text
    adverb: Text
    inhibited: tuple[float, ...] = ()
    induced_to: tuple[float, ...] = ()


@record
class ShareEntry:
    """A share word: fraction of clearance, low-mid-high."""

    id: str
    name: Text
    fraction: tuple[float, ...]


@record
class IndexEntry:
    """A therapeutic index and its default classes by AUC ratio."""

    id: str
    name: Text
    raised: tuple[Step, ...]
    lowered: tuple[Step, ...]


@record
class GeneEntry:
    """A gene, the enzyme it codes for, and its activity by phenotype (1 is usual)."""

    id: str
    name: Text
    enzyme: EnzymeId
    activity: dict[str, float]


@record
class LookAlike:
    """Names that are mistaken for each other: no typo is ever resolved to one of them."""

    id: str
    names: tuple[str, ...]


@record
class SeriousnessEntry:
    """How serious a harm is, after the WHO terms; the lower the rank, the worse."""

    id: str
    name: Text
    rank: int


@record
class FrequencyEntry:
    """How often: what people type, and the doses a day it means."""

    id: str
    names: tuple[str, ...]
    per_day: float | None = None
    as_needed: bool = False


@record
class TypedEntry:
    """What people type in another language around a name; `means` is the English, `#` any number."""

    id: str
    names: tuple[str, ...]
    means: str


@record
class MostUsed:
    """Substances of one kind that very many people take; for counting only."""

    id: str
    name: str
    substances: tuple[SubstanceId, ...]


@record
class Fillers:
    """Words in a typed line that do not name a medicine."""

    id: str
    names: tuple[str, ...]
