"""Build a finding from a rule that was met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from cotake._record import slotted
from cotake._text import sentence
from cotake.interactions._scene import Scene
from cotake.interactions._types import ExposureShown, Finding, Telling, Wording
from cotake.interactions._words import Names, fill, fill_words, worded
from cotake.knowledge.types import Citation, Consequence, Evidence, Words


def own_advice(scene: Scene) -> Words:
    """Said where an advice does not stand in the place that the fact cites."""
    return worded(
        scene.say,
        "This advice is cotake's own, at least in part.",
        "The advice, or a detail of it, is cotake's own and not that of the cited place.",
    )


@slotted
class Draft:
    """Who meets a rule and how bad it is. `tell` gives the texts, when somebody reads them."""

    rule: str
    area: str
    places: tuple[int, ...]
    classification: int
    consequences: tuple[Consequence, ...]
    evidence: Evidence
    tell: Callable[[], Telling]
    exposure: ExposureShown | None = None
    kind: str = "pair"
    core: tuple[str, ...] = ()
    about: frozenset[str] = frozenset()
    part: str = ""


def finding_of(draft: Draft, scene: Scene) -> Finding:
    """The finding, its substances in the order of the list."""
    places = sorted(set(draft.places))
    substances: tuple[str, ...] = tuple(map(scene.substances.__getitem__, places))
    names: tuple[str, ...] = tuple(map(scene.called.__getitem__, places))
    if not scene.all_distinct:
        substances, names = tuple(dict.fromkeys(substances)), tuple(dict.fromkeys(names))
    ranks = scene.library.vocabulary("seriousness")
    consequences = draft.consequences
    leading = consequences[0]
    return Finding(
        id=f"{draft.rule}{draft.part and '/'}{draft.part}:{'+'.join(sorted(substances))}",
        rule=draft.rule,
        kind=draft.kind,
        core=draft.core,
        about=draft.about,
        substances=substances,
        names=names,
        classification=draft.classification,
        hazard=leading.hazard,
        area=draft.area,
        seriousness=leading.seriousness,
        tell=partial(_wording, draft, scene, places),
        exposure=draft.exposure,
        frequency=leading.frequency,
        grade=draft.evidence.grade,
        basis=draft.evidence.basis,
        also=tuple([each.hazard for each in consequences[1:]]) if len(consequences) > 1 else (),
        seriousness_rank=ranks[leading.seriousness].rank if leading.seriousness in ranks else 9,
    )


def _wording(draft: Draft, scene: Scene, places: list[int]) -> Wording:
    telling = draft.tell()
    late: dict[str, Callable[[], str]] = {**telling.late, "all": partial(scene.names, places)}
    names = Names(telling.names, late, None if scene.say.is_english else scene.say.tidy)
    citations: list[Citation] = []
    for each in draft.consequences:
        citations += each.src
    citations += telling.citations
    why = [sentence(fill(each, names) if "{" in each else each) for each in telling.why]
    modifiers = telling.modifiers
    if len(modifiers) > 1:
        modifiers = list(dict.fromkeys(modifiers))
    if modifiers:
        modifiers = [fill_words(each, names) for each in modifiers]
    return Wording(
        telling,
        names,
        tuple(dict.fromkeys(why)) if len(why) > 1 else tuple(why),
        tuple(dict.fromkeys(modifiers)) if len(modifiers) > 1 else tuple(modifiers),
        citations,
    )


def stop_notes(scene: Scene, counted: Iterable[tuple[int, float, str]]) -> tuple[list[Words], date | None]:
    """What to say of stopped medicines that still count, and the last day on which they do."""
    notes: list[Words] = []
    last: date | None = None
    if scene.all_timeless:
        return notes, last
    for place, lasts, why in counted:
        stop = scene.medicines[place].stop
        if stop is None:
            continue
        _, end = scene.window(place, lasts)
        last = end if last is None else max(last, end)
        label = sentence(scene.labels[place])
        if stop <= scene.today:
            gone = (scene.today - stop).days
            text = (
                "{name} was stopped {days} ago and still counts until {end} ({why})."
                if gone
                else "{name} was stopped today and still counts until {end} ({why})."
            )
            days = scene.say.days(gone)
        else:
            text, days = "{name} is to be stopped on {stop} and counts until {end} ({why}).", ""
        notes.append(worded(scene.say, text, name=label, days=days, end=str(end), stop=str(stop), why=why))
    return notes, last


def start_notes(scene: Scene, places: Iterable[int]) -> list[Words]:
    """What to say of medicines that are not yet taken."""
    if scene.all_timeless:
        return []
    return [
        worded(
            scene.say,
            "{name} is to start on {start}.",
            name=sentence(scene.labels[place]),
            start=str(start),
        )
        for place in places
        if (start := scene.medicines[place].start) is not None and start > scene.today
    ]


def merged(findings: list[Finding], yields: dict[str, dict[str, int]]) -> list[Finding]:
    """One finding for one consequence.

    A rule gives way to those it `yields_to` where they cover its substances, and its hazard is named
    there; of two findings of one hazard, the milder is folded into the worse that covers it.
    """
    by_id: dict[str, Finding] = {}
    for finding in sorted(findings, key=rank):
        by_id.setdefault(finding.id, finding)  # of two entries of one substance, the worse stays
    ordered = list(by_id.values())
    given_way = _giving_way(ordered, yields)
    kept: list[Finding] = []
    of_hazard: dict[str, list[int]] = {}
    folded: dict[int, list[Finding]] = {}
    for finding in ordered:
        if finding.id in given_way:
            continue
        cover = _cover(finding, kept, of_hazard.get(finding.hazard, ()))
        if cover is None:
            of_hazard.setdefault(finding.hazard, []).append(len(kept))
            kept.append(finding)
        elif finding.rule != kept[cover].rule:
            folded.setdefault(cover, []).append(finding)
    for place, milder in folded.items():
        areas = tuple(dict.fromkeys(each.area for each in milder))
        kept[place] = replace(kept[place], folded=tuple(milder), areas=areas)
    return _naming(kept, list(given_way.values()), yields) if given_way else kept


def _giving_way(findings: list[Finding], yields: dict[str, dict[str, int]]) -> dict[str, Finding]:
    """The findings that give way, by id. None gives way to one that gives way itself."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    known: dict[str, bool] = {}

    def gives_way(finding: Finding) -> bool:
        if finding.id not in known:
            known[finding.id] = False  # a circle of rules ends here
            wanted = yields.get(finding.rule, {})
            rules = sorted([rule for rule in by_rule if rule in wanted], key=wanted.__getitem__)
            others = [each for rule in rules for each in by_rule[rule] if not gives_way(each)]
            known[finding.id] = bool(others) and _covered(finding, others)
        return known[finding.id]

    return {finding.id: finding for finding in findings if finding.rule in yields and gives_way(finding)}


def _naming(
    kept: list[Finding], given_way: list[Finding], yields: dict[str, dict[str, int]]
) -> list[Finding]:
    """The findings that stay, each naming the hazards of those that gave way to it.

    A medicine that only the one that gave way names joins the first that covers the rest.
    """
    joined_up: set[str] = set()
    named_by = {rule for each in given_way for rule in yields[each.rule]}
    for place, finding in enumerate(kept):
        if finding.rule not in named_by or finding.about:
            continue
        own = set(finding.substances)
        here = [
            each
            for each in given_way
            if finding.rule in yields[each.rule]
            if not own.isdisjoint(each.core or each.substances)
        ]
        if not here:
            continue
        told = {each.hazard for each in kept if own.issubset(each.substances)}
        hazards = (each.hazard for each in here if each.hazard not in told)
        named = dict.fromkeys(name for name in (*finding.also, *hazards) if name != finding.hazard)
        areas = dict.fromkeys((*finding.areas, *(each.area for each in here)))
        finding = kept[place] = replace(finding, also=tuple(named), areas=tuple(areas))
        left = [
            each
            for each in here
            if each.kind == "burden" and each.id not in joined_up
            if not set(each.substances).issubset(own) and own.issuperset(each.core)
        ]
        if left:
            joined_up.update(each.id for each in left)
            kept[place] = replace(
                finding,
                substances=tuple(
                    dict.fromkeys([*finding.substances, *(n for f in left for n in f.substances)])
                ),
                names=tuple(dict.fromkeys([*finding.names, *(n for f in left for n in f.names)])),
                folded=(*finding.folded, *left),
            )
    return kept


def _covered(finding: Finding, by: list[Finding]) -> bool:
    """Whether these findings cover it. A burden yields to no milder finding.

    To a duplicate it yields only where all who contribute are of that one kind.
    """
    others: set[str] = set()
    for other in by:
        if finding.kind == "burden" and other.classification > finding.classification:
            continue
        if not finding.about <= other.about:  # what is of a state gives way to what is of that state
            continue
        if other.exposure and finding.exposure and other.exposure.victim != finding.exposure.victim:
            continue
        if other.kind != "duplication":
            others.update(other.substances)
        elif finding.kind == "burden" and set(other.substances).issuperset(finding.substances):
            return True
    # A change of level by genotype: no rule of two covers it.
    alone = len(finding.substances) < 2 and not finding.about
    return bool(others) and not alone and others.issuperset(finding.core or finding.substances)


def _cover(finding: Finding, kept: list[Finding], same_hazard: Sequence[int]) -> int | None:
    """The place of a finding of the same hazard that says as much."""
    if finding.exposure is not None and len(finding.substances) > 1:
        return None
    if not same_hazard:
        return None
    own = set(finding.substances)
    for place in same_hazard:
        other = kept[place]
        # What is said about a state of the person is folded only into what is about that state.
        told = finding.about <= other.about and (finding.about or not other.about)
        if told and own.issubset(other.substances):
            return place
    return None


_CERTAINTY = {
    name: place
    for place, name in enumerate(("established", "probable", "suspected", "theoretical", "unlikely"))
}


def rank(finding: Finding) -> tuple[int, int, int, str]:
    """The order of the page is the order of what matters."""
    certainty = _CERTAINTY.get(finding.grade, len(_CERTAINTY))
    return finding.classification, finding.seriousness_rank, certainty, finding.id


__all__ = ["Draft", "Telling", "finding_of", "merged", "own_advice", "rank", "start_notes", "stop_notes"]
