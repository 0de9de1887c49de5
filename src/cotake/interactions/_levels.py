"""How far the level of one medicine of a list changes, by the model: enzymes, then transporters."""

from __future__ import annotations

from collections.abc import Iterator

from cotake._record import slotted
from cotake.interactions._pushes import induced_by, shares_of
from cotake.interactions._scene import Push, Scene
from cotake.kinetics import UNEXPLAINED, Clearance, ExposureChange, Spread, combined

#: A perpetrator that moves the ratio by less than this is not named.
NOTICEABLE = 0.1
#: So many models are kept for a library, some 8 MB; then all are let go.
MOST_MODELS = 10_000


@slotted
class Model:
    """What the model says of some perpetrators of a victim. The rest is worked out when first asked for."""

    ratio: float
    change: ExposureChange | None = None
    mattering: tuple[int, ...] | None = None


def model_of(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> Model:
    """The model of these pushes on this victim.

    The same few act on the same victims in list after list, so their models are kept with the library,
    by the facts alone; where a genotype counts, nothing is kept.
    """
    if activity:
        return Model(point_of(scene, victim, pushes, activity))
    kept = scene.rules.models
    profile = scene.profiles[victim]
    spreads = [(push.enzyme, push.speed) for push in pushes]
    key = (
        profile.id,
        profile.bands,
        profile.route,
        *[(enzyme, speed.low, speed.mid, speed.high) for enzyme, speed in spreads],
    )
    found: Model | None = kept.get(key)
    if found is None:
        if len(kept) >= MOST_MODELS:
            kept.clear()
        found = kept[key] = Model(point_of(scene, victim, pushes, activity))
    return found


def bounds_of(
    model: Model, scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]
) -> ExposureChange:
    """The change of level of a model with its 80 % bounds."""
    if model.change is None:
        model.change = change_of(scene, victim, pushes, activity)
    return model.change


def who_matters(
    model: Model, scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]
) -> list[Push]:
    """The perpetrators that by themselves move the level noticeably; failing that, all.

    An enzyme that is missing by genotype leaves nothing to inhibit.
    """
    if model.mattering is None:
        usual = point_of(scene, victim, [], activity)
        alone = [point_of(scene, victim, [push], activity) / usual for push in pushes]
        model.mattering = tuple(
            [place for place, ratio in enumerate(alone) if abs(ratio - 1) >= NOTICEABLE]
        )
    return [pushes[place] for place in model.mattering] or ([] if activity else pushes)


def point_of(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> float:
    """The middle estimate of the change of level, without bounds."""
    if not activity and len(pushes) < 2:
        for push in pushes:
            for part in parts_of(scene, victim):
                if push.enzyme in part.mids:
                    return part.alone(push.enzyme, push.speed)
        return 1.0
    ratio = 1.0
    for part, speeds in _stages(scene, victim, pushes, activity):
        ratio *= part.point(speeds, activity)
    return ratio


def change_of(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> ExposureChange:
    """The change of level with its 80 % bounds."""
    stages = _stages(scene, victim, pushes, activity)
    return combined([part.change(speeds, activity) for part, speeds in stages], UNEXPLAINED)


def _stages(
    scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]
) -> Iterator[tuple[Clearance, dict[str, list[Spread]]]]:
    """Enzymes, then transporters; the two act one after the other, so their ratios multiply."""
    for part in parts_of(scene, victim):
        speeds: dict[str, list[Spread]] = {}
        for push in pushes:
            if push.enzyme in part.mids:
                speeds.setdefault(push.enzyme, []).append(push.speed)
        if speeds or (activity and not part.mids.keys().isdisjoint(activity)):
            yield part, speeds


def parts_of(scene: Scene, victim: int) -> tuple[Clearance, ...]:
    """What clears it by enzymes and by transporters; worked out once a profile."""
    profile = scene.profiles[victim]
    if profile.parts is None:
        kinds = scene.library.vocabulary("enzymes")
        shares, induced = shares_of(profile, scene), induced_by(profile, scene)
        split = (
            {enzyme: share for enzyme, share in shares.items() if kinds[enzyme].kind == kind}
            for kind in ("enzyme", "transporter")
        )
        profile.parts = tuple([Clearance(part, induced) for part in split if part])
    return profile.parts
