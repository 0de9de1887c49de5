"""The plan that was agreed with the prescriber, as a CarePlan."""

from __future__ import annotations

from datetime import date

from cotake.handover._types import Handover
from cotake.handover.fhir._build import (
    Bag,
    Json,
    bullets,
    clean,
    filled,
    narrative,
    paragraphs,
    period,
    refer,
)
from cotake.journal import Agreed, AgreedStep
from cotake.titration import rule_in_words


def add_plan(bag: Bag, handover: Handover, patient: str) -> list[str]:
    """The plan, where there is one."""
    agreed = handover.agreed
    return [bag.add(_plan(agreed, handover, patient))] if agreed else []


def plan_in_words(handover: Handover) -> str:
    """Its steps and rules, and which of them are met; "" without a plan."""
    agreed = handover.agreed
    if agreed is None:
        return ""
    return (
        paragraphs(f"As agreed with the prescriber, for {agreed.name}:")
        + bullets(_line(each) for each in agreed.steps)
        + bullets(_rules(handover))
    )


def _plan(agreed: Agreed, handover: Handover, patient: str) -> Json:
    today = handover.made_on
    steps = agreed.steps
    last = (
        None
        if any(each.last is None for each in steps)
        else max((s.last for s in steps if s.last), default=None)
    )
    name = clean(agreed.name) or "a medicine"
    return filled(
        resourceType="CarePlan",
        text=narrative(plan_in_words(handover)),
        # What lies behind may have been kept or not: the plan does not say.
        status="unknown" if last and last < today else "active",
        intent="plan",
        title=f"Plan for {name}, as agreed",
        description="What was agreed with the prescriber, as the person wrote it down.",
        subject=refer(patient),
        period=period(min((each.first for each in steps), default=None), last),
        author=refer(patient),
        activity=[{"detail": _activity(each, today)} for each in steps],
        note=[{"text": each} for each in _rules(handover)],
    )


def _activity(step: AgreedStep, today: date) -> Json:
    if step.first > today:
        status = "scheduled"
    else:
        status = "in-progress" if step.last is None or step.last >= today else "unknown"
    return filled(
        status=status,
        scheduledPeriod=period(step.first, step.last),
        description=clean(f"Step {step.number}: {step.says}"),
    )


def _line(step: AgreedStep) -> str:
    until = f" to {step.last.isoformat()}" if step.last else " on"
    return f"{step.number}. {step.first.isoformat()}{until}: {step.says}"


def _rules(handover: Handover) -> list[str]:
    agreed = handover.agreed
    rules = [rule_in_words(each) for each in (agreed.rules if agreed else ())]
    day = handover.made_on.isoformat()
    return [clean(each) for each in (*rules, *(f"Met on {day}: {rule_in_words(m)}" for m in handover.met))]
