"""The document is FHIR R4: by the official schema, its value sets and invariants, and by another reader."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cotake.handover import Handover
from cotake.handover._parts import PARTS
from cotake.handover.fhir import to_fhir
from cotake.knowledge import Library
from tests.handover.fhir.making import full, handover
from tests.handover.fhir.official import bindings, of_kind, problems, schema


def test_the_definitions_are_those_of_r4() -> None:
    assert schema()["id"] == "http://hl7.org/fhir/json-schema/4.0"
    assert bindings()["DetectedIssue.severity"] == {
        ("http://hl7.org/fhir/detectedissue-severity", each) for each in ("high", "moderate", "low")
    }


def test_a_large_document_is_valid(bundle: dict[str, Any]) -> None:
    kinds = {each["resource"]["resourceType"] for each in bundle["entry"]}
    assert kinds == {
        "AllergyIntolerance",
        "CarePlan",
        "Composition",
        "Condition",
        "DetectedIssue",
        "Device",
        "MedicationStatement",
        "Observation",
        "Patient",
        "Questionnaire",
        "QuestionnaireResponse",
    }
    assert len(of_kind(bundle, "Observation")) > 3 * 120
    assert problems(bundle) == []


def test_another_reader_takes_it(bundle: dict[str, Any]) -> None:
    """R4B, which differs from R4 in none of these resources; it checks types and required elements."""
    from fhir.resources.R4B.bundle import Bundle

    read = Bundle.model_validate(bundle)
    assert len(read.entry or []) == len(bundle["entry"])
    # A zero behind the point and the sign for UTC are written otherwise, and are the same.
    assert json.loads(read.model_dump_json())["entry"][0]["resource"]["title"] == "For the appointment"


@pytest.mark.parametrize("part", PARTS)
def test_each_part_by_itself_is_valid(everything: Handover, part: Any) -> None:
    assert (
        problems(to_fhir(replace(everything, parts=frozenset({part}), outcomes=everything.outcomes[:1])))
        == []
    )


def test_no_part_at_all_and_nothing_in_any_are_valid(library: Library, everything: Handover) -> None:
    assert problems(to_fhir(replace(everything, parts=frozenset()))) == []
    assert problems(to_fhir(handover(library, ["warfarin"]))) == []


def test_the_same_handover_gives_the_same_bytes(library: Library, bundle: dict[str, Any]) -> None:
    again = to_fhir(full(library))
    moments = {bundle.pop("timestamp"), again.pop("timestamp")}
    assert len(moments) <= 2
    assert json.dumps(again) == json.dumps(bundle)
    bundle["timestamp"] = moments.pop()


def test_two_people_who_gave_no_name_are_not_one(library: Library) -> None:
    one, other = (of_kind(to_fhir(handover(library, [line])), "Patient") for line in ("LDN", "warfarin"))
    assert one[0].keys() == other[0].keys() and one[0]["id"] != other[0]["id"]


# What the checks of the tests would notice.


BACKWARD = {"start": "2026-02-01", "end": "2026-01-01"}
SCRIPT = "<div xmlns='http://www.w3.org/1999/xhtml'><script/></div>"


@pytest.fixture(scope="session")
def small(library: Library) -> dict[str, Any]:
    return to_fhir(full(library, days=8))


def without_patient(bundle: dict[str, Any]) -> None:
    bundle["entry"] = [each for each in bundle["entry"] if each["resource"]["resourceType"] != "Patient"]


def last_first(bundle: dict[str, Any]) -> None:
    bundle["entry"].reverse()


def set_of(kind: str, *path: Any) -> Callable[[dict[str, Any]], None]:
    """Write a value into the first resource of a kind."""

    def change(bundle: dict[str, Any]) -> None:
        held: Any = of_kind(bundle, kind)[0]
        for each in path[:-2]:
            held = held[each]
        held[path[-2]] = path[-1]

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_patient, "leads nowhere"),
        (last_first, "bdl-11"),
        (lambda bundle: bundle.pop("identifier"), "bdl-9"),
        (lambda bundle: bundle["entry"].append(bundle["entry"][1]), "bdl-7"),
        (set_of("DetectedIssue", "severity", "grave"), "DetectedIssue.severity: grave"),
        (set_of("DetectedIssue", "mitigated", True), "Additional properties"),
        (set_of("MedicationStatement", "status", "taken"), "MedicationStatement.status: taken"),
        (set_of("MedicationStatement", "effectivePeriod", BACKWARD), "per-1"),
        (set_of("MedicationStatement", "dosage", 0, "timing", "repeat", "periodUnit", "day"), "periodUnit"),
        (set_of("MedicationStatement", "note", []), "ele-1"),
        (set_of("Patient", "gender", "woman"), "Patient.gender: woman"),
        (set_of("Patient", "text", "div", "<div>no namespace</div>"), "txt-"),
        (set_of("Patient", "text", "div", SCRIPT), "txt-1"),
        (set_of("Observation", "effectiveDateTime", "2026-13-01"), "effectiveDateTime"),
        (set_of("Observation", "dataAbsentReason", {"text": "x"}), "obs-6"),
        (set_of("CarePlan", "activity", 0, "detail", "status", "done"), "detail.status: done"),
        (set_of("Condition", "clinicalStatus", {"text": "active"}), "Condition.clinicalStatus"),
        (set_of("AllergyIntolerance", "criticality", "grave"), "AllergyIntolerance.criticality: grave"),
        (set_of("Composition", "section", 0, {"title": "Empty"}), "cmp-1"),
        (set_of("Questionnaire", "item", 0, "linkId", "mood"), "que-2"),
        (set_of("Questionnaire", "item", 0, "type", "pick"), "Questionnaire.item.type: pick"),
        (set_of("DetectedIssue", "extension", 0, "valueString", "both"), "ext-1"),
        (set_of("DetectedIssue", "extension", 0, "url", "http://example.org/x"), "not known"),
    ],
)  # fmt: skip
def test_a_mistake_would_be_noticed(
    small: dict[str, Any], change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    assert problems(small) == []
    wrong = copy.deepcopy(small)
    change(wrong)
    assert any(said in each for each in problems(wrong))
