"""Rules over two roles: pair mechanisms, absorption, and the findings of pair records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from cotake._record import slotted
from cotake._text import in_text, sentence
from cotake.interactions._make import Draft, Telling, finding_of, start_notes, stop_notes
from cotake.interactions._scene import Scene
from cotake.interactions._types import Ends, ExposureShown, Finding
from cotake.interactions._words import Names, fill, worded
from cotake.knowledge.types import Absorption, Citation, Consequence, Mechanism, Words

#: A stopped medicine of which more than this share is left is worth a note after its washout.
TRACES = 0.03
_TRACES = (
    "{name} was stopped long enough ago for the usual waiting time of {days} days. "
    "Traces of {what} may still be there: take care in the first days with {partner}."
)
_TRACES_THEN = (
    "{name} will have been stopped long enough ago for the usual waiting time of {days} days. "
    "Traces of {what} may still be there: take care in the first days with {partner}."
)


@slotted
class Hit:
    """One pair of medicines that meets a rule, and the class it gets."""

    a: int
    b: int
    classification: int
    modifiers: list[Words]
    counted: list[tuple[int, float, str]]
    citations: list[Citation]


def pair_findings(scene: Scene) -> Iterator[Finding]:
    """The findings of all rules over two roles."""
    replaced = scene.replaced
    players = scene.players
    rules, by_first = scene.rules.ruling
    places = [place for first in players if first in by_first for place in by_first[first]]
    for place in sorted([place for place in places if rules[place][2] in players]):
        mechanism, a, b = rules[place]
        yield from _findings_of(scene, mechanism, players[a], players[b], replaced)


def _findings_of(
    scene: Scene,
    mechanism: Mechanism,
    firsts: list[int],
    seconds: list[int],
    replaced: set[tuple[str, int, int]],
) -> Iterator[Finding]:
    same = firsts == seconds and mechanism.a == mechanism.b
    hits: list[Hit] = []
    faded: list[Hit] = []
    for a in firsts:
        for b in seconds:
            if scene.medicines[a].substance == scene.medicines[b].substance or (same and a > b):
                continue
            if (mechanism.id, a, b) in replaced or scene.one_product((a, b)):
                continue
            if mechanism.id in scene.rules.replaced and _is_only_local(scene, mechanism, a, b):
                continue
            hit, overlaps = _hit(scene, mechanism, a, b)
            if hit is not None:
                (hits if overlaps else faded).append(hit)
    for group in _groups(hits):
        yield _finding(scene, mechanism, group)
    for hit in faded:
        if (note := _trace_note(scene, mechanism, hit)) is not None:
            yield note


def _is_only_local(scene: Scene, mechanism: Mechanism, a: int, b: int) -> bool:
    """Whether a pair record that speaks of no route meets a medicine that hardly reaches the blood."""
    roles = ((mechanism.a, a), (mechanism.b, b))
    return any(role and not role.routes and scene.is_aside(place) for role, place in roles)


def _hit(scene: Scene, mechanism: Mechanism, a: int, b: int) -> tuple[Hit | None, bool]:
    counted: list[tuple[int, float, str]] = []
    overlaps = True
    if not (scene.timeless[a] and scene.timeless[b]):
        lasts = mechanism.lasts or {}
        counted = [
            (a, *scene.clear_days(a, mechanism.id, lasts.get("a"))),
            (b, *scene.clear_days(b, mechanism.id, lasts.get("b"))),
        ]
        windows = [scene.window(place, days) for place, days, _ in counted]
        begin = max(scene.today, *(window[0] for window in windows))
        overlaps = begin <= min(window[1] for window in windows)
    base = mechanism.consequences[0].classification
    citations: list[Citation] = []
    if mechanism.kind == "absorption":
        victim, binder = _gut_facts(scene, mechanism, a, b)
        if victim is None:
            return None, False
        base = victim.classification or base
        citations = [*victim.src, *(binder.src if binder else ())]
    classification, contexts = scene.settle(base, mechanism.contexts, {"a": a, "b": b})
    if classification == 5:
        return None, False
    citations += [citation for context in contexts for citation in context.src]
    return Hit(a, b, classification, [each.say for each in contexts], counted, citations), overlaps


def _gut_facts(
    scene: Scene, mechanism: Mechanism, a: int, b: int
) -> tuple[Absorption | None, Absorption | None]:
    """The fact of the victim and that of the binder, where both speak of the same agent."""
    assert mechanism.a is not None and mechanism.b is not None
    victims = [x for x in scene.profiles[a].absorption if x.effect == mechanism.a.absorption]
    binders = [x for x in scene.profiles[b].absorption if x.effect == mechanism.b.absorption]
    for victim in victims:
        for binder in binders:
            if not victim.agent or not binder.agent or victim.agent == binder.agent:
                return victim, binder
    return None, None


def _groups(hits: list[Hit]) -> list[list[Hit]]:
    """Hits that share a medicine belong to one finding."""
    if len(hits) < 2:
        return [hits] if hits else []
    groups: list[tuple[set[int], list[Hit]]] = []
    for hit in hits:
        touching = [group for group in groups if {hit.a, hit.b} & group[0]]
        places, listed = {hit.a, hit.b}, [hit]
        for group in touching:
            groups.remove(group)
            places |= group[0]
            listed = [*group[1], *listed]
        groups.append((places, listed))
    return [part for _, listed in groups for part in _by_victim(listed)]


def _by_victim(hits: list[Hit]) -> list[list[Hit]]:
    """One group for each `a`, where a medicine stands on both sides: iron binds, and is bound."""
    if {hit.a for hit in hits}.isdisjoint([hit.b for hit in hits]):
        return [hits]
    parts: dict[int, list[Hit]] = {}
    for hit in hits:
        parts.setdefault(hit.a, []).append(hit)
    return list(parts.values())


def _finding(scene: Scene, mechanism: Mechanism, hits: list[Hit]) -> Finding:
    firsts = dict.fromkeys([hit.a for hit in hits])
    seconds = dict.fromkeys([hit.b for hit in hits])
    seen = scene.rules.shown.get(mechanism.id)
    exposure = None
    if seen is not None:
        low, high = seen.low or seen.ratio, seen.high or seen.ratio
        exposure = ExposureShown(seen.victim, seen.ratio, low, high, measured=True)
    return finding_of(
        Draft(
            rule=mechanism.id,
            area=mechanism.area,
            places=(*firsts, *seconds),
            classification=min([hit.classification for hit in hits]),
            consequences=mechanism.consequences,
            evidence=mechanism.evidence,
            exposure=exposure,
            tell=partial(_tell, scene, mechanism, hits, firsts, seconds),
        ),
        scene,
    )


def _tell(
    scene: Scene,
    mechanism: Mechanism,
    hits: list[Hit],
    firsts: dict[int, None],
    seconds: dict[int, None],
) -> Telling:
    assert mechanism.a is not None and mechanism.b is not None
    worst = min([hit.classification for hit in hits])
    number_a, number_b = scene.rules.number(mechanism.a), scene.rules.number(mechanism.b)
    citations: list[Citation] = []
    for places, number in ((firsts, number_a), (seconds, number_b)):
        for place in places:
            for fact in scene.profiles[place].plays[number]:
                citations += fact.src
    for hit in hits:
        citations += hit.citations
    notes, last = stop_notes(scene, {row[0]: row for hit in hits for row in hit.counted}.values())
    said = [say for hit in hits if hit.classification == worst for say in hit.modifiers]
    if _gap_is_ours(scene, mechanism, hits):
        said.append(
            worded(
                scene.say,
                "The hours, or some of them, are from the authors' own knowledge, "
                "not from the place cited.",
            )
        )
    return Telling(
        summary=mechanism.summary,
        action=mechanism.action,
        why=mechanism.why,
        names={"a": scene.names(firsts), "b": scene.names(seconds)},
        late={
            "a_via": partial(_via, scene, firsts, number_a),
            "b_via": partial(_via, scene, seconds, number_b),
            "gap": partial(_gap, scene, mechanism, hits),
        },
        onset=mechanism.onset,
        ends=Ends(_ends_rule(scene, mechanism, firsts, seconds), last),
        modifiers=[*said, *notes, *start_notes(scene, (*firsts, *seconds))],
        citations=citations,
        questions=mechanism.questions,
    )


def _ends_rule(
    scene: Scene, mechanism: Mechanism, firsts: dict[int, None], seconds: dict[int, None]
) -> str:
    if "{" not in mechanism.ends:
        return mechanism.ends
    days = []
    for place in seconds:
        lasting = (mechanism.lasts or {}).get("b")
        many, _ = scene.clear_days(place, mechanism.id, lasting)
        days.append(scene.say("{n} days after the last {a}", n=f"{many:g}", a=scene.labels[place]))
    names = {"a": scene.names(firsts), "b": scene.names(seconds), "days_b": scene.say.joined(days)}
    return fill(mechanism.ends, Names(names))


def _gap(scene: Scene, mechanism: Mechanism, hits: list[Hit]) -> str:
    """How many hours to keep two medicines apart, for absorption rules."""
    if mechanism.kind != "absorption":
        return ""
    before: list[float] = []
    after: list[float] = []
    for hit in hits:
        victim, _ = _gut_facts(scene, mechanism, hit.a, hit.b)
        if victim is not None:
            before.append(victim.hours_before or 0)
            after.append(victim.hours_after or 0)
    if not any(before) and not any(after):
        return scene.say("some hours away from")
    first, second = max(before), max(after)
    if first == second:
        return scene.say("{hours} away from", hours=_hours(scene, first))
    before_it = scene.say("{hours} before", hours=_hours(scene, first))
    after_it = scene.say("{hours} after", hours=_hours(scene, second))
    if first and second:
        return scene.say("{before} or {after}", before=before_it, after=after_it)
    return before_it if first else after_it


def _gap_is_ours(scene: Scene, mechanism: Mechanism, hits: list[Hit]) -> bool:
    if mechanism.kind != "absorption":
        return False
    victims = (_gut_facts(scene, mechanism, hit.a, hit.b)[0] for hit in hits)
    return any(victim is not None and victim.own for victim in victims)


def _hours(scene: Scene, hours: float) -> str:
    if hours < 1:
        return scene.say("{n} minutes", n=f"{hours * 60:.0f}")
    return scene.say("{n} hours", n=f"{hours:g}")


def _via(scene: Scene, places: dict[int, None], number: int) -> str:
    """The active metabolites through which these medicines act, if any."""
    found = [
        in_text(scene.say(fact.via))
        for place in places
        for fact in scene.profiles[place].plays[number]
        if getattr(fact, "via", "")
    ]
    return scene.say.joined(found) or scene.names(places)


def _trace_note(scene: Scene, mechanism: Mechanism, hit: Hit) -> Finding | None:
    """After the label's washout has passed, what kinetics still sees: a note of class 4."""
    if hit.classification > 3:
        return None
    for place, days, _ in hit.counted:
        medicine = scene.medicines[place]
        other = hit.b if place == hit.a else hit.a
        at = max(scene.today, scene.medicines[other].start or date.min)
        if medicine.stop is None or medicine.stop >= at:
            continue
        left = scene.left(place, at)
        if left < TRACES:
            continue
        lives = scene.profiles[place].half_lives
        if not lives:
            continue
        longest = max(lives, key=lambda life: life.hours[-1])
        what = in_text(scene.say(longest.of)) if longest.of else scene.labels[place]
        label, partner = scene.labels[place], scene.labels[other]
        gone = (at - medicine.stop).days
        summary = worded(
            scene.say,
            _TRACES if medicine.stop <= scene.today else _TRACES_THEN,
            "{gone} days since the last {a}: the washout of {days} days has passed. With the longest "
            "half-life of {what} ({longest} days) up to {left} of it may be left.",
            a=label, name=sentence(label), days=f"{days:g}", what=what, partner=partner, gone=str(gone),
            longest=f"{longest.hours[-1] / 24:.0f}", left=f"{left:.0%}",
        )  # fmt: skip
        consequence = Consequence(
            mechanism.consequences[0].hazard, mechanism.consequences[0].seriousness, 4, longest.src
        )
        telling = Telling(
            summary=summary,
            action=worded(
                scene.say,
                "Know the signs, and tell the prescriber when the last dose was.",
                "Start low; watch the first days.",
            ),
        )
        return finding_of(
            Draft(
                rule=f"{mechanism.id}-washed-out",
                area=mechanism.area,
                places=(hit.a, hit.b),
                classification=4,
                consequences=(consequence,),
                evidence=mechanism.evidence,
                tell=partial(_as_told, telling),
            ),
            scene,
        )
    return None


def _as_told(telling: Telling) -> Telling:
    return telling
