"""FHIR resources that say to people what they do not say in codes: told with their words, never dropped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from cotake.interactions import check
from cotake.knowledge import open_library
from cotake.regimen import read_fhir
from cotake.regimen._fhir_json import narrative
from cotake.surfaces.cli import cli
from tests.conftest import TODAY
from tests.regimen.test_ccda import allergy, read, section

LIBRARY = open_library()
TAKEN = {
    "resourceType": "MedicationStatement",
    "status": "active",
    "medicationCodeableConcept": {"text": "amoxicillin 500 mg"},
}


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "entry": [{"resource": each} for each in (TAKEN, *resources)]}


def says(div: str) -> dict[str, Any]:
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{div}</div>'}


@pytest.mark.parametrize(
    ("resource", "told"),
    [
        (
            {
                "resourceType": "AllergyIntolerance",
                "id": "a1",
                "text": says("<p>Penicillin: <b>hives</b></p>"),
            },
            "an AllergyIntolerance (a1) names nothing; its text: Penicillin: hives",
        ),
        (
            {
                "resourceType": "MedicationRequest",
                "status": "active",
                "text": says("Warfarin 5&nbsp;mg &amp; INR"),
            },
            "a MedicationRequest (no id) names no medicine; its text: Warfarin 5 mg & INR",
        ),
        (
            {"resourceType": "Condition", "id": "c1", "text": says("<i>Chronic kidney disease</i>")},
            "a Condition (c1) names no illness; its text: Chronic kidney disease",
        ),
        ({"resourceType": "Condition", "id": "c2"}, "a Condition (c2) names no illness"),
        ({"resourceType": "AllergyIntolerance", "id": "a2"}, "an AllergyIntolerance (a2) names nothing"),
    ],
)
def test_a_text_for_people_alone_is_shown_and_not_read(resource: dict[str, Any], told: str) -> None:
    found = read_fhir(bundle(resource), library=LIBRARY, today=TODAY)
    assert told in found.left_out
    report = check(list(found.lines), person=found.person, library=LIBRARY, today=TODAY)
    assert not report.complete
    assert told in [each.text for each in report.not_recognised]


def test_an_illness_or_allergy_that_is_over_is_told_by_its_text_and_does_not_count() -> None:
    over = {"clinicalStatus": {"coding": [{"code": "resolved"}]}}
    ill = {"resourceType": "Condition", "text": says("Gastric ulcer"), **over}
    allergic = {"resourceType": "AllergyIntolerance", "text": says("Penicillin"), **over}
    found = read_fhir(bundle(ill, allergic), library=LIBRARY, today=TODAY)
    assert "Allergy to Penicillin: resolved, and not counted" in found.left_out
    assert any("Gastric ulcer" in each for each in found.left_out)
    assert check(list(found.lines), person=found.person, library=LIBRARY, today=TODAY).complete


def test_an_allergy_by_a_code_alone_is_read_by_it_or_shown() -> None:
    def names(code: str, system: str = "http://snomed.info/sct") -> list[str]:
        concept = {"coding": [{"system": system, "code": code}]}
        found = read_fhir(
            bundle({"resourceType": "AllergyIntolerance", "code": concept}), library=LIBRARY, today=TODAY
        )
        return [each["name"] for each in found.person["allergies"]]

    assert names("91936005") == ["penicillins"]
    assert names("1234567") == ["code 1234567 of SNOMED CT"]


def test_a_document_may_give_an_allergy_by_a_code_alone_too() -> None:
    for code, name in (("91936005", "penicillins"), ("1234567", "code 1234567 of SNOMED CT")):
        coded = allergy("x").replace(
            '<code displayName="x"/>', f'<code code="{code}" codeSystem="2.16.840.1.113883.6.96"/>'
        )
        (found,) = read(LIBRARY, section("48765-2", "Allergies", coded)).person["allergies"]
        assert found["name"] == name


@pytest.mark.parametrize("name", ["Allergy to penicillin", "Allergy to Allergy to penicillin"])
def test_allergy_to_stands_once(name: str) -> None:
    over = {"clinicalStatus": {"coding": [{"code": "inactive"}]}}
    allergic = {"resourceType": "AllergyIntolerance", "code": {"text": name}, **over}
    found = read_fhir(bundle(allergic), library=LIBRARY, today=TODAY)
    assert found.left_out == ("Allergy to penicillin: inactive, and not counted",)
    gone = read(LIBRARY, section("48765-2", "Allergies", allergy(name, status="completed")))
    assert "Allergy to penicillin: inactive or resolved, and not counted" in gone.left_out


def test_a_food_that_is_not_known_is_named_once() -> None:
    allergic = {
        "resourceType": "AllergyIntolerance",
        "code": {"text": "Allergy to gomasio"},
        "category": ["food"],
    }
    found = read_fhir(bundle(allergic), library=LIBRARY, today=TODAY)
    report = check(list(found.lines), person=found.person, library=LIBRARY, today=TODAY)
    assert "Allergy to gomasio: read, and not compared with medicines (food)." in report.assumptions


@given(st.text(max_size=60))
def test_the_words_of_any_text_are_kept(words: str) -> None:
    """Letters outside of markup stay; nothing of the markup does."""
    plain = "".join(each for each in words if each.isalnum() or each == " ")
    assert narrative({"text": says(f"<p>{plain}</p><br/>")}) == " ".join(plain.split())


@given(st.text(alphabet="<>/&;p! -a\"'", max_size=60))
def test_any_markup_is_read_without_an_error(div: str) -> None:
    narrative({"text": {"div": div}})


def test_the_command_says_in_its_json_what_of_a_record_was_left_out(tmp_path: Path) -> None:
    over = {"clinicalStatus": {"coding": [{"code": "resolved"}]}}
    allergic = {"resourceType": "AllergyIntolerance", "code": {"text": "penicillin"}, **over}
    path = tmp_path / "patient.json"
    path.write_text(json.dumps(bundle(allergic)))
    answer = json.loads(CliRunner().invoke(cli, ["check", str(path), "--json"]).stdout)
    assert answer["left_out"] == ["Allergy to penicillin: resolved, and not counted"]
    schema = Path(__file__).parents[2] / "docs" / "answer.schema.json"
    Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(answer)
    path.write_text(json.dumps(bundle()))
    assert json.loads(CliRunner().invoke(cli, ["check", str(path), "--json"]).stdout)["left_out"] == []
    typed = json.loads(CliRunner().invoke(cli, ["check", "amoxicillin 500 mg", "--json"]).stdout)
    assert "left_out" not in typed
