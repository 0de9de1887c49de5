"""How far the level of one medicine of a list changes, by the model: enzymes, then transporters."""

from __future__ import annotations

from collections.abc import Iterator

from cotake.interactions._pushes import Push, induced_by, shares_of
from cotake.interactions._scene import Scene
from cotake.kinetics import UNEXPLAINED, ExposureChange, Spread, combined, exposure_ratio, point_ratio

_Stage = tuple[dict[str, Spread], dict[str, list[Spread]]]


def point_of(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> float:
    """The middle estimate of the change of level, without bounds."""
    ratio = 1.0
    induced = induced_by(scene.profiles[victim], scene)
    for part, speeds in _stages(scene, victim, pushes, activity):
        ratio *= point_ratio(part, speeds, activity, induced)
    return ratio


def change_of(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> ExposureChange:
    """The change of level with its 80 % bounds."""
    induced = induced_by(scene.profiles[victim], scene)
    changes = [
        exposure_ratio(part, speeds, activity, induced)
        for part, speeds in _stages(scene, victim, pushes, activity)
    ]
    return combined(changes, UNEXPLAINED)


def _stages(scene: Scene, victim: int, pushes: list[Push], activity: dict[str, float]) -> Iterator[_Stage]:
    """Enzymes, then transporters; the two act one after the other, so their ratios multiply."""
    for part in _parts(scene, victim):
        speeds: dict[str, list[Spread]] = {}
        for push in pushes:
            if push.enzyme in part:
                speeds.setdefault(push.enzyme, []).append(push.speed)
        if speeds or (activity and not part.keys().isdisjoint(activity)):
            yield part, speeds


def _parts(scene: Scene, victim: int) -> tuple[dict[str, Spread], ...]:
    """The shares by enzymes and by transporters; worked out once a profile."""
    profile = scene.profiles[victim]
    if profile.parts is None:
        kinds = scene.library.vocabulary("enzymes")
        shares = shares_of(profile, scene)
        split = (
            {enzyme: share for enzyme, share in shares.items() if kinds[enzyme].kind == kind}
            for kind in ("enzyme", "transporter")
        )
        profile.parts = tuple(part for part in split if part)
    return profile.parts
