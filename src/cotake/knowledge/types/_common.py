"""What all records share: terms, citations, wording, reviews."""

from typing import Annotated

from cotake._record import record


@record
class Term:
    """Marks a text field whose values must stand in a vocabulary (or be the id of a record)."""

    vocabulary: str


#: Marks a text field that people read, and that is translated.
PROSE = "prose"
Text = Annotated[str, PROSE]
Area = Annotated[str, Term("areas")]
HazardId = Annotated[str, Term("hazards")]
TargetId = Annotated[str, Term("targets")]
EnzymeId = Annotated[str, Term("enzymes")]
ClassId = Annotated[str, Term("classes")]
ConditionId = Annotated[str, Term("conditions")]
RouteId = Annotated[str, Term("routes")]
FormId = Annotated[str, Term("forms")]
SideEffectId = Annotated[str, Term("side-effects")]
WarningId = Annotated[str, Term("warnings")]
ActionId = Annotated[str, Term("actions")]
Strength = Annotated[str, Term("strengths")]
Share = Annotated[str, Term("shares")]
IndexId = Annotated[str, Term("indexes")]
Seriousness = Annotated[str, Term("seriousness")]
EvidenceGrade = Annotated[str, Term("evidence-grades")]
Basis = Annotated[str, Term("bases")]
ReadMark = Annotated[str, Term("read-marks")]
AbsorptionEffect = Annotated[str, Term("absorption-effects")]
AgentId = Annotated[str, Term("agents")]
GeneId = Annotated[str, Term("genes")]
SubstanceId = Annotated[str, Term("substances")]
MechanismId = Annotated[str, Term("mechanisms")]
OutcomeId = Annotated[str, Term("outcomes")]
DesignId = Annotated[str, Term("designs")]
DomainId = Annotated[str, Term("bias-domains")]
FunderId = Annotated[str, Term("funders")]
IllnessId = Annotated[str, Term("illnesses")]
VerdictId = Annotated[str, Term("verdicts")]
StudyId = Annotated[str, Term("studies")]
SourceId = Annotated[str, Term("sources")]


@record
class Citation:
    """Where a fact comes from: a source, and the place in it. Written `source-id#place`."""

    source: SourceId
    place: str = ""

    @classmethod
    def from_text(cls, text: str) -> "Citation":
        """Read `source-id` or `source-id#place`."""
        source, _, place = text.partition("#")
        return cls(source, place)

    def __str__(self) -> str:
        return f"{self.source}#{self.place}" if self.place else self.source


@record
class Words:
    """One statement in two wordings. A plain text in YAML serves both."""

    person: str
    clinician: str

    @classmethod
    def from_text(cls, text: str) -> "Words":
        return cls(text, text)


@record
class Translated(Words):
    """A statement whose two wordings stand in another language than English."""


@record
class Translation:
    """An English text of the records, or of the code that puts sentences together, in another language."""

    en: str
    translated: str


@record
class Step:
    """An AUC ratio and the class it leads to. Written `[ratio, class]`."""

    ratio: float
    classification: int


@record
class Review:
    """Somebody read the sources of these areas; `seal` fixes which facts they saw."""

    area: tuple[Area, ...]
    by: str
    date: str
    basis: Basis
    seal: str = ""
    note: str = ""
