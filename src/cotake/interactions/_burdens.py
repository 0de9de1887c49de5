"""Hazards that add up over the whole list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import ge, itemgetter

from cotake.interactions._make import Draft, Telling, finding_of, start_notes, stop_notes
from cotake.interactions._profile import Said
from cotake.interactions._scene import Scene
from cotake.interactions._types import Ends, Finding
from cotake.knowledge.types import (
    Citation,
    Consequence,
    Context,
    Factor,
    Level,
    Mechanism,
    Role,
    Words,
)

#: Medicines that are there together, with their grades, and the level that they reach.
Reached = tuple[dict[int, int], Level, int, list[Context], list[Words]]
_GRADE = itemgetter(1)
#: How much a medicine adds to a hazard, by grade.
ADDS = {
    1: "{a} adds a little to {hazard}",
    2: "{a} adds clearly to {hazard}",
    3: "{a} adds strongly to {hazard}",
}


def burden_findings(scene: Scene) -> Iterator[Finding]:
    """One finding for each burden that reaches a level."""
    fewest = scene.rules.fewest
    for mechanism in scene.rules.of_kind("burden"):
        if len(scene.hazards.get(mechanism.hazard, ())) < fewest[id(mechanism)]:
            continue
        reached: list[Reached] = []
        for graded in _at_one_time(scene, mechanism):
            places, grades = list(graded), list(graded.values())
            if not places or (not scene.no_product and len(places) > 1 and scene.one_product(places)):
                continue
            best = _best_level(scene, mechanism, places, grades)
            if best is not None:
                reached.append((graded, *best))
        for each in reached:
            if len(reached) == 1 or not any(_says_more(other, each) for other in reached):
                yield _finding(scene, mechanism, *each)


def _says_more(one: Reached, other: Reached) -> bool:
    """Whether one holds all medicines of the other, at least as bad; of equals, the first."""
    if one is other or not one[0].keys() >= other[0].keys():
        return False
    return one[2] <= other[2] and (one[0].keys() != other[0].keys() or one[2] < other[2])


def _at_one_time(scene: Scene, mechanism: Mechanism) -> list[dict[int, int]]:
    """The medicines that are there together, with their grades: now, and at each later start."""
    listed = scene.hazards.get(mechanism.hazard, [])
    if scene.all_timeless or all(scene.timeless[place] for place, _ in listed):
        return [_worst_first(scene, listed)]
    lasting = (mechanism.lasts or {}).get("a")
    windows = {
        place: scene.window(place, scene.clear_days(place, mechanism.id, lasting)[0]) for place, _ in listed
    }
    days = sorted({scene.today, *(begin for begin, _ in windows.values() if begin > scene.today)})
    return [
        _worst_first(scene, [each for each in listed if windows[each[0]][0] <= day <= windows[each[0]][1]])
        for day in days
    ]


def _worst_first(scene: Scene, graded: list[tuple[int, int]]) -> dict[int, int]:
    """One place a substance with its grade, the highest grade first."""
    if len(graded) > 1:
        graded = sorted(graded, key=_GRADE, reverse=True)  # of equals, the first stays first
    if scene.all_distinct:
        return dict(graded)
    found: dict[str, tuple[int, int]] = {}
    for each in graded:
        found.setdefault(scene.profiles[each[0]].id, each)
    return dict(found.values())


def _best_level(
    scene: Scene, mechanism: Mechanism, places: list[int], grades: list[int]
) -> tuple[Level, int, list[Context], list[Words]] | None:
    factors: list[Factor] | None = None
    best: tuple[Level, int, list[Context], list[Words]] | None = None
    worst = scene.rules.worst
    for level in mechanism.levels:
        if best is not None and worst[id(level)] >= best[1]:
            continue  # it could not be worse
        if not _reaches(grades, level.grades):
            continue
        if level.factors:
            if factors is None:
                factors = [each for each in mechanism.factors if scene.holds(each.when, {})]
            if len(factors) < level.factors:
                continue
        if level.needs and not all(_has(scene, places, role) for role in level.needs):
            continue
        if level.without and _has(scene, places, level.without):
            continue
        contexts = level.contexts
        if id(level) in scene.rules.dated:
            contexts = tuple([each for each in contexts if _stable(scene, each, places)])
        classification, held = scene.settle(level.classification, contexts, {})
        if classification < 5 and (best is None or classification < best[1]):
            says = [each.say for each in factors or ()] if level.factors else []
            best = (level, classification, held, says)
    return best


def _has(scene: Scene, places: list[int], role: Role) -> bool:
    """Whether one of these medicines fits a role."""
    playing = scene.who_plays(role)
    return bool(playing) and not set(playing).isdisjoint(places)


def _reaches(grades: list[int], wanted: tuple[int, ...]) -> bool:
    """Whether there is a contributor for each wanted grade; both stand highest first."""
    return len(wanted) <= len(grades) and all(map(ge, grades, wanted))


def _stable(scene: Scene, context: Context, places: list[int]) -> bool:
    """Whether all who contribute were started long enough ago for the context, if it asks."""
    days = context.when.all_started_before_days
    if days is None:
        return True
    starts = [scene.medicines[place].start for place in places]
    return all(each and (scene.today - each).days > days for each in starts)


def _finding(
    scene: Scene,
    mechanism: Mechanism,
    graded: dict[int, int],
    level: Level,
    classification: int,
    contexts: list[Context],
    factors: list[Words],
) -> Finding:
    least = min(level.grades, default=1)
    core = [scene.medicines[place].substance for place, grade in graded.items() if grade >= least]
    places = list(graded)
    consequence = Consequence(
        mechanism.hazard, level.seriousness, classification, level.src, level.frequency
    )
    return finding_of(
        Draft(
            rule=mechanism.id,
            area=mechanism.area,
            places=tuple(places),
            classification=classification,
            consequences=(consequence,),
            evidence=mechanism.evidence,
            tell=partial(_tell, scene, mechanism, places, level, contexts, factors),
            kind="burden",
            core=tuple(core),
        ),
        scene,
    )


def _adds(scene: Scene, place: int, hazard: str) -> Said:
    """How much a medicine adds to a hazard, and what says so; worded once a profile."""
    profile = scene.profiles[place]
    if hazard not in profile.adds:
        deed = profile.hazards[hazard]
        name = scene.library.vocabulary("hazards")[hazard].name
        text = scene.say(ADDS[deed.grade or 1], a=profile.label, hazard=name)
        if deed.note and scene.say.is_english:  # notes of records are not translated
            text = f"{text}: {deed.note}"
        profile.adds[hazard] = Said(text, deed.src)
    return profile.adds[hazard]


def _tell(
    scene: Scene,
    mechanism: Mechanism,
    places: list[int],
    level: Level,
    contexts: list[Context],
    factors: list[Words],
) -> Telling:
    lasting = (mechanism.lasts or {}).get("a")
    timed = [] if scene.all_timeless else [place for place in places if not scene.timeless[place]]
    counted = [(place, *scene.clear_days(place, mechanism.id, lasting)) for place in timed]
    notes, last = stop_notes(scene, counted)
    why = [*mechanism.why]
    citations: list[Citation] = [*level.src]
    for place in places:
        said = _adds(scene, place, mechanism.hazard)
        why.append(said.text)
        citations += said.src
    for context in contexts:
        citations += context.src
    return Telling(
        summary=level.summary or mechanism.summary,
        action=level.action or mechanism.action,
        why=why,
        onset=mechanism.onset,
        ends=Ends(mechanism.ends, last),
        modifiers=[*[each.say for each in contexts], *factors, *notes, *start_notes(scene, places)],
        citations=citations,
        questions=mechanism.questions,
    )
