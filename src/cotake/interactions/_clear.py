"""What was looked at and needs no action, area by area, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cotake._speech import Speech
from cotake._text import joined, sentence
from cotake.interactions._profile import AreaFacts, Profile
from cotake.interactions._scene import Scene
from cotake.interactions._types import Clear, Finding
from cotake.interactions._words import Names, fill_words, worded
from cotake.knowledge import Library
from cotake.knowledge.types import Citation, Words

#: From the weakest basis of a review to the strongest.
_BASES = ("class-reasoning", "compendium", "label", "paper")
_GRADES = {1: "a little", 2: "clearly", 3: "strongly"}
#: Areas in which the question is whether one changes the level of another.
_LEVELS = ("enzymes", "transporters", "absorption")


def clear_areas(scene: Scene, findings: Iterable[Finding]) -> Iterator[Clear]:
    """One entry for each area in which nothing of class 1 to 3 was found."""
    hazards = scene.library.vocabulary("hazards")
    of_areas = [each for each in findings if each.kind != "shared"]
    taken: set[str] = set()
    for each in of_areas:
        if each.classification <= 3:
            taken.add(each.area)
            taken.update(each.areas)
            if each.kind not in ("duplication", "dose"):
                taken.add(hazards[each.hazard].area)
            for name in each.also:
                taken.add(hazards[name].area)
    noted = {each.area for each in of_areas if each.classification == 4}
    distinct: dict[tuple[str, tuple[str, ...], str], int] = {}
    for place, profile in enumerate(scene.profiles):
        distinct.setdefault((profile.id, profile.bands, profile.route), place)
    places = list(distinct.values())
    ids = tuple(dict.fromkeys([name for name, _, _ in distinct]))
    profiles = [scene.profiles[place] for place in places]
    by_area: dict[str, list[AreaFacts]] = {}
    for profile in profiles:
        for area, facts in _facts_of(profile, scene.library).items():
            by_area.setdefault(area, []).append(facts)
    bases = zip(*[_bases_of(profile, scene.library) for profile in profiles], strict=True)
    for area, basis in zip(scene.library.vocabulary("areas"), map(min, bases), strict=True):
        if area in taken or basis < 0:
            continue
        own = by_area.get(area, ())
        documented = _documented(scene, area, places)
        why = documented[0] if documented else _why(area, own, len(places), area in noted, scene.say)
        citations = {id(each): each for each in documented[1]} if documented else {}
        acting = ""
        for facts in own:
            citations.update(facts.by_identity)
            acting = acting or facts.told
        quiet = not documented and area not in noted and not acting
        shown = documented[2] if documented else _BASES[basis]
        yield Clear(ids, area, why, shown, tuple(citations.values()), quiet)


def _bases_of(profile: Profile, library: Library) -> tuple[int, ...]:
    """On what each area was reviewed, from the weakest basis; -1 where it was not. Once a profile."""
    if profile.bases is None:
        listed = [profile.reviews.get(area) for area in library.vocabulary("areas")]
        profile.bases = tuple([_BASES.index(each) if each else -1 for each in listed])
    return profile.bases


def _documented(
    scene: Scene, area: str, places: list[int]
) -> tuple[Words, tuple[Citation, ...], str] | None:
    """For two medicines, a pair record that says the area is clear."""
    if len(places) != 2:
        return None
    for pair in scene.rules.absent:
        for absence in pair.absent:
            if absence.area != area:
                continue
            for one, other in (places, places[::-1]):
                if scene.plays(one, pair.a) and scene.plays(other, pair.b):
                    names = {"a": scene.labels[one], "b": scene.labels[other]}
                    return fill_words(absence.why, Names(names)), absence.src, absence.basis
    return None


def _why(area: str, own: Sequence[AreaFacts], count: int, noted: bool, say: Speech) -> Words:
    """Why an area is clear: who of so many medicines acts in it, by their names, and how.

    How it acts is told in English alone, for notes of the records are in it.
    """
    if say.is_english:
        return _why_in_english(area, own, count, noted)
    names = [facts.label for facts in own if facts.told]
    if area in _LEVELS and names and count > 1:
        text = (
            "None changes the level of the other enough to matter."
            if count == 2
            else "None changes the level of another enough to matter."
        )
    elif not names:
        text = "None of them acts here." if count > 1 else "It does not act here."
    elif len(names) == 1:
        text = "Only {a} acts here, so nothing adds up." if count > 1 else "{a} acts here, alone."
        names = names if count > 1 else [sentence(names[0])]
    else:
        text = "{a} act here, but not so that it calls for action."
        names = [sentence(say.joined(names))]
    why = worded(say, text, a="".join(names[:1]))
    return worded(say, "{why} See the notes.", why=why.person) if noted else why


def _why_in_english(area: str, own: Sequence[AreaFacts], count: int, noted: bool) -> Words:
    acting = [facts for facts in own if facts.told]
    absent = [facts.told_absent for facts in own if facts.told_absent]
    detail = "; ".join([facts.told for facts in acting[:8]])
    each_other = "the other" if count == 2 else "another"
    if area in _LEVELS and acting and count > 1:
        person = f"None changes the level of {each_other} enough to matter."
        clinician = f"{person[:-1]}: {detail}."
    elif not acting:
        person = clinician = "None of them acts here." if count > 1 else "It does not act here."
    elif len(acting) == 1:
        only = acting[0].label
        person = (
            f"Only {only} acts here, so nothing adds up."
            if count > 1
            else f"{sentence(only)} acts here, alone."
        )
        clinician = f"Only {detail}." if count > 1 else f"{sentence(detail)}."
    else:
        names = joined([facts.label for facts in acting])
        person = f"{sentence(names)} act here, but not so that it calls for action."
        clinician = f"More than one acts here, but not so that it calls for action: {detail}."
    if absent:
        clinician += f" {sentence('; '.join(absent[:6]))}."
    if noted:
        person += " See the notes."
        clinician += " See the notes of class 4."
    return Words(person, clinician)


def _facts_of(profile: Profile, library: Library) -> dict[str, AreaFacts]:
    """The phrases of a profile by area; worked out once a profile."""
    if profile.by_area is None:
        found = _gather(profile, library)
        for facts in found.values():
            facts.by_identity = {id(each): each for each in facts.citations}
            facts.label = profile.label
            if facts.acts:
                facts.told = f"{profile.label} {joined(facts.acts)}"
            if facts.absent:
                facts.told_absent = f"{profile.label}: {'; '.join(facts.absent)}"
        profile.by_area = found
    return profile.by_area


def _gather(profile: Profile, library: Library) -> dict[str, AreaFacts]:
    found: dict[str, AreaFacts] = {}
    targets, actions = library.vocabulary("targets"), library.vocabulary("actions")
    hazards, enzymes = library.vocabulary("hazards"), library.vocabulary("enzymes")
    strengths, shares = library.vocabulary("strengths"), library.vocabulary("shares")

    def note(area: str, text: str, citations: Iterable[Citation], absent: bool = False) -> None:
        facts = found.setdefault(area, AreaFacts())
        listed = facts.absent if absent else facts.acts
        if text not in listed:
            listed.append(text)
        facts.citations += citations

    for deed in profile.targets:
        target = targets[deed.target]
        via = f" (through {deed.via})" if deed.via else ""
        if deed.as_ == "none":
            note(target.area[0], deed.note or f"no action at {target.name}", deed.src, absent=True)
        else:
            where = f" ({deed.acts})" if deed.acts == "peripherally" else ""
            note(target.area[0], f"{actions[deed.as_].phrase} {target.name}{via}{where}", deed.src)
    for name, deed in profile.hazards.items():
        hazard = hazards[name]
        if deed.grade:
            note(hazard.area, f"adds {_GRADES[deed.grade]} to {hazard.name}", deed.src)
        else:
            note(hazard.area, deed.note or f"no {hazard.name}", deed.src, absent=True)
    by_kind: dict[str, list[str]] = {"enzymes": [], "transporters": []}
    for path in profile.pathways:
        entry = enzymes[path.enzyme]
        area = "enzymes" if entry.kind == "enzyme" else "transporters"
        share = shares[path.share].name if isinstance(path.share, str) else f"about {path.share:.0%}"
        by_kind[area].append(f"{entry.name} ({share})")
        found.setdefault(area, AreaFacts()).citations += path.src
    for area, cleared in by_kind.items():
        if cleared:
            found[area].acts.append(f"is cleared by {joined(cleared)}")
    for influences, verb in ((profile.inhibits, "inhibits"), (profile.induces, "induces")):
        for influence in influences.values():
            entry = enzymes[influence.enzyme]
            area = "enzymes" if entry.kind == "enzyme" else "transporters"
            if influence.strength == "none":
                text = influence.note or f"does not {verb[:-1]} {entry.name}"
                note(
                    area,
                    f"{entry.name}: {text}" if influence.note else text,
                    influence.src,
                    absent=True,
                )
            else:
                adverb = strengths[influence.strength].adverb
                note(area, f"{adverb} {verb} {entry.name}", influence.src)
    effects, agents = library.vocabulary("absorption-effects"), library.vocabulary("agents")
    for each in profile.absorption:
        agent = f" {agents[each.agent].name}" if each.agent else ""
        note("absorption", f"{effects[each.effect].name}{agent}", each.src)
    return found
