"""The exposure ratio of a victim by the in vivo static model, on the standard library alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from operator import mul

from cotake._errors import InputError
from cotake._record import record

#: The highest ratio: no clearance at all would be an infinite level.
MOST = 100.0
#: Bounds enclose 80 %: this many standard deviations to either side.
SD_80 = 1.2816
#: What the model leaves unexplained: the standard deviation of ln(observed / predicted) among measured
#: pairs that were left out (`python -m bench.exposure`), beyond the spread of shares and strengths.
UNEXPLAINED = 0.27
#: The part of an active form that ways make which no record names: what is left of it in people without
#: the enzyme runs from a few hundredths to a third (docs/exposure.md names them).
ELSEWHERE = (0.03, 0.15, 0.35)


@record
class Spread:
    """A share or strength with its 80 % bounds; no unit."""

    low: float
    mid: float
    high: float

    @classmethod
    def exact(cls, value: float) -> Spread:
        """A measured value, without spread."""
        return cls(value, value, value)


@record
class ExposureChange:
    """AUC with the perpetrators over AUC without, and its 80 % bounds; no unit."""

    ratio: float
    low: float
    high: float


def exposure_ratio(
    pathways: Mapping[str, Spread],
    speeds: Mapping[str, Sequence[Spread]],
    activity: Mapping[str, float] | None = None,
    induced: Mapping[str, Spread] | None = None,
) -> ExposureChange:
    """How many times the usual exposure a victim reaches.

    AUCR = 1 / (sum_i f_i a_i prod_j s_ij (o_i + sum_k (g_ik - 1)) / o_i + 1 - sum_i f_i), where f_i is the
    share of clearance by enzyme i, s_ij the speed that inhibitor j leaves it (1 unchanged, 0.1 strongly
    inhibited), g_ik how many times its speed inducer k brings it to, o_i how many times the victim itself
    has done so in regular use (1 where it does not), and a_i its activity by genotype. Inhibitors multiply;
    inducers add, because they raise the making of the same enzyme. The ratio is 100 at most, as where all
    clearance is lost: the kidney and slow routes always leave some. The share of a medicine that is
    swallowed is that of the whole first pass, the gut wall with it.

    Args:
        pathways: enzyme to share of clearance, 0 to 1. Shares that add up to more than 1 are
            scaled down to 1.
        speeds: enzyme to the speeds its perpetrators leave: below 1 inhibitors, above 1 inducers.
        activity: enzyme to activity by genotype, 0 or more; 1 where absent.
        induced: enzyme to how many times its speed the victim itself brings it to, 1 or more.

    Returns:
        The ratio; bounds from the spread of every share and speed, taken as independent.

    Source: Rowland and Matin 1973; shares and strengths in vivo, induction as 1 + IC: Ohno 2007 and 2008;
    several enzymes, perpetrators and genotypes at once: Tod 2011 and 2016. Steady state.

    Raises:
        InputError: a share outside 0 to 1; a speed or an activity that is negative or not finite, or
            so large that the ratio is too small to be told.

    >>> change = exposure_ratio({"cyp1a2": Spread.exact(0.98)}, {"cyp1a2": [Spread.exact(0.02)]})
    >>> round(change.ratio, 1)
    25.3
    """
    activity, induced = activity or {}, induced or {}
    _check(pathways, speeds, activity, induced)
    shares = [share.mid for share in pathways.values()]
    mids = {enzyme: [each.mid for each in listed] for enzyme, listed in speeds.items()}
    owns = {enzyme: each.mid for enzyme, each in induced.items()}

    def running(enzyme: str) -> float:
        return _speed(activity.get(enzyme, 1.0), mids.get(enzyme, ()), owns.get(enzyme, 1.0))

    at = [running(enzyme) for enzyme in pathways]
    scaled, left = _scaled(shares)
    middle = _ratio(scaled, at, left)
    variants = [middle]
    # One share or speed at a time is set to its bounds and back again; copies would take most of the time.
    for place, (enzyme, share) in enumerate(pathways.items()):
        for bound in _bounds(share):
            shares[place] = bound
            changed, rest = _scaled(shares)
            variants.append(_ratio(changed, at, rest))
        shares[place] = share.mid
        usual = at[place]
        for number, speed in enumerate(speeds.get(enzyme, ())):
            for bound in _bounds(speed):
                mids[enzyme][number] = bound
                at[place] = running(enzyme)
                variants.append(_ratio(scaled, at, left))
            mids[enzyme][number] = speed.mid
        for bound in _bounds(induced[enzyme]) if enzyme in induced else ():
            owns[enzyme] = bound
            at[place] = running(enzyme)
            variants.append(_ratio(scaled, at, left))
            owns[enzyme] = induced[enzyme].mid
        at[place] = usual
    if not all(variants):
        raise InputError("the speeds and activities together are too large for a ratio")
    moved = [math.log(value / middle) if value != middle else 0.0 for value in variants]
    up = math.hypot(*[each if each > 0 else 0.0 for each in moved])
    down = math.hypot(*[each if each < 0 else 0.0 for each in moved])
    return ExposureChange(middle, middle * math.exp(-down), middle * math.exp(up))


def point_ratio(
    pathways: Mapping[str, Spread],
    speeds: Mapping[str, Sequence[Spread]],
    activity: Mapping[str, float] | None = None,
    induced: Mapping[str, Spread] | None = None,
) -> float:
    """The middle estimate of `exposure_ratio` alone, 100 at most, without bounds or checks."""
    total = 0.0
    changed = 0.0  # by how much the clearance differs from the usual
    for enzyme, share in pathways.items():
        total += share.mid
        speed = activity.get(enzyme, 1.0) if activity else 1.0
        faster = 0.0
        for each in speeds.get(enzyme, ()):
            if each.mid > 1:
                faster += each.mid - 1
            else:
                speed *= each.mid
        if faster:
            own = induced[enzyme].mid if induced and enzyme in induced else 1.0
            speed *= (own + faster) / own
        if speed != 1:
            changed += share.mid * (speed - 1)
    return 1 / max(1 + changed / max(1.0, total), 1 / MOST)


def alone_ratio(share: float, speed: float, total: float, own: float = 1.0) -> float:
    """`point_ratio` where one perpetrator acts on one enzyme, and no more.

    Args:
        share: of the clearance by this enzyme, 0 to 1.
        speed: what the perpetrator leaves of its speed, or brings it to.
        total: the shares of all enzymes added up.
        own: how many times its speed the victim itself brings it to.

    >>> round(alone_ratio(0.9, 0.1, 1.0), 2)
    5.26
    """
    return 1 / max(1 + share * (_speed(1.0, (speed,), own) - 1) / max(1.0, total), 1 / MOST)


def active_ratio(
    making: Mapping[str, Spread],
    speeds: Mapping[str, Sequence[Spread]],
    activity: Mapping[str, float],
    parent: ExposureChange,
) -> ExposureChange:
    """How much of an active metabolite there is, over the usual, where the making of it is changed.

    AUC_m / usual = (r + (1 - r) sum_i f_i a_i prod_j s_ij / F) AUC / usual with F = sum_i f_i: what is
    formed goes by the speed of the enzymes i that make it, of shares f_i, and by how much of the parent
    there is; r is made otherwise, `ELSEWHERE` (1 - F): the larger a way is, the less is left for others.
    The clearance of the metabolite itself is taken as unchanged.

    Args:
        making: enzyme to share of the parent's clearance, of the ways that lead to the metabolite.
        speeds: enzyme to the speeds its perpetrators leave.
        activity: enzyme to activity by genotype; 1 where absent.
        parent: the change of the parent's own AUC.

    Source: formation and elimination of a metabolite at steady state, Rowland and Tozer 2011, chapter 20
    (recalled).

    >>> half = active_ratio({"cyp2c19": Spread.exact(0.1)}, {}, {"cyp2c19": 0.5}, ExposureChange(1, 1, 1))
    >>> round(half.ratio, 3)
    0.568
    """
    whole = sum(share.mid for share in making.values()) or 1.0

    def left(elsewhere: float, kept: Mapping[str, Sequence[float]]) -> float:
        made = sum(
            share.mid / whole * activity.get(enzyme, 1.0) * math.prod(kept.get(enzyme, ()))
            for enzyme, share in making.items()
        )
        return elsewhere + (1 - elsewhere) * made

    mids = {enzyme: [each.mid for each in listed] for enzyme, listed in speeds.items()}
    low, middle, high = (each * max(0.0, 1 - whole) for each in ELSEWHERE)
    variants = [left(low, mids), left(high, mids)]
    for enzyme, listed in speeds.items():
        for place, speed in enumerate(listed):
            for bound in _bounds(speed):
                changed = [*mids[enzyme][:place], bound, *mids[enzyme][place + 1 :]]
                variants.append(left(middle, {**mids, enzyme: changed}))
    ratio = left(middle, mids)
    up = math.hypot(*(max(0.0, math.log(each / ratio)) for each in variants))
    down = math.hypot(*(min(0.0, math.log(each / ratio)) for each in variants))
    return combined([ExposureChange(ratio, ratio * math.exp(-down), ratio * math.exp(up)), parent])


def combined(changes: Sequence[ExposureChange], unexplained: float = 0.0) -> ExposureChange:
    """Changes that act one after the other, such as uptake and then metabolism: their ratios multiply.

    Args:
        changes: the parts, taken as independent.
        unexplained: a standard deviation of ln(ratio) to add to their bounds.
    """
    ratio = math.prod(change.ratio for change in changes)
    rest = SD_80 * unexplained
    up = math.hypot(rest, *(math.log(change.high / change.ratio) for change in changes))
    down = math.hypot(rest, *(math.log(change.ratio / change.low) for change in changes))
    return ExposureChange(ratio, ratio * math.exp(-down), ratio * math.exp(up))


def _check(
    pathways: Mapping[str, Spread],
    speeds: Mapping[str, Sequence[Spread]],
    activity: Mapping[str, float],
    induced: Mapping[str, Spread],
) -> None:
    for share in pathways.values():
        if not 0 <= share.low <= share.mid <= share.high <= 1:
            raise InputError(f"a share of clearance is from 0 to 1, got {share}")
    for listed in speeds.values():
        if not all(0 <= speed.low <= speed.mid <= speed.high < math.inf for speed in listed):
            raise InputError("a speed is 0 or more and finite, with its middle between its bounds")
    for enzyme, value in activity.items():
        if not 0 <= value < math.inf:
            raise InputError(f"an activity is 0 or more and finite, got {value} for {enzyme}")
    if not all(1 <= each.low <= each.mid <= each.high < math.inf for each in induced.values()):
        raise InputError("an induced speed is 1 or more and finite, with its middle between its bounds")


def _bounds(spread: Spread) -> tuple[float, ...]:
    """Its bounds that differ from its middle."""
    low, mid, high = spread.low, spread.mid, spread.high
    if low != mid:
        return (low, high) if high != mid else (low,)
    return (high,) if high != mid else ()


def _speed(activity: float, speeds: Sequence[float], own: float) -> float:
    """The speed of an enzyme over the usual: inhibitors multiply, inducers add to what is made of it."""
    faster = 0.0
    for each in speeds:
        if each > 1:
            faster += each - 1
        else:
            activity *= each
    return activity * ((own + faster) / own) if faster else activity


def _scaled(shares: list[float]) -> tuple[list[float], float]:
    """The shares, scaled down where they add up to more than 1, and what is cleared otherwise."""
    total = sum(shares)
    if total > 1:
        scale = 1 / total
        return [share * scale for share in shares], 0.0
    return shares, 1 - total


def _ratio(shares: list[float], speeds: list[float], rest: float) -> float:
    """The AUC ratio with enzymes of these shares of clearance at these speeds, and a rest as usual."""
    left = sum(map(mul, shares, speeds), rest)
    return 1 / (left if left > 1 / MOST else 1 / MOST)
