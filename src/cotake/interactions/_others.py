"""Findings about one medicine and the person, duplicates, and side effects in common."""

from __future__ import annotations

from collections.abc import Iterator

from cotake._text import days_of, in_text, joined
from cotake.interactions._make import Draft, finding_of, start_notes, stop_notes
from cotake.interactions._profile import cited
from cotake.interactions._scene import Scene
from cotake.interactions._types import Ends, Finding
from cotake.knowledge.types import Caution, Citation, Consequence, Evidence, Mechanism, When, Words
from cotake.regimen import Person


def person_findings(scene: Scene) -> Iterator[Finding]:
    """What the person's state means for single medicines: cautions of records, and rules."""
    hazards = scene.library.vocabulary("hazards")
    bases = scene.library.vocabulary("bases")
    seen: set[int] = set()
    nobody = scene.person == Person()
    for place, profile in enumerate(scene.profiles):
        cautions = profile.cautions_for_anyone if nobody else profile.cautions
        for caution in cautions:
            if caution.classification > 4 or id(caution) in seen:
                continue
            if not _counts(scene, place, caution.lasts_days):
                continue
            if not scene.holds(caution.when, {"a": place}):
                continue
            seen.add(id(caution))
            area = hazards[caution.hazard].area
            basis = profile.reviews.get(area, "class-reasoning")
            grade = "probable" if basis in bases and basis != "class-reasoning" else "theoretical"
            yield finding_of(
                Draft(
                    rule=f"caution-{caution.hazard}",
                    kind="person",
                    about=(about := _about(scene, caution.when)),
                    part="+".join(sorted(about)),
                    area=area,
                    places=(place,),
                    classification=caution.classification,
                    consequences=(
                        Consequence(
                            caution.hazard, caution.seriousness, caution.classification, caution.src
                        ),
                    ),
                    summary=caution.summary,
                    action=caution.action,
                    evidence=Evidence(grade, (basis,)),
                    names={"a": scene.labels[place]},
                    modifiers=[*start_notes(scene, (place,)), *_surgery(scene, caution)],
                ),
                scene,
            )
    for mechanism in scene.rules.of_kind("person"):
        yield from _person_rule(scene, mechanism)


def _surgery(scene: Scene, caution: Caution) -> list[Words]:
    """The date of the operation, where one was given and the caution is about it."""
    planned = scene.person.surgery
    if planned is None or "surgery-planned" not in caution.when.condition:
        return []
    days = (planned - scene.today).days
    if days < 0:
        return [Words.from_text(f"The operation was planned for {planned}.")]
    when = f", in {days_of(days)}" if days else ", today"
    return [Words.from_text(f"The operation is planned for {planned}{when}.")]


def _counts(scene: Scene, place: int, lasts_days: float = 0) -> bool:
    """Whether a medicine is taken today or later, or still holds after its last dose."""
    stop = scene.medicines[place].stop
    return stop is None or (scene.today - stop).days <= lasts_days


def _about(scene: Scene, when: When) -> frozenset[str]:
    """The states of this person that a rule is about; age alone is not one, but a modifier."""
    found = set(scene.person.conditions.intersection(when.condition))
    if when.egfr_below is not None:
        found.add("egfr")
    genes = scene.library.vocabulary("genes")
    found.update(genes[gene].enzyme for gene in when.gene or () if gene in genes)
    return frozenset(found)


def _person_rule(scene: Scene, mechanism: Mechanism) -> Iterator[Finding]:
    assert mechanism.a is not None and mechanism.when is not None
    places = [
        place
        for place in scene.who_plays(mechanism.a)
        if _counts(scene, place) and scene.holds(mechanism.when, {"a": place})
    ]
    if not places:
        return
    base = mechanism.consequences[0].classification
    settled = [scene.settle(base, mechanism.contexts, {"a": place}) for place in places]
    classification, contexts = min(settled, key=lambda pair: pair[0])
    if classification == 5:
        return
    number = scene.rules.number(mechanism.a)
    citations: list[Citation] = []
    for place in places:
        citations += cited(scene.profiles[place].plays[number])
    yield finding_of(
        Draft(
            rule=mechanism.id,
            kind="person",
            about=_about(scene, mechanism.when),
            area=mechanism.area,
            places=tuple(places),
            classification=classification,
            consequences=mechanism.consequences,
            summary=mechanism.summary,
            action=mechanism.action,
            evidence=mechanism.evidence,
            why=mechanism.why,
            names={"a": scene.names(places)},
            onset=mechanism.onset,
            ends=Ends(mechanism.ends),
            modifiers=[context.say for context in contexts],
            citations=citations,
            questions=mechanism.questions,
        ),
        scene,
    )


def duplication_findings(scene: Scene) -> Iterator[Finding]:
    """The same substance in two entries, or two substances of a class that is not doubled."""
    for mechanism in scene.rules.of_kind("duplication"):
        if mechanism.classes:
            yield from _same_class(scene, mechanism)
        else:
            yield from _same_substance(scene, mechanism)


def _same_substance(scene: Scene, mechanism: Mechanism) -> Iterator[Finding]:
    groups: dict[str, list[int]] = {}
    for place, medicine in enumerate(scene.medicines):
        if _counts(scene, place):
            groups.setdefault(medicine.substance, []).append(place)
    for places in groups.values():
        if len(places) < 2:
            continue
        texts = list(dict.fromkeys(_entry(scene, place) for place in places))
        what = joined(texts) if len(texts) > 1 else f"{texts[0]}, {len(places)} times"
        yield _duplicate(scene, mechanism, places, what)


def _entry(scene: Scene, place: int) -> str:
    medicine = scene.medicines[place]
    inside = f" (in {medicine.product})" if medicine.product else ""
    return f'"{medicine.text}"{inside}'


def _same_class(scene: Scene, mechanism: Mechanism) -> Iterator[Finding]:
    classes = scene.library.vocabulary("classes")
    members: dict[str, dict[str, int]] = {}
    for place, profile in enumerate(scene.profiles):
        for name in profile.classes.intersection(mechanism.classes):
            if _counts(scene, place) and not _local(scene, place):
                members.setdefault(name, {}).setdefault(profile.id, place)
    for name in mechanism.classes:
        if len(places := list(members.get(name, {}).values())) > 1:
            yield _duplicate(scene, mechanism, places, classes[name].plural)


def _local(scene: Scene, place: int) -> bool:
    profile = scene.profiles[place]
    return any(each.route == profile.route and each.systemic != "full" for each in profile.substance.routes)


def _duplicate(scene: Scene, mechanism: Mechanism, places: list[int], what: str) -> Finding:
    base = mechanism.consequences[0].classification
    ends = {"a": places[0], "b": places[1]}
    classification, contexts = scene.settle(base, mechanism.contexts, ends)
    notes, last = stop_notes(scene, ())
    return finding_of(
        Draft(
            rule=mechanism.id,
            area=scene.main_area(places[0]) or mechanism.area,
            places=tuple(places),
            classification=classification,
            consequences=mechanism.consequences,
            summary=mechanism.summary,
            action=mechanism.action,
            evidence=mechanism.evidence,
            why=mechanism.why,
            kind="duplication",
            names={"a": _called(scene, places[0]), "b": _called(scene, places[1]), "what": what},
            onset=mechanism.onset,
            ends=Ends(mechanism.ends, last),
            modifiers=[*(context.say for context in contexts), *notes],
            citations=[
                citation for place in places for citation in scene.profiles[place].substance.classes.src
            ],
            questions=mechanism.questions,
        ),
        scene,
    )


def _called(scene: Scene, place: int) -> str:
    """The name without its dose band: two entries may lie in two bands."""
    return in_text(scene.profiles[place].name)


def shared_findings(scene: Scene) -> Iterator[Finding]:
    """Common side effects that two or more of the medicines share; a note of class 4."""
    words = scene.library.vocabulary("side-effects")
    for mechanism in scene.rules.of_kind("shared"):
        by_effect: dict[str, list[int]] = {}
        seen: set[str] = set()
        for place, profile in enumerate(scene.profiles):
            effects = profile.substance.side_effects
            if effects is None or profile.id in seen or not _counts(scene, place) or _local(scene, place):
                continue
            seen.add(profile.id)
            for effect in effects.common:
                by_effect.setdefault(effect, []).append(place)
        shared = {effect: places for effect, places in by_effect.items() if len(places) > 1}
        if not shared:
            continue
        ordered = sorted(shared, key=lambda effect: (-len(shared[effect]), effect))[:6]
        places = sorted({place for effect in ordered for place in shared[effect]})
        citations: list[Citation] = []
        for place in places:
            effects = scene.profiles[place].substance.side_effects
            citations += effects.src if effects else ()
        why = [f"{words[effect].name}: {scene.names(shared[effect])}" for effect in ordered]
        yield finding_of(
            Draft(
                rule=mechanism.id,
                area=mechanism.area,
                places=tuple(places),
                classification=4,
                consequences=(Consequence(mechanism.hazard, "not-serious", 4, tuple(citations)),),
                summary=mechanism.summary,
                action=mechanism.action,
                evidence=mechanism.evidence,
                why=why,
                kind="shared",
                names={"effects": joined(words[effect].name for effect in ordered)},
                onset=mechanism.onset,
                ends=Ends(mechanism.ends),
            ),
            scene,
        )


def studied_notes(
    scene: Scene,
) -> Iterator[tuple[tuple[int, ...], Words, tuple[Citation, ...], tuple[str, ...]]]:
    """What the studies of this very combination show, from pair records."""
    for pair in scene.rules.pairs:
        if not pair.studied:
            continue
        for a in scene.who_plays(pair.a):
            partners = [
                place
                for place in scene.who_plays(pair.b)
                if scene.medicines[place].substance != scene.medicines[a].substance
            ]
            if partners:
                for each in pair.studied:
                    yield (a, *partners), each.summary, each.src, each.studies
                break
