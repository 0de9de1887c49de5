"""Findings about what the person is allergic to, or does not tolerate, among what is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from cotake._speech import ENGLISH, Speech
from cotake._text import in_text
from cotake.interactions._make import Draft, Telling, finding_of
from cotake.interactions._profile import profile_of
from cotake.interactions._scene import Scene
from cotake.interactions._types import Ends, Finding
from cotake.interactions._words import worded
from cotake.knowledge import Library
from cotake.knowledge.types import Citation, Consequence, Context, Mechanism, Role
from cotake.regimen import Allergy, Medicine, Person, classes_told, is_named_so, without_lead

#: Of this rank and worse a reaction is life-threatening; and a side effect did harm.
_GRAVE, _HARM = 2, 4


def allergy_findings(scene: Scene) -> Iterator[Finding]:
    """What is taken and related to an allergy or intolerance that was told, by the rules of the records."""
    told = [each for each in scene.person.allergies if each.substances or each.classes]
    if not told:
        return
    by_substance: dict[str, list[int]] = {}
    for place, medicine in enumerate(scene.medicines):
        if scene.counts(place):
            by_substance.setdefault(medicine.substance, []).append(place)
    for mechanism in scene.rules.of_kind("allergy"):
        of_kind = [each for each in told if each.kind == mechanism.told]
        for places in by_substance.values():
            met = [each for each in of_kind if _related(scene, mechanism, each, places[0])]
            if met:
                yield _finding(scene, mechanism, met, places)


def _finding(scene: Scene, mechanism: Mechanism, met: list[Allergy], places: list[int]) -> Finding:
    worst = _GRAVE if mechanism.told == "allergy" else _HARM
    grave = any(_rank(scene, each.seriousness) <= worst or each.unread for each in met)
    base = mechanism.consequences[0].classification
    if mechanism.told == "allergy" and all(each.unread for each in met):
        base = max(base, 2)  # what it was is not understood: to be asked, not to be called an allergy
    if grave and mechanism.severe is not None:
        base = min(base, mechanism.severe)
    settled = [scene.settle(base, mechanism.contexts, {"b": place}) for place in places]
    classification, contexts = min(settled, key=lambda pair: pair[0])
    return finding_of(
        Draft(
            rule=mechanism.id,
            kind="person",
            about=frozenset({"allergy"}),
            area=mechanism.area,
            places=tuple(places),
            classification=classification,
            consequences=tuple(
                _as_grave_as_told(scene, each, met, classification) for each in mechanism.consequences
            ),
            evidence=mechanism.evidence,
            tell=partial(_tell, scene, mechanism, met, places, contexts),
        ),
        scene,
    )


def _as_grave_as_told(
    scene: Scene, consequence: Consequence, met: list[Allergy], classification: int
) -> Consequence:
    """The consequence with the seriousness of the reactions that were told, where any were."""
    told = [each.seriousness for each in met if each.seriousness]
    if not told or classification > 3:
        return consequence
    if len(told) < len(met):  # one of them may have been worse than those that were told
        told.append(consequence.seriousness)
    return replace(consequence, seriousness=min(told, key=lambda name: _rank(scene, name)))


def _rank(scene: Scene, seriousness: str) -> int:
    ranks = scene.library.vocabulary("seriousness")
    return int(ranks[seriousness].rank) if seriousness in ranks else 9


def _tell(
    scene: Scene, mechanism: Mechanism, met: list[Allergy], places: list[int], contexts: list[Context]
) -> Telling:
    profile = scene.profiles[places[0]]
    names = dict.fromkeys(in_text(each.name) for each in met)
    return Telling(
        summary=mechanism.summary,
        action=mechanism.action,
        why=mechanism.why,
        names={"a": scene.labels[places[0]], "told": scene.say.joined(names)},
        onset=mechanism.onset,
        ends=Ends(mechanism.ends),
        modifiers=[
            *(context.say for context in contexts),
            *(worded(scene.say, "{told}", told=as_told(each, scene.say)) for each in met),
        ],
        citations=[*_kin_sources(scene, mechanism, met, profile.id), *profile.substance.classes.src],
        questions=mechanism.questions,
    )


def as_told(allergy: Allergy, say: Speech = ENGLISH) -> str:
    """An allergy as it was told, with its reactions, severity and criticality.

    >>> as_told(Allergy("NAME", "name", reactions=("hives",), severity="mild"))
    'Told: NAME (hives; mild).'
    """
    parts = [", ".join(allergy.reactions), say(allergy.severity)]
    parts.append(say("criticality {level}", level=say(allergy.criticality)) if allergy.criticality else "")
    details = "; ".join(filter(None, parts)) or say("the reaction was not told")
    return say("Told: {text} ({details}).", text=allergy.text, details=details)


def _related(scene: Scene, mechanism: Mechanism, allergy: Allergy, place: int) -> bool:
    """Whether the medicine at a place is related to an allergy as this rule says."""
    taken = scene.profiles[place].id
    library = scene.library
    same = taken in allergy.substances or not scene.profiles[place].classes.isdisjoint(allergy.classes)
    if same or mechanism.relation == "same":
        return same and mechanism.relation == "same"
    if mechanism.relation == "becomes":
        return not _made_from(taken, library).isdisjoint(allergy.substances)
    if mechanism.relation == "comes-from":
        return any(taken in _made_from(each, library) for each in allergy.substances)
    if mechanism.relation == "kin":
        return any(_kin(scene, allergy, taken))
    classes = classes_told(allergy, library)
    if mechanism.relation == "class":
        return not classes.isdisjoint(scene.profiles[place].classes.intersection(mechanism.classes))
    assert mechanism.a is not None and mechanism.b is not None
    return scene.plays(place, mechanism.b) and (
        _class_plays(mechanism.a, classes) if allergy.classes else _plays(scene, mechanism.a, allergy)
    )


def _plays(scene: Scene, role: Role, allergy: Allergy) -> bool:
    """Whether a substance that was told plays a role, as it is usually taken."""
    number = scene.rules.number(role)
    for name in allergy.substances:
        substance = scene.library.substance(name)
        usual = substance.default
        medicine = Medicine(name, name, substance.name, (usual.band,), usual.route)
        if number in profile_of(medicine, scene.library).plays:
            return True
    return False


def _class_plays(role: Role, classes: frozenset[str]) -> bool:
    """Whether a class that was told plays a role that asks for a class."""
    return not classes.isdisjoint(role.class_) or any(_class_plays(each, classes) for each in role.any)


def _kin(scene: Scene, allergy: Allergy, taken: str) -> Iterator[tuple[Citation, ...]]:
    """What the records cite where a substance that was told and the one taken are near relatives."""
    for entry in scene.library.vocabulary("kin").values():
        if taken in entry.substances and not set(entry.substances).isdisjoint(allergy.substances):
            yield entry.src


def _kin_sources(scene: Scene, mechanism: Mechanism, met: list[Allergy], taken: str) -> list[Citation]:
    if mechanism.relation != "kin":
        return []
    return [citation for each in met for src in _kin(scene, each, taken) for citation in src]


@lru_cache(maxsize=4096)
def _made_from(name: str, library: Library) -> frozenset[str]:
    """The substances that the body makes from one."""
    substance = library.substance(name)
    made = {path.makes for path in substance.undergoes} | {life.of for life in substance.half_lives}
    hits = (library.find(each) for each in made if each)
    return frozenset(hit.id for hit in hits if hit and hit.folder == "substances" and hit.id != name)


def not_compared(person: Person, taken: Iterable[str]) -> tuple[Allergy, ...]:
    """The allergies that were read and not compared: a medicine may hold such a food or excipient.

    What no medicine holds is none of them, unless a substance that goes with it is taken.
    """
    here = frozenset(taken)
    return tuple(each for each in person.allergies if not (_compared(each) or _is_apart(each, here)))


def _compared(allergy: Allergy) -> bool:
    return bool(allergy.substances or allergy.classes)


def _is_apart(allergy: Allergy, taken: frozenset[str]) -> bool:
    return bool(allergy.apart) and taken.isdisjoint(allergy.unless)


def allergy_assumptions(person: Person, taken: Iterable[str], say: Speech) -> Iterator[str]:
    """What was understood under another name, or not compared, and what a comparison does not cover."""
    for each in person.allergies:
        if not is_named_so(each.text, each.name):
            text = "Allergy to {text}: understood as {name}."
            yield say(text, text=without_lead(each.text), name=in_text(each.name))
        if each.unread:
            yield say(
                "Allergy to {name}: the reaction ({reactions}) is not clear, "
                "so it may have been a severe allergy or none. Ask what it was.",
                name=in_text(each.name),
                reactions=", ".join(each.unread),
            )
    here = frozenset(taken)
    for each in person.allergies:
        if _compared(each):
            continue
        if _is_apart(each, here):
            text = "Allergy to {name}: has nothing to do with these medicines; {apart}."
        else:
            text = "Allergy to {name}: read, and not compared with medicines ({kind})."
        yield say(text, name=in_text(each.name), apart=say(each.apart), kind=say(each.kind))
    if any(map(_compared, person.allergies)):
        yield say(
            "Allergies were compared with the active substances, not with what else a medicine holds "
            "(such as colours, lactose or gelatine)."
        )
