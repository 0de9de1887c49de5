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
    return Clearance(pathways, induced).change(speeds, activity)


def point_ratio(
    pathways: Mapping[str, Spread],
    speeds: Mapping[str, Sequence[Spread]],
    activity: Mapping[str, float] | None = None,
    induced: Mapping[str, Spread] | None = None,
) -> float:
    """The middle estimate of `exposure_ratio` alone, 100 at most, without bounds or checks."""
    return Clearance(pathways, induced or {}).point(speeds, activity or {})


class Clearance:
    """What clears a victim, made ready for one list of perpetrators after the other.

    The arguments are those of `exposure_ratio`, which says what is worked out; nothing is checked.
    """

    __slots__ = ("_bounded", "_own_bounds", "_owns", "_pathways", "_total", "_usual", "mids")

    def __init__(self, pathways: Mapping[str, Spread], induced: Mapping[str, Spread]) -> None:
        own = {enzyme: induced[enzyme] for enzyme in pathways if enzyme in induced}
        self.mids = {enzyme: share.mid for enzyme, share in pathways.items()}
        self._pathways = pathways
        self._owns = {enzyme: each.mid for enzyme, each in own.items()}
        self._own_bounds = {enzyme: _bounds(each) for enzyme, each in own.items()}
        self._total = sum(self.mids.values())
        self._usual = _scaled(list(self.mids.values()))
        self._bounded: list[tuple[list[float], float]] | None = None

    def point(self, speeds: Mapping[str, Sequence[Spread]], activity: Mapping[str, float]) -> float:
        """The middle estimate."""
        changed = 0.0  # by how much the clearance differs from the usual
        for enzyme, share in self.mids.items():
            speed = activity.get(enzyme, 1.0) if activity else 1.0
            if enzyme in speeds:
                mids = [each.mid for each in speeds[enzyme]]
                speed = _speed(speed, mids, self._owns.get(enzyme, 1.0))
            changed += share * (speed - 1)
        return 1 / max(1 + changed / max(1.0, self._total), 1 / MOST)

    def alone(self, enzyme: str, speed: Spread) -> float:
        """The middle estimate for one perpetrator at one of the enzymes: most often asked for."""
        running = _speed(1.0, (speed.mid,), self._owns.get(enzyme, 1.0))
        return 1 / max(1 + self.mids[enzyme] * (running - 1) / max(1.0, self._total), 1 / MOST)

    def change(
        self, speeds: Mapping[str, Sequence[Spread]], activity: Mapping[str, float]
    ) -> ExposureChange:
        """The ratio with its bounds."""
        at = []
        for enzyme in self.mids:
            mids = [each.mid for each in speeds.get(enzyme, ())]
            at.append(_speed(activity.get(enzyme, 1.0), mids, self._owns.get(enzyme, 1.0)))
        shares, rest = self._usual
        middle = _ratio(shares, at, rest)
        variants = [middle, *[_ratio(changed, at, left) for changed, left in self._with_bounds()]]
        # One speed at a time is set to its bounds and back again; copies would take most of the time.
        for place, enzyme in enumerate(self.mids):
            listed = speeds.get(enzyme)
            if not listed:
                continue
            usual, active, own = at[place], activity.get(enzyme, 1.0), self._owns.get(enzyme, 1.0)
            mids = [each.mid for each in listed]
            for number, speed in enumerate(listed):
                for bound in _bounds(speed):
                    mids[number] = bound
                    at[place] = _speed(active, mids, own)
                    variants.append(_ratio(shares, at, rest))
                mids[number] = speed.mid
            for bound in self._own_bounds.get(enzyme, ()):
                at[place] = _speed(active, mids, bound)
                variants.append(_ratio(shares, at, rest))
            at[place] = usual
        if not all(variants):
            raise InputError("the speeds and activities together are too large for a ratio")
        moved = [math.log(value / middle) for value in variants]
        up = math.hypot(*[each for each in moved if each > 0])
        down = math.hypot(*[each for each in moved if each < 0])
        return ExposureChange(middle, middle * math.exp(-down), middle * math.exp(up))

    def _with_bounds(self) -> list[tuple[list[float], float]]:
        """The shares with one of them at a time at one of its bounds; worked out once."""
        if self._bounded is None:
            mids = list(self.mids.values())
            self._bounded = [
                _scaled([*mids[:place], bound, *mids[place + 1 :]])
                for place, share in enumerate(self._pathways.values())
                for bound in _bounds(share)
            ]
        return self._bounded


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
