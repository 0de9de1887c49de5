"""Check that the numbers of a record lie where they can be meant."""

from __future__ import annotations

from collections.abc import Iterable

from cotake._record import record
from cotake.knowledge._leaves import Leaf
from cotake.knowledge._read import Reading
from cotake.knowledge.types import MeasuredExposure, Pair, Substance


@record
class _Bound:
    low: float
    high: float
    says: str
    open_: bool = False  # the low end itself is out

    def holds(self, number: float) -> bool:
        return (number > self.low if self.open_ else number >= self.low) and number <= self.high


_ANY = float("inf")
_CLASS = _Bound(1, 5, "A class is 1, 2, 3, 4 or 5.")
_GRADE = _Bound(0, 3, "A grade is 0, 1, 2 or 3.")
_FRACTION = _Bound(0, 1, "A fraction is from 0 to 1.")
_SHARE = _Bound(0, 1, "A share is from 0 to 1.")
_RATIO = _Bound(0, _ANY, "An AUC ratio is above 0; 1 is no change.", open_=True)
_DAYS = _Bound(0, _ANY, "Write a number of days above 0, or delete the line.", open_=True)
_HOURS = _Bound(0, _ANY, "Write a number of hours above 0.", open_=True)
_AMOUNT = _Bound(0, _ANY, "Write an amount above 0.", open_=True)
_NOT_LESS = _Bound(0, _ANY, "Write 0 or more.")

_BOUNDS = {
    "Consequence.classification": _CLASS,
    "Mechanism.severe": _CLASS,
    "Context.classification": _CLASS,
    "Level.classification": _CLASS,
    "Step.classification": _CLASS,
    "Caution.classification": _CLASS,
    "Absorption.classification": _CLASS,
    "Activation.strong": _CLASS,
    "Activation.moderate": _CLASS,
    "Activation.weak": _CLASS,
    "Role.grade": _GRADE,
    "Level.grades": _GRADE,
    "Level.factors": _NOT_LESS,
    "Step.ratio": _RATIO,
    "MeasuredExposure.ratio": _RATIO,
    "MeasuredExposure.low": _RATIO,
    "MeasuredExposure.high": _RATIO,
    "StrengthEntry.induced_to": _RATIO,
    "HalfLife.hours": _HOURS,
    "Absorption.hours_before": _NOT_LESS,
    "Absorption.hours_after": _NOT_LESS,
    "Course.clearance_l_h": _AMOUNT,
    "Course.volume_l": _AMOUNT,
    "Course.absorption_half_life_h": _HOURS,
    "Course.lag_h": _NOT_LESS,
    "Course.clearance_cv": _NOT_LESS,
    "Course.volume_cv": _NOT_LESS,
    "Course.absorption_cv": _NOT_LESS,
    "Course.left_in": _FRACTION,
    "Peripheral.volume_l": _AMOUNT,
    "Peripheral.flow_l_h": _AMOUNT,
    "Formed.volume_l": _AMOUNT,
    "Formed.half_life_h": _HOURS,
    "Formed.first_pass": _FRACTION,
    "OwnInhibition.share": _SHARE,
    "OwnInhibition.half_ng_ml": _AMOUNT,
    "Occupancy.mg": _AMOUNT,
    "Occupancy.held": _FRACTION,
    "Occupancy.most": _FRACTION,
    "Occupancy.outlasts_h": _HOURS,
    "EnzymeEntry.turnover_half_life_h": _NOT_LESS,
    "Washout.days": _DAYS,
    "Lasting.days": _DAYS,
    "Influence.lasts_days": _DAYS,
    "Caution.lasts_days": _NOT_LESS,  # by itself 0: it holds as long as it is taken
    "EnzymeEntry.recovery_days": _NOT_LESS,
    "When.started_within_days": _DAYS,
    "When.started_before_days": _DAYS,
    "When.all_started_before_days": _DAYS,
    "Influence.fraction": _FRACTION,
    "ShareEntry.fraction": _FRACTION,
    "StrengthEntry.inhibited": _FRACTION,
    "Pathway.share": _SHARE,
    "GeneEntry.activity": _NOT_LESS,
    "Band.mg_per_day": _NOT_LESS,
    "Band.usual_top_mg": _AMOUNT,
    "Part.mg": _AMOUNT,
    "Deed.ki_nm": _AMOUNT,
    "FrequencyEntry.per_day": _AMOUNT,
    "Default.times_per_day": _AMOUNT,
    "When.age_from": _NOT_LESS,
    "When.age_below": _AMOUNT,
    "When.egfr_below": _AMOUNT,
    "ConditionEntry.egfr_below": _AMOUNT,
    "ConditionEntry.egfr_assumed": _AMOUNT,
    "ScaleEntry.matters": _AMOUNT,
    "Noticed.points": _AMOUNT,
}


def check_bounds(reading: Reading, leaves: Iterable[Leaf]) -> None:
    """Fault each number that is out of its bounds, and each range that is turned round."""
    for path, field, value in leaves:
        bound = _BOUNDS.get(field)
        if bound and not isinstance(value, str) and not bound.holds(value):
            reading.fault("wrong-type", path, f"is {value:g}", bound.says)
    record = reading.value
    if isinstance(record, Substance):
        for number, life in enumerate(record.half_lives):
            if list(life.hours) != sorted(life.hours):
                path = f"half_lives[{number}].hours"
                reading.fault("contradiction", path, "is not [low, high]", "Write [2, 4].")
    elif isinstance(record, Pair) and record.exposure:
        _check_range(reading, record.exposure)


def _check_range(reading: Reading, shown: MeasuredExposure) -> None:
    mend = "The ratio lies from low to high; look them up again."
    if shown.low is not None and shown.low > shown.ratio:
        reading.fault("contradiction", "exposure.low", f"is above the ratio {shown.ratio:g}", mend)
    if shown.high is not None and shown.high < shown.ratio:
        reading.fault("contradiction", "exposure.high", f"is below the ratio {shown.ratio:g}", mend)
