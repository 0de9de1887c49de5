"""What the list does to the level of each medicine in it: enzymes, transporters, activation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cotake.interactions._make import Draft, finding_of, start_notes, stop_notes
from cotake.interactions._profile import Profile
from cotake.interactions._scene import HALF_LIVES, UNKNOWN_DAYS, Scene
from cotake.interactions._types import Ends, ExposureShown, Finding
from cotake.interactions._words import joined
from cotake.kinetics import ExposureChange, Spread, exposure_ratio, point_ratio
from cotake.knowledge._types import (
    Activation,
    Change,
    Citation,
    Consequence,
    Influence,
    MeasuredExposure,
    Mechanism,
    Step,
    StrengthEntry,
    Words,
)

#: A perpetrator that moves the ratio by less than this is not named.
NOTICEABLE = 0.1


@dataclass(slots=True)
class Push:
    """One perpetrator's effect on one enzyme that clears the victim."""

    place: int
    enzyme: str
    influence: Influence
    speed: Spread
    days: float
    why: str


def exposure_findings(scene: Scene) -> Iterator[Finding]:
    """For each medicine: how far the others raise it, lower it, or keep it from being activated."""
    rules = {mechanism.change: mechanism for mechanism in scene.rules.of_kind("exposure")}
    for victim, profile in enumerate(scene.profiles):
        if not profile.pathways:
            continue
        if mechanism := rules.get("raised"):
            yield from _level_finding(scene, mechanism, victim, _pushes(scene, victim, "inhibits"))
        if mechanism := rules.get("lowered"):
            yield from _level_finding(scene, mechanism, victim, _pushes(scene, victim, "induces"))
        if mechanism := rules.get("activation"):
            yield from _activation_finding(scene, mechanism, victim)


def shares_of(profile: Profile, scene: Scene) -> dict[str, Spread]:
    """The share of clearance by enzyme, words turned to fractions; worked out once a profile."""
    if not profile.shares:
        profile.shares = _shares(profile, scene)
    return profile.shares


def _shares(profile: Profile, scene: Scene) -> dict[str, Spread]:
    words = scene.library.vocabulary("shares")
    found: dict[str, Spread] = {}
    for path in profile.pathways:
        if isinstance(path.share, str):
            spread = Spread(*words[path.share].fraction)
        else:
            spread = Spread.exact(float(path.share))
        held = found.get(path.enzyme)
        if held is not None:
            spread = Spread(
                min(1.0, held.low + spread.low),
                min(1.0, held.mid + spread.mid),
                min(1.0, held.high + spread.high),
            )
        found[path.enzyme] = spread
    return found


def _pushes(scene: Scene, victim: int, kind: str) -> list[Push]:
    """Who acts on the enzymes that clear the victim, and is there at the same time."""
    acting = scene.inhibitors if kind == "inhibits" else scene.inducers
    cleared = dict.fromkeys(path.enzyme for path in scene.profiles[victim].pathways)
    if acting.keys().isdisjoint(cleared):
        return []
    strengths = scene.library.vocabulary("strengths")
    enzymes = scene.library.vocabulary("enzymes")
    substance = scene.medicines[victim].substance
    pushes: list[Push] = []
    seen: set[tuple[str, str]] = set()
    for enzyme in cleared:
        for place, influence in acting.get(enzyme, ()):
            name = scene.profiles[place].id
            if name == substance or (name, enzyme) in seen or scene.one_product((victim, place)):
                continue
            speed = _speed(influence, strengths[influence.strength], kind)
            days, why = _days(scene, place, influence, enzymes[enzyme].recovery_days)
            if _together(scene, victim, place, days):
                seen.add((name, enzyme))
                pushes.append(Push(place, enzyme, influence, speed, days, why))
    pushes.sort(key=lambda push: push.place)
    return pushes


def _speed(influence: Influence, entry: StrengthEntry, kind: str) -> Spread:
    """The speed that an inhibitor or inducer leaves an enzyme; 1 is unchanged."""
    if kind == "induces":
        return Spread(*entry.induced_to)
    if influence.fraction is not None:
        return Spread.exact(1 - influence.fraction)
    low, mid, high = entry.inhibited
    return Spread(1 - high, 1 - mid, 1 - low)


def _days(scene: Scene, place: int, influence: Influence, recovery: float) -> tuple[float, str]:
    """Days after the last dose in which an inhibitor or inducer still acts."""
    if influence.lasts_days is not None:
        return influence.lasts_days, f"its effect on the enzyme lasts {influence.lasts_days:g} days"
    hours = scene.profiles[place].longest_half_life_h
    days = HALF_LIVES * hours / 24 if hours else UNKNOWN_DAYS
    if influence.by in ("mechanism-based", "turnover"):
        days += recovery
        return days, "until the enzyme has recovered"
    return max(1.0, days), "about five half-lives"


def _together(scene: Scene, victim: int, place: int, days: float) -> bool:
    victim_days, _ = scene.clear_days(victim, "", None)
    windows = [scene.window(victim, victim_days), scene.window(place, days)]
    begin = max(scene.today, *(window[0] for window in windows))
    return begin <= min(window[1] for window in windows)


def _level_finding(
    scene: Scene, mechanism: Mechanism, victim: int, pushes: list[Push]
) -> Iterator[Finding]:
    activity = _activity(scene, victim) if mechanism.change == "raised" else {}
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
        alone = {place for place, _ in measured}
        if all(push.place in alone for push in pushes):
            change = _worst_measured(measured, mechanism.change)
            ratio = change.ratio
    classification = _class_for(steps, ratio, raised)
    if classification >= 5:
        return
    change = change or _ratio(scene, victim, pushes, activity)
    pushing = _who_matters(scene, victim, pushes, activity, raised)
    if not pushing and not activity:
        return
    yield _worded(scene, mechanism, victim, pushing, change, own, classification, activity, measured)


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


def _activity(scene: Scene, victim: int) -> dict[str, float]:
    """Enzyme activity by genotype, for the enzymes that clear the victim and are not as usual."""
    genes = scene.library.vocabulary("genes")
    cleared = {path.enzyme for path in scene.profiles[victim].pathways}
    found = {}
    for gene, phenotype in scene.person.genes.items():
        entry = genes[gene]
        activity = entry.activity.get(phenotype, 1.0)
        if entry.enzyme in cleared and activity < 1:
            found[entry.enzyme] = activity
    return found


def _measured(
    scene: Scene, victim: int, pushes: list[Push], change: str
) -> list[tuple[int, MeasuredExposure]] | None:
    """Ratios measured in people for this victim with these perpetrators."""
    found: list[tuple[int, MeasuredExposure]] = []
    places = {push.place for push in pushes}
    for pair in scene.rules.pairs:
        shown = pair.exposure
        if shown is None or shown.victim != scene.medicines[victim].substance:
            continue
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


def _who_matters(
    scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float], raised: bool
) -> list[Push]:
    """The perpetrators that move the level noticeably by themselves; failing that, all."""
    kept = []
    for push in pushes:
        if abs(_point(scene, victim, [push], {}) - 1) >= NOTICEABLE:
            kept.append(push)
    return kept or ([] if activity else pushes)


def _worded(
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
    modifiers = _gene_notes(scene, activity)
    if measured:
        citations += [citation for _, each in measured for citation in each.src]
        modifiers += [Words.from_text(each.says) for _, each in measured if each.says]
    exposure = profile.substance.exposure
    citations += own.src if own else exposure.src if exposure else ()
    counted = [(push.place, push.days, push.why) for push in pushes]
    counted.append((victim, *scene.clear_days(victim, "", None)))
    notes, last = stop_notes(scene, {row[0]: row for row in counted}.values())
    hazard = own.hazard if own else mechanism.consequences[0].hazard
    leading = mechanism.consequences[0]
    names = {
        "victim": scene.labels[victim],
        "perpetrators": scene.names(perpetrators) or "this genotype",
        "enzymes": joined(enzymes[push.enzyme].name for push in pushes),
        "ratio": _in_words(change, measured is not None),
        "harm": hazards[hazard].person if hazard in hazards else "",
        "hazard": hazards[hazard].name if hazard in hazards else "",
    }
    rule_area = mechanism.area
    if pushes and all(enzymes[push.enzyme].kind == "transporter" for push in pushes):
        rule_area = "transporters"
    places = (victim, *perpetrators)
    seriousness = (own.seriousness if own else "") or leading.seriousness
    consequence = Consequence(hazard, seriousness, classification, leading.src)
    return finding_of(
        Draft(
            rule=mechanism.id,
            area=rule_area,
            places=places,
            classification=classification,
            consequences=(consequence,),
            summary=mechanism.summary,
            action=(own.action if own and own.action else mechanism.action),
            evidence=mechanism.evidence,
            why=why,
            names=names,
            onset=mechanism.onset,
            ends=Ends(mechanism.ends, last),
            exposure=ExposureShown(profile.id, change.ratio, change.low, change.high, measured is not None),
            modifiers=[*modifiers, *notes, *start_notes(scene, places)],
            citations=citations,
            questions=mechanism.questions,
        ),
        scene,
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


def _gene_notes(scene: Scene, activity: dict[str, float]) -> list[Words]:
    genes = scene.library.vocabulary("genes")
    return [
        Words(
            f"Your {gene} type ({scene.person.genes[gene]} metaboliser) already slows this enzyme.",
            f"{gene} {scene.person.genes[gene]} metaboliser: "
            f"activity {activity[entry.enzyme]:g} of normal.",
        )
        for gene, entry in genes.items()
        if entry.enzyme in activity and gene in scene.person.genes
    ]


def _activation_finding(scene: Scene, mechanism: Mechanism, victim: int) -> Iterator[Finding]:
    """A prodrug whose activating enzyme is inhibited, or missing by genotype."""
    profile = scene.profiles[victim]
    exposure = profile.substance.exposure
    activation: Activation | None = exposure.activation if exposure else None
    paths = [path for path in profile.pathways if path.activates]
    if activation is None or not paths:
        return
    activating = {path.enzyme for path in paths}
    pushes = [push for push in _pushes(scene, victim, "inhibits") if push.enzyme in activating]
    activity = {k: v for k, v in _activity(scene, victim).items() if k in activating}
    classes = [getattr(activation, push.influence.strength, 5) for push in pushes]
    classes += [activation.strong if value == 0 else activation.moderate for value in activity.values()]
    classification = min(classes, default=5)
    if classification >= 5:
        return
    pushes = [push for push in pushes if getattr(activation, push.influence.strength, 5) <= 4]
    enzymes = scene.library.vocabulary("enzymes")
    strengths = scene.library.vocabulary("strengths")
    hazards = scene.library.vocabulary("hazards")
    why = []
    citations: list[Citation] = [*activation.src]
    for push in pushes:
        makes = next((path.makes for path in paths if path.enzyme == push.enzyme), "")
        made = f"{makes}, the active form" if makes else "the active form"
        why.append(
            f"{scene.labels[push.place]} {strengths[push.influence.strength].adverb} inhibits "
            f"{enzymes[push.enzyme].name}, which turns {scene.labels[victim]} into {made}"
        )
        citations += push.influence.src
    citations += [citation for path in paths for citation in path.src]
    places = (victim, *dict.fromkeys(push.place for push in pushes))
    counted = {push.place: (push.place, push.days, push.why) for push in pushes}
    notes, last = stop_notes(scene, counted.values())
    leading = mechanism.consequences[0]
    seriousness = activation.seriousness or leading.seriousness
    consequence = Consequence(activation.hazard, seriousness, classification, leading.src)
    names = {
        "victim": scene.labels[victim],
        "perpetrators": scene.names(push.place for push in pushes) or "this genotype",
        "enzymes": joined(enzymes[enzyme].name for enzyme in activating),
        "harm": hazards[activation.hazard].person,
        "hazard": hazards[activation.hazard].name,
    }
    yield finding_of(
        Draft(
            rule=mechanism.id,
            area=mechanism.area,
            places=places,
            classification=classification,
            consequences=(consequence,),
            summary=mechanism.summary,
            action=activation.action or mechanism.action,
            evidence=mechanism.evidence,
            why=why,
            names=names,
            onset=mechanism.onset,
            ends=Ends(mechanism.ends, last),
            modifiers=[*_gene_notes(scene, activity), *notes, *start_notes(scene, places)],
            citations=citations,
            questions=mechanism.questions,
        ),
        scene,
    )
