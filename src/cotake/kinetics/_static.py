"""The exposure ratio of a victim by the in vivo static model, on the standard library alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from cotake._errors import InputError
from cotake._record import record

#: The highest ratio: no clearance at all would be an infinite level.
MOST = 100.0


@record
class Spread:
    """A share or strength with its likely bounds; no unit."""

    low: float
    mid: float
    high: float

    @classmethod
    def exact(cls, value: float) -> Spread:
        """A measured value, without spread."""
        return cls(value, value, value)


@record
class ExposureChange:
    """AUC with the perpetrators over AUC without, and its likely bounds; no unit."""

    ratio: float
    low: float
    high: float


def exposure_ratio(
    pathways: Mapping[str, Spread],
    speeds: Mapping[str, Sequence[Spread]],
    activity: Mapping[str, float] | None = None,
) -> ExposureChange:
    """How many times the usual exposure a victim reaches.

    AUCR = 1 / (sum_i f_i a_i prod_j s_ij + 1 - sum_i f_i), where f_i is the share of clearance by
    enzyme i, s_ij the speed that perpetrator j leaves it (1 unchanged, 0.1 strongly inhibited, 8
    strongly induced) and a_i its activity by genotype. The ratio is 100 at most, as where all clearance
    is lost: the kidney and slow routes always leave some.

    Args:
        pathways: enzyme to share of clearance, 0 to 1. Shares that add up to more than 1 are
            scaled down to 1.
        speeds: enzyme to the speeds its perpetrators leave.
        activity: enzyme to activity by genotype, 0 or more; 1 where absent.

    Returns:
        The ratio; bounds from the spread of shares and of speeds, taken as independent.

    Source: Rowland and Matin 1973; several enzymes and perpetrators after Ohno 2007 and 2008 and
    Fahmi 2008. Steady state; gut wall and binding ignored.

    Raises:
        InputError: a share outside 0 to 1; a speed or an activity that is negative or not finite, or
            so large that the ratio is too small to be told.

    >>> change = exposure_ratio({"cyp1a2": Spread.exact(0.98)}, {"cyp1a2": [Spread.exact(0.02)]})
    >>> round(change.ratio, 1)
    25.3
    """
    for share in pathways.values():
        if not 0 <= share.low <= share.mid <= share.high <= 1:
            raise InputError(f"a share of clearance is from 0 to 1, got {share}")
    for listed in speeds.values():
        if not all(0 <= speed.low <= speed.mid <= speed.high < math.inf for speed in listed):
            raise InputError("a speed is 0 or more and finite, with its middle between its bounds")
    activity = activity or {}
    for enzyme, value in activity.items():
        if not 0 <= value < math.inf:
            raise InputError(f"an activity is 0 or more and finite, got {value} for {enzyme}")
    middle = _ratio(pathways, speeds, activity, "mid", "mid")
    variants = [
        _ratio(pathways, speeds, activity, share, speed)
        for share, speed in (("low", "mid"), ("high", "mid"), ("mid", "low"), ("mid", "high"))
    ]
    if not all((middle, *variants)):
        raise InputError("the speeds and activities together are too large for a ratio")
    up = math.hypot(*(max(0.0, math.log(value / middle)) for value in variants))
    down = math.hypot(*(min(0.0, math.log(value / middle)) for value in variants))
    return ExposureChange(middle, middle * math.exp(-down), middle * math.exp(up))


def point_ratio(
    pathways: Mapping[str, Spread],
    speeds: Mapping[str, Sequence[Spread]],
    activity: Mapping[str, float] | None = None,
) -> float:
    """The middle estimate of `exposure_ratio` alone, 100 at most, without bounds or checks."""
    return _ratio(pathways, speeds, activity or {}, "mid", "mid")


def _ratio(
    pathways: Mapping[str, Spread],
    speeds: Mapping[str, Sequence[Spread]],
    activity: Mapping[str, float],
    which_share: str,
    which_speed: str,
) -> float:
    shares = {enzyme: float(getattr(share, which_share)) for enzyme, share in pathways.items()}
    total = sum(shares.values())
    if total > 1:
        shares = {enzyme: share / total for enzyme, share in shares.items()}
        total = 1.0
    left = 1 - total
    for enzyme, share in shares.items():
        speed = activity.get(enzyme, 1.0)
        for each in speeds.get(enzyme, ()):
            speed *= float(getattr(each, which_speed))
        left += share * speed
    return 1 / max(left, 1 / MOST)
