"""A plan as JSON values. Amounts are texts, so that they stay exact."""

from __future__ import annotations

from typing import Any

from cotake.interactions import Audience, said
from cotake.knowledge.types import Words
from cotake.titration._amounts import shown
from cotake.titration._page import step_in_words
from cotake.titration._rules import rule_in_words
from cotake.titration._types import Plan, Step


def plain(plan: Plan, audience: Audience = "person") -> dict[str, Any]:
    """The plan as JSON values; dates as `2026-12-01`, doses in mg as text."""
    return {
        "schema_version": "1",
        "substance": plan.substance,
        "name": plan.name,
        "kind": plan.kind,
        "schedule": plan.schedule or None,
        "route": plan.route,
        "times_per_day": plan.times_per_day,
        "when": plan.when or None,
        "beside": list(plan.beside),
        "steps": [_step(each, plan) for each in plan.steps],
        "pauses": [
            {
                "why": each.why,
                "first": each.first.isoformat(),
                "last": each.last.isoformat(),
                "says": said(each.says, audience),
            }
            for each in plan.pauses
        ],
        "rules": [
            {
                "scale": each.scale,
                "sign": each.sign,
                "value": shown(each.value),
                "days": each.days,
                "then": each.then,
                "says": rule_in_words(each),
            }
            for each in plan.rules
        ],
        "measures": [{"what": each.what, "when": each.when} for each in plan.measures],
        "supply": [
            {"what": each.what, "count": shown(each.count), "unit": each.unit} for each in plan.supply
        ],
        "sold": [{"form": each.form, "mg": list(each.mg), "parts": each.parts} for each in plan.sold],
        "not_made_of_what_is_sold_mg": [shown(each) for each in plan.not_sold],
        "kept_days": plan.kept_days,
        "missed": _words(plan.missed, audience),
        "restart": _words(plan.restart, audience),
        "stopping": _words(plan.stopping, audience),
        "check": plan.report.to_dict(audience),
        "carried": [each.id for each in plan.carried],
        "limits": [
            {"says": each.text, "sources": [str(source) for source in each.src]} for each in plan.limits
        ],
        "notices": list(plan.notices),
        "assumptions": list(plan.assumptions),
        "note": plan.note or None,
        "put_together_by_cotake": plan.ours,
        "sources": [str(each) for each in (*plan.src, *plan.handling_src)],
        "to_discuss_with_your_prescriber": True,
    }


def _words(words: Words | None, audience: Audience) -> str | None:
    return None if words is None else said(words, audience)


def _step(step: Step, plan: Plan) -> dict[str, Any]:
    return {
        "number": step.number,
        "kind": step.kind,
        "mg_per_day": shown(step.mg_per_day),
        "each_mg": shown(step.each_mg),
        "times_per_day": step.times,
        "every_days": step.every,
        "parts_mg": [shown(part) for part in step.parts],
        "first": step.first.isoformat(),
        "last": step.last.isoformat() if step.last else None,
        "days": step.days,
        "why": step.why or None,
        "when": step.when or plan.when or None,
        "says": step_in_words(step, plan),
        "portions": [
            {"what": each.what, "count": shown(each.count), "unit": each.unit} for each in step.portions
        ],
    }
