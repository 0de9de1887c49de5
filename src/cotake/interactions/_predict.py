"""How much of a medicine there is beside others: one number with its bounds, from what and why."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from cotake._errors import InputError
from cotake._record import record
from cotake.interactions._exposures import measured_of
from cotake.interactions._levels import change_of, point_of
from cotake.interactions._pushes import activity_of, pushes_on, pushes_today
from cotake.interactions._scene import Scene
from cotake.kinetics import (
    SD_80,
    ExposureChange,
    Spread,
    active_ratio,
    daily_dose,
    share_of,
    usual_holds,
    usual_range,
)
from cotake.knowledge import Library, key_of
from cotake.regimen import Medicine, Person, parent_of_metabolite, parse, without_hand

#: Standard deviation of ln(ratio) between two studies of one pair: the share of `UNEXPLAINED` that no
#: model could explain.
BETWEEN_STUDIES = 0.2
#: A model that says so little of a pair (in ln) has no dose to shrink by.
_NOTHING = 0.05
#: The longest time before which a perpetrator was begun; long since regular.
MOST_DAYS = 3650


@record
class Prediction:
    """The predicted AUC ratio of a victim with its 80 % bounds; no unit.

    `enzymes` are the ways by which the others act on it; `measured` the substances whose effect on it
    was measured in people and counted in.
    """

    ratio: float
    low: float
    high: float
    enzymes: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()


def predict(
    victim: Medicine,
    perpetrators: Sequence[Medicine],
    library: Library,
    *,
    person: Person | None = None,
    today: date | None = None,
    use_measured: bool = True,
) -> Prediction:
    """The AUC ratio of `victim` with `perpetrators` over without them, today.

    The static model (`cotake.kinetics.exposure_ratio`) with shares and strengths fitted to measured
    ratios. Where the very pair was measured, the two are weighed by their variances.

    Args:
        victim: the medicine whose level is asked for.
        perpetrators: what is taken beside it; inhibitors and inducers count together.
        library: the knowledge.
        person: whose genotype counts: the ratio is over the same person without the others.
        today: the day that counts, by default the day it is: perpetrators without a start are in regular
            use; with one, inhibition and induction have built up since; after a stop they fade.
        use_measured: without, the pair's own measured ratio is left aside (the fit has still seen it).

    Raises:
        InputError: no perpetrator is given.
    """
    acting = [each for each in perpetrators if each.taken]
    if not perpetrators:
        raise InputError("an exposure ratio needs at least one other medicine")
    scene = Scene((victim, *acting), person or Person(), today or date.today(), library)
    activity = {**activity_of(scene, 0, "raised"), **activity_of(scene, 0, "lowered")}
    pushes = pushes_today(scene, 0)
    change = change_of(scene, 0, pushes, activity)
    if activity:  # over the same person without the others
        usual = point_of(scene, 0, [], activity)
        change = ExposureChange(change.ratio / usual, change.low / usual, change.high / usual)
    enzymes = tuple(dict.fromkeys(push.enzyme for push in pushes))
    seen = _measured(scene, victim, library) if use_measured else {}
    if seen:
        alone = {place: _alone(scene, place, activity) for place in seen}
        # Of several, the one that does most: at the same enzymes a second shift would count twice.
        first = max(seen, key=lambda place: abs(math.log(alone[place][0].ratio)))
        change = _weighed(change, *alone[first], seen[first])
    measured = tuple(scene.profiles[place].id for place in seen)
    return Prediction(change.ratio, change.low, change.high, enzymes, measured)


def formed(
    victim: Medicine,
    perpetrators: Sequence[Medicine],
    library: Library,
    *,
    ratio: float,
    person: Person | None = None,
    today: date | None = None,
) -> dict[str, float]:
    """How many times the usual of each metabolite is formed, by the key of its name, where it is known how.

    By the enzymes that the record says make it (`cotake.kinetics.active_ratio`), their genotype and what
    the others do to them; `ratio` is the AUC ratio of the victim by the others, as `predict` has it.
    """
    acting = [each for each in perpetrators if each.taken]
    scene = Scene((victim, *acting), person or Person(), today or date.today(), library)
    activity = {**activity_of(scene, 0, "raised"), **activity_of(scene, 0, "lowered")}
    whole = ratio * point_of(scene, 0, [], activity)
    words = library.vocabulary("shares")
    speeds: dict[str, list[Spread]] = {}
    for push in pushes_today(scene, 0):
        speeds.setdefault(push.enzyme, []).append(push.speed)
    found: dict[str, dict[str, Spread]] = {}
    for path in scene.profiles[0].pathways:
        if path.makes:
            found.setdefault(key_of(path.makes), {})[path.enzyme] = share_of(path, words)
    parent = ExposureChange(whole, whole, whole)
    return {
        name: active_ratio(making, {k: v for k, v in speeds.items() if k in making}, activity, parent).ratio
        for name, making in found.items()
    }


def _measured(scene: Scene, victim: Medicine, library: Library) -> dict[int, float]:
    """Ratios measured for the victim by its usual route, by the place of the perpetrator."""
    if victim.route != library.substance(victim.substance).default.route:
        return {}
    return {place: shown.ratio for place, shown in measured_of(scene, 0)}


def _alone(scene: Scene, place: int, activity: dict[str, float]) -> tuple[ExposureChange, float]:
    """What the model gives for one perpetrator at its usual dose, and for its dose as ln(ratio)."""
    typed = scene.medicines[place]
    usual = Scene(
        (scene.medicines[0], replace(typed, mg_per_day=None, start=None, stop=None)),
        Person(),
        scene.today,
        scene.library,
    )
    at_usual = [*pushes_on(usual, 0, "inhibits"), *pushes_on(usual, 0, "induces")]
    name = scene.profiles[place].id
    here = [push for push in pushes_today(scene, 0) if scene.profiles[push.place].id == name]
    without = point_of(scene, 0, [], activity)
    return change_of(usual, 0, at_usual, {}), math.log(point_of(scene, 0, here, activity) / without)


def _weighed(change: ExposureChange, usual: ExposureChange, here: float, seen: float) -> ExposureChange:
    """Move a prediction towards what was measured for one of its pairs.

    Precision-weighted mean of two normal errors of ln(ratio): that of the model (its spread and what it
    leaves unexplained, less the differences between studies) and that of a study. Where the dose is so
    small that the model (`here`) does less than at the usual one, the move is as much smaller. What
    remains is that of a further study.
    """
    study = BETWEEN_STUDIES**2
    whole = (math.log(usual.high / usual.low) / 2 / SD_80) ** 2
    model = max(whole - study, study / 10)
    weight = model / (model + study)
    at_usual = math.log(usual.ratio)
    part = min(1.0, max(0.0, here / at_usual)) if abs(at_usual) > _NOTHING else 1.0
    ratio = change.ratio * math.exp(part * weight * math.log(seen / usual.ratio))
    before = math.log(change.high / change.low) / 2 / SD_80
    rest = math.sqrt(max(0.0, before**2 - whole) + (1 - part * weight) * model + study)
    return ExposureChange(ratio, ratio * math.exp(-SD_80 * rest), ratio * math.exp(SD_80 * rest))


class Predictor:
    """Predicts many pairs with one library; a name that was read once is not read again.

    Racemates and enantiomers (`S-`, `rac-`) are read as the substance itself. `use_measured` as in
    `predict`.
    """

    def __init__(self, library: Library, *, today: date | None = None, use_measured: bool = True) -> None:
        self.library = library
        self.today = today or date.today()
        self.use_measured = use_measured
        self._read: dict[str, tuple[Medicine, ...]] = {}

    def of(
        self,
        victim: str,
        perpetrator: str,
        dose_mg: float | None = None,
        days: float | None = None,
    ) -> Prediction | Literal["not_covered", "not_recognised"]:
        """The ratio for two names, taken by mouth.

        `dose_mg` is one dose of the perpetrator, taken as often as is usual; `days` on how many days it is
        taken before the victim is given on the last of them, 1 for a single dose, and None for regular use.
        `not_covered` is a metabolite
        as the victim, or one whose record says nothing of how it is cleared.

        Raises:
            InputError: the dose is not above 0, or there is less than a day.
        """
        if dose_mg is not None and not 0 < dose_mg < math.inf:
            raise InputError(f"a dose is a number of mg above 0, got {dose_mg:g}")
        if days is not None and not 1 <= days <= MOST_DAYS:
            raise InputError(f"a perpetrator is taken for 1 to {MOST_DAYS} days, got {days:g}")
        affected, acting = self._medicines(victim), self._medicines(perpetrator)
        if len(affected) != 1 or not acting:
            metabolite = acting and not affected and parent_of_metabolite(victim, self.library)
            return "not_covered" if metabolite else "not_recognised"
        if not self.library.substance(affected[0].substance).undergoes:
            return "not_covered"
        return predict(
            affected[0],
            [self._dosed(each, dose_mg, days) for each in acting],
            self.library,
            today=self.today,
            use_measured=self.use_measured,
        )

    def ids(self, *names: str) -> frozenset[str]:
        """The ids of the substances that these names stand for."""
        return frozenset(each.substance for name in names for each in self._medicines(name))

    def _medicines(self, name: str) -> tuple[Medicine, ...]:
        if name not in self._read:
            found: tuple[Medicine, ...] = ()
            for text in dict.fromkeys((name, without_hand(name))):
                if found or not re.search(r"\w", text):
                    continue
                try:
                    regimen = parse([text], self.library, today=self.today)
                except InputError:  # no medicine at all, such as a page of text
                    continue
                if not regimen.unknown and not regimen.not_covered:
                    found = regimen.medicines
            self._read[name] = found
        return self._read[name]

    def _dosed(self, medicine: Medicine, dose_mg: float | None, days: float | None) -> Medicine:
        """With a daily dose that is as far from the usual as this one dose is, begun so many days ago."""
        if days is not None:
            medicine = replace(medicine, start=self.today - timedelta(days=int(days) - 1))
        if dose_mg is None:
            return medicine
        substance = self.library.substance(medicine.substance)
        bands = usual_holds(substance).bands
        usual = usual_range(each for each in substance.doses if each.band in bands)
        return replace(medicine, mg_per_day=daily_dose(dose_mg, usual), frequency_assumed=False)
