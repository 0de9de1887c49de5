"""FHIR R4 as records export it: the same findings as the list typed, and nothing dropped in silence."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake import InputError, check
from cotake.knowledge import Library
from cotake.regimen import FromRecord, is_fhir, parse, read_fhir
from cotake.surfaces.cli import cli

TODAY = date(2026, 11, 23)
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


def request(name: str, code: str = "", **more: Any) -> dict[str, Any]:
    coding = [{"system": RXNORM, "code": code, "display": name}] if code else []
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": name, "coding": coding},
        **more,
    }


def dosage(value: float | None = None, unit: str = "", times: int = 1, **more: Any) -> list[dict[str, Any]]:
    rate = [] if value is None else [{"doseQuantity": {"value": value, "unit": unit}}]
    repeat = {"frequency": times, "period": 1, "periodUnit": "d"}
    return [{"doseAndRate": rate, "timing": {"repeat": repeat}, **more}]


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": each} for each in resources],
    }


def read(library: Library, *resources: dict[str, Any]) -> FromRecord:
    return read_fhir(bundle(*resources), today=TODAY, library=library)


@pytest.mark.parametrize(
    ("resource", "substance", "mg"),
    [
        (
            request("Acetaminophen 325 MG Oral Tablet", dosageInstruction=dosage(2, times=4)),
            "paracetamol",
            2600,
        ),
        (request("sertraline", "36437", dosageInstruction=dosage(50, "mg")), "sertraline", 50),
        (request("24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet"), "metformin", 500),
        (request("Simvastatin 20 MG Oral Tablet [Zocor]"), "simvastatin", 20),
        (request("Warfarin Sodium 5 MG Oral Tablet", dosageInstruction=dosage(1)), "warfarin", 5),
        (request("warfarin", dosageInstruction=[{"text": "5 mg once daily"}]), "warfarin", 5),
        (
            request(
                "Trazodone 50 MG Oral Tablet",
                dosageInstruction=[
                    {
                        "doseAndRate": [{"doseRange": {"low": {"value": 1}, "high": {"value": 2}}}],
                        "timing": {
                            "repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["HS"]}
                        },
                    }
                ],
            ),
            "trazodone",
            100,
        ),
    ],
)
def test_names_of_records_and_their_doses(
    resource: dict[str, Any], substance: str, mg: float, library: Library
) -> None:
    """The names of products as RxNorm writes them, and as Synthea exports them."""
    (line,) = read(library, resource).lines
    (medicine,) = parse(line, library, today=TODAY).medicines
    assert (medicine.substance, medicine.mg_per_day) == (substance, mg)


def test_a_bundle_gives_the_findings_of_the_list_typed(library: Library) -> None:
    found = read(
        library,
        {"resourceType": "Patient", "gender": "female", "birthDate": "1953-12-02"},
        request("Warfarin Sodium 5 MG Oral Tablet", dosageInstruction=dosage(1)),
        request("Ibuprofen 400 MG Oral Tablet", dosageInstruction=dosage(1, times=3)),
        request("Sertraline 100 MG Oral Tablet", dosageInstruction=dosage(1)),
    )
    assert found.person == {"age": 72, "sex": "female"}
    typed = ["warfarin 5 mg daily", "ibuprofen 400 mg three times a day", "sertraline 100 mg daily"]
    by_record = check(list(found.lines), person=found.person, today=TODAY)
    by_hand = check(typed, person=found.person, today=TODAY)
    assert [each.id for each in by_record.findings] == [each.id for each in by_hand.findings]
    assert by_record.findings


def test_a_medicine_that_is_referred_to_is_found_in_the_bundle_or_beside(library: Library) -> None:
    medicine = {"resourceType": "Medication", "id": "m1", "code": {"text": "sertraline 50 MG Oral Tablet"}}
    bare = {"resourceType": "MedicationRequest", "status": "active"}
    for reference in ("Medication/m1", "https://example.org/fhir/Medication/m1"):
        asked = {**bare, "medicationReference": {"reference": reference}}
        assert "sertraline" in read(library, medicine, asked).lines[0]
    within = {**bare, "contained": [medicine], "medicationReference": {"reference": "#m1"}}
    assert "sertraline" in read(library, within).lines[0]
    shown = {**bare, "medicationReference": {"reference": "Medication/gone", "display": "sertraline 50 mg"}}
    assert "sertraline" in read(library, shown).lines[0]


def test_what_was_stopped_counts_with_its_day_and_without_one_is_told(library: Library) -> None:
    """Fluoxetine stopped two weeks ago still counts with an MAO inhibitor (label: five weeks)."""
    stopped = {
        "resourceType": "MedicationStatement",
        "status": "stopped",
        "medicationCodeableConcept": {"text": "fluoxetine 20 mg"},
        "effectivePeriod": {"start": "2025-01-01", "end": "2026-11-09"},
    }
    found = read(library, stopped, request("phenelzine 15 mg"))
    report = check(list(found.lines), today=TODAY)
    assert report.worst == 1
    no_day = {**stopped, "effectivePeriod": {}}
    found = read(library, no_day, request("phenelzine 15 mg"))
    assert len(found.lines) == 1
    assert "fluoxetine 20 mg: not checked: stopped, and no day is told" in found.left_out


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        (request("sertraline", status="entered-in-error"), "entered in error"),
        (request("sertraline", doNotPerform=True), "not to be taken"),
        (request("sertraline", status="brewing"), "status 'brewing'"),
        (request("", id="r6"), "(r6) names no medicine"),
        (
            {
                "resourceType": "AllergyIntolerance",
                "code": {"text": "penicillin"},
                "verificationStatus": {"coding": [{"code": "refuted"}]},
            },
            "Allergy to penicillin: refuted, and not counted",
        ),
        (request("sertraline", status="on-hold"), "checked as if it were taken"),
        (request("sertraline", dosageInstruction=dosage(50, "mg") + dosage(100, "mg")), "several dosages"),
        (
            request("warfarin 5 mg", dosageInstruction=[{"text": "by the sheet of the clinic, zig zag"}]),
            "its dosage was not understood, and the usual one is taken: by the sheet of the clinic",
        ),
    ],
)
def test_nothing_is_dropped_in_silence(resource: dict[str, Any], said: str, library: Library) -> None:
    assert said in " ".join(read(library, resource).left_out)


def patient_of(each: dict[str, Any], number: str) -> dict[str, Any]:
    return {**each, "subject": {"reference": f"Patient/{number}"}}


MAOI = {
    "resourceType": "MedicationDispense",
    "status": "completed",
    "medicationCodeableConcept": {"text": "Phenelzine 15 MG Oral Tablet"},
}


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ({"resourceType": "MedicationStatement", "status": "active"}, "names no medicine"),
        (request("phenelzine", status="perhaps"), "which is not known"),
        (MAOI, "dispensed, and not read"),
        ({**request("phenelzine"), "resourceType": "medicationrequest"}, "MedicationRequest is meant"),
        ({"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}, "could not be had"),
        (patient_of(request("phenelzine"), "9"), "of another patient"),
    ],
)
def test_a_bundle_that_was_partly_read_is_no_whole_list(
    beside: dict[str, Any], said: str, library: Library
) -> None:
    """None of them may read as "nothing found" for sertraline with phenelzine."""
    patient = {"resourceType": "Patient", "id": "1"}
    found = read(library, patient, patient_of(request("sertraline 50 mg"), "1"), beside)
    report = check(list(found.lines), person=found.person, library=library, today=TODAY)
    assert not report.complete
    assert report.status == "not_recognised"
    assert said in report.not_recognised[0].text
    assert any(said in each for each in found.left_out)


def test_a_page_of_a_bundle_is_no_whole_list(library: Library) -> None:
    whole = bundle(request("sertraline 50 mg"))
    for lacking in (
        {**whole, "link": [{"relation": "next", "url": "https://ehr.example?page=2"}]},
        {**whole, "entry": [*whole["entry"], {"fullUrl": "urn:uuid:1"}]},
    ):
        found = read_fhir(lacking, library=library, today=TODAY)
        assert not check(list(found.lines), person=found.person, library=library, today=TODAY).complete


def test_what_was_dispensed_of_an_order_is_no_gap(library: Library) -> None:
    found = read(library, request("Phenelzine 15 MG Oral Tablet"), MAOI)
    assert check(list(found.lines), person=found.person, library=library, today=TODAY).complete


def test_several_people_without_a_patient_are_refused(library: Library) -> None:
    with pytest.raises(InputError, match="several people"):
        read(library, patient_of(request("sertraline"), "1"), patient_of(request("phenelzine"), "2"))


def test_what_is_written_twice_is_counted_once_and_told(library: Library) -> None:
    found = read(library, *[request("Ibuprofen 400 MG Oral Tablet")] * 2)
    assert len(found.lines) == 1
    assert "counted once" in found.left_out[0]


def test_a_medicine_that_is_not_known_stays_in_the_list(library: Library) -> None:
    found = read(library, request("Blarbomycin 10 MG", "999999"))
    assert check(list(found.lines), today=TODAY).not_recognised[0].text == "Blarbomycin 10 MG"


def test_illnesses_and_kidney_function_come_along(library: Library) -> None:
    """The last eGFR counts; what is over, or not known by its name, is told or left."""

    def condition(name: str, status: str = "active") -> dict[str, Any]:
        return {
            "resourceType": "Condition",
            "clinicalStatus": {"coding": [{"code": status}]},
            "code": {"text": name},
        }

    def egfr(value: float, day: str, code: str = "33914-3") -> dict[str, Any]:
        return {
            "resourceType": "Observation",
            "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
            "valueQuantity": {"value": value, "unit": "mL/min/{1.73_m2}"},
            "effectiveDateTime": day,
        }

    found = read_fhir(
        bundle(
            request("metformin 500 mg"),
            condition("Epilepsy (disorder)"),
            condition("Viral sinusitis (disorder)"),
            condition("Migraine", "resolved"),
            egfr(38, "2026-09-01T10:00:00Z"),
            egfr(70, "2020-01-01"),
            egfr(5, "2026-10-01", code="2160-0"),
            {**egfr(6, "2026-11-01"), "status": "entered-in-error"},
        ),
        today=TODAY,
        library=library,
    )
    assert found.person == {"conditions": ["epilepsy"], "egfr": 38}
    assert any("Viral sinusitis" in each for each in found.left_out)
    assert any("eGFR 38" in each and "2026-09-01" in each for each in found.left_out)
    assert "Resolved, inactive or refuted, and not counted: Migraine" in found.left_out


def test_several_people_or_a_bundle_in_a_bundle_are_refused(library: Library) -> None:
    patient = {"resourceType": "Patient", "gender": "male"}
    with pytest.raises(InputError, match="several patients"):
        read(library, patient, {**patient, "gender": "female"})
    with pytest.raises(InputError, match="another bundle"):
        read(library, bundle(patient))
    for text, said in (("{", "not JSON"), ("{}", "no FHIR"), ("[]", "no FHIR")):
        with pytest.raises(InputError, match=said):
            read_fhir(text, library=library, today=TODAY)


def test_an_age_that_was_told_counts_where_no_birth_date_stands(library: Library) -> None:
    told = {
        "resourceType": "Observation",
        "code": {"coding": [{"system": "http://loinc.org", "code": "30525-0"}]},
        "valueQuantity": {"value": 72, "unit": "years", "code": "a"},
        "effectiveDateTime": "2026-10-01",
    }
    patient = {"resourceType": "Patient", "gender": "female"}
    asked = request("sertraline")
    assert read(library, patient, told, asked).person == {"sex": "female", "age": 72}
    born = {**patient, "birthDate": "1990-01-01"}
    assert read(library, told, born, asked).person["age"] < 40
    for other in (
        {"effectiveDateTime": "2020-10-01"},
        {"valueQuantity": {"value": 8, "code": "mo"}},
        {"status": "entered-in-error"},
    ):
        assert "age" not in read(library, patient, {**told, **other}, asked).person


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9999) | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "status",
        "medicationCodeableConcept",
        "medicationReference",
        "dosageInstruction",
        "dosage",
        "contained",
        "coding",
        "code",
        "effectivePeriod",
        "authoredOn",
        "dispenseRequest",
        "birthDate",
        "gender",
        "id",
        "entry",
        "medication",
        "adherence",
        "type",
        "category",
        "criticality",
        "clinicalStatus",
        "verificationStatus",
        "reaction",
        "valueQuantity",
        "abatementDateTime",
    ]
)
KINDS = st.sampled_from(
    [
        "Bundle",
        "Patient",
        "Condition",
        "Observation",
        "Medication",
        "MedicationRequest",
        "MedicationStatement",
        "AllergyIntolerance",
    ]
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(kind=KINDS, fields=st.dictionaries(FIELDS, JSON, max_size=6), alone=st.booleans())
def test_any_resource_is_read_or_refused(
    library: Library, kind: str, fields: dict[str, Any], alone: bool
) -> None:
    resource = {**fields, "resourceType": kind}
    with suppress(InputError):
        found = read_fhir(resource if alone else bundle(resource), library=library, today=TODAY)
        assert all(isinstance(line, str) and line for line in found.lines)


@given(
    fields=st.dictionaries(
        st.sampled_from(["doseAndRate", "timing", "route", "text", "asNeededBoolean"]), JSON
    )
)
def test_any_dosage_is_read(library: Library, fields: dict[str, Any]) -> None:
    asked = request("sertraline 50 mg", dosageInstruction=[fields])
    assert read_fhir(bundle(asked), library=library, today=TODAY).lines[0].startswith("sertraline 50 mg")


def test_the_command_reads_a_bundle(tmp_path: Path) -> None:
    path = tmp_path / "patient-bundle.json"
    path.write_text(
        json.dumps(
            bundle(
                {"resourceType": "Patient", "gender": "female", "birthDate": "1950-01-01"},
                request("Warfarin Sodium 5 MG Oral Tablet", dosageInstruction=dosage(1)),
                request("Ibuprofen 400 MG Oral Tablet", dosageInstruction=dosage(1, times=3)),
                {"resourceType": "AllergyIntolerance", "code": {"text": "penicillin"}},
            )
        )
    )
    done = CliRunner().invoke(cli, ["check", str(path), "--json"])
    found = json.loads(done.stdout)
    assert found["person"]["sex"] == "female"
    assert found["person"]["age"] > 75
    assert [each["classes"] for each in found["person"]["allergies"]] == [["penicillin-class"]]
    older = json.loads(CliRunner().invoke(cli, ["check", str(path), "--json", "--age", "30"]).stdout)
    assert older["person"]["age"] == 30, "what is said counts before what the record says"
    path.write_text(json.dumps(bundle({"resourceType": "Patient"})))
    assert "holds no medicine that is taken" in str(CliRunner().invoke(cli, ["check", str(path)]).exception)


@pytest.mark.parametrize(
    ("name", "substances"),
    [
        (
            "Acetaminophen 325 MG / Hydrocodone Bitartrate 7.5 MG Oral Tablet",
            {"paracetamol": 650, "hydrocodone": 15},
        ),
        (
            "Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet",
            {"amoxicillin": 500, "clavulanic-acid": 250},
        ),
        ("24 HR metoprolol succinate 100 MG Extended Release Oral Tablet [Toprol]", {"metoprolol": 200}),
        ("NDA020503 200 ACTUAT albuterol 0.09 MG/ACTUAT Metered Dose Inhaler", {"salbutamol": None}),
        ("3 ML insulin glargine 100 UNT/ML Pen Injector [Lantus]", {"insulin": None}),
        ("Ortho Tri-Cyclen 28 Day Pack", {"ethinylestradiol": None, "norgestimate": None}),
    ],
)
def test_products_as_rxnorm_writes_them(
    name: str, substances: dict[str, float | None], library: Library
) -> None:
    """Several substances, forms and concentrations; the name does where the code is not known here."""
    (line,) = read(library, request(name, "999999", dosageInstruction=dosage(1, times=2))).lines
    found = parse(line, library, today=TODAY)
    assert not found.unknown
    assert {each.substance: each.mg_per_day for each in found.medicines} == substances


def test_a_patient_as_synthea_writes_one(library: Library) -> None:
    """A transaction with addresses of urn:uuid: findings of daily life are told in one line."""

    def illness(code: str, display: str, status: str = "active") -> dict[str, Any]:
        coding = [{"system": "http://snomed.info/sct", "code": code, "display": display}]
        return {
            "resourceType": "Condition",
            "clinicalStatus": {"coding": [{"code": status}]},
            "verificationStatus": {"coding": [{"code": "confirmed"}]},
            "category": [{"coding": [{"code": "encounter-diagnosis"}]}],
            "code": {"coding": coding, "text": display},
            "subject": {"reference": "urn:uuid:p"},
        }

    names = ["Full-time employment", "Stress", "Social isolation", "Limited social contact", "Unemployed"]
    names += ["Educated to high school level", "Medication review due", "Received higher education"]
    names += ["Part-time employment", "Has a criminal record"]
    daily_life = [illness(f"90000{number}", f"{what} (finding)") for number, what in enumerate(names)]
    medicine = {
        "resourceType": "Medication",
        "id": "m",
        "code": {
            "coding": [{"system": RXNORM, "code": "314231", "display": "Simvastatin 10 MG Oral Tablet"}]
        },
    }
    stopped = [request(f"{name} 10 MG Oral Tablet", status="stopped") for name in ("A", "B", "C", "D", "E")]
    data = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {
                "fullUrl": "urn:uuid:p",
                "resource": {"resourceType": "Patient", "birthDate": "1961-05-05", "gender": "male"},
            },
            {"fullUrl": "urn:uuid:m", "resource": medicine},
            {
                "fullUrl": "urn:uuid:r",
                "resource": {
                    "resourceType": "MedicationRequest",
                    "status": "active",
                    "intent": "order",
                    "medicationReference": {"reference": "urn:uuid:m"},
                    "authoredOn": "2020-02-03T09:00:00-05:00",
                    "dosageInstruction": dosage(1, asNeededBoolean=False),
                },
            },
            *({"resource": each} for each in (*daily_life, *stopped)),
            {"resource": illness("44054006", "Diabetes mellitus type 2 (disorder)")},
            {"resource": illness("230690007", "Cerebrovascular accident (disorder)", "resolved")},
            {"resource": illness("444814009", "Viral sinusitis (disorder)", "resolved")},
            {
                "resource": {
                    "resourceType": "AllergyIntolerance",
                    "clinicalStatus": {"coding": [{"code": "active"}]},
                    "type": "allergy",
                    "category": ["medication"],
                    "criticality": "low",
                    "code": {"coding": [{"system": RXNORM, "code": "5640", "display": "Ibuprofen"}]},
                    "reaction": [{"manifestation": [{"text": "Wheal (finding)"}], "severity": "moderate"}],
                }
            },
        ],
    }
    found = read_fhir(data, today=TODAY, library=library)
    assert found.lines == ("Simvastatin 10 MG Oral Tablet 1 tablet daily from 2020-02-03",)
    assert found.person["age"] == 65
    assert found.person["conditions"] == ["diabetes", "stroke"], "a past stroke still counts"
    assert found.person["allergies"] == [
        {
            "name": "Ibuprofen",
            "type": "allergy",
            "category": "medication",
            "reaction": ["Wheal (finding)"],
            "severity": "moderate",
            "criticality": "low",
        }
    ]
    assert len([each for each in found.left_out if "Full-time employment" in each]) == 1
    assert any("and 2 more" in each for each in found.left_out)
    assert any(each.startswith("5 entries (A 10 MG") for each in found.left_out)
    assert len(found.left_out) == 4


@pytest.mark.parametrize(
    ("system", "code", "states"),
    [
        ("http://hl7.org/fhir/sid/icd-10-cm", "G40.909", ["epilepsy"]),
        ("http://hl7.org/fhir/sid/icd-10-cm", "G40909", ["epilepsy"]),
        ("http://hl7.org/fhir/sid/icd-10", "I48", ["atrial-fibrillation"]),
        ("http://hl7.org/fhir/sid/icd-10", "K70.3", ["liver-disease", "cirrhosis"]),
        ("http://snomed.info/sct", "84757009", ["epilepsy"]),
        ("urn:oid:2.16.840.1.113883.6.90", "N18.6", ["kidney-disease", "dialysis"]),
        ("http://hl7.org/fhir/sid/icd-10-cm", "Z94.7", []),
        ("http://hl7.org/fhir/sid/icd-9-cm", "G40.909", []),
    ],
)
def test_illnesses_by_code(system: str, code: str, states: list[str], library: Library) -> None:
    """The code counts where the name is that of a local list; a cornea is no organ transplant."""
    resource = {
        "resourceType": "Condition",
        "code": {"text": "Lokaler Name", "coding": [{"system": system, "code": code}]},
    }
    found = read(library, resource, request("sertraline"))
    assert found.person.get("conditions", []) == states
    assert any("Lokaler Name" in each for each in found.left_out) is not bool(states)


def test_what_r5_writes_in_another_shape(library: Library) -> None:
    drug = {"text": "sertraline 50 MG Oral Tablet"}
    asked = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "medication": {"concept": drug},
        "dosageInstruction": dosage(1, asNeeded=True),
    }
    assert read(library, asked).lines == ("sertraline 50 MG Oral Tablet 1 tablet daily as needed",)
    held = {"resourceType": "Medication", "id": "m1", "code": drug}
    by_reference = {**asked, "medication": {"reference": {"reference": "Medication/m1"}}}
    assert read(library, held, by_reference).lines == read(library, asked).lines
    taken = {
        "resourceType": "MedicationStatement",
        "status": "recorded",
        "medication": {"concept": drug},
        "adherence": {"code": {"coding": [{"code": "not-taking"}]}},
    }
    assert read(library, asked, taken).left_out[0].endswith("not-taking, and no day is told")
    allergy = {
        "resourceType": "AllergyIntolerance",
        "type": {"coding": [{"code": "intolerance"}]},
        "code": {"text": "codeine"},
        "reaction": [{"manifestation": [{"concept": {"text": "Nausea"}}]}],
    }
    told = read(library, asked, allergy).person["allergies"]
    assert told == [{"name": "codeine", "type": "intolerance", "reaction": ["Nausea"]}]


def allergy_of(name: str = "", code: str = "", **more: Any) -> dict[str, Any]:
    coding = [{"system": "http://snomed.info/sct", "code": code}] if code else []
    return {"resourceType": "AllergyIntolerance", "code": {"text": name, "coding": coding}, **more}


def test_allergies_that_are_none_or_no_more(library: Library) -> None:
    none = [
        allergy_of(code="716186003"),
        allergy_of("No Known Drug Allergy (situation)"),
        allergy_of("NKDA"),
    ]
    gone = [
        allergy_of("codeine", clinicalStatus={"coding": [{"code": "resolved"}]}),
        allergy_of("aspirin", verificationStatus={"coding": [{"code": "entered-in-error"}]}),
    ]
    found = read(library, request("sertraline"), *none, *gone)
    report = check(list(found.lines), person=found.person, today=TODAY)
    assert report.complete
    assert report.person.allergies == ()
    assert [each for each in found.left_out if each.startswith("Allergy to")] == [
        "Allergy to codeine: resolved, and not counted",
        "Allergy to aspirin: entered-in-error, and not counted",
    ]


def test_an_allergy_that_is_not_known_makes_the_answer_incomplete(library: Library) -> None:
    food = allergy_of("Gomasio", category=["food"])
    found = read(library, request("sertraline"), food, allergy_of("Blarbomycin", category=["medication"]))
    report = check(list(found.lines), person=found.person, today=TODAY)
    assert not report.complete
    assert [each.text for each in report.not_recognised] == ["Blarbomycin"]
    assert any("gomasio" in each and "not compared" in each for each in report.assumptions)


def test_a_list_of_our_own_is_no_fhir() -> None:
    assert not is_fhir(["sertraline"])
    assert not is_fhir({"medicines": ["sertraline"]})
