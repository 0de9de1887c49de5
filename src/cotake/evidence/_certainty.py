"""How sure a body of evidence is, after GRADE, with each reason to lower it worked out from the records."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cotake._record import record
from cotake.evidence._choosing import illness_of_most
from cotake.evidence._effects import RATIOS, Effect
from cotake.evidence.synthesis import Pooled, SmallStudies
from cotake.knowledge import Library
from cotake.knowledge.types import OutcomeEntry, Study

LEVELS = ("very low", "low", "moderate", "high")
#: Parts of the weight that decide about the risk of bias.
_MANY, _MOST = 1 / 3, 2 / 3
#: Part of the weight that one illness must have for the others not to matter.
_MOSTLY = 0.8
#: I2 from which studies disagree.
_DISAGREE = 0.5
#: People needed so that a mean difference is sure enough, and events for a ratio (Guyatt 2011).
_PEOPLE, _FEW_PEOPLE, _EVENTS = 400, 100, 300
#: Ratios between these make no difference that matters.
NO_MATTER = (0.8, 1.25)
#: Differences below these make none: standardised ones, and parts of the people.
MATTERS = {"standardised-mean-difference": 0.2, "risk-difference": 0.05}
_DOUBT = 0.1
#: Nothing but the rounding of a computer.
_TINY = 1e-9
#: Upper over lower bound from which a ratio rests on too few events by far (Zeng 2022, GRADE guidance 34).
_WIDEST, _WIDEST_ODDS = 3.0, 2.5


@record
class Lowered:
    """One reason to be less sure: the domain of GRADE, by how many levels, and why."""

    domain: str
    by: int
    why: str


@record
class Certainty:
    """`high`, `moderate`, `low` or `very low`, where it began, and each reason to lower it."""

    level: str
    began: str
    reasons: tuple[Lowered, ...]


def certainty_of(
    studies: Sequence[Study],
    effects: Sequence[Effect],
    pooled: Pooled,
    small: SmallStudies | None,
    outcome: OutcomeEntry,
    library: Library,
    *,
    among: str = "",
    common: Pooled | None = None,
) -> Certainty:
    """The certainty of a pooled effect (Guyatt 2008, 2011), by rules that anyone can follow.

    Trials with random groups begin high, others low. It falls for risk of bias, by the weight of the
    studies that have it; where studies disagree; where the outcome stands for another, or people with
    different illnesses are put together for a benefit; where the interval holds both no difference and one
    that matters, or few people or events were seen; and where small studies find more.
    """
    starts = {library.vocabulary("designs")[study.kind].starts for study in studies if study.kind}
    began = 3 if starts == {"high"} else 1 if "none" not in starts and starts else 0
    reasons = [
        each
        for each in (
            _bias(studies, pooled),
            _disagreement(pooled),
            _indirect(studies, pooled, outcome, library, among),
            _imprecision(effects, pooled, common),
            _unpublished(small, pooled),
        )
        if each is not None
    ]
    left = max(0, began - sum(each.by for each in reasons))
    return Certainty(LEVELS[left], LEVELS[began], tuple(reasons))


def overall_risk(study: Study) -> str:
    """The worst of its domains, as RoB 2 has it; `unclear` where none was judged."""
    risks = {each.risk for each in study.bias}
    return next((risk for risk in ("high", "some", "unclear", "low") if risk in risks), "unclear")


def _bias(studies: Sequence[Study], pooled: Pooled) -> Lowered | None:
    share = {"high": 0.0, "some": 0.0, "unclear": 0.0, "low": 0.0}
    for study, weight in zip(studies, pooled.weights, strict=True):
        share[overall_risk(study)] += weight
    if share["high"] >= _MOST:
        return Lowered("risk of bias", 2, f"{share['high']:.0%} of the weight is of studies at high risk")
    doubtful = 1 - share["low"]
    if share["high"] >= _MANY or doubtful >= _MOST:
        why = f"{share['high']:.0%} of the weight is of studies at high risk, "
        why += f"{doubtful - share['high']:.0%} of studies with some concerns or not clear"
        return Lowered("risk of bias", 1, why)
    return None


def _disagreement(pooled: Pooled) -> Lowered | None:
    if pooled.k < 2 or pooled.i2 < _DISAGREE:
        return None
    why = f"{pooled.i2:.0%} of the spread is between studies"
    if (
        pooled.predicted
        and pooled.predicted[0] < 0 < pooled.predicted[1]
        and not pooled.low < 0 < pooled.high
    ):
        why += ", and a further study may find the opposite"
    return Lowered("inconsistency", 1, why)


def _indirect(
    studies: Sequence[Study], pooled: Pooled, outcome: OutcomeEntry, library: Library, among: str
) -> Lowered | None:
    parts = [f"{outcome.name} stands for what matters to people"] if outcome.surrogate else []
    shares: dict[str, float] = {}
    for study, weight in zip(studies, pooled.weights, strict=True):
        illness = illness_of_most(study, library, among)
        shares[illness] = shares.get(illness, 0.0) + weight
    if not outcome.harm and max(shares.values()) < _MOSTLY:
        illnesses = library.vocabulary("illnesses")
        told = [
            f"{illnesses[each].name if each else 'not told'} {share:.0%}"
            for each, share in sorted(shares.items(), key=lambda pair: -pair[1])
        ]
        parts.append(f"people with different illnesses together: {', '.join(told)} of the weight")
    return Lowered("indirectness", 1, "; ".join(parts)) if parts else None


def _imprecision(effects: Sequence[Effect], pooled: Pooled, common: Pooled | None) -> Lowered | None:
    sizes = [each.n for each in effects if each.n is not None]
    people = sum(sizes) if len(sizes) == len(effects) else None
    measure = effects[0].measure
    parts: list[str] = []
    wide = _is_wide(measure, pooled) and (common is None or _is_wide(measure, common))
    if wide:
        told = (
            "both no difference and one that matters" if measure in {*RATIOS, *MATTERS} else "no difference"
        )
        parts.append(f"the interval holds {told}")
    if people is None:
        parts.append("how many people there were is not known of all")
    elif people < _PEOPLE:
        parts.append(f"{people} people in all")
    if measure in RATIOS:
        counted = [each for each in map(_events, effects) if each is not None]
        if len(counted) == len(effects) and sum(counted) < _EVENTS:
            parts.append(f"{sum(counted):g} events in all")
    if not parts:
        return None
    few = people is not None and people < _FEW_PEOPLE
    very = wide and (few or _is_very_wide(measure, common or pooled))
    return Lowered("imprecision", 2 if very else 1, "; ".join(parts))


def _is_very_wide(measure: str, pooled: Pooled) -> bool:
    """Whether the interval holds harm and benefit that matter, or is wider than any fair sample gives."""
    if measure in RATIOS:
        low, high = (math.log(each) for each in NO_MATTER)
        most = _WIDEST_ODDS if measure == "odds-ratio" else _WIDEST
        return pooled.high - pooled.low > math.log(most) or (pooled.low < low and pooled.high > high)
    least = MATTERS.get(measure)
    return least is not None and pooled.low < -least and pooled.high > least


def _is_wide(measure: str, pooled: Pooled) -> bool:
    """Whether the interval holds no difference and, where that can be said, one that matters as well."""
    if measure in RATIOS:
        low, high = (math.log(each) for each in NO_MATTER)
        return (pooled.low < low and pooled.high > 0) or (pooled.high > high and pooled.low < 0)
    least = MATTERS.get(measure, 0.0)
    return pooled.low < -_TINY and pooled.high > _TINY and (pooled.low < -least or pooled.high > least)


def _events(effect: Effect) -> float | None:
    one, other = effect.estimate.treated, effect.estimate.control
    if one is None or other is None or one.events is None or other.events is None:
        return None
    return one.events + other.events


def _unpublished(small: SmallStudies | None, pooled: Pooled) -> Lowered | None:
    if small is None or small.p >= _DOUBT or small.slope * pooled.value < 0:
        return None
    return Lowered("publication bias", 1, f"small studies find more (Egger's test, p = {small.p:.2g})")
