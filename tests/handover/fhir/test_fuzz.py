"""Whatever stands in a handover, the document is valid, and what was left out is not in it."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake.handover import Answered, Dosed, Handover, Happened, Outcome, Taken
from cotake.handover._parts import PARTS
from cotake.handover.fhir import to_fhir
from cotake.handover.fhir._build import clean, filled, measured, word
from cotake.handover.fhir._dosage import repeat_of
from cotake.journal import Agreed, AgreedStep
from cotake.knowledge import open_library
from cotake.knowledge.types import ScaleEntry
from cotake.regimen import Allergy, Dose, Medicine, Person, Unknown
from cotake.titration import Rule
from tests.handover.fhir.making import TODAY, checked
from tests.handover.fhir.official import problems

LIBRARY = open_library()
REPORT = checked(LIBRARY, ["LDN 1.5 mg daily", "tramadol 50 mg prn"])

#: All of Unicode, halves of letters and control characters too, and what is there to break XML and JSON.
TEXTS = st.one_of(
    st.text(st.characters(), max_size=30),
    st.sampled_from(
        [
            "", " ", "\x00", "\x0b\x1f", "\ud800", "\ufffe\uffff", "\u00a0\u2028", "]]>",
            "<script>x</script>", "&amp;", "urn:uuid:0", '{"a": 1}', "\u202eleft", "😀" * 40,
            "long " * 150,
        ]
    ),
)  # fmt: skip
NUMBERS = st.one_of(
    st.floats(), st.sampled_from([0.0, -0.0, 1e-9, 1e300, math.inf, -math.inf, math.nan, 4.333333333])
)
DAYS = st.dates()
MAYBE = st.one_of(st.none(), DAYS)
ZONES = st.sampled_from(
    [None, UTC, timezone(timedelta(hours=5, minutes=53, seconds=28)), timezone(timedelta(hours=-12))]
)
MOMENTS = st.datetimes(timezones=ZONES)
SCALES = st.builds(
    ScaleEntry, id=TEXTS, name=TEXTS, better=st.sampled_from(["lower", "higher", "neither"]), low=TEXTS,
    high=TEXTS, least=NUMBERS, most=NUMBERS, unit=TEXTS,
)  # fmt: skip
OUTCOMES = st.lists(
    st.builds(
        Outcome, SCALES, st.lists(st.tuples(DAYS, NUMBERS, st.integers(0, 9)), max_size=2).map(tuple)
    ),
    max_size=2,
).map(tuple)
MEDICINES = st.builds(
    Medicine, text=TEXTS, substance=st.sampled_from(["naltrexone", "tramadol", "warfarin"]), name=TEXTS,
    bands=st.just(("standard",)), route=st.sampled_from(["oral", "transdermal", "nowhere", ""]),
    dose=st.one_of(st.none(), st.builds(Dose, NUMBERS, st.one_of(TEXTS, st.sampled_from(["mg", "mcg/h"])))),
    mg_per_day=st.one_of(st.none(), NUMBERS), as_needed=st.booleans(), start=MAYBE, stop=MAYBE,
    product=TEXTS, taken=st.booleans(), route_assumed=st.booleans(), frequency_assumed=st.booleans(),
    times_per_day=st.one_of(st.none(), NUMBERS),
)  # fmt: skip
TAKEN = st.builds(Taken, MEDICINES, MAYBE, MAYBE, st.sampled_from(["said", "journal", ""]), MAYBE)
ANSWERED = st.builds(
    Answered, st.one_of(st.sampled_from(["phq-9", "gad-7", "peg", "hunter"]), TEXTS), MOMENTS,
    st.dictionaries(st.one_of(st.sampled_from(["mood", "self-harm", "pain"]), TEXTS), NUMBERS, max_size=3),
    st.one_of(st.none(), NUMBERS),
)  # fmt: skip
RULES = st.builds(
    Rule, scale=TEXTS, sign=st.sampled_from([">=", "<="]), value=st.just(Decimal(3)),
    days=st.integers(1, 9), then=st.sampled_from(["hold", "back", "call"]),
)  # fmt: skip
STEPS = st.builds(AgreedStep, st.integers(1, 9), DAYS, MAYBE, TEXTS)
PLANS = st.builds(
    Agreed, TEXTS, st.lists(STEPS, max_size=3).map(tuple), st.lists(RULES, max_size=2).map(tuple)
)
ALLERGIES = st.builds(
    Allergy, TEXTS, TEXTS, st.sampled_from([(), ("warfarin",)]), st.just(()),
    st.sampled_from(["allergy", "intolerance", "food", "environment"]),
    st.lists(TEXTS, max_size=2).map(tuple), st.sampled_from(["", "severe"]), st.sampled_from(["", "high"]),
)  # fmt: skip
PERSONS = st.builds(
    Person, age=st.one_of(st.none(), NUMBERS), sex=st.one_of(st.sampled_from(["male", "female"]), TEXTS),
    egfr=st.one_of(st.none(), NUMBERS),
    conditions=st.frozensets(st.one_of(st.sampled_from(["epilepsy", "pregnancy"]), TEXTS), max_size=2),
    genes=st.dictionaries(TEXTS, TEXTS, max_size=2), surgery=MAYBE,
    allergies=st.lists(ALLERGIES, max_size=1).map(tuple),
    not_understood=st.lists(st.builds(Unknown, TEXTS), max_size=1).map(tuple),
)  # fmt: skip
HANDOVERS = st.builds(
    Handover,
    made_on=DAYS,
    parts=st.frozensets(st.sampled_from(sorted(PARTS))),
    report=st.builds(
        lambda person, unknown: replace(REPORT, person=person, not_recognised=unknown),
        PERSONS,
        st.lists(st.builds(Unknown, TEXTS, why=TEXTS), max_size=2).map(tuple),
    ),
    name=TEXTS,
    taken=st.lists(TAKEN, max_size=3).map(tuple),
    agreed=st.one_of(st.none(), PLANS),
    met=st.lists(RULES, max_size=1).map(tuple),
    first=MAYBE,
    last=MAYBE,
    outcomes=OUTCOMES,
    side_effects=OUTCOMES,
    answered=st.lists(ANSWERED, max_size=2).map(tuple),
    doses=st.lists(
        st.builds(
            Dosed, TEXTS, TEXTS,
            st.lists(st.tuples(DAYS, st.none() | NUMBERS, st.just("taken")), max_size=2).map(tuple),
        ),
        max_size=1,
    ).map(tuple),
    events=st.lists(st.builds(Happened, DAYS, TEXTS), max_size=2).map(tuple),
    questions=st.lists(TEXTS, max_size=2).map(tuple),
    left_out=st.lists(TEXTS, max_size=1).map(tuple),
    not_analysed=st.lists(st.tuples(TEXTS, TEXTS), max_size=1).map(tuple),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(handover=HANDOVERS)
def test_any_handover_is_a_valid_document(handover: Handover) -> None:
    bundle = to_fhir(handover)
    assert problems(bundle) == []
    text = json.dumps(bundle, allow_nan=False, ensure_ascii=False)
    assert json.loads(text.encode()) == bundle
    assert to_fhir(handover) == bundle


@pytest.mark.parametrize("name", ["", " ", "\x00"])
def test_what_has_no_name_still_stands_in_a_section(name: str) -> None:
    told = Person(conditions=frozenset({name}), allergies=(Allergy(name, name),))
    bundle = to_fhir(Handover(TODAY, frozenset(), replace(REPORT, person=told)))
    assert problems(bundle) == []
    assert "(not named)" in json.dumps(bundle)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(handover=HANDOVERS, part=st.sampled_from(["events", "questions", "plan"]))
def test_what_was_left_out_is_nowhere(handover: Handover, part: Any) -> None:
    secret = "zq quarrel with Bob qz"
    step = AgreedStep(1, TODAY, None, secret)
    held: dict[str, dict[str, Any]] = {
        "events": {"events": (Happened(TODAY, secret),)},
        "questions": {"questions": (secret,)},
        "plan": {"agreed": Agreed(secret, (step,), ())},
    }
    given = replace(handover, parts=handover.parts - {part}, **held[part])
    assert secret not in json.dumps(to_fhir(given))


def test_a_text_that_is_far_too_long_is_cut_and_said_to_be() -> None:
    long = "very long " * 200_000
    report = replace(REPORT, not_recognised=(Unknown(long, why=long),))
    taken = tuple(Taken(replace(each, text=long, name=long)) for each in report.medicines)
    given = Handover(
        TODAY, frozenset(PARTS), report, long, taken, events=(Happened(TODAY, long),), questions=(long,)
    )
    bundle = to_fhir(given)
    assert problems(bundle) == []
    (patient,) = [
        each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == "Patient"
    ]
    assert len(patient["name"][0]["text"]) <= 100_000 and patient["name"][0]["text"].endswith("…")


@pytest.mark.parametrize("moment", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_the_ends_of_time_are_no_failure(moment: datetime) -> None:
    report = replace(REPORT, generated_at=moment)
    assert problems(to_fhir(Handover(date(9999, 12, 31), frozenset(PARTS), report))) == []


@given(st.text(st.characters()))
def test_a_text_is_one_line_of_what_xml_and_fhir_allow(text: str) -> None:
    found = clean(text)
    assert found == clean(found) and "  " not in found and found == found.strip()
    assert not any(ord(each) < 32 or 0xD800 <= ord(each) <= 0xDFFF for each in found)
    assert " " not in word(text)


@given(NUMBERS)
def test_a_value_is_a_number_or_says_why_it_is_none(value: float) -> None:
    found = measured(value, "mg")
    assert list(found) == (["valueQuantity"] if math.isfinite(value) else ["dataAbsentReason"])


@given(st.one_of(st.none(), NUMBERS))
def test_how_often_is_a_whole_number_of_times_in_whole_periods(times: float | None) -> None:
    found = repeat_of(times)
    if found and times:
        days = {"d": 1, "wk": 7, "mo": 30}[found["periodUnit"]] * found["period"]
        assert found["frequency"] >= 1 and math.isclose(found["frequency"] / days, times, rel_tol=2e-3)


def test_elements_that_hold_nothing_are_left_out_and_zero_and_false_are_not() -> None:
    assert filled(a="", b=[], c={}, d=None, e=0, f=False) == {"e": 0, "f": False}
