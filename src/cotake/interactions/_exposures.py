"""What the list does to the level of each medicine in it: enzymes, transporters, activation."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from functools import partial

from cotake._record import slotted
from cotake.interactions._activation import activation_finding
from cotake.interactions._levels import bounds_of, model_of, point_of, who_matters
from cotake.interactions._make import Draft, Telling, finding_of, own_advice, start_notes, stop_notes
from cotake.interactions._profile import Profile, Said
from cotake.interactions._pushes import (
    acting_on,
    activity_of,
    gene_notes,
    is_usual_dose,
    pushes_on,
    pushes_today,
    shares_of,
    together,
)
from cotake.interactions._scene import Push, Scene
from cotake.interactions._types import Ends, ExposureShown, Finding
from cotake.interactions._words import worded
from cotake.kinetics import ExposureChange
from cotake.knowledge.types import (
    Change,
    Citation,
    Consequence,
    MeasuredExposure,
    Mechanism,
    Step,
    Words,
)

_RAISED_IN_PEOPLE = (
    "{a} raised the level of {victim} in people; which enzyme or transporter does it "
    "is not in these records"
)
_LOWERED_IN_PEOPLE = (
    "{a} lowered the level of {victim} in people; which enzyme or transporter does it "
    "is not in these records"
)
#: Two levels closer than this, in ln ratio, are the same.
_ALIKE = 0.1


@slotted
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
    inhibited, induced = acting_on(scene, "inhibits"), acting_on(scene, "induces")
    for victim, profile in enumerate(scene.profiles):
        if not profile.pathways and profile.id not in scene.rules.measured:
            continue
        if not scene.is_there(victim):
            continue
        seen = measured_of(scene, victim)
        heard = bool(seen or scene.person.genes)
        if mechanism := rules.get("raised"):
            untouched = profile.cleared_by.isdisjoint(inhibited)
            pushes = [] if untouched else pushes_on(scene, victim, "inhibits")
            if pushes or heard:
                found = _level_finding(scene, mechanism, victim, pushes, seen)
                if found is not None:
                    yield found
        if mechanism := rules.get("lowered"):
            untouched = profile.cleared_by.isdisjoint(induced)
            pushes = [] if untouched else pushes_on(scene, victim, "induces")
            if pushes or heard:
                found = _level_finding(scene, mechanism, victim, pushes, seen)
                if found is not None:
                    yield found
        if mechanism := rules.get("activation"):
            yield from activation_finding(scene, mechanism, victim)


def _level_finding(
    scene: Scene,
    mechanism: Mechanism,
    victim: int,
    pushes: list[Push],
    seen: list[tuple[int, MeasuredExposure]],
) -> Finding | None:
    activity = activity_of(scene, victim, mechanism.change) if scene.person.genes else {}
    raised = mechanism.change == "raised"
    explained: list[tuple[int, MeasuredExposure]] = []
    unexplained: list[tuple[int, MeasuredExposure]] = []
    pushing: set[str] = {scene.profiles[push.place].id for push in pushes} if seen else set()
    for place, each in seen:
        if scene.profiles[place].id in pushing:
            if is_usual_dose(scene, place):
                explained.append((place, each))
        elif each.ratio != 1 and (each.ratio > 1) == raised:
            unexplained.append((place, each))
    if not pushes and not activity and not unexplained:
        return None
    own, steps = _steps(scene, victim, mechanism.change)
    model = model_of(scene, victim, pushes, activity)
    ratio = model.ratio
    change: ExposureChange | None = None
    shown: list[tuple[int, MeasuredExposure]] = []
    if explained and not activity:
        worst = _worst(explained, raised)
        alone = {scene.profiles[place].id for place, _ in explained}
        # What was measured counts over what is predicted; with further perpetrators, the worse counts.
        if alone == pushing or (worst.ratio > ratio if raised else worst.ratio < ratio):
            change, ratio, shown = worst, worst.ratio, explained
    only_measured = bool(shown) or not (pushes or activity)
    if unexplained:
        more = _worst(unexplained, raised)
        change = _times(change or bounds_of(model, scene, victim, pushes, activity), more)
        ratio, shown = change.ratio, [*shown, *unexplained]
    classification = _class_for(steps, ratio, raised)
    if classification >= 5:
        return None
    noted = who_matters(model, scene, victim, pushes, activity)
    if not noted and not activity and not unexplained:
        return None
    if change is None:
        if len(noted) < len(pushes):
            model = model_of(scene, victim, noted, activity)
        change = bounds_of(model, scene, victim, noted, activity)
    level = Level(change, only_measured, shown, [place for place, _ in unexplained])
    return _finding(scene, mechanism, victim, noted, level, own, classification, activity)


def _steps(scene: Scene, victim: int, change: str) -> tuple[Change | None, tuple[Step, ...]]:
    """What the record says of this change of level, and from which ratios on it matters; kept."""
    kept = scene.profiles[victim].steps
    if change not in kept:
        exposure = scene.profiles[victim].substance.exposure
        own: Change | None = getattr(exposure, change, None) if exposure else None
        entry = scene.library.vocabulary("indexes")[exposure.index if exposure else "usual"]
        kept[change] = own, own.steps if own else entry.raised if change == "raised" else entry.lowered
    return kept[change]


def measured_of(scene: Scene, victim: int) -> list[tuple[int, MeasuredExposure]]:
    """Ratios measured in people for this victim with others of the list, by their places."""
    found: dict[tuple[str, int], tuple[int, MeasuredExposure]] = {}
    substance = scene.medicines[victim].substance
    players = scene.players
    for shown, own, own_number, other, number in scene.rules.measured.get(substance, ()):
        others = players.get(number)  # first: hardly any of them is in the list
        if not others or own_number not in scene.profiles[victim].plays:
            continue
        if scene.is_aside(victim) and not own.routes:
            continue
        for place in others:
            if scene.medicines[place].substance == substance:
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
    worst = 5
    for step in steps:
        if step.classification < worst and (ratio >= step.ratio if raised else ratio <= step.ratio):
            worst = step.classification
    return worst


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
    only_transport = bool(pushes)
    for push in pushes:
        only_transport = only_transport and enzymes[push.enzyme].kind == "transporter"
    perpetrators = list(dict.fromkeys([*[push.place for push in pushes], *level.unexplained]))
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
    cleared = [_cleared(scene, profile, push.enzyme) for push in pushes]
    citations: list[Citation] = []
    for push in pushes:
        citations += push.influence.src
    for way in cleared:
        citations += way.src
    modifiers = gene_notes(scene, activity) if activity else []
    for _, each in level.measured:
        citations += each.src
        if each.says:
            modifiers.append(worded(scene.say, "About the figure: {says}.", says=each.says.rstrip(".")))
    if not scene.all_timeless:
        modifiers += _today_note(scene, victim, pushes, activity)
    if own and own.own:
        modifiers.append(own_advice(scene))
    exposure = profile.substance.exposure
    citations += own.src if own else exposure.src if exposure else ()
    notes, last = _stops(scene, victim, pushes, level)
    shown = hazards.get(hazard)
    return Telling(
        summary=mechanism.summary,
        action=(own.action if own and own.action else mechanism.action),
        why=_why(scene, mechanism, victim, pushes, cleared, level),
        names={
            "victim": scene.labels[victim],
            "perpetrators": scene.names(perpetrators) or scene.say("your gene type"),
            "ratio": _in_words(scene, level.change, level.only_measured),
            "harm": shown.person if shown else "",
            "hazard": shown.name if shown else "",
        },
        late={
            "enzymes": lambda: (
                scene.say.joined(
                    enzymes[name].name for name in (*(push.enzyme for push in pushes), *activity)
                )
                or scene.say("an unknown way")
            )
        },
        onset=mechanism.onset,
        ends=Ends(mechanism.ends, last),
        modifiers=[*modifiers, *notes, *start_notes(scene, (victim, *perpetrators))],
        citations=citations,
        questions=mechanism.questions,
    )


def _stops(scene: Scene, victim: int, pushes: list[Push], level: Level) -> tuple[list[Words], date | None]:
    """What to say of those that were stopped, and the last day on which they count."""
    if scene.all_timeless:
        return [], None
    counted = [(push.place, push.days, push.why) for push in pushes]
    counted += [(place, *scene.clear_days(place, "", None)) for place in (*level.unexplained, victim)]
    return stop_notes(scene, {row[0]: row for row in counted}.values())


def _today_note(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> list[Words]:
    """How much is reckoned to be there today of what a medicine begun lately, or stopped, does."""
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
    shown = [
        scene.say("{n} times the usual", n=f"{each:.1f}")
        if each >= 1
        else scene.say("{part} of the usual", part=f"{each:.0%}")
        for each in (full, today)
    ]
    stopped = any(
        (stop := scene.medicines[push.place].stop) is not None and stop < scene.today for push in pushes
    )
    text = (
        "It fades: reckoned by half-lives, {full} while both were taken, and {today} today."
        if stopped
        else "It builds up: reckoned by half-lives, {full} in regular use, and {today} today."
    )
    return [worded(scene.say, text, full=shown[0], today=shown[1])]


def _why(
    scene: Scene,
    mechanism: Mechanism,
    victim: int,
    pushes: list[Push],
    cleared: list[Said],
    level: Level,
) -> list[str]:
    strengths = scene.library.vocabulary("strengths")
    raised = mechanism.change == "raised"
    why = []
    for push, way in zip(pushes, cleared, strict=True):
        influence = push.influence
        label = scene.labels[push.place]
        if influence.via:
            label = scene.say("{a} (through {via})", a=label, via=scene.say(influence.via))
        text = "{a} {strongly} inhibits {way}" if raised else "{a} {strongly} speeds up {way}"
        why.append(scene.say(text, a=label, strongly=strengths[influence.strength].adverb, way=way.text))
    for place in dict.fromkeys(level.unexplained):
        text = _RAISED_IN_PEOPLE if raised else _LOWERED_IN_PEOPLE
        why.append(scene.say(text, a=scene.labels[place], victim=scene.labels[victim]))
    return why


def _cleared(scene: Scene, profile: Profile, enzyme: str) -> Said:
    """How much of a medicine an enzyme clears, and what says so; worded once a profile."""
    if enzyme not in profile.cleared:
        name = scene.library.vocabulary("enzymes")[enzyme].name
        part = _part(scene, profile, enzyme)
        text = scene.say("{enzyme}, which clears {part} of {a}", enzyme=name, part=part, a=profile.label)
        src = [citation for path in profile.pathways if path.enzyme == enzyme for citation in path.src]
        profile.cleared[enzyme] = Said(text, tuple(src))
    return profile.cleared[enzyme]


def _part(scene: Scene, profile: Profile, enzyme: str) -> str:
    """`most`, `a good part`: the share of clearance in words."""
    words = scene.library.vocabulary("shares")
    share = shares_of(profile, scene)[enzyme].mid
    fitting = [each for each in words.values() if share >= each.fraction[0]]
    return (
        str(max(fitting, key=lambda each: each.fraction[0]).name) if fitting else scene.say("a small part")
    )


def _in_words(scene: Scene, change: ExposureChange, measured: bool) -> str:
    shape = ".1f" if change.ratio >= 1 else ".0%"
    low, ratio, high = (format(each, shape) for each in (change.low, change.ratio, change.high))
    if change.ratio >= 1:
        times = scene.say("{n} times the usual", n=ratio)
    else:
        times = scene.say("{part} of the usual", part=ratio)
    how = scene.say("measured") if measured else scene.say("predicted")
    if low == high:
        return scene.say("{times} ({how})", times=times, how=how)
    return scene.say("{times} ({how}, {low} to {high})", times=times, how=how, low=low, high=high)
