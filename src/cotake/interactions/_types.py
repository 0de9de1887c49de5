"""The answer to "can I take these together?", as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from cotake._record import open_record, record, slotted
from cotake.interactions._words import Names, fill, fill_words
from cotake.knowledge import Library
from cotake.knowledge.types import Citation, Words
from cotake.regimen import Allergy, Medicine, NotCovered, Person, Unknown

if TYPE_CHECKING:
    from cotake.interactions._others import Other


#: The operational classes (ORCA), as they are called everywhere.
CLASS_NAMES = {
    1: "avoid",
    2: "usually avoid",
    3: "minimise risk",
    4: "no special precautions",
    5: "ignore",
}
#: Knowledge older than this says so with every answer.
_FRESH_DAYS = 183


@record
class Ends:
    """When a finding ends: the rule, and the day where a stop was given."""

    rule: str
    date: date | None = None


@record
class ExposureShown:
    """AUC of the victim with the others over AUC without; measured in people, or predicted.

    `of` names the active metabolite of the victim where the figure is that of this.
    """

    victim: str
    ratio: float
    low: float
    high: float
    measured: bool = False
    of: str = ""


@slotted
class Telling:
    """The texts of a finding before names are filled in, and what it rests on.

    `late` are names that few templates ask for, worked out where one does.
    """

    summary: Words
    action: Words
    why: Sequence[str] = ()
    names: dict[str, str] = field(default_factory=dict)
    late: dict[str, Callable[[], str]] = field(default_factory=dict)
    onset: str = "not known"
    ends: Ends = Ends("")
    modifiers: Sequence[Words] = ()
    citations: Sequence[Citation] = ()
    questions: tuple[str, ...] = ()


@slotted
class Wording:
    """What a finding says, in words. What is said in two wordings is filled in when it is asked for."""

    told: Telling
    names: Names
    mechanism: tuple[str, ...]
    modifiers: tuple[Words, ...]
    citations: Sequence[Citation]


@open_record
class Finding:
    """One consequence of the list, with its reason, its action and its sources.

    `core` names the substances without which it would not stand, where others only add to it,
    `about` the states of the person that it is about, and `folded` holds milder findings of the same
    hazard, whose reasons and sources are shown with its own. `areas` are those of findings that were
    folded into it or gave way to it. The words are made when first read.
    """

    id: str
    rule: str
    substances: tuple[str, ...]
    names: tuple[str, ...]
    classification: int
    hazard: str
    area: str
    seriousness: str
    tell: Callable[[], Wording] = field(repr=False, compare=False)
    kind: str = "pair"
    core: tuple[str, ...] = ()
    about: frozenset[str] = frozenset()
    exposure: ExposureShown | None = None
    frequency: str = "unknown"
    grade: str = "theoretical"
    basis: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    seriousness_rank: int = 9
    folded: tuple[Finding, ...] = ()
    areas: tuple[str, ...] = ()

    @cached_property
    def words(self) -> Wording:
        """What it says, before its texts are filled in for an audience."""
        return self.tell()

    @property
    def summary(self) -> Words:
        """What may happen."""
        return fill_words(self.words.told.summary, self.words.names)

    @property
    def action(self) -> Words:
        """What to do."""
        return fill_words(self.words.told.action, self.words.names)

    @property
    def mechanism(self) -> tuple[str, ...]:
        """The chain of reasons, a sentence each."""
        if not self.folded:
            return self.words.mechanism
        return tuple(dict.fromkeys([line for each in self._told for line in each.mechanism]))

    @property
    def onset(self) -> str:
        """When it begins, or "not known"."""
        return fill(self.words.told.onset, self.words.names)

    @property
    def ends(self) -> Ends:
        """When it ends."""
        return self.words.told.ends

    @property
    def modifiers(self) -> tuple[Words, ...]:
        """What about the person, the dose or the time raised or lowered the class."""
        if not self.folded:
            return self.words.modifiers
        return tuple(dict.fromkeys([say for each in self._told for say in each.modifiers]))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the finding cites, each once."""
        return tuple({id(citation): citation for citation in self.cited}.values())

    @property
    def cited(self) -> Sequence[Citation]:
        """The citations of all facts it rests on, in their order; some may stand there again."""
        if not self.folded:
            return self.words.citations
        return [citation for each in self._told for citation in each.citations]

    @property
    def sources(self) -> tuple[Citation, ...]:
        """What the finding cites."""
        return self.citations

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask the prescriber."""
        return tuple([fill(each, self.words.names) for each in self.words.told.questions])

    @property
    def _told(self) -> list[Wording]:
        return [self.words, *[each.words for each in self.folded]]


@record
class Clear:
    """An area that was looked at and needs no action, and why.

    `quiet` where no substance acts in it at all.
    """

    substances: tuple[str, ...]
    area: str
    why: Words
    basis: str
    citations: tuple[Citation, ...] = ()
    quiet: bool = False


@record
class Gap:
    """A substance of which some areas were never reviewed."""

    substance: str
    text: str
    areas: tuple[str, ...]
    why: str


@record
class Note:
    """What the studies of this very combination show; `pair` is the record that tells it."""

    substances: tuple[str, ...]
    summary: Words
    citations: tuple[Citation, ...]
    studies: tuple[str, ...] = ()
    pair: str = ""


@record
class Warned:
    """A warning that belongs to medicines of the list, whatever else is taken."""

    id: str
    substances: tuple[str, ...]
    names: tuple[str, ...]
    text: Words
    citations: tuple[Citation, ...]


@open_record
class Report:
    """The whole answer. `findings` are in the order of what matters.

    `status` is the first that holds of `interaction`, `not_recognised`, `not_covered` and
    `nothing_found`.
    """

    status: str
    complete: bool
    medicines: tuple[Medicine, ...]
    person: Person
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    warnings: tuple[Warned, ...]
    not_recognised: tuple[Unknown, ...]
    not_covered: tuple[Gap, ...]
    assumptions: tuple[str, ...]
    knowledge_version: str
    generated_at: datetime
    today: date
    library: Library = field(repr=False, compare=False)
    look_for_clear: Callable[[], tuple[Clear, ...]] = field(repr=False, compare=False)

    @cached_property
    def clear(self) -> tuple[Clear, ...]:
        """What was looked at and needs no action, and why; worded when first asked for."""
        return self.look_for_clear()

    @cached_property
    def others(self) -> tuple[Other, ...]:
        """What the sources that the user added say of the same list; looked up when first asked for."""
        from cotake.interactions._others import other_sources

        return tuple(other_sources(self))

    @property
    def not_compared(self) -> tuple[Allergy, ...]:
        """The allergies that were not compared, since a medicine may hold such a food or excipient."""
        from cotake.interactions._allergies import not_compared

        return not_compared(self.person, (each.substance for each in self.medicines if each.taken))

    @property
    def knowledge_notice(self) -> str:
        """That the knowledge is over six months old, where it is; empty otherwise."""
        days = self.library.age_days(self.today)
        if days <= _FRESH_DAYS:
            return ""
        return self.library.speech(
            "What cotake knows dates from {day}, about {n} months ago; newer findings are missing. "
            "Newer knowledge is put in place with `cotake knowledge update FILE`.",
            day=self.knowledge_version.replace(".", "-"),
            n=f"{days / 30.4:.0f}",
        )

    @property
    def worst(self) -> int | None:
        """The class of the worst finding; None without findings."""
        return min((finding.classification for finding in self.findings), default=None)

    def worst_by_mechanism(self) -> dict[str, int]:
        """The worst class of each rule that was met."""
        found: dict[str, int] = {}
        for each in self.findings:
            found[each.rule] = min(each.classification, found.get(each.rule, 5))
        return found

    def to_dict(
        self,
        audience: Literal["person", "clinician"] = "clinician",
        *,
        left_out: Iterable[str] | None = None,
    ) -> dict[str, Any]:
        """The answer as plain JSON values, in the wording for a person or for a clinician.

        `left_out` is what of a health record did not count, and why; None where none was read.
        """
        from cotake.interactions._plain import plain_report

        return plain_report(self, audience, left_out)

    def of_class(self, *classes: int) -> tuple[Finding, ...]:
        """The findings of these classes, in order."""
        return tuple(each for each in self.findings if each.classification in classes)


def gap_of(missing: NotCovered) -> Gap:
    """A gap for a record that could not be used at all."""
    return Gap(missing.substance, missing.text, (), missing.why)
