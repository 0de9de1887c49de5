"""From what a study states of an outcome to one effect with its variance, on one scale for all studies."""

from __future__ import annotations

import math
import re
from statistics import NormalDist

from cotake._record import record
from cotake.knowledge import Library
from cotake.knowledge.types import Estimate, Group, Study

#: Ratios are put together as logarithms.
RATIOS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio", "rate-ratio", "ratio-of-means"})
_MEANS = frozenset({"mean-difference", "standardised-mean-difference", "ratio-of-means"})
#: Added to every cell of a table in which one is empty.
_CONTINUITY = 0.5
_USUAL = 0.95
#: A name longer than this is no author's.
_LONG = 30
_TWO = 2
#: Groups smaller than this have no spread to speak of.
_FEWEST = 3
#: Periods are never more alike than this.
_ALIKE = 0.95
#: A p above this says too little of how sure a difference is.
_NO_P = 0.7
_JUST = 0.98
#: How alike the two periods of a crossover trial are taken to be where that is not stated.
CORRELATION = 0.5


@record
class Effect:
    """One study's effect: `value` (a logarithm for ratios) and its `variance`; below 0 is less of it.

    `sign` is -1 where the scale was turned round, so that all point the same way. `assumed` says what the
    study does not state and was taken for granted; `paired` marks a correlation between periods as such.
    """

    study: str
    label: str
    measure: str
    value: float
    variance: float
    n: int | None
    estimate: Estimate
    sign: int = 1
    assumed: str = ""
    paired: bool = False
    same_people: bool = False

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


def effect_of(
    study: Study,
    estimate: Estimate,
    measure: str,
    library: Library,
    *,
    correlation: float | None = CORRELATION,
) -> Effect | None:
    """The effect of one estimate on the scale of `measure`; None where what is stated does not give it.

    From the value and its interval where these are of that measure (they may be adjusted, or of the same
    people twice), else from the groups. The standardised mean difference is Hedges' g, d (1 - 3 / (4 df -
    1)), with variance 1/n1 + 1/n2 + g^2 / (2 (n1 + n2)) (Hedges and Olkin 1985), the ratio of means that of
    Friedrich 2008; those of 2 by 2 tables are the usual ones, with half a person added to each cell where
    one is empty (Higgins 2019, Cochrane Handbook, chapter 10). A difference of means with its interval
    gives a standardised one by way of its standard error, and one with its p gives an interval (Handbook,
    6.5.2.3).

    `correlation` is that between the periods of a crossover trial, 0 to 1, for means whose paired spread is
    not stated (Handbook, 23.2.7); None takes the periods for two groups, as many published syntheses do.
    """
    same = _same_people(study, library)
    found, assumed = _from_interval(estimate, measure), ""
    if found is None:
        found, assumed = _by_groups(estimate, measure, correlation if same else None, same)
    if found is None and measure == "standardised-mean-difference":
        found = _from_difference(study, estimate, correlation, same)
        if found is not None:
            guess = _LIKE.format(correlation) if same and correlation is not None else ""
            assumed = "; ".join(filter(None, (_SPREAD, guess)))
    if found is None:
        found = _from_p(estimate, measure)
        assumed = (_BY_BOUND if estimate.below else _BY_P) if found else ""
    if found is None or not 0 < found[1] < math.inf:
        return None
    value, variance = found
    better = library.vocabulary("outcomes")[estimate.outcome].better
    turned = bool(estimate.better) and estimate.better != better
    if turned and measure not in ("mean-difference", "standardised-mean-difference"):
        return None  # it counts something else: that a good thing happens, not a bad one
    sign = -1 if turned else 1
    return Effect(
        study.id,
        label_of(study, library),
        measure,
        sign * value,
        variance,
        _people(study, estimate, library),
        estimate,
        sign,
        assumed,
        same and _ASSUMED in assumed,
        same,
    )


#: What was taken for granted.
_SPREAD = "the spread between people worked out from the interval"
_BY_P = "the interval worked out from p"
_BY_BOUND = "the interval worked out from the bound that p is below, so wider than it was"
_ASSUMED = "between the periods assumed"
_LIKE = f"a correlation of {{}} {_ASSUMED}"
_FOUND = "a correlation of {:.2f} between the periods worked out from p"
_APART = "the same people twice counted as if they were different ones"


def _same_people(study: Study, library: Library) -> bool:
    return bool(study.kind) and library.vocabulary("designs")[study.kind].same_people


def _by_groups(
    estimate: Estimate, measure: str, paired: float | None, same: bool
) -> tuple[tuple[float, float] | None, str]:
    """The effect of the groups, and what was taken for granted of the same people twice."""
    one, other = estimate.treated, estimate.control
    if one is None or other is None or not one.n or not other.n:
        return None, ""
    if measure in _MEANS:
        known = _correlation_from_p(estimate, one, other) if paired is not None else None
        found = _of_means(one, other, measure, paired if known is None else known)
        if found is None or paired is None:
            return found, ""
        return found, _LIKE.format(paired) if known is None else _FOUND.format(known)
    if one.events is None or other.events is None:
        return None, ""
    counted = _of_counts(one.events, one.n, other.events, other.n, measure)
    return counted, _APART if counted and same else ""


def _correlation_from_p(estimate: Estimate, one: Group, other: Group) -> float | None:
    """How alike the periods are, from the p of the difference (Handbook, 23.2.7); None where not told."""
    p = estimate.p
    if p is None or estimate.below or not 0 < p < _NO_P or one.mean is None or other.mean is None:
        return None
    if not one.sd or not other.sd or not one.n or one.mean == other.mean:
        return None
    error = abs(one.mean - other.mean) / NormalDist().inv_cdf(1 - p / 2)
    alike = (one.sd**2 + other.sd**2 - error**2 * one.n) / (2 * one.sd * other.sd)
    return min(_ALIKE, max(0.0, alike))


def _of_means(one: Group, other: Group, measure: str, paired: float | None) -> tuple[float, float] | None:
    if one.mean is None or other.mean is None or not one.sd or not other.sd or not one.n or not other.n:
        return None
    difference = one.mean - other.mean
    alike = 2 * (paired or 0.0) / math.sqrt(one.n * other.n)
    if measure == "mean-difference":
        variance = one.sd**2 / one.n + other.sd**2 / other.n - alike * one.sd * other.sd
        return difference, variance
    if measure == "ratio-of-means":
        if min(one.mean, other.mean) <= 0:
            return None
        parts = one.sd / one.mean, other.sd / other.mean
        variance = parts[0] ** 2 / one.n + parts[1] ** 2 / other.n - alike * parts[0] * parts[1]
        return math.log(one.mean / other.mean), variance
    free = one.n + other.n - 2
    if free < 1:
        return None
    spread = math.sqrt(((one.n - 1) * one.sd**2 + (other.n - 1) * other.sd**2) / free)
    return _standardised(difference / spread, one.n, other.n, paired)


def _standardised(d: float, n: float, m: float, paired: float | None) -> tuple[float, float]:
    """Hedges' g and its variance, of two groups or of the same people (Borenstein 2009, chapter 4)."""
    if paired is None:
        g = d * (1 - 3 / (4 * (n + m - 2) - 1))
        return g, 1 / n + 1 / m + g**2 / (2 * (n + m))
    people = min(n, m)
    g = d * (1 - 3 / (4 * (people - 1) - 1))
    return g, (1 / people + g**2 / (2 * people)) * 2 * (1 - paired)


def _from_difference(
    study: Study, estimate: Estimate, correlation: float | None, same: bool
) -> tuple[float, float] | None:
    """A standardised difference from a difference of means, its interval and the sizes of the groups."""
    found = _from_interval(estimate, "mean-difference")
    n, m = (float(each.n or 0) if each else 0.0 for each in (estimate.treated, estimate.control))
    if found is None:
        return None
    if not n or not m:
        if not study.n or estimate.only or estimate.arm or len(study.arms) > _TWO:
            return None
        n = m = float(study.n) if same else study.n / 2
    value, error = found[0], math.sqrt(found[1])
    if min(n, m) < _FEWEST or not error:
        return None
    if not same:
        return _standardised(value / (error / math.sqrt(1 / n + 1 / m)), n, m, None)
    alike = CORRELATION if correlation is None else correlation
    within = error * math.sqrt(min(n, m))
    return _standardised(value / (within / math.sqrt(2 * (1 - alike))), n, m, alike)


def _of_counts(a: float, n: float, c: float, m: float, measure: str) -> tuple[float, float] | None:
    b, d = n - a, m - c
    if min(a, b, c, d) < 0:
        return None
    if measure == "risk-difference":
        p, q = a / n, c / m
        if 0 in (a, b, c, d):  # else its interval would be too narrow
            n, m = n + 2 * _CONTINUITY, m + 2 * _CONTINUITY
            r, t = (a + _CONTINUITY) / n, (c + _CONTINUITY) / m
            return p - q, r * (1 - r) / n + t * (1 - t) / m
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


def _from_p(estimate: Estimate, measure: str) -> tuple[float, float] | None:
    """A difference with its p (Handbook, 6.5.2.3); of "p below" the bound, which makes it less sure."""
    value, p = estimate.value, estimate.p
    if estimate.measure != measure or value is None or p is None or not 0 < p < _NO_P:
        return None
    if measure in RATIOS:
        if value <= 0:
            return None
        value = math.log(value)
    p *= _JUST if estimate.below else 1  # "below" is not at
    error = abs(value) / NormalDist().inv_cdf(1 - p / 2)
    return (value, error**2) if error else None


def _people(study: Study, estimate: Estimate, library: Library) -> int | None:
    """How many were counted; the same people in both groups count once."""
    groups = [group.n for group in (estimate.treated, estimate.control) if group is not None and group.n]
    if len(groups) < _TWO:
        return None if len(study.arms) > _TWO else study.n
    return max(groups) if _same_people(study, library) else sum(groups)


def label_of(study: Study, library: Library) -> str:
    """`Younger 2013`: the first author and the year of its source; the title where no author is known."""
    source = library.source(study.src[0].source)
    first = re.split(r",| and |;", source.by)[0]
    author = re.sub(r"( [A-Z]{1,3})+$", "", first.strip())
    named = re.match(r"^[a-z-]+?-((?:19|20)\d\d)(?!\d)", study.id)
    year = source.year or (named[1] if named else "")
    if not author or len(author) > _LONG:
        return study.title
    return f"{author} {year}".strip()
