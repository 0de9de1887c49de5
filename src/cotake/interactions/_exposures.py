"""What the list does to the level of each medicine in it: enzymes, transporters, activation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cotake._text import joined
from cotake.interactions._activation import activation_finding
from cotake.interactions._make import Draft, Telling, finding_of, start_notes, stop_notes
from cotake.interactions._profile import Profile
from cotake.interactions._pushes import Push, activity_of, gene_notes, pushes_on, shares_of
from cotake.interactions._scene import Scene
from cotake.interactions._types import Ends, ExposureShown, Finding
from cotake.kinetics import ExposureChange, Spread, exposure_ratio, point_ratio
from cotake.knowledge.types import (
    Change,
    Citation,
    Consequence,
    MeasuredExposure,
    Mechanism,
    Step,
    Words,
)

#: A perpetrator that moves the ratio by less than this is not named.
NOTICEABLE = 0.1


def exposure_findings(scene: Scene) -> Iterator[Finding]:
    """For each medicine: how far the others raise it, lower it, or keep it from being activated."""
    rules = {mechanism.change: mechanism for mechanism in scene.rules.of_kind("exposure")}
    for victim, profile in enumerate(scene.profiles):
        if not profile.pathways:
            continue
        if mechanism := rules.get("raised"):
            yield from _level_finding(scene, mechanism, victim, pushes_on(scene, victim, "inhibits"))
        if mechanism := rules.get("lowered"):
            yield from _level_finding(scene, mechanism, victim, pushes_on(scene, victim, "induces"))
        if mechanism := rules.get("activation"):
            yield from activation_finding(scene, mechanism, victim)


def _level_finding(
    scene: Scene, mechanism: Mechanism, victim: int, pushes: list[Push]
) -> Iterator[Finding]:
    activity = activity_of(scene, victim, mechanism.change)
    if not pushes and not activity:
        return
    raised = mechanism.change == "raised"
    exposure = scene.profiles[victim].substance.exposure
    own: Change | None = getattr(exposure, mechanism.change, None) if exposure else None
    entry = scene.library.vocabulary("indexes")[exposure.index if exposure else "usual"]
    steps: tuple[Step, ...] = own.steps if own else (entry.raised if raised else entry.lowered)
    measured = _measured(scene, victim, pushes, mechanism.change)
    ratio = _point(scene, victim, pushes, activity)
    change: ExposureChange | None = None
    if measured is not None and not activity:
        seen = _worst_measured(measured, mechanism.change)
        alone = {place for place, _ in measured}
        covered = all(push.place in alone for push in pushes)
        # What was measured counts over what is predicted; with further perpetrators, the worse counts.
        if covered or (seen.ratio > ratio if raised else seen.ratio < ratio):
            change, ratio = seen, seen.ratio
    classification = _class_for(steps, ratio, raised)
    if classification >= 5:
        return
    if change is None:
        change, measured = _ratio(scene, victim, pushes, activity), None
    pushing = _who_matters(scene, victim, pushes, activity)
    if not pushing and not activity:
        return
    yield _finding(scene, mechanism, victim, pushing, change, own, classification, activity, measured)


def _stages(
    scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]
) -> Iterator[tuple[dict[str, Spread], dict[str, list[Spread]]]]:
    """Enzymes, then transporters; the two act one after the other, so their ratios multiply."""
    shares = shares_of(scene.profiles[victim], scene)
    kinds = scene.library.vocabulary("enzymes")
    for kind in ("enzyme", "transporter"):
        part = {enzyme: share for enzyme, share in shares.items() if kinds[enzyme].kind == kind}
        speeds: dict[str, list[Spread]] = {}
        for push in pushes:
            if push.enzyme in part:
                speeds.setdefault(push.enzyme, []).append(push.speed)
        if part and (speeds or any(enzyme in part for enzyme in activity)):
            yield part, speeds


def _point(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> float:
    ratio = 1.0
    for part, speeds in _stages(scene, victim, pushes, activity):
        ratio *= point_ratio(part, speeds, activity)
    return ratio


def _ratio(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> ExposureChange:
    ratio = low = high = 1.0
    for part, speeds in _stages(scene, victim, pushes, activity):
        change = exposure_ratio(part, speeds, activity)
        ratio, low, high = ratio * change.ratio, low * change.low, high * change.high
    return ExposureChange(ratio, low, high)


def _measured(
    scene: Scene, victim: int, pushes: list[Push], change: str
) -> list[tuple[int, MeasuredExposure]] | None:
    """Ratios measured in people for this victim with these perpetrators."""
    found: list[tuple[int, MeasuredExposure]] = []
    places = {push.place for push in pushes}
    for pair, shown in scene.rules.measured.get(scene.medicines[victim].substance, ()):
        if (shown.ratio > 1) != (change == "raised"):
            continue
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if scene.plays(victim, one):
                found.extend((place, shown) for place in scene.who_plays(other) if place in places)
    return found or None


def _worst_measured(measured: list[tuple[int, MeasuredExposure]], change: str) -> ExposureChange:
    choose = max if change == "raised" else min
    shown = choose((each for _, each in measured), key=lambda each: each.ratio)
    return ExposureChange(shown.ratio, shown.low or shown.ratio, shown.high or shown.ratio)


def _class_for(steps: tuple[Step, ...], ratio: float, raised: bool) -> int:
    reached = [
        step.classification for step in steps if (ratio >= step.ratio if raised else ratio <= step.ratio)
    ]
    return min(reached, default=5)


def _who_matters(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> list[Push]:
    """The perpetrators that by themselves move the level noticeably; failing that, all.

    An enzyme that is missing by genotype leaves nothing to inhibit.
    """
    usual = _point(scene, victim, [], activity)
    kept = [
        push for push in pushes if abs(_point(scene, victim, [push], activity) / usual - 1) >= NOTICEABLE
    ]
    return kept or ([] if activity else pushes)


def _finding(
    scene: Scene,
    mechanism: Mechanism,
    victim: int,
    pushes: list[Push],
    change: ExposureChange,
    own: Change | None,
    classification: int,
    activity: dict[str, float],
    measured: list[tuple[int, MeasuredExposure]] | None,
) -> Finding:
    enzymes = scene.library.vocabulary("enzymes")
    profile = scene.profiles[victim]
    leading = mechanism.consequences[0]
    hazard = own.hazard if own else leading.hazard
    seriousness = (own.seriousness if own else "") or leading.seriousness
    only_transport = pushes and all(enzymes[push.enzyme].kind == "transporter" for push in pushes)
    places = (victim, *dict.fromkeys(push.place for push in pushes))
    return finding_of(
        Draft(
            rule=mechanism.id,
            kind="exposure",
            part=profile.id,
            about=frozenset(activity) if not pushes else frozenset(),
            area="transporters" if only_transport else mechanism.area,
            places=places,
            classification=classification,
            consequences=(Consequence(hazard, seriousness, classification, leading.src),),
            evidence=mechanism.evidence,
            exposure=ExposureShown(profile.id, change.ratio, change.low, change.high, measured is not None),
            tell=partial(
                _tell, scene, mechanism, victim, pushes, change, own, hazard, activity, measured or []
            ),
        ),
        scene,
    )


def _tell(
    scene: Scene,
    mechanism: Mechanism,
    victim: int,
    pushes: list[Push],
    change: ExposureChange,
    own: Change | None,
    hazard: str,
    activity: dict[str, float],
    measured: list[tuple[int, MeasuredExposure]],
) -> Telling:
    enzymes = scene.library.vocabulary("enzymes")
    strengths = scene.library.vocabulary("strengths")
    hazards = scene.library.vocabulary("hazards")
    profile = scene.profiles[victim]
    perpetrators = list(dict.fromkeys(push.place for push in pushes))
    why, citations = [], list[Citation]()
    verb = "inhibits" if mechanism.change == "raised" else "speeds up"
    for push in pushes:
        adverb = strengths[push.influence.strength].adverb
        via = f" (through {push.influence.via})" if push.influence.via else ""
        part = _part(scene, profile, push.enzyme)
        why.append(
            f"{scene.labels[push.place]}{via} {adverb} {verb} {enzymes[push.enzyme].name}, "
            f"which clears {part} of {scene.labels[victim]}"
        )
        citations += push.influence.src
        citations += [c for path in profile.pathways if path.enzyme == push.enzyme for c in path.src]
    modifiers = gene_notes(scene, activity)
    citations += [citation for _, each in measured for citation in each.src]
    modifiers += [Words.from_text(each.says) for _, each in measured if each.says]
    exposure = profile.substance.exposure
    citations += own.src if own else exposure.src if exposure else ()
    counted = [(push.place, push.days, push.why) for push in pushes]
    counted.append((victim, *scene.clear_days(victim, "", None)))
    notes, last = stop_notes(scene, {row[0]: row for row in counted}.values())
    return Telling(
        summary=mechanism.summary,
        action=(own.action if own and own.action else mechanism.action),
        why=why,
        names={
            "victim": scene.labels[victim],
            "perpetrators": scene.names(perpetrators) or "your gene type",
            "enzymes": joined(enzymes[name].name for name in [*(p.enzyme for p in pushes), *activity]),
            "ratio": _in_words(change, bool(measured)),
            "harm": hazards[hazard].person if hazard in hazards else "",
            "hazard": hazards[hazard].name if hazard in hazards else "",
        },
        onset=mechanism.onset,
        ends=Ends(mechanism.ends, last),
        modifiers=[*modifiers, *notes, *start_notes(scene, (victim, *perpetrators))],
        citations=citations,
        questions=mechanism.questions,
    )


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
