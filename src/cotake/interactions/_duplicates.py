"""The same substance twice, and two of a class of which one is enough."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cotake._text import in_text, joined
from cotake.interactions._make import Draft, Telling, finding_of
from cotake.interactions._scene import Scene
from cotake.interactions._types import Ends, Finding
from cotake.knowledge.types import Context, Mechanism


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
        if scene.counts(place):
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
            if scene.counts(place) and not scene.is_local(place):
                members.setdefault(name, {}).setdefault(profile.id, place)
    for name in mechanism.classes:
        if len(places := list(members.get(name, {}).values())) > 1:
            yield _duplicate(scene, mechanism, places, classes[name].plural)


def _duplicate(scene: Scene, mechanism: Mechanism, places: list[int], what: str) -> Finding:
    base = mechanism.consequences[0].classification
    ends = {"a": places[0], "b": places[1]}
    classification, contexts = scene.settle(base, mechanism.contexts, ends)
    return finding_of(
        Draft(
            rule=mechanism.id,
            area=scene.main_area(places[0]) or mechanism.area,
            places=tuple(places),
            classification=classification,
            consequences=mechanism.consequences,
            evidence=mechanism.evidence,
            tell=partial(_tell_duplicate, scene, mechanism, places, what, contexts),
            kind="duplication",
        ),
        scene,
    )


def _tell_duplicate(
    scene: Scene, mechanism: Mechanism, places: list[int], what: str, contexts: list[Context]
) -> Telling:
    return Telling(
        summary=mechanism.summary,
        action=mechanism.action,
        why=mechanism.why,
        names={"a": _called(scene, places[0]), "b": _called(scene, places[1]), "what": what},
        onset=mechanism.onset,
        ends=Ends(mechanism.ends),
        modifiers=[context.say for context in contexts],
        citations=[c for place in places for c in scene.profiles[place].substance.classes.src],
        questions=mechanism.questions,
    )


def _called(scene: Scene, place: int) -> str:
    """The name without its dose band: two entries may lie in two bands."""
    return in_text(scene.profiles[place].name)
