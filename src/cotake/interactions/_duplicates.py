"""The same substance twice, and two of a class of which one is enough."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cotake._text import in_text
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
    listed: dict[str, list[int]] = {}
    for place, medicine in enumerate(scene.medicines):
        if scene.counts(place):
            listed.setdefault(medicine.substance, []).append(place)
    for entries in listed.values():
        if len(entries) < 2:
            continue
        for places in scene.at_one_time(entries):
            if len(places) > 1:
                texts = list(dict.fromkeys(_entry(scene, place) for place in places))
                what = scene.say.joined(texts)
                if len(texts) == 1:
                    what = scene.say("{text}, {n} times", text=what, n=str(len(places)))
                yield _duplicate(scene, mechanism, places, what)


def _entry(scene: Scene, place: int) -> str:
    medicine = scene.medicines[place]
    text = f'"{medicine.text}"'
    return (
        scene.say("{text} (in {product})", text=text, product=medicine.product)
        if medicine.product
        else text
    )


def _same_class(scene: Scene, mechanism: Mechanism) -> Iterator[Finding]:
    classes = scene.library.vocabulary("classes")
    once = scene.rules.once[mechanism.id]
    members: dict[str, list[int]] = {}
    for place, profile in enumerate(scene.profiles):
        for name in profile.classes & once:
            if scene.counts(place) and not scene.is_local(place):
                members.setdefault(name, []).append(place)
    several = {name: places for name, places in members.items() if len(places) > 1}
    for name in mechanism.classes if several else ():
        for together in scene.at_one_time(several[name]) if name in several else ():
            places = list({scene.profiles[place].id: place for place in reversed(together)}.values())[::-1]
            if len(places) > 1:
                yield _duplicate(scene, mechanism, places, classes[name].plural)


def _duplicate(scene: Scene, mechanism: Mechanism, places: list[int], what: str) -> Finding:
    base = mechanism.consequences[0].classification
    settled = [
        scene.settle(base, mechanism.contexts, {"a": one, "b": other})
        for number, one in enumerate(places)
        for other in places[number + 1 :]
    ]
    classification, contexts = min(settled, key=lambda pair: pair[0])
    first = min(places, key=lambda place: (scene.profiles[place].id, scene.profiles[place].route))
    return finding_of(
        Draft(
            rule=mechanism.id,
            area=scene.main_area(first) or mechanism.area,
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
