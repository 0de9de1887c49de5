"""Handovers for the tests: a full one, and the pieces that they are made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

import cotake
from cotake.handover import Answered, Dosed, Handover, Happened, Outcome, Taken
from cotake.handover._parts import PARTS
from cotake.journal import Agreed, AgreedStep, Scales
from cotake.knowledge import Library
from cotake.regimen import read_health_record
from cotake.titration import Rule
from cotake.trial import Scale, analyze

TODAY = date(2026, 11, 23)
ALL = frozenset(PARTS)
EVENT, QUESTION = "moved to the sea", "May I drive?"
TWELVE = (
    "LDN 1.5 mg at night since 2026-10-01",
    "sertraline 50 mg daily",
    "tramadol 50 mg as needed",
    "warfarin 5 mg daily",
    "ibuprofen 400 mg prn",
    "methotrexate 15 mg weekly",
    "fluoxetine 20 mg stopped 2026-11-02",
    "Percocet 5/325 mg every 6 hours as needed",
    "fentanyl patch 25 mcg/h",
    "prednisolone 5 mg alternate days",
    "St John's wort 300 mg three times a day",
    "xyzzol 3 mg",
)


def checked(library: Library, lines: Sequence[str], **person: Any) -> cotake.Report:
    return cotake.check(list(lines), library=library, today=TODAY, person=person or None)


def handover(library: Library, lines: Sequence[str] = TWELVE[:4], **more: Any) -> Handover:
    """A list as it was typed, with nothing but what is given in `more`."""
    report = more.pop("report", None) or checked(library, lines, **more.pop("person", {}))
    taken = tuple(Taken(each, each.start, each.stop, "said") for each in report.medicines)
    given = {"made_on": TODAY, "parts": ALL, "report": report, "taken": taken, **more}
    return Handover(**given)


def scored(library: Library, name: str, days: int, first: date = date(2026, 7, 27)) -> Outcome:
    scale = Scales(library).of(name)
    assert scale is not None
    return Outcome(
        scale,
        tuple(
            (first + timedelta(days=each), each % 7 + each / 3 % 1, 1 + each % 2) for each in range(days)
        ),
    )


def answered(instrument: str, score: float | None, **answers: float) -> Answered:
    at = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
    return Answered(instrument, at, {name.replace("_", "-"): each for name, each in answers.items()}, score)


def phq9(library: Library) -> Answered:
    items = library.instrument("phq-9").items
    return answered(
        "phq-9", 10, **{item.id.replace("-", "_"): place % 3 for place, item in enumerate(items, 1)}
    )


AGREED = Agreed(
    "naltrexone",
    (
        AgreedStep(1, date(2026, 10, 1), date(2026, 10, 14), "1.5 mg at night"),
        AgreedStep(2, date(2026, 10, 15), date(2026, 11, 30), "3 mg at night"),
        AgreedStep(3, date(2026, 12, 1), None, "4.5 mg at night"),
    ),
    (Rule("side effects", ">=", Decimal(6), 3, "back"),),
)


def full(library: Library, *, days: int = 120, lines: Sequence[str] = TWELVE, **more: Any) -> Handover:
    """Twelve medicines, and so many days of three scales, a side effect, questionnaires, plan and trial."""
    first = TODAY - timedelta(days=days - 1)
    dates = [first + timedelta(days=each) for each in range(days)]
    exposure = np.repeat([0.0, 1.0], (days // 2, days - days // 2))
    values = np.random.default_rng(1).normal(5, 1, days) + 2 * exposure
    trial = analyze(values, exposure, scale=Scale("mood"), times=dates, medicine="LDN")
    taken = tuple(
        (first + timedelta(days=each), 1.5 if each < 60 else 3.0, "taken") for each in range(days)
    )
    given: dict[str, Any] = {
        "name": "Ann Other",
        "person": {
            "age": 72,
            "sex": "female",
            "conditions": ["epilepsy"],
            "egfr": 40,
            "genes": {"CYP2D6": "poor"},
            "allergies": ["penicillin: hives", "peanuts"],
        },
        "agreed": AGREED,
        "met": AGREED.rules,
        "first": first,
        "last": TODAY,
        "outcomes": tuple(scored(library, name, days, first) for name in ("mood", "pain", "slept")),
        "side_effects": (scored(library, "side:nausea", 5),),
        "answered": (
            phq9(library),
            answered("gad-7", 7, nervous=2, worry=1),
            answered("peg", 4.333333, pain=5, enjoyment=4, activity=4),
            answered("hunter", None, tremor=1),
        ),
        "doses": (Dosed("LDN", "naltrexone", taken), Dosed("sertraline", "sertraline", ())),
        "events": (Happened(date(2026, 10, 3), EVENT),),
        "analyses": (trial,),
        "questions": (QUESTION,),
        "left_out": ("What you wrote as a note is never handed on.",),
    }
    return handover(library, lines, **{**given, **more})


def read_again(bundle: dict[str, Any], library: Library) -> cotake.Report:
    """The check of a bundle as the command line makes it."""
    found = read_health_record(json.dumps(bundle), library=library, today=TODAY)
    return cotake.check(list(found.lines), library=library, today=TODAY, person=found.person or None)


def findings(report: cotake.Report) -> list[tuple[str, int]]:
    return sorted((each.id, each.classification) for each in report.findings)
