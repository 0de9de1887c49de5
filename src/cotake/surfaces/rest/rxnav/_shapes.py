"""The replies as the RxNav service gave them: the same names, everything a text, what is empty left out."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType, field


class _Part(Struct, frozen=True, rename="camel"):
    """Written under the names that the service had."""


class MinConcept(_Part, frozen=True):
    """A concept: its RxCUI ("" where there is none), name and term type."""

    rxcui: str
    name: str
    tty: str


class SourceConcept(_Part, frozen=True):
    """The same as cotake calls it; `url` leads to a source of what is said, "" where there is none."""

    id: str
    name: str
    url: str


class InteractionConcept(_Part, frozen=True):
    """One side of a pair."""

    min_concept_item: MinConcept
    source_concept_item: SourceConcept


class InteractionPair(_Part, frozen=True):
    """What is said of two ingredients. `severity` is "high" for classes 1 and 2, else "N/A"."""

    interaction_concept: list[InteractionConcept]
    severity: str
    description: str


class FullInteractionType(_Part, frozen=True):
    """Two of the identifiers that were asked about, and all that is said of them, the worst first."""

    comment: str
    min_concept: list[MinConcept]
    interaction_pair: list[InteractionPair]


class FullInteractionTypeGroup(_Part, frozen=True):
    """All that one source says."""

    source_disclaimer: str
    source_name: str
    full_interaction_type: list[FullInteractionType]


class ListInput(_Part, frozen=True):
    """What was asked."""

    sources: list[str]
    rxcuis: list[str]


class ListReply(_Part, frozen=True, omit_defaults=True):
    """The interactions between identifiers; without a group where there are none.

    `error` stands only where nothing could be checked.
    """

    nlm_disclaimer: str
    user_input: ListInput
    error: str | UnsetType = UNSET
    full_interaction_type_group: list[FullInteractionTypeGroup] | UnsetType = UNSET


class InteractionType(_Part, frozen=True):
    """The identifier that was asked about, as one ingredient, and all that is said of it."""

    comment: str
    min_concept_item: MinConcept
    interaction_pair: list[InteractionPair]


class InteractionTypeGroup(_Part, frozen=True):
    """All that one source says."""

    source_disclaimer: str
    source_name: str
    interaction_type: list[InteractionType]


class OneInput(_Part, frozen=True):
    """What was asked."""

    sources: list[str]
    rxcui: str


class OneReply(_Part, frozen=True, omit_defaults=True):
    """The interactions of one identifier with everything known; without a group where there are none."""

    nlm_disclaimer: str
    user_input: OneInput
    error: str | UnsetType = UNSET
    interaction_type_group: list[InteractionTypeGroup] | UnsetType = UNSET


class SourceList(_Part, frozen=True):
    """The names that `sources` takes."""

    source: list[str]


class SourcesReply(_Part, frozen=True):
    """The sources of interactions."""

    nlm_disclaimer: str
    source_list: SourceList


class SourceVersionList(_Part, frozen=True):
    """The sources with their versions."""

    source_version: list[str]


class SourceVersionReply(_Part, frozen=True):
    """Of which version the interactions are."""

    nlm_disclaimer: str
    source_version_list: SourceVersionList


class IdGroup(_Part, frozen=True, omit_defaults=True):
    """What was asked, and the RxCUIs found for it; without `rxnormId` where there are none."""

    name: str | UnsetType = UNSET
    id_type: str | UnsetType = UNSET
    id: str | UnsetType = UNSET
    rxnorm_id: list[str] | UnsetType = UNSET


class IdReply(_Part, frozen=True):
    """RxCUIs of a name or of another code."""

    id_group: IdGroup


class Candidate(_Part, frozen=True):
    """A concept that may be meant; `score` from 0 to 100, `rank` from 1, `rxaui` always empty."""

    rxcui: str
    rxaui: str
    score: str
    rank: str
    name: str
    source: str


class ApproximateGroup(_Part, frozen=True, omit_defaults=True):
    """What was asked, and what may be meant."""

    input_term: str
    candidate: list[Candidate] | UnsetType = UNSET


class ApproximateReply(_Part, frozen=True):
    """The concepts that a term may mean."""

    approximate_group: ApproximateGroup


class ConceptProperties(_Part, frozen=True):
    """A concept in full, as RxNorm's own tables describe it; `umlscui` is always empty."""

    rxcui: str
    name: str
    synonym: str
    tty: str
    language: str = "ENG"
    suppress: str = "N"
    umlscui: str = ""


class ConceptGroup(_Part, frozen=True, omit_defaults=True):
    """The concepts of one term type."""

    tty: str
    concept_properties: list[ConceptProperties] | UnsetType = UNSET


class DrugGroup(_Part, frozen=True, omit_defaults=True):
    """What was asked, and the products of it."""

    name: str
    concept_group: list[ConceptGroup] | UnsetType = UNSET


class DrugsReply(_Part, frozen=True):
    """The products of a name."""

    drug_group: DrugGroup


class SuggestionList(_Part, frozen=True):
    """Names that are near, the nearest first."""

    suggestion: list[str]


class SuggestionGroup(_Part, frozen=True):
    """What was asked, and what is near it."""

    name: str
    suggestion_list: SuggestionList


class SuggestionReply(_Part, frozen=True):
    """How a name may have been meant."""

    suggestion_group: SuggestionGroup


class PropertiesReply(_Part, frozen=True):
    """A concept."""

    properties: ConceptProperties


class RelatedGroup(_Part, frozen=True):
    """What was asked, and what is related to it."""

    rxcui: str
    term_type: list[str]
    concept_group: list[ConceptGroup]


class RelatedReply(_Part, frozen=True):
    """Related concepts of some term types."""

    related_group: RelatedGroup


class AllRelatedGroup(_Part, frozen=True):
    """What was asked, and everything related to it."""

    rxcui: str
    concept_group: list[ConceptGroup]


class AllRelatedReply(_Part, frozen=True):
    """Related concepts of all term types that are kept."""

    all_related_group: AllRelatedGroup


class VersionReply(_Part, frozen=True):
    """The version of the knowledge, and of cotake."""

    version: str
    api_version: str


class ErrorReply(_Part, frozen=True):
    """Why there is no answer, and how to mend it."""

    error: str = field(default="")
