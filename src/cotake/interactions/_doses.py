"""Daily doses far above the usual top: a slip of the pen, or an overdose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cotake.interactions._make import Draft, Telling, finding_of
from cotake.interactions._scene import Scene
from cotake.interactions._types import Finding
from cotake.knowledge.types import Consequence, Mechanism

#: So many times as often as is usual is a slip that may kill.
OFTEN = 2.5


def dose_findings(scene: Scene) -> Iterator[Finding]:
    """One finding for each substance whose entries add up to far more than the usual top."""
    for mechanism in scene.rules.of_kind("dose"):
        totals: dict[tuple[str, str, str], list[int]] = {}
        for place, medicine in enumerate(scene.medicines):
            if medicine.mg_per_day and scene.counts(place):
                key = (medicine.substance, medicine.route, medicine.named_band)
                totals.setdefault(key, []).append(place)
        for places in totals.values():
            for together in scene.at_one_time(places):
                yield from _finding(scene, mechanism, together)
    for mechanism in scene.rules.of_kind("frequency"):
        yield from _too_often(scene, mechanism)


def _too_often(scene: Scene, mechanism: Mechanism) -> Iterator[Finding]:
    """A medicine that is taken once a week, typed as a daily one."""
    for place, medicine in enumerate(scene.medicines):
        usual = scene.profiles[place].substance.default.times_per_day
        typed = medicine.times_per_day
        if not usual or not typed or typed < OFTEN * usual or not scene.counts(place):
            continue
        if medicine.route != scene.profiles[place].substance.default.route:
            continue
        yield finding_of(
            Draft(
                rule=mechanism.id,
                area=scene.main_area(place) or mechanism.area,
                kind="dose",
                places=(place,),
                classification=mechanism.consequences[0].classification,
                consequences=mechanism.consequences,
                evidence=mechanism.evidence,
                tell=partial(_told, scene, mechanism, place, usual),
            ),
            scene,
        )


def _told(scene: Scene, mechanism: Mechanism, place: int, usual: float) -> Telling:
    return Telling(
        summary=mechanism.summary,
        action=mechanism.action,
        names={"a": scene.labels[place], "days": f"{1 / usual:.0f}"},
        onset=mechanism.onset,
        citations=list(scene.profiles[place].substance.doses[0].src),
        questions=mechanism.questions,
    )


def _finding(scene: Scene, mechanism: Mechanism, places: list[int]) -> Iterator[Finding]:
    profile = scene.profiles[places[0]]
    top = profile.tops.get(scene.medicines[places[0]].named_band)
    if not top:
        return
    dose = sum(scene.medicines[place].mg_per_day or 0 for place in places)
    reached = [step.classification for step in mechanism.steps if dose / top >= step.ratio]
    if not reached:
        return
    leading = mechanism.consequences[0]
    yield finding_of(
        Draft(
            rule=mechanism.id,
            area=scene.main_area(places[0]) or mechanism.area,
            kind="dose",
            places=tuple(places),
            classification=min(reached),
            consequences=(Consequence(leading.hazard, leading.seriousness, min(reached), leading.src),),
            evidence=mechanism.evidence,
            tell=partial(_tell, scene, mechanism, places, dose, top),
        ),
        scene,
    )


def _tell(scene: Scene, mechanism: Mechanism, places: list[int], dose: float, top: float) -> Telling:
    bands = scene.profiles[places[0]].substance.doses
    return Telling(
        summary=mechanism.summary,
        action=mechanism.action,
        names={
            "a": scene.names(places),
            "dose": _amount(dose),
            "top": _amount(top),
            "times": scene.say("{n} times", n=f"{dose / top:.1f}".removesuffix(".0")),
        },
        onset=mechanism.onset,
        citations=[citation for band in bands for citation in band.src],
    )


def _amount(mg: float) -> str:
    return f"{mg / 1000:g} g" if mg >= 10_000 else f"{mg:g} mg"
