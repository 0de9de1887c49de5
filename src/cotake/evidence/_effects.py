"""From what a study states of an outcome to one effect with its variance, on one scale for all studies."""

from __future__ import annotations

import math
import re
from statistics import NormalDist

from cotake._record import record
from cotake.knowledge import Library
from cotake.knowledge.types import Estimate, Group, Study

#: Ratios are put together as logarithms.
RATIOS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio", "rate-ratio"})
#: Added to every cell of a table in which one is empty.
_CONTINUITY = 0.5
_USUAL = 0.95


@record
class Effect:
    """One study's effect: `value` (a logarithm for ratios) and its `variance`; below 0 is less of it.

    `sign` is -1 where the scale was turned round, so that all point the same way.
    """

    study: str
    label: str
    measure: str
    value: float
    variance: float
    n: int | None
    estimate: Estimate
    sign: int = 1

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval, on the scale of `value`; the stated one where there is one."""
        half = NormalDist().inv_cdf(0.975) * math.sqrt(self.variance)
        stated = self.estimate
        if stated.measure == self.measure and len(stated.interval) == 2 and stated.level == _USUAL:
            bounds = [math.log(each) if self.measure in RATIOS else each for each in stated.interval]
            low, high = sorted(self.sign * each for each in bounds)
            return low, high
        return self.value - half, self.value + half


def effect_of(study: Study, estimate: Estimate, measure: str, library: Library) -> Effect | None:
    """The effect of one estimate on the scale of `measure`; None where what is stated does not give it.

    From the value and its interval where these are of that measure (they may be adjusted, or of the same
    people twice), else from the groups. The standardised mean difference is Hedges' g, d (1 - 3 / (4 df
    - 1)), with variance 1/n1 + 1/n2 + g^2 / (2 (n1 + n2)) (Hedges and Olkin 1985); those of 2 by 2
    tables are the usual ones, with half a person added to each cell where one is empty (Higgins 2019,
    Cochrane Handbook, chapter 10).
    """
    value, variance = _from_interval(estimate, measure) or _from_groups(estimate, measure) or (None, 0.0)
    if value is None or not 0 < variance < math.inf:
        return None
    better = library.vocabulary("outcomes")[estimate.outcome].better
    turned = bool(estimate.better) and estimate.better != better
    if turned and measure not in ("mean-difference", "standardised-mean-difference"):
        return None  # it counts something else: that a good thing happens, not a bad one
    sign = -1 if turned else 1
    return Effect(
        study.id,
        _label(study),
        measure,
        sign * value,
        variance,
        _people(study, estimate, library),
        estimate,
        sign,
    )


def _from_groups(estimate: Estimate, measure: str) -> tuple[float, float] | None:
    one, other = estimate.treated, estimate.control
    if one is None or other is None or not one.n or not other.n:
        return None
    if measure in ("mean-difference", "standardised-mean-difference"):
        return _of_means(one, other, measure)
    if one.events is None or other.events is None:
        return None
    return _of_counts(one.events, one.n, other.events, other.n, measure)


def _of_means(one: Group, other: Group, measure: str) -> tuple[float, float] | None:
    if one.mean is None or other.mean is None or not one.sd or not other.sd or not one.n or not other.n:
        return None
    difference = one.mean - other.mean
    if measure == "mean-difference":
        return difference, one.sd**2 / one.n + other.sd**2 / other.n
    free = one.n + other.n - 2
    if free < 1:
        return None
    pooled = math.sqrt(((one.n - 1) * one.sd**2 + (other.n - 1) * other.sd**2) / free)
    hedges = difference / pooled * (1 - 3 / (4 * free - 1))
    return hedges, 1 / one.n + 1 / other.n + hedges**2 / (2 * (one.n + other.n))


def _of_counts(a: float, n: int, c: float, m: int, measure: str) -> tuple[float, float] | None:
    b, d = n - a, m - c
    if min(a, b, c, d) < 0:
        return None
    if measure == "risk-difference":
        p, q = a / n, c / m
        return p - q, p * (1 - p) / n + q * (1 - q) / m
    if (a == 0 and c == 0) or (b == 0 and d == 0):
        return None  # such a table says nothing of a ratio
    if 0 in (a, b, c, d):
        a, b, c, d = (each + _CONTINUITY for each in (a, b, c, d))
    if measure == "risk-ratio":
        return math.log(a / (a + b) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    if measure == "odds-ratio":
        return math.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d
    return None


def _from_interval(estimate: Estimate, measure: str) -> tuple[float, float] | None:
    if estimate.measure != measure or estimate.value is None or len(estimate.interval) != 2:
        return None
    low, high = estimate.interval
    value = estimate.value
    if measure in RATIOS:
        if min(value, low, high) <= 0:
            return None
        value, low, high = math.log(value), math.log(low), math.log(high)
    if not low < high:
        return None
    width = NormalDist().inv_cdf(0.5 + estimate.level / 2)
    return value, ((high - low) / (2 * width)) ** 2


def _people(study: Study, estimate: Estimate, library: Library) -> int | None:
    """How many were counted; the same people in both groups count once."""
    groups = [group.n for group in (estimate.treated, estimate.control) if group is not None and group.n]
    if len(groups) < 2:
        return study.n
    same = bool(study.kind) and library.vocabulary("designs")[study.kind].same_people
    return max(groups) if same else sum(groups)


def _label(study: Study) -> str:
    """`Younger 2013` where the id begins with author and year, else the title."""
    named = re.match(r"^([a-z-]+?)-((?:19|20)\d\d)(?!\d)", study.id)
    if named is None:
        return study.title
    return f"{named[1].replace('-', ' ').title()} {named[2]}"
