"""From findings, which may be about three medicines or one, to the pairs that the service spoke in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from cotake._record import record
from cotake._text import joined
from cotake.interactions import CLASS_NAMES, Finding, address_of
from cotake.knowledge import Library
from cotake.surfaces.rest.rxnav._given import Given, concept_of
from cotake.surfaces.rest.rxnav._shapes import (
    InteractionConcept,
    InteractionPair,
    MinConcept,
    SourceConcept,
)

#: The classes that need something done; 4 and 5 need nothing, and the service has no place to fold them.
TOLD = (1, 2, 3)
#: Those that were "high" there: to be avoided, or usually avoided.
HIGH = (1, 2)
#: The place in the order of what could not be checked: after what is severe, before the rest.
UNCHECKED = 2.5


@record
class Said:
    """Something said of two of the identifiers, by their places; of one, both places are the same.

    `weight` is the class, or stands between 2 and 3 for what could not be checked.
    """

    first: int
    second: int
    a: str
    b: str
    weight: float
    pair: InteractionPair

    @property
    def high(self) -> bool:
        """Whether it belongs to what is severe: it is, or nobody knows."""
        return self.weight < TOLD[-1]


def pairs_of(findings: Iterable[Finding], given: Sequence[Given], library: Library) -> Iterator[Said]:
    """Every pair that a finding of classes 1 to 3 is about; no finding is left without one.

    A finding of three or more is each pair of it: with the victim where one level changes, with those
    that carry it where others only add to it. A finding within one identifier stands under it twice.
    """
    owners = _owners(given, library)
    for finding in findings:
        if finding.classification in TOLD:
            severity = "high" if finding.classification in HIGH else "N/A"
            url = next(filter(None, (address_of(library.source(c.source)) for c in finding.citations)), "")
            for first, second, a, b in _pairs(finding, owners):
                sides = [_side(name, given[at], url, library) for at, name in ((first, a), (second, b))]
                pair = InteractionPair(sides, severity, _text(finding, {a, b}))
                yield Said(first, second, a, b, finding.classification, pair)


def not_checked(place: int, given: Given, why: str) -> Said:
    """That an identifier, or a part of it, was not checked; among the pairs, where no client misses it."""
    return Said(place, place, "", "", UNCHECKED, unchecked_pair(given.concept, why))


def unchecked_pair(concept: MinConcept, why: str) -> InteractionPair:
    """The same as a pair of a concept with itself."""
    side = InteractionConcept(concept, SourceConcept(f"rxcui-{concept.rxcui}", concept.name, ""))
    named = concept.name if concept.rxcui in concept.name else f"{concept.name} (RxCUI {concept.rxcui})"
    text = f"NOT CHECKED: {named}: {why}. What is not checked is not known to be safe."
    return InteractionPair([side, side], "N/A", text)


def one_a_pair(said: Iterable[Said]) -> list[InteractionPair]:
    """One entry for two ingredients, with all that is said of them, the worst first.

    Clients keep one entry a pair: they read the first, or the last overwrites the others.
    """
    by_pair: dict[tuple[str, str], list[InteractionPair]] = {}
    for each in said:
        by_pair.setdefault((each.a, each.b), []).append(each.pair)
    return [_together(list(dict.fromkeys(each.description for each in pairs)), pairs[0])
            for pairs in by_pair.values()]  # fmt: skip


def _together(texts: list[str], worst: InteractionPair) -> InteractionPair:
    if len(texts) == 1:
        return worst
    text = " ".join(f"({number} of {len(texts)}) {each}" for number, each in enumerate(texts, 1))
    return replace(worst, description=text)


def _owners(given: Sequence[Given], library: Library) -> dict[str, list[int]]:
    """The places of the identifiers that each substance is in, or is taken beside by its nature."""
    owners: dict[str, list[int]] = {}
    for place, each in enumerate(given):
        for name in each.within:
            owners.setdefault(name, []).append(place)
    for place, each in enumerate(given):
        for name in each.within:
            beside = library.substance(name).taken_with
            if beside is not None:
                owners.setdefault(beside.substance, [place])
    return owners


def _pairs(finding: Finding, owners: dict[str, list[int]]) -> Iterator[tuple[int, int, str, str]]:
    substances = finding.substances
    members = [(place, name) for name in substances for place in owners.get(name, ())]
    if finding.exposure and finding.exposure.victim in substances:
        hubs = {finding.exposure.victim}
    else:
        hubs = set(finding.core) & set(substances) or set(substances)
    found = []
    for number, (first, a) in enumerate(members):
        for second, b in members[number + 1 :]:
            if first != second and (a != b or len(substances) == 1) and (a in hubs or b in hubs):
                found.append((first, second, a, b) if first < second else (second, first, b, a))
    if found:
        yield from found
        return
    first, a = members[0] if members else (0, substances[0])
    yield first, first, a, next((name for _, name in members if name != a), a)


def _side(name: str, given: Given, url: str, library: Library) -> InteractionConcept:
    concept: MinConcept = given.within.get(name) or concept_of(name, library)
    return InteractionConcept(concept, SourceConcept(name, library.substance(name).name, url))


def _text(finding: Finding, about: set[str]) -> str:
    """What may happen and what to do, the class, and who else is part of it."""
    parts = [finding.summary.clinician, finding.action.clinician]
    others = [
        name
        for name, substance in zip(finding.names, finding.substances, strict=False)
        if substance not in about
    ]
    if others:
        parts.append(f"{joined(others)} {'is' if len(others) == 1 else 'are'} part of it")
    parts.append(
        f"cotake class {finding.classification} of 5: {CLASS_NAMES[finding.classification]}; "
        f"{finding.seriousness.replace('-', ' ')}"
    )
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)
