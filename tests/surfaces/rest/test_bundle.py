"""A FHIR bundle instead of a list: the same findings, what was left out, no fault from a damaged one."""

from __future__ import annotations

import json
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]

BUNDLE = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {"resourceType": "Patient", "birthDate": "1954-03-02", "gender": "female"}},
        {
            "resource": {
                "resourceType": "MedicationRequest",
                "status": "active",
                "medicationCodeableConcept": {"text": "sertraline 100 mg"},
            }
        },
        {
            "resource": {
                "resourceType": "AllergyIntolerance",
                "code": {"text": "penicillin"},
                "clinicalStatus": {"coding": [{"code": "active"}]},
            }
        },
        {"resource": {"resourceType": "MedicationStatement", "status": "active"}},
    ],
}


def test_a_bundle_is_the_list_typed(client: Client) -> None:
    asked = {"bundle": BUNDLE, "medicines": ["amoxicillin 500 mg tid", "ibuprofen 400 mg prn"]}
    answer = client.post("/v1/check", json={**asked, "today": "2026-11-28"}).json()
    typed = client.post(
        "/v1/check",
        json={
            "medicines": ["amoxicillin 500 mg tid", "ibuprofen 400 mg prn", "sertraline 100 mg"],
            "person": {"age": 72, "sex": "female", "allergies": ["penicillin"]},
            "today": "2026-11-28",
        },
    ).json()
    assert [each["id"] for each in answer["findings"]] == [each["id"] for each in typed["findings"]]
    assert answer["findings"][0]["classification"] == 1  # the allergy
    assert any("names no medicine" in each for each in answer["left_out"])
    assert not answer["complete"]  # one of its medicines has no name
    assert "left_out" not in typed


def test_what_is_said_goes_over_the_bundle_and_takes_no_allergy_away(client: Client) -> None:
    said = {"age": 30, "allergies": [{"name": "codeine", "type": "intolerance", "reactions": ["nausea"]}]}
    answer = client.post("/v1/check", json={"bundle": BUNDLE, "person": said}).json()
    assert answer["person"]["age"] == 30
    assert {each["text"] for each in answer["person"]["allergies"]} == {"codeine", "penicillin"}


@pytest.mark.parametrize("form", ["json", "markdown", "html", "text"])
def test_a_guide_tells_what_of_a_bundle_was_left_out(client: Client, form: str) -> None:
    answer = client.post("/v1/guide", json={"bundle": BUNDLE, "format": form})
    assert "names no medicine" in answer.text
    assert form != "json" or not answer.json()["complete"]


KINDS = [
    "MedicationRequest", "MedicationStatement", "Medication", "AllergyIntolerance", "Condition", "Patient",
    "Observation",
]  # fmt: skip
FIELDS = [
    "status", "medicationCodeableConcept", "medication", "medicationReference", "code", "dosageInstruction",
    "dosage", "effectivePeriod", "authoredOn", "birthDate", "gender", "valueQuantity", "contained", "id",
    "clinicalStatus", "verificationStatus", "reaction", "type", "category", "criticality", "note",
]  # fmt: skip
PARTS = [
    "text", "coding", "code", "system", "display", "reference", "start", "end", "value", "unit", "timing",
    "repeat", "doseAndRate", "doseQuantity", "asNeededBoolean", "concept", "manifestation",
]  # fmt: skip
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(
    ["active", "sertraline 50 mg", "7243", "http://www.nlm.nih.gov/research/umls/rxnorm", "2026-13-45", ""]
)  # fmt: skip
texts = st.text(max_size=60)
bits = st.recursive(
    leaves | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(PARTS), inner, max_size=4),
    max_leaves=8,
)
resources = st.builds(
    lambda kind, fields: {"resourceType": kind, **fields},
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(FIELDS), bits, max_size=6),
)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entries=st.lists(resources.map(lambda each: {"resource": each}) | bits, max_size=5))
def test_no_bundle_makes_it_fail(client: Client, entries: list[Any]) -> None:
    asked = {"bundle": {"resourceType": "Bundle", "entry": entries}, "medicines": ["loratadine"]}
    answer = client.post("/v1/check", content=json.dumps(asked).encode("utf-8", "replace"))
    assert answer.status_code in (200, 400, 422), answer.text
