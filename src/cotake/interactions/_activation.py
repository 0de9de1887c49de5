"""A medicine that an enzyme must first make active, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cotake.interactions._levels import bounds_of, model_of
from cotake.interactions._make import Draft, Telling, finding_of, own_advice, start_notes, stop_notes
from cotake.interactions._pushes import activity_of, gene_notes, pushes_on
from cotake.interactions._scene import Push, Scene
from cotake.interactions._types import Ends, ExposureShown, Finding
from cotake.interactions._words import worded
from cotake.kinetics import ExposureChange, Spread, active_ratio, share_of
from cotake.knowledge.types import Activation, Citation, Consequence, Mechanism, Pathway, Words

#: Activity by genotype (1 is usual) at which an inhibitor finds nothing left to inhibit.
NEARLY_NONE = 0.2
#: What is left of the active form, of two or more that inhibit its making, as of one of that strength.
_LOSSES = (("strong", 0.35), ("moderate", 0.6))


def activation_finding(scene: Scene, mechanism: Mechanism, victim: int) -> Iterator[Finding]:
    """A prodrug whose activating enzyme is inhibited, or missing by genotype."""
    profile = scene.profiles[victim]
    exposure = profile.substance.exposure
    activation: Activation | None = exposure.activation if exposure else None
    if activation is None:
        return
    paths = [path for path in profile.pathways if path.activates]
    if not paths:
        return
    activating = {path.enzyme for path in paths}
    activity = {k: v for k, v in activity_of(scene, victim, mechanism.change).items() if k in activating}
    missing = {enzyme for enzyme, value in activity.items() if value <= NEARLY_NONE}
    pushes = [
        push
        for push in pushes_on(scene, victim, "inhibits")
        if push.enzyme in activating and push.enzyme not in missing
    ]
    active = _active(scene, victim, paths, pushes, activity)
    classes = [getattr(activation, push.influence.strength, 5) for push in pushes]
    classes += [getattr(activation, name) for name, most in _LOSSES if pushes and active.ratio <= most]
    classes += [activation.strong if enzyme in missing else activation.moderate for enzyme in activity]
    classification = min(classes, default=5)
    if classification >= 5:
        return
    pushes = [push for push in pushes if getattr(activation, push.influence.strength, 5) <= 4] or pushes
    leading = mechanism.consequences[0]
    seriousness = activation.seriousness or leading.seriousness
    yield finding_of(
        Draft(
            rule=mechanism.id,
            kind="exposure",
            part=profile.id,
            area=mechanism.area,
            places=(victim, *dict.fromkeys(push.place for push in pushes)),
            classification=classification,
            consequences=(Consequence(activation.hazard, seriousness, classification, leading.src),),
            evidence=mechanism.evidence,
            exposure=ExposureShown(
                profile.id, active.ratio, active.low, active.high, of=_made(scene, paths)
            ),
            tell=partial(_tell, scene, mechanism, victim, activation, paths, pushes, activity, active),
        ),
        scene,
    )


def _active(
    scene: Scene, victim: int, paths: list[Pathway], pushes: list[Push], activity: dict[str, float]
) -> ExposureChange:
    """How much of the active form there is, over the usual."""
    words = scene.library.vocabulary("shares")
    making = {path.enzyme: share_of(path, words) for path in paths}
    speeds: dict[str, list[Spread]] = {}
    for push in pushes:
        speeds.setdefault(push.enzyme, []).append(push.speed)
    every = [*pushes_on(scene, victim, "inhibits"), *pushes_on(scene, victim, "induces")]
    model = model_of(scene, victim, every, activity)
    parent = bounds_of(model, scene, victim, every, activity)
    return active_ratio(making, speeds, activity, parent)


def _made(scene: Scene, paths: list[Pathway]) -> str:
    """The name of the active form."""
    made = next((path.makes for path in paths if path.makes), "")
    return scene.say(made or "the active form")


def _form(scene: Scene, makes: str) -> str:
    """The active form by its name, where it has one."""
    if not makes:
        return scene.say("the active form")
    return scene.say("{name}, the active form", name=scene.say(makes))


def _reckoned(scene: Scene, paths: list[Pathway], active: ExposureChange) -> Words:
    """How much of the active form is reckoned to be left."""
    part, low, high = (f"{value:.0%}" for value in (active.ratio, active.low, active.high))
    name = _form(scene, next((path.makes for path in paths if path.makes), ""))
    text = "By the model, {part} of the usual level of {name} ({low} to {high})."
    return worded(scene.say, text, part=part, name=name, low=low, high=high)


def _tell(
    scene: Scene,
    mechanism: Mechanism,
    victim: int,
    activation: Activation,
    paths: list[Pathway],
    pushes: list[Push],
    activity: dict[str, float],
    active: ExposureChange,
) -> Telling:
    enzymes = scene.library.vocabulary("enzymes")
    strengths = scene.library.vocabulary("strengths")
    hazards = scene.library.vocabulary("hazards")
    why = []
    citations: list[Citation] = [*activation.src]
    for push in pushes:
        makes = next((path.makes for path in paths if path.enzyme == push.enzyme), "")
        why.append(
            scene.say(
                "{a} {strongly} inhibits {enzyme}, which turns {victim} into {made}",
                a=scene.labels[push.place],
                strongly=strengths[push.influence.strength].adverb,
                enzyme=enzymes[push.enzyme].name,
                victim=scene.labels[victim],
                made=_form(scene, makes),
            )
        )
        citations += push.influence.src
    citations += [citation for path in paths for citation in path.src]
    counted = {push.place: (push.place, push.days, push.why) for push in pushes}
    notes, last = stop_notes(scene, counted.values())
    return Telling(
        summary=mechanism.summary,
        action=activation.action or mechanism.action,
        why=why,
        names={
            "victim": scene.labels[victim],
            "perpetrators": scene.names(push.place for push in pushes) or scene.say("your gene type"),
            "enzymes": scene.say.joined(
                enzymes[name].name for name in dict.fromkeys(p.enzyme for p in paths)
            ),
            "harm": hazards[activation.hazard].person,
            "hazard": hazards[activation.hazard].name,
        },
        onset=mechanism.onset,
        ends=Ends(mechanism.ends, last),
        modifiers=[
            _reckoned(scene, paths, active),
            *gene_notes(scene, activity),
            *notes,
            *start_notes(scene, (victim, *(push.place for push in pushes))),
            *([own_advice(scene)] if activation.own else []),
        ],
        citations=citations,
        questions=mechanism.questions,
    )
