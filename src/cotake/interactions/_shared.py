"""What medicines of a list have in common: side effects, and studies of the combination."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cotake.interactions._make import Draft, Telling, finding_of
from cotake.interactions._scene import Scene
from cotake.interactions._types import Ends, Finding
from cotake.knowledge.types import Consequence, Mechanism, Pair, Studied


def shared_findings(scene: Scene) -> Iterator[Finding]:
    """Common side effects that two or more of the medicines share; a note of class 4."""
    for mechanism in scene.rules.of_kind("shared"):
        by_effect: dict[str, list[int]] = {}
        seen: set[str] = set()
        for place, profile in enumerate(scene.profiles):
            effects = profile.substance.side_effects
            if effects is None or profile.is_local or profile.id in seen or not scene.counts(place):
                continue
            seen.add(profile.id)
            for effect in effects.common:
                if effect in by_effect:
                    by_effect[effect].append(place)
                else:
                    by_effect[effect] = [place]
        shared = {effect: places for effect, places in by_effect.items() if len(places) > 1}
        if not shared:
            continue
        ordered = sorted(shared, key=lambda effect: (-len(shared[effect]), effect))[:6]
        places = sorted({place for effect in ordered for place in shared[effect]})
        yield finding_of(
            Draft(
                rule=mechanism.id,
                area=mechanism.area,
                places=tuple(places),
                classification=4,
                consequences=(Consequence(mechanism.hazard, "not-serious", 4, ()),),
                evidence=mechanism.evidence,
                tell=partial(_tell_shared, scene, mechanism, places, ordered, shared),
                kind="shared",
            ),
            scene,
        )


def _tell_shared(
    scene: Scene,
    mechanism: Mechanism,
    places: list[int],
    ordered: list[str],
    shared: dict[str, list[int]],
) -> Telling:
    words = scene.library.vocabulary("side-effects")
    effects = [scene.profiles[place].substance.side_effects for place in places]
    return Telling(
        summary=mechanism.summary,
        action=mechanism.action,
        why=[f"{words[effect].name}: {scene.names(shared[effect])}" for effect in ordered],
        names={"effects": scene.say.joined([words[effect].name for effect in ordered])},
        onset=mechanism.onset,
        ends=Ends(mechanism.ends),
        citations=[citation for each in effects if each for citation in each.src],
    )


def studied_notes(
    scene: Scene,
) -> Iterator[tuple[tuple[int, ...], Pair, Studied]]:
    """What the studies of this very combination show, and the pair record that tells it."""
    for pair in scene.rules.studied:
        for a in scene.who_plays(pair.a):
            partners = [
                place
                for place in scene.who_plays(pair.b)
                if scene.medicines[place].substance != scene.medicines[a].substance
            ]
            if partners:
                for each in pair.studied:
                    yield (a, *partners), pair, each
                break
