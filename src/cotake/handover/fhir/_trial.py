"""The answer to "is it working", as an Observation for each outcome that was looked at."""

from __future__ import annotations

import math
from datetime import timedelta

from cotake.handover._types import Handover
from cotake.handover.fhir._build import (
    Bag,
    Json,
    bullets,
    clean,
    coding,
    concept,
    filled,
    narrative,
    number,
    ours,
    paragraphs,
    period,
    quantity,
    refer,
)
from cotake.handover.fhir._systems import CATEGORY
from cotake.trial import Analysis


def add_trial(bag: Bag, handover: Handover, patient: str, device: str) -> list[str]:
    """The answers, one for each outcome."""
    return [bag.add(_answer(each, handover, patient, device)) for each in handover.analyses]


def trial_in_words(found: Analysis) -> str:
    """What the days say, and what that rests on."""
    return (
        paragraphs(_title(found), found.says)
        + bullets(f"Note: {each}" for each in found.warnings)
        + bullets(f"Assumed: {each}" for each in found.assumptions)
    )


def _title(found: Analysis) -> str:
    medicine = clean(found.medicine)
    return f"Is it working? {f'{medicine}: ' if medicine else ''}{clean(found.scale.name)}"


def _answer(found: Analysis, handover: Handover, patient: str, device: str) -> Json:
    begin = found.series.first or handover.first
    end = begin + timedelta(days=found.series.days - 1) if begin and found.series.first else handover.last
    days = period(begin, end)
    return filled(
        resourceType="Observation",
        text=narrative(trial_in_words(found)),
        status="preliminary" if found.verdict == "not_sure_yet" else "final",
        category=[concept("", coding(CATEGORY, "survey"))],
        code=ours("trial", "answer", _title(found)),
        subject=refer(patient),
        effectivePeriod=days,
        effectiveDateTime="" if days else handover.made_on.isoformat(),
        performer=[refer(device)],
        valueCodeableConcept=ours("verdict", found.verdict, found.verdict.replace("_", " ")),
        component=[] if found.nothing else _components(found),
        note=[{"text": clean(each)} for each in (found.says, *found.warnings) if clean(each)],
    )


def _components(found: Analysis) -> list[Json]:
    """The effect in points of the scale, with the interval that holds 95 %, and the two chances."""
    effect = found.effect
    low, high = sorted((effect.low, effect.high))
    given: list[tuple[str, str, Json]] = []
    if math.isfinite(effect.mean):
        value = quantity(effect.mean, "{score}", "{score}")
        given.append(("effect", "difference in points, most exposure less least", {"valueQuantity": value}))
    if math.isfinite(low) and math.isfinite(high):
        span = {"low": quantity(low, "{score}", "{score}"), "high": quantity(high, "{score}", "{score}")}
        given.append(("interval", "its 95 % interval, in points", {"valueRange": span}))
    for name, text, chance in (
        ("better", "chance that it is better at all", found.p_benefit),
        ("noticeably-better", "chance that it is better enough to notice", found.p_meaningful),
    ):
        if math.isfinite(chance):
            given.append((name, text, {"valueQuantity": quantity(number(100 * chance), "%", "%")}))
    return [{"code": ours("trial", name, text), **value} for name, text, value in given]
