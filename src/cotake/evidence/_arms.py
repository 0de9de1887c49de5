"""Several treated arms that share one control group, as one comparison."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from cotake.evidence._effects import Effect, effect_of
from cotake.knowledge import Library
from cotake.knowledge.types import Estimate, Group, Study

#: How alike two arms' differences are where sizes are not stated: all groups of one size.
_EVEN = 0.5


def arms_beside(estimate: Estimate, others: Sequence[Estimate]) -> list[Estimate]:
    """The estimates of the other arms of this comparison: alike in all but the arm."""
    if not estimate.arm:
        return []
    found: dict[str, Estimate] = {}
    for other in others:
        if other.arm and other.arm != estimate.arm and _comparison(other) == _comparison(estimate):
            found.setdefault(other.arm, other)
    return list(found.values())


def effect_of_arms(
    study: Study, arms: Sequence[Estimate], measure: str, library: Library, *, correlation: float | None
) -> Effect | None:
    """The arms as one treated group against the control group that they share.

    Where each gives people or means, the arms are added up (Cochrane Handbook, 6.5.2.10 and 23.3.4). Where
    only differences with intervals are stated, these are averaged by their precision, with the covariance
    that a shared control group makes: its part of each variance, by the sizes of the groups. None where an
    arm does not give the measure.
    """
    effects = [effect_of(study, each, measure, library, correlation=correlation) for each in arms]
    known = [each for each in effects if each is not None]
    if len(known) != len(arms):
        return None
    stated = all(each.estimate.measure == measure and len(each.estimate.interval) == 2 for each in known)
    whole = None if stated else _added(arms)
    if whole is not None:
        found = effect_of(study, whole, measure, library, correlation=correlation)
        return None if found is None else replace(found, estimate=whole)
    precision = [1 / each.variance for each in known]
    weights = [each / sum(precision) for each in precision]
    value = sum(weight * each.value for weight, each in zip(weights, known, strict=True))
    variance = 0.0
    for i, one in enumerate(known):
        for j, other in enumerate(known):
            alike = 1.0 if i == j else math.sqrt(_shared(arms[i]) * _shared(arms[j]))
            variance += weights[i] * weights[j] * alike * math.sqrt(one.variance * other.variance)
    names = ", ".join(each.arm for each in arms)
    own = replace(arms[0], arm=names, interval=(), value=None, p=None)
    return replace(known[0], value=value, variance=variance, n=_people(arms, study), estimate=own)


def _comparison(estimate: Estimate) -> tuple[object, ...]:
    return (
        estimate.outcome,
        estimate.measure,
        estimate.scale,
        estimate.at,
        estimate.versus,
        estimate.only,
        estimate.treats,
        estimate.better,
        estimate.before,
        estimate.level,
    )


def _shared(arm: Estimate) -> float:
    """The part of an arm's variance that is that of the control group: n1 / (n1 + n2)."""
    one, other = arm.treated, arm.control
    if one is None or other is None or not one.n or not other.n:
        return _EVEN
    return one.n / (one.n + other.n)


def _people(arms: Sequence[Estimate], study: Study) -> int | None:
    treated = [each.treated.n if each.treated else None for each in arms]
    control = arms[0].control.n if arms[0].control else None
    if control is None or None in treated:
        return study.n
    return sum(each or 0 for each in treated) + control


def _added(arms: Sequence[Estimate]) -> Estimate | None:
    """One estimate with the arms added up; None where they do not share their control group's figures."""
    controls = {each.control for each in arms}
    groups = [each.treated for each in arms]
    if len(controls) != 1 or any(each is None or not each.n for each in groups):
        return None
    whole: Group | None = None
    for group in groups:
        if group is not None:
            whole = group if whole is None else _sum(whole, group)
    names = ", ".join(each.arm for each in arms)
    return replace(arms[0], arm=names, treated=whole, value=None, interval=(), p=None)


def _sum(one: Group, other: Group) -> Group:
    """Two groups as one (Cochrane Handbook, table 6.5.a)."""
    n, m = one.n or 0, other.n or 0
    events = None if one.events is None or other.events is None else one.events + other.events
    if one.mean is None or other.mean is None or one.sd is None or other.sd is None:
        return Group(n + m, events=events)
    mean = (n * one.mean + m * other.mean) / (n + m)
    between = n * m / (n + m) * (one.mean - other.mean) ** 2
    sd = math.sqrt(((n - 1) * one.sd**2 + (m - 1) * other.sd**2 + between) / (n + m - 1))
    return Group(n + m, mean, sd, events)
