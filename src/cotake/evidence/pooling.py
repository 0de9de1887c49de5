"""A question to the studies, answered together: what `cotake evidence` prints. Needs numpy and scipy."""

from __future__ import annotations

from typing import Any

from cotake.evidence._absolute import Absolute
from cotake.evidence._certainty import Certainty, Lowered, certainty_of, overall_risk
from cotake.evidence._choosing import MEASURES, Row
from cotake.evidence._effects import RATIOS, Effect, effect_of, label_of
from cotake.evidence._question import Evidence, evidence
from cotake.evidence._rule import Ruled, ruled, verdict_by_rule
from cotake.evidence._summary import summary
from cotake.evidence._wording import (
    NAMES,
    absolute_in_words,
    again_in_figures,
    against_in_words,
    conditions_in_words,
    direction,
    effect_in_figures,
    estimate_in_words,
    funding_in_words,
    pool_in_figures,
    together,
)
from cotake.evidence.forest import forest
from cotake.evidence.synthesis import Believed, Pooled
from cotake.knowledge import Library

__all__ = [
    "MEASURES",
    "NAMES",
    "RATIOS",
    "Absolute",
    "Certainty",
    "Effect",
    "Evidence",
    "Lowered",
    "Row",
    "Ruled",
    "absolute_in_words",
    "again_in_figures",
    "against_in_words",
    "certainty_of",
    "conditions_in_words",
    "direction",
    "effect_in_figures",
    "effect_of",
    "estimate_in_words",
    "evidence",
    "forest",
    "funding_in_words",
    "label_of",
    "overall_risk",
    "plain",
    "pool_in_figures",
    "ruled",
    "summary",
    "together",
    "verdict_by_rule",
]


def plain(answer: Evidence, library: Library) -> dict[str, Any]:
    """The answer as JSON values; pooled figures on the scale of the measure, logarithms for ratios."""
    pooled = answer.pooled
    return {
        "substances": list(answer.substances),
        "with": list(answer.beside),
        "outcome": answer.outcome.id,
        "among": answer.among.id if answer.among else None,
        "measure": answer.measure,
        "log": answer.measure in RATIOS,
        "studies": [_row(row, library) for row in answer.rows],
        "syntheses": [_row(row, library) for row in answer.syntheses],
        "without_a_number": [study.id for study in answer.others],
        "pooled": None
        if pooled is None
        else {
            "method": pooled.method,
            "k": pooled.k,
            "value": pooled.value,
            "low": pooled.low,
            "high": pooled.high,
            "p": pooled.p,
            "tau2": pooled.tau2,
            "tau2_interval": list(pooled.tau2_interval) if pooled.tau2_interval else None,
            "i2": pooled.i2,
            "q": pooled.q,
            "predicted": list(pooled.predicted) if pooled.predicted else None,
            "weights": [round(weight, 4) for weight in pooled.weights],
        },
        "few": _interval(answer.few),
        "common": _interval(answer.common),
        "better": answer.better or None,
        "absolute": None
        if answer.absolute is None
        else {
            "of": answer.absolute.of,
            "control": answer.absolute.control,
            "treated": answer.absolute.treated,
            "low": answer.absolute.low,
            "high": answer.absolute.high,
        },
        "by_condition": [
            {"condition": key or None, "k": each.k, "value": each.value, "low": each.low, "high": each.high}
            for key, each in answer.by_condition.items()
        ],
        "if_alike": [
            {"correlation": key, "value": each.value, "low": each.low, "high": each.high}
            for key, each in answer.if_alike.items()
        ],
        "left_out": [_interval(each) for each in answer.without],
        "small_studies": {"slope": answer.small.slope, "p": answer.small.p} if answer.small else None,
        "sceptic": None
        if answer.sceptic is None
        else {
            "value": answer.sceptic.value,
            "low": answer.sceptic.low,
            "high": answer.sceptic.high,
            "below_zero": answer.sceptic.below_zero,
        },
        "certainty": None
        if answer.certainty is None
        else {
            "level": answer.certainty.level,
            "began": answer.certainty.began,
            "reasons": [
                {"domain": each.domain, "by": each.by, "why": each.why} for each in answer.certainty.reasons
            ],
        },
        "said": list(together(answer)),
    }


def _row(row: Row, library: Library) -> dict[str, Any]:
    effect = row.effect
    return {
        "study": row.study.id,
        "title": row.study.title,
        "kind": row.study.kind or None,
        "n": row.study.n,
        "conditions": list(row.study.conditions),
        "funding": None
        if row.study.funding is None
        else {"by": list(row.study.funding.by), "who": row.study.funding.who or None},
        "figures": estimate_in_words(row.estimate),
        "primary": row.estimate.primary,
        "effect": None
        if effect is None
        else {
            "value": effect.value,
            "low": effect.interval[0],
            "high": effect.interval[1],
            "n": effect.n,
            "turned": effect.sign < 0,
            "assumed": effect.assumed or None,
        },
        "why_not": row.why_not or None,
        "risk_of_bias": overall_risk(row.study),
        "again": None
        if row.again is None
        else {"k": row.again.k, "value": row.again.value, "low": row.again.low, "high": row.again.high},
        "sources": [
            {"id": str(each), "read": library.source(each.source).read_at(each.place)}
            for each in row.estimate.src
        ],
    }


def _interval(found: Pooled | Believed | None) -> dict[str, float] | None:
    return None if found is None else {"value": found.value, "low": found.low, "high": found.high}
