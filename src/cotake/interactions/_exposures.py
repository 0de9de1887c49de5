"""What the list does to the level of each medicine in it: enzymes, transporters, activation."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cotake._text import joined
from cotake.interactions._activation import activation_finding
from cotake.interactions._levels import change_of, point_of
from cotake.interactions._make import OWN_ADVICE, Draft, Telling, finding_of, start_notes, stop_notes
from cotake.interactions._profile import Profile
from cotake.interactions._pushes import (
    Push,
    activity_of,
    gene_notes,
    is_usual_dose,
    pushes_on,
    pushes_today,
    shares_of,
    together,
)
from cotake.interactions._scene import Scene
from cotake.interactions._types import Ends, ExposureShown, Finding
from cotake.kinetics import ExposureChange
from cotake.knowledge.types import (
    Change,
    Consequence,
    MeasuredExposure,
    Mechanism,
    Step,
    Words,
)

#: A perpetrator that moves the ratio by less than this is not named.
NOTICEABLE = 0.1
#: Two levels closer than this, in ln ratio, are the same.
_ALIKE = 0.1


@dataclass(slots=True)
class Level:
    """How far a level changes: measured in people altogether, or at least in part predicted.

    `unexplained` are the places of perpetrators whose effect was measured and has no known way.
    """

    change: ExposureChange
    only_measured: bool
    measured: list[tuple[int, MeasuredExposure]]
    unexplained: list[int]


def exposure_findings(scene: Scene) -> Iterator[Finding]:
    """For each medicine: how far the others raise it, lower it, or keep it from being activated."""
    rules = {mechanism.change: mechanism for mechanism in scene.rules.of_kind("exposure")}
    for victim, profile in enumerate(scene.profiles):
        if not profile.pathways and profile.id not in scene.rules.measured:
            continue
        if not scene.is_there(victim):
            continue
        seen = measured_of(scene, victim)
        heard = bool(seen or scene.person.genes)
        if mechanism := rules.get("raised"):
            pushes = pushes_on(scene, victim, "inhibits")
            if pushes or heard:
                yield from _level_finding(scene, mechanism, victim, pushes, seen)
        if mechanism := rules.get("lowered"):
            pushes = pushes_on(scene, victim, "induces")
            if pushes or heard:
                yield from _level_finding(scene, mechanism, victim, pushes, seen)
        if mechanism := rules.get("activation"):
            yield from activation_finding(scene, mechanism, victim)


def _level_finding(
    scene: Scene,
    mechanism: Mechanism,
    victim: int,
    pushes: list[Push],
    seen: list[tuple[int, MeasuredExposure]],
) -> Iterator[Finding]:
    activity = activity_of(scene, victim, mechanism.change)
    raised = mechanism.change == "raised"
    pushing = {scene.profiles[push.place].id for push in pushes}
    unexplained = [
        (place, each)
        for place, each in seen
        if scene.profiles[place].id not in pushing and each.ratio != 1
        if (each.ratio > 1) == raised
    ]
    if not pushes and not activity and not unexplained:
        return
    exposure = scene.profiles[victim].substance.exposure
    own: Change | None = getattr(exposure, mechanism.change, None) if exposure else None
    entry = scene.library.vocabulary("indexes")[exposure.index if exposure else "usual"]
    steps: tuple[Step, ...] = own.steps if own else (entry.raised if raised else entry.lowered)
    ratio = point_of(scene, victim, pushes, activity)
    change: ExposureChange | None = None
    shown: list[tuple[int, MeasuredExposure]] = []
    explained = [
        (place, each)
        for place, each in seen
        if scene.profiles[place].id in pushing and is_usual_dose(scene, place)
    ]
    if explained and not activity:
        worst = _worst(explained, raised)
        alone = {scene.profiles[place].id for place, _ in explained}
        # What was measured counts over what is predicted; with further perpetrators, the worse counts.
        if alone == pushing or (worst.ratio > ratio if raised else worst.ratio < ratio):
            change, ratio, shown = worst, worst.ratio, explained
    only_measured = bool(shown) or not (pushes or activity)
    if unexplained:
        more = _worst(unexplained, raised)
        change = _times(change or change_of(scene, victim, pushes, activity), more)
        ratio, shown = change.ratio, [*shown, *unexplained]
    classification = _class_for(steps, ratio, raised)
    if classification >= 5:
        return
    pushes = _who_matters(scene, victim, pushes, activity)
    if not pushes and not activity and not unexplained:
        return
    change = change or change_of(scene, victim, pushes, activity)
    level = Level(change, only_measured, shown, [place for place, _ in unexplained])
    yield _finding(scene, mechanism, victim, pushes, level, own, classification, activity)


def measured_of(scene: Scene, victim: int) -> list[tuple[int, MeasuredExposure]]:
    """Ratios measured in people for this victim with others of the list, by their places."""
    found: dict[tuple[str, int], tuple[int, MeasuredExposure]] = {}
    medicine = scene.medicines[victim]
    for pair, shown in scene.rules.measured.get(medicine.substance, ()):
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if one.substance and medicine.substance not in one.substance:
                continue
            others = scene.who_plays(other)  # first: hardly any of them is in the list
            if not others or not scene.plays(victim, one):
                continue
            if scene.is_aside(victim) and not one.routes:
                continue
            for place in others:
                if scene.medicines[place].substance == medicine.substance:
                    continue
                if scene.is_aside(place) and not other.routes:
                    continue  # what was measured with tablets says nothing of drops
                if scene.one_product((victim, place)) or not _there(scene, victim, place):
                    continue
                # Two lines of one substance are one perpetrator, at the dose that is the more usual.
                key = (scene.medicines[place].substance, id(shown))
                if key not in found or is_usual_dose(scene, place):
                    found[key] = (place, shown)
    return list(found.values())


def _there(scene: Scene, victim: int, place: int) -> bool:
    if scene.timeless[victim] and scene.timeless[place]:
        return True
    return together(scene, victim, place, scene.clear_days(place, "", None)[0])


def _worst(measured: list[tuple[int, MeasuredExposure]], raised: bool) -> ExposureChange:
    choose = max if raised else min
    shown = choose((each for _, each in measured), key=lambda each: each.ratio)
    return ExposureChange(shown.ratio, shown.low or shown.ratio, shown.high or shown.ratio)


def _times(one: ExposureChange, other: ExposureChange) -> ExposureChange:
    return ExposureChange(one.ratio * other.ratio, one.low * other.low, one.high * other.high)


def _class_for(steps: tuple[Step, ...], ratio: float, raised: bool) -> int:
    reached = [
        step.classification for step in steps if (ratio >= step.ratio if raised else ratio <= step.ratio)
    ]
    return min(reached, default=5)


def _who_matters(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> list[Push]:
    """The perpetrators that by themselves move the level noticeably; failing that, all.

    An enzyme that is missing by genotype leaves nothing to inhibit.
    """
    usual = point_of(scene, victim, [], activity)
    kept = [
        push for push in pushes if abs(point_of(scene, victim, [push], activity) / usual - 1) >= NOTICEABLE
    ]
    return kept or ([] if activity else pushes)


def _finding(
    scene: Scene,
    mechanism: Mechanism,
    victim: int,
    pushes: list[Push],
    level: Level,
    own: Change | None,
    classification: int,
    activity: dict[str, float],
) -> Finding:
    enzymes = scene.library.vocabulary("enzymes")
    profile = scene.profiles[victim]
    leading = mechanism.consequences[0]
    hazard = own.hazard if own else leading.hazard
    seriousness = (own.seriousness if own else "") or leading.seriousness
    only_transport = pushes and all(enzymes[push.enzyme].kind == "transporter" for push in pushes)
    perpetrators = list(dict.fromkeys([*(push.place for push in pushes), *level.unexplained]))
    change = level.change
    return finding_of(
        Draft(
            rule=mechanism.id,
            kind="exposure",
            part=profile.id,
            about=frozenset(activity) if not perpetrators else frozenset(),
            area="transporters" if only_transport else mechanism.area,
            places=(victim, *perpetrators),
            classification=classification,
            consequences=(Consequence(hazard, seriousness, classification, leading.src),),
            evidence=mechanism.evidence,
            exposure=ExposureShown(profile.id, change.ratio, change.low, change.high, level.only_measured),
            tell=partial(
                _tell, scene, mechanism, victim, pushes, perpetrators, level, own, hazard, activity
            ),
        ),
        scene,
    )


def _tell(
    scene: Scene,
    mechanism: Mechanism,
    victim: int,
    pushes: list[Push],
    perpetrators: list[int],
    level: Level,
    own: Change | None,
    hazard: str,
    activity: dict[str, float],
) -> Telling:
    enzymes = scene.library.vocabulary("enzymes")
    hazards = scene.library.vocabulary("hazards")
    profile = scene.profiles[victim]
    citations = [c for push in pushes for c in push.influence.src]
    citations += [c for push in pushes for p in profile.pathways if p.enzyme == push.enzyme for c in p.src]
    citations += [citation for _, each in level.measured for citation in each.src]
    modifiers = gene_notes(scene, activity)
    modifiers += [
        Words.from_text(f"About the figure: {each.says.rstrip('.')}.")
        for _, each in level.measured
        if each.says
    ]
    modifiers += _today_note(scene, victim, pushes, activity)
    if own and own.own:
        modifiers.append(OWN_ADVICE)
    exposure = profile.substance.exposure
    citations += own.src if own else exposure.src if exposure else ()
    counted = [(push.place, push.days, push.why) for push in pushes]
    counted += [(place, *scene.clear_days(place, "", None)) for place in (*level.unexplained, victim)]
    notes, last = stop_notes(scene, {row[0]: row for row in counted}.values())
    return Telling(
        summary=mechanism.summary,
        action=(own.action if own and own.action else mechanism.action),
        why=_why(scene, mechanism, victim, pushes, level),
        names={
            "victim": scene.labels[victim],
            "perpetrators": scene.names(perpetrators) or "your gene type",
            "enzymes": joined(enzymes[name].name for name in [*(p.enzyme for p in pushes), *activity])
            or "an unknown way",
            "ratio": _in_words(level.change, level.only_measured),
            "harm": hazards[hazard].person if hazard in hazards else "",
            "hazard": hazards[hazard].name if hazard in hazards else "",
        },
        onset=mechanism.onset,
        ends=Ends(mechanism.ends, last),
        modifiers=[*modifiers, *notes, *start_notes(scene, (victim, *perpetrators))],
        citations=citations,
        questions=mechanism.questions,
    )


def _today_note(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> list[Words]:
    """How much is reckoned to be there today of what a medicine begun lately, or stopped, does."""
    if all(scene.timeless):
        return []
    named = {(scene.profiles[push.place].id, push.enzyme) for push in pushes}
    now = [
        push
        for push in pushes_today(scene, victim)
        if (scene.profiles[push.place].id, push.enzyme) in named and not push.influence.first
    ]
    usual = point_of(scene, victim, [], activity)
    full, today = (point_of(scene, victim, each, activity) / usual for each in (pushes, now))
    if abs(math.log(today / full)) < _ALIKE:
        return []
    shown = [f"{each:.1f} times" if each >= 1 else f"{each:.0%} of" for each in (full, today)]
    stopped = any(
        (stop := scene.medicines[push.place].stop) is not None and stop < scene.today for push in pushes
    )
    if stopped:
        text = f"It fades: reckoned by half-lives, {shown[0]} the usual while both were taken, and "
    else:
        text = f"It builds up: reckoned by half-lives, {shown[0]} the usual in regular use, and "
    return [Words.from_text(f"{text}{shown[1]} the usual today.")]


def _why(scene: Scene, mechanism: Mechanism, victim: int, pushes: list[Push], level: Level) -> list[str]:
    enzymes = scene.library.vocabulary("enzymes")
    strengths = scene.library.vocabulary("strengths")
    raised = mechanism.change == "raised"
    why = []
    for push in pushes:
        adverb = strengths[push.influence.strength].adverb
        via = f" (through {push.influence.via})" if push.influence.via else ""
        part = _part(scene, scene.profiles[victim], push.enzyme)
        why.append(
            f"{scene.labels[push.place]}{via} {adverb} {'inhibits' if raised else 'speeds up'} "
            f"{enzymes[push.enzyme].name}, which clears {part} of {scene.labels[victim]}"
        )
    for place in dict.fromkeys(level.unexplained):
        why.append(
            f"{scene.labels[place]} {'raised' if raised else 'lowered'} the level of "
            f"{scene.labels[victim]} in people; which enzyme or transporter does it is not in these records"
        )
    return why


def _part(scene: Scene, profile: Profile, enzyme: str) -> str:
    """`most`, `a good part`: the share of clearance in words."""
    words = scene.library.vocabulary("shares")
    share = shares_of(profile, scene)[enzyme].mid
    fitting = [each for each in words.values() if share >= each.fraction[0]]
    return str(max(fitting, key=lambda each: each.fraction[0]).name) if fitting else "a small part"


def _in_words(change: ExposureChange, measured: bool) -> str:
    how = "measured" if measured else "predicted"
    if change.ratio >= 1:
        return f"{change.ratio:.1f} times the usual ({how}{_between(change, '.1f')})"
    return f"{change.ratio:.0%} of the usual ({how}{_between(change, '.0%')})"


def _between(change: ExposureChange, shape: str) -> str:
    low, high = format(change.low, shape), format(change.high, shape)
    return "" if low == high else f", {low} to {high}"
