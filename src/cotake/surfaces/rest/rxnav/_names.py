"""From names and other codes to RxCUIs, and from an RxCUI to what is related to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import UNSET

from cotake._errors import InputError
from cotake.knowledge import Library, key_of
from cotake.knowledge.overlays import Concept, Overlay
from cotake.surfaces.rest.rxnav._given import called_by, concept_of, rxnorm_of
from cotake.surfaces.rest.rxnav._shapes import (
    AllRelatedGroup,
    AllRelatedReply,
    ApproximateGroup,
    ApproximateReply,
    Candidate,
    ConceptGroup,
    ConceptProperties,
    DrugGroup,
    DrugsReply,
    IdGroup,
    IdReply,
    PropertiesReply,
    RelatedGroup,
    RelatedReply,
    SuggestionGroup,
    SuggestionList,
    SuggestionReply,
)

#: Kinds of products, in the order in which the service gave them.
PRODUCTS = ("BPCK", "GPCK", "SBD", "SCD")
#: Kinds that related concepts are given of.
KINDS = (
    "BN",
    "BPCK",
    "GPCK",
    "IN",
    "MIN",
    "PIN",
    "SBD",
    "SBDC",
    "SBDF",
    "SBDG",
    "SCD",
    "SCDC",
    "SCDF",
    "SCDG",
)
_INGREDIENTS = ("IN", "PIN", "MIN")
#: Codes of other systems that the records hold, by the names the service had for them.
_SYSTEMS = {"atc": "atc", "unii_code": "unii", "unii": "unii", "rxcui": "rxnorm"}
_LONGEST, _WORDS, _SHORTEST = 300, 8, 4
#: So many products of one name are scored.
_SCORED = 400
_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")


def codes_of_name(name: str, library: Library) -> tuple[Concept, ...]:
    """The concepts of a name: in RxNorm where it was added, else the ingredient that the records know.

    A salt is left out where the name is known without it. A combination has no code of its own without
    RxNorm, and the code of one of its parts would hide the others: there is none for it.
    """
    text = " ".join(name.split())[:_LONGEST]
    overlay = rxnorm_of(library)
    for tried in dict.fromkeys((text, _saltless(text, library))):
        if found := overlay.coded(tried) if overlay else ():
            return found
        if found := _of_records(tried, library):
            return found
    return ()


def find_by_name(name: str, library: Library) -> IdReply:
    """As `/REST/rxcui?name=`. Nothing found says nothing of whether the medicine exists."""
    found = codes_of_name(name, library)
    return IdReply(IdGroup(name=name, rxnorm_id=[each.code for each in found] or UNSET))


def find_by_code(kind: str, code: str, library: Library) -> IdReply:
    """As `/REST/rxcui?idtype=&id=`.

    Raises:
        InputError: a kind of code that is not held, or NDC without RxNorm.
    """
    if kind.strip().lower() == "ndc":
        return IdReply(IdGroup(id_type=kind, id=code, rxnorm_id=_of_ndc(code, library) or UNSET))
    system = _SYSTEMS.get(kind.strip().lower())
    if system is None:
        raise InputError(
            f"codes of {kind!r} are not known here; idtype may be ATC, UNII_CODE, NDC or RXCUI"
        )
    substances = library.of_code(system, code.strip())
    codes = [each.rxcui for name in substances if (each := concept_of(name, library)).rxcui]
    if system == "rxnorm" and concept_at(code.strip(), library):
        codes = [code.strip()]
    return IdReply(IdGroup(id_type=kind, id=code, rxnorm_id=codes or UNSET))


def approximate(term: str, most: int, library: Library) -> ApproximateReply:
    """As `/REST/approximateTerm`: what a term may mean, the likeliest first."""
    text = term[:_LONGEST]
    best: dict[str, tuple[Concept, float, str]] = {}
    for likely in _likely(text, library):
        code = likely[0].code
        if code not in best or best[code][1] < likely[1]:
            best[code] = likely
    ranked = sorted(best.values(), key=lambda item: (-item[1], len(item[0].name), item[0].code))
    shown = [f"{score:.2f}" for _, score, _ in ranked]
    ranks = {score: str(place) for place, score in enumerate(dict.fromkeys(shown), 1)}
    listed = [
        Candidate(each.code, "", score, ranks[score], each.name, source)
        for (each, _, source), score in zip(ranked[:most], shown, strict=False)
    ]
    return ApproximateReply(ApproximateGroup(term, listed or UNSET))


def suggestions(name: str, library: Library) -> SuggestionReply:
    """As `/REST/spellingsuggestions`."""
    text = name[:_LONGEST]
    found = [each.name for each in library.candidates(text, 20)] if key_of(text) else []
    return SuggestionReply(SuggestionGroup(name, SuggestionList(list(dict.fromkeys(found)))))


def drugs(name: str, library: Library) -> DrugsReply:
    """As `/REST/drugs`: the products of a name where RxNorm was added, else the ingredient itself."""
    found = codes_of_name(name, library)
    overlay = rxnorm_of(library)
    listed: dict[str, Concept] = {}
    for each in found:
        if each.kind in PRODUCTS:
            listed[each.code] = each
        elif overlay:
            listed |= {product.code: product for product in overlay.related(each.code, PRODUCTS)}
    kinds: Iterable[str] = PRODUCTS
    if not listed:
        listed, kinds = {each.code: each for each in found}, dict.fromkeys(each.kind for each in found)
    return DrugsReply(DrugGroup(name, _by_kind(kinds, listed.values(), overlay) if listed else UNSET))


def properties(rxcui: str, library: Library) -> PropertiesReply | None:
    """As `/REST/rxcui/{rxcui}/properties`; None where the RxCUI is not known."""
    concept = concept_at(rxcui, library)
    overlay = rxnorm_of(library)
    if concept is None:
        return None
    return PropertiesReply(_properties(concept, overlay.further_names([rxcui]) if overlay else {}))


def related(rxcui: str, kinds: Iterable[str], library: Library) -> RelatedReply | None:
    """As `/REST/rxcui/{rxcui}/related?tty=`; None where the RxCUI is not known.

    An ingredient is its own ingredient.

    Raises:
        InputError: no term type, or one that is not kept.
    """
    wanted = [kind.upper() for text in kinds for kind in re.split(r"[\s,+]+", text) if kind]
    unknown = [kind for kind in wanted if kind not in KINDS]
    if unknown or not wanted:
        raise InputError(
            f"tty takes term types, of these: {' '.join(KINDS)}; got {' '.join(wanted) or 'none'}"
        )
    concept = concept_at(rxcui, library)
    if concept is None:
        return None
    return RelatedReply(RelatedGroup(rxcui, wanted, _groups(concept, wanted, library)))


def all_related(rxcui: str, library: Library) -> AllRelatedReply | None:
    """As `/REST/rxcui/{rxcui}/allrelated`; None where the RxCUI is not known."""
    concept = concept_at(rxcui, library)
    return AllRelatedReply(AllRelatedGroup(rxcui, _groups(concept, KINDS, library))) if concept else None


def name_of(rxcui: str, library: Library) -> IdReply | None:
    """As `/REST/rxcui/{rxcui}`; None where the RxCUI is not known."""
    concept = concept_at(rxcui, library)
    return IdReply(IdGroup(name=concept.name, rxnorm_id=[rxcui])) if concept else None


def concept_at(rxcui: str, library: Library) -> Concept | None:
    """What an RxCUI is called, by RxNorm where it was added, else by the records."""
    overlay = rxnorm_of(library)
    if overlay and (named := overlay.named(rxcui)):
        return Concept(rxcui, *named)
    own = library.of_code("rxnorm", rxcui)
    return Concept(rxcui, "IN", called_by(rxcui, own[0], library)) if own else None


def _of_ndc(code: str, library: Library) -> list[str]:
    overlay = rxnorm_of(library)
    if overlay is None:
        raise InputError(
            "NDC numbers are known once RxNorm was added to the service (cotake knowledge add rxnorm FILE)"
        )
    return list(overlay.packed(eleven_digits(code)))


def eleven_digits(ndc: str) -> str:
    """An NDC in the form of RxNorm, 5-4-2 digits without hyphens; as it is where it is none.

    >>> eleven_digits("0781-1506-10"), eleven_digits("60429-324-77"), eleven_digits("11523-7020-1")
    ('00781150610', '60429032477', '11523702001')
    """
    parts = ndc.strip().split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        return parts[0].zfill(5) + parts[1].zfill(4) + parts[2].zfill(2)
    return ndc.strip()


def _of_records(name: str, library: Library) -> tuple[Concept, ...]:
    hit = library.find(name)
    if hit is None or hit.folder != "substances":
        return ()
    key = key_of(name)
    for each in library.substance(hit.id).codes.also:
        if key_of(each.name) == key:
            return (Concept(each.rxnorm, "IN", each.name),)
    concept = concept_of(hit.id, library)
    return (Concept(concept.rxcui, "IN", concept.name),) if concept.rxcui else ()


def _saltless(name: str, library: Library) -> str:
    fillers = library.vocabulary("fillers")
    salts = set(fillers["salts"].names) if "salts" in fillers else set()
    return " ".join(word for word in name.split() if word.lower() not in salts)


def _likely(term: str, library: Library) -> Iterator[tuple[Concept, float, str]]:
    """Concepts with how well they fit, from 0 to 100, and where their name comes from.

    Names that are known win: only where there is none is one looked for that is a slip away.
    """
    overlay = rxnorm_of(library)
    source = "RXNORM" if overlay else "cotake"
    whole = codes_of_name(term, library)
    for each in whole:
        yield each, 100.0, source
    words = _WORD.findall(term.lower())[:_WORDS]
    named = [
        (each, set(words[start:end]))
        for start in range(len(words))
        for end in range(len(words), start, -1)
        for each in codes_of_name(" ".join(words[start:end]), library)
    ]
    for each, meant in named:
        yield each, _fit(words, each.name, meant), source
        if overlay and each.kind not in PRODUCTS:
            for product in overlay.related(each.code, PRODUCTS)[:_SCORED]:
                yield product, _fit(words, product.name, meant), source
    if named or whole:
        return
    for text in dict.fromkeys((term, *words)):
        if len(key_of(text)) >= _SHORTEST:
            for near in library.candidates(text):
                for each in codes_of_name(near.name, library):
                    yield each, 99 * near.score * (1 if text == term else 0.9), source


def _fit(words: list[str], name: str, meant: set[str]) -> float:
    """How many of the words that were asked a name has, and how few others."""
    asked, own = set(words), set(_WORD.findall(name.lower())) | meant
    shared = len(asked & own)
    return 99 * (0.8 * shared / len(asked) + 0.2 * shared / len(own))


def _groups(concept: Concept, kinds: Iterable[str], library: Library) -> list[ConceptGroup]:
    overlay = rxnorm_of(library)
    listed = tuple(dict.fromkeys(kinds))
    found = list(overlay.related(concept.code, listed)) if overlay else []
    if concept.kind in listed and concept not in found:
        found.append(concept)
    return _by_kind(listed, found, overlay)


def _by_kind(
    kinds: Iterable[str], concepts: Iterable[Concept], overlay: Overlay | None
) -> list[ConceptGroup]:
    """A group for each kind, without properties where there are none of it."""
    listed = list(concepts)
    further = overlay.further_names(each.code for each in listed) if overlay else {}
    groups: dict[str, list[ConceptProperties]] = {}
    for each in listed:
        groups.setdefault(each.kind, []).append(_properties(each, further))
    return [ConceptGroup(kind, groups.get(kind, UNSET)) for kind in kinds]


def _properties(concept: Concept, further: Mapping[str, str]) -> ConceptProperties:
    return ConceptProperties(concept.code, concept.name, further.get(concept.code, ""), concept.kind)
