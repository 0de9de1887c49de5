"""The interactions between identifiers, and of one with everything known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from msgspec import UNSET

from cotake._errors import InputError
from cotake._record import record
from cotake.interactions import NOTICE, Report, check, examine
from cotake.knowledge import Library
from cotake.regimen import Person, parse
from cotake.surfaces._most import MOST_MEDICINES
from cotake.surfaces.rest.rxnav._given import Given, given_of, given_substance, split_identifiers
from cotake.surfaces.rest.rxnav._pairs import (
    UNCHECKED,
    Said,
    not_checked,
    one_a_pair,
    pairs_of,
    unchecked_pair,
)
from cotake.surfaces.rest.rxnav._shapes import (
    FullInteractionType,
    FullInteractionTypeGroup,
    InteractionType,
    InteractionTypeGroup,
    ListInput,
    ListReply,
    MinConcept,
    OneInput,
    OneReply,
)

#: What is asked for under the names of the sources of old: all that is known, or what is severe.
ALL, SEVERE = "cotake", "cotake, classes 1 and 2"
_SOURCES = {
    "cotake": (ALL,), "all": (ALL, SEVERE), "drugbank": (ALL,), "onchigh": (SEVERE,),
}  # fmt: skip
_LONGEST = 200

#: An identifier, and all that is said of it.
Against = tuple[Given, tuple[Said, ...]]


@record
class Answered:
    """A reply, and whether everything that was asked about could be checked.

    `refused` where nothing could be; the reply then still says so in every place a client may look.
    """

    reply: ListReply | OneReply
    complete: bool
    refused: bool = False


def groups_of(sources: Iterable[str]) -> tuple[str, ...]:
    """Which groups are asked for; where no source is named, both.

    Raises:
        InputError: a source that is none.
    """
    named = [name for text in sources for name in text.replace(",", " ").replace("+", " ").split()]
    unknown = [name for name in named if name.lower() not in _SOURCES]
    if unknown:
        raise InputError(
            f"there is no source {unknown[0]!r} here; sources are cotake, and for what was written for "
            "them DrugBank (all that cotake knows) and ONCHigh (its classes 1 and 2)"
        )
    wanted = {group for name in named or ["all"] for group in _SOURCES[name.lower()]}
    return tuple(group for group in (ALL, SEVERE) if group in wanted)


def between(rxcuis: Sequence[str], sources: Sequence[str], library: Library, today: date) -> Answered:
    """The interactions between identifiers, as `/REST/interaction/list`.

    Args:
        rxcuis: as they were sent, in one text or several.
        sources: as they were sent.

    Returns:
        The reply; `refused` for no identifier, too many, a source that is none, or if none is known.
    """
    found = split_identifiers(rxcuis)
    asked = ListInput([*sources] or [""], list(found))
    try:
        groups = groups_of(sources)
        if not 0 < len(found) <= MOST_MEDICINES:
            raise InputError(
                f"rxcuis takes from 1 to {MOST_MEDICINES} RxCUIs with + between them, got {len(found)}"
            )
    except InputError as error:
        concept = _as_sent(found)
        row = FullInteractionType(str(error), [concept] * 2, [unchecked_pair(concept, str(error))])
        group = FullInteractionTypeGroup(str(error), ALL, [row])
        return Answered(ListReply(disclaimer(library, today), asked, str(error), [group]), False, True)
    given = [given_of(each, library, today) for each in found]
    said = [not_checked(place, each, why) for place, each in enumerate(given) for why in each.why]
    report = _report(given, library, today)
    if report is not None:
        said += _gaps(report, given)
        said += pairs_of(report.findings, given, library)
    complete = not any(each.weight == UNCHECKED for each in said)
    told = _full_groups(said, groups, given, report)
    refused = report is None
    reply = ListReply(
        disclaimer(library, today),
        asked,
        _none_known(given) if refused else UNSET,
        told or UNSET,
    )
    return Answered(reply, complete, refused)


def failed(why: str) -> ListReply:
    """The reply where nothing could be looked at, with a row that says so."""
    concept = _as_sent(())
    row = FullInteractionType(why, [concept] * 2, [unchecked_pair(concept, why)])
    group = FullInteractionTypeGroup(why, ALL, [row])
    return ListReply(NOTICE, ListInput([""], []), why, [group])


def of_one(
    rxcui: str,
    sources: Sequence[str],
    library: Library,
    today: date,
    found_before: Against | None = None,
) -> Answered:
    """The interactions of one identifier with every substance known, as `/REST/interaction/interaction`.

    Args:
        rxcui: as it was sent.
        sources: as they were sent.
        found_before: from `against_all`, where that was called already.

    Returns:
        The reply; `refused` for none or several identifiers, a source that is none, or one not known.
    """
    found = split_identifiers([rxcui])
    asked = OneInput([*sources] or [""], rxcui)
    try:
        groups = groups_of(sources)
        if len(found) != 1:
            raise InputError(f"rxcui takes one RxCUI, got {len(found)}; for several ask interaction/list")
    except InputError as error:
        concept = _as_sent(found)
        row = InteractionType(str(error), concept, [unchecked_pair(concept, str(error))])
        group = InteractionTypeGroup(str(error), ALL, [row])
        return Answered(OneReply(disclaimer(library, today), asked, str(error), [group]), False, True)
    given, said = found_before or against_all(found[0], library, today)
    told = _one_groups(said, groups, given)
    reply = OneReply(
        disclaimer(library, today),
        asked,
        UNSET if given.known else _none_known([given]),
        told or UNSET,
    )
    return Answered(reply, not any(each.weight == UNCHECKED for each in said), not given.known)


def failed_of_one(why: str) -> OneReply:
    """The same for one identifier."""
    concept = _as_sent(())
    row = InteractionType(why, concept, [unchecked_pair(concept, why)])
    return OneReply(NOTICE, OneInput([""], ""), why, [InteractionTypeGroup(why, ALL, [row])])


def one_identifier(rxcui: str, sources: Sequence[str]) -> str:
    """The one identifier in what was sent; "" where `of_one` refuses it without more ado."""
    found = split_identifiers([rxcui])
    try:
        groups_of(sources)
    except InputError:
        return ""
    return found[0] if len(found) == 1 else ""


def against_all(
    rxcui: str, library: Library, today: date, pause: Callable[[], object] = lambda: None
) -> Against:
    """What an identifier is, and all that is said of it with each substance known: it takes seconds.

    Args:
        rxcui: from `one_identifier`.
        pause: called after each substance; what it raises ends the work.
    """
    given = given_of(rxcui, library, today)
    said = [not_checked(0, given, why) for why in given.why]
    report = _report([given], library, today)
    if report is not None:
        said += _gaps(report, [given])
        said += pairs_of(report.findings, [given], library)
        for name in library.ids("substances"):
            pause()
            if name not in given.within:
                said += _with(given, name, library, today)
    said.sort(key=lambda each: each.weight)  # within a class the others stay in the order of their names
    return given, tuple(said)


def _with(given: Given, name: str, library: Library, today: date) -> list[Said]:
    other = _substance(name, library, today)
    report = examine(given.regimen + other.regimen, Person(), library, today)
    findings = [each for each in report.findings if not set(each.substances) <= set(given.within)]
    return [each for each in pairs_of(findings, [given, other], library) if each.second == 1]


@lru_cache(maxsize=8192)
def _substance(name: str, library: Library, today: date) -> Given:
    return given_substance(name, library, today)


def disclaimer(library: Library, today: date) -> str:
    """Who answers, what it is not, and how old the knowledge is where it is old."""
    age = library.age_days(today)
    old = f" What it knows is {age} days old; newer findings are missing." if age > 183 else ""
    return (
        f"This is cotake, knowledge {library.version}, and not a service of the U.S. National Library of "
        f"Medicine.{old} {NOTICE} No entry means: no finding of classes 1 to 3 among what was checked."
    )


def _report(given: Sequence[Given], library: Library, today: date) -> Report | None:
    """The check of all that is known, with the names of products in place of codes; None if nothing is."""
    known = [each for each in given if each.known]
    if not known:
        return None
    # Read together, for two products of one substance may add up to another band of dose.
    regimen = parse([f"RxCUI {each.concept.rxcui}" for each in known], library, today=today)
    names = {f"RxCUI {each.concept.rxcui}": each.concept.name for each in known}
    named = tuple(replace(each, text=names.get(each.text, each.text)) for each in regimen.medicines)
    return check(
        replace(regimen, medicines=named, unknown=(), not_covered=()), library=library, today=today
    )


def _gaps(report: Report, given: Sequence[Given]) -> list[Said]:
    return [
        not_checked(place, each, f"{gap.substance}: {gap.why} ({', '.join(gap.areas)})")
        for gap in report.not_covered
        for place, each in enumerate(given)
        if gap.substance in each.within
    ]


def _as_sent(found: Sequence[str]) -> MinConcept:
    """What was sent, where nothing was looked up."""
    text = " ".join(found)[:_LONGEST]
    return MinConcept(text, text or "nothing", "")


def _none_known(given: Sequence[Given]) -> str:
    told = "; ".join(f"{each.concept.rxcui}: {why}" for each in given for why in each.why)
    return f"nothing could be checked, and nothing can be concluded: {told}"


def _full_groups(
    said: Sequence[Said], groups: Sequence[str], given: Sequence[Given], report: Report | None
) -> list[FullInteractionTypeGroup]:
    found = []
    for group in groups:
        kept = _of_group(said, group, groups)
        by_places: dict[tuple[int, int], list[Said]] = {}
        for each in sorted(kept, key=lambda each: each.weight):
            by_places.setdefault((each.first, each.second), []).append(each)
        types = [
            FullInteractionType(
                _comment(given[one], given[other], entries),
                [given[one].concept, given[other].concept],
                one_a_pair(entries),
            )
            for (one, other), entries in by_places.items()
        ]
        if types:
            found.append(FullInteractionTypeGroup(_source_disclaimer(group, report), group, types))
    return found


def _one_groups(said: Sequence[Said], groups: Sequence[str], given: Given) -> list[InteractionTypeGroup]:
    found = []
    for group in groups:
        by_substance: dict[str, list[Said]] = {}
        for each in _of_group(said, group, groups):
            by_substance.setdefault(each.a, []).append(each)
        types = [
            InteractionType(
                _resolved(given.concept, entries[0].pair.interaction_concept[0].min_concept_item),
                given.concept,
                one_a_pair(entries),
            )
            for entries in by_substance.values()
        ]
        if types:
            found.append(InteractionTypeGroup(_source_disclaimer(group, None), group, types))
    return found


def _of_group(said: Sequence[Said], group: str, groups: Sequence[str]) -> list[Said]:
    """What a group holds. The second repeats what is severe, where there is something severe."""
    if group == ALL:
        return list(said)
    severe = [each for each in said if each.high]
    repeats = ALL in groups and not any(each.weight in (1, 2) for each in severe)
    return [] if repeats else severe


def _comment(one: Given, other: Given, entries: Sequence[Said]) -> str:
    """The line in which clients look for both names."""
    parts = [
        f"Drug{number} (rxcui = {each.rxcui}, name = {each.name}, tty = {each.tty})."
        for number, each in ((1, one.concept), (2, other.concept))
    ]
    for each in entries:
        first, second = (side for side in each.pair.interaction_concept)
        if not each.a:
            parts.append("It was not checked.")
            continue
        parts.append(
            f"Drug1 is resolved to {first.min_concept_item.name}, Drug2 is resolved to "
            f"{second.min_concept_item.name} and interaction asserted in cotake between "
            f"{first.source_concept_item.name} and {second.source_concept_item.name}."
        )
    return " ".join(dict.fromkeys(parts))


def _resolved(given: MinConcept, to: MinConcept) -> str:
    return f"{given.name} ({given.rxcui}) is resolved to {to.name} ({to.rxcui})"


def _source_disclaimer(group: str, report: Report | None) -> str:
    which = "All findings of classes 1 to 3" if group == ALL else "Findings of classes 1 and 2 alone"
    told = [f"{which} (ORCA), and what could not be checked."]
    if report is None:
        told.append("Each with it alone, at its usual dose and route.")
    else:
        told += [each if each.endswith(".") else f"{each}." for each in report.assumptions]
    return " ".join(told)
