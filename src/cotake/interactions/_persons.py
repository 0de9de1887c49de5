"""Findings about one medicine and the person: cautions of records, and rules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cotake.interactions._make import Draft, Telling, finding_of, own_advice, start_notes, stop_notes
from cotake.interactions._profile import cited
from cotake.interactions._scene import Scene
from cotake.interactions._types import Ends, Finding
from cotake.interactions._words import worded
from cotake.knowledge.types import Caution, Consequence, Context, Evidence, Mechanism, Role, When, Words
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
            if not scene.counts(place, caution.lasts_days):
                continue
            if not scene.holds(caution.when, {"a": place}):
                continue
            seen.add(id(caution))
            area = hazards[caution.hazard].area
            basis = profile.reviews.get(area, "class-reasoning")
            grade = "probable" if basis in bases and basis != "class-reasoning" else "theoretical"
            about = _about(scene, caution.when)
            yield finding_of(
                Draft(
                    rule=f"caution-{caution.hazard}",
                    kind="person",
                    about=about,
                    part="+".join(sorted(about)),
                    area=area,
                    places=(place, *_beside(scene, place, caution.when)),
                    classification=caution.classification,
                    consequences=(
                        Consequence(
                            caution.hazard, caution.seriousness, caution.classification, caution.src
                        ),
                    ),
                    evidence=Evidence(grade, (basis,)),
                    tell=partial(_tell_caution, scene, place, caution),
                ),
                scene,
            )
    for mechanism in scene.rules.for_anyone if nobody else scene.rules.of_kind("person"):
        yield from _person_rule(scene, mechanism)


def _beside(scene: Scene, place: int, when: When) -> list[int]:
    """The other medicines without which a caution about a combination would not stand."""
    if when.also is None:
        return []
    others = (each for each in range(len(scene.medicines)) if each != place and scene.is_there(each))
    return [each for each in others if scene.plays(each, when.also)]


def _tell_caution(scene: Scene, place: int, caution: Caution) -> Telling:
    ours = [own_advice(scene)] if "action" in caution.own else []
    stopped: list[Words] = []
    if caution.lasts_days:
        text = (
            "{days} after the last dose, by our estimate"
            if "lasts_days" in caution.own
            else "{days} after the last dose"
        )
        why = scene.say(text, days=scene.say.days(caution.lasts_days))
        stopped, _ = stop_notes(scene, [(place, caution.lasts_days, why)])
    return Telling(
        summary=caution.summary,
        action=caution.action,
        names={"a": scene.labels[place]},
        modifiers=[*stopped, *start_notes(scene, (place,)), *_surgery(scene, caution), *ours],
    )


def _surgery(scene: Scene, caution: Caution) -> list[Words]:
    """The date of the operation, where one was given and the caution is about it."""
    planned = scene.person.surgery
    if planned is None or "surgery-planned" not in caution.when.condition:
        return []
    days = (planned - scene.today).days
    if days < 0:
        return [worded(scene.say, "The operation was planned for {day}.", day=str(planned))]
    if not days:
        return [worded(scene.say, "The operation is planned for {day}, today.", day=str(planned))]
    text = "The operation is planned for {day}, in {days}."
    return [worded(scene.say, text, day=str(planned), days=scene.say.days(days))]


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
        if scene.counts(place) and scene.holds(mechanism.when, {"a": place})
    ]
    if not places:
        return
    base = mechanism.consequences[0].classification
    settled = [scene.settle(base, mechanism.contexts, {"a": place}) for place in places]
    classification, contexts = min(settled, key=lambda pair: pair[0])
    if classification == 5:
        return
    yield finding_of(
        Draft(
            rule=mechanism.id,
            kind="person",
            about=_about(scene, mechanism.when),
            area=mechanism.area,
            places=tuple(places),
            classification=classification,
            consequences=mechanism.consequences,
            evidence=mechanism.evidence,
            tell=partial(_tell_person, scene, mechanism, mechanism.a, places, contexts),
        ),
        scene,
    )


def _tell_person(
    scene: Scene, mechanism: Mechanism, role: Role, places: list[int], contexts: list[Context]
) -> Telling:
    number = scene.rules.number(role)
    return Telling(
        summary=mechanism.summary,
        action=mechanism.action,
        why=mechanism.why,
        names={"a": scene.names(places)},
        onset=mechanism.onset,
        ends=Ends(mechanism.ends),
        modifiers=[context.say for context in contexts],
        citations=[c for place in places for c in cited(scene.profiles[place].plays[number])],
        questions=mechanism.questions,
    )
