"""Calls that were damaged on the way: an answer as the specification wants it, or a refusal."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake import InputError
from cotake.knowledge import open_library
from cotake.surfaces.hooks import cards_for, read_request
from cotake.surfaces.hooks._markdown import MOST_SUMMARY, cut, escaped, plain
from tests.conftest import TODAY
from tests.surfaces.hooks.calls import bundle, call, draft, order, valid

WORDS = ["sertraline", "phenelzine", "MedicationRequest/1", "#m", "Medication/m", "Bundle", "Patient",
         "draft", "active", "2026-11-01", "http://www.nlm.nih.gov/research/umls/rxnorm", "36437",
         "OperationOutcome", "next", "<script>", "[x](http://e.example)"]  # fmt: skip
NAMES = ["resourceType", "id", "status", "medicationCodeableConcept", "medicationReference", "reference",
         "coding", "code", "text", "display", "system", "subject", "dosageInstruction", "timing", "repeat",
         "doseAndRate", "doseQuantity", "value", "unit", "entry", "resource", "contained", "link",
         "relation", "issue", "severity", "medication", "basedOn", "birthDate", "fullUrl"]  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 3000)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)


def whole(hook: str) -> dict[str, Any]:
    held = {"resourceType": "Medication", "id": "m", "code": {"text": "sertraline 50 mg"}}
    referring = order("r", medicationReference={"reference": "Medication/m"})
    del referring["medicationCodeableConcept"]
    dosed = draft(
        "1",
        "phenelzine",
        dosageInstruction=[
            {
                "timing": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d"}},
                "doseAndRate": [{"doseQuantity": {"value": 15, "unit": "mg"}}],
            }
        ],
    )
    egfr = {
        "resourceType": "Observation",
        "code": {"coding": [{"system": "http://loinc.org", "code": "33914-3"}]},
        "valueQuantity": {"value": 40},
        "effectiveDateTime": "2026-10-01",
    }
    allergy = {"resourceType": "AllergyIntolerance", "code": {"text": "penicillin"}}
    ill = {"resourceType": "Condition", "code": {"text": "epilepsy"}}
    return call(
        hook,
        [dosed, draft("2", "Foobarol")],
        [referring, held, order("3", "ibuprofen 400 mg")],
        egfr=bundle([egfr]),
        allergies=bundle([allergy]),
        conditions=bundle([ill]),
        patient={"resourceType": "Patient", "id": "1288992", "birthDate": "1950-02-03", "gender": "male"},
    )


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [here, *(found for name, each in inner for found in paths(each, (*here, name)))]


@settings(max_examples=400, deadline=None)
@given(st.data())
@pytest.mark.parametrize("hook", ["order-select", "order-sign", "patient-view"])
def test_a_damaged_call_gets_cards_or_a_refusal(hook: str, data: st.DataObject) -> None:
    asked: Any = copy.deepcopy(whole(hook))
    for _ in range(data.draw(st.integers(1, 4))):
        places = [path for path in paths(asked) if path]
        *way, last = data.draw(st.sampled_from(places or [("hook",)]))
        holder = asked
        for name in way:
            holder = holder[name]
        if data.draw(st.booleans()):
            holder[last] = data.draw(VALUES)
        elif isinstance(holder, dict):
            holder.pop(last, None)
    try:
        request = read_request(asked, f"cotake-{hook}")
        response = cards_for(request, open_library(), TODAY)
    except InputError:
        return
    valid(response)


@given(st.text(), st.integers(10, 200))
def test_a_text_is_cut_at_a_word(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short) <= most
    whole_words = " ".join(text.split())
    if short != whole_words:
        assert short.endswith("…")
        assert whole_words.startswith(short.removesuffix("…"))


@given(st.text(alphabet=st.characters() | st.sampled_from("[]()<>*_`#-+=!|~:/.@&\\\n1")))
def test_what_is_escaped_has_no_markup_left(text: str) -> None:
    shown = escaped(text)
    assert (
        "\n" not in shown
        and "<" not in shown
        and "://" not in shown
        and "@" not in shown.replace(" @ ", "")
    )
    bare = shown.replace("\\\\", "")
    for mark in "`*_[]|~":
        assert bare.count(mark) == bare.count(f"\\{mark}")
    assert len(plain(text, MOST_SUMMARY)) <= MOST_SUMMARY
