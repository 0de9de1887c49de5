"""What a document says, and what it leaves out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cotake.handover import Handover, Outcome, Taken, gather
from cotake.handover.fhir import to_fhir
from cotake.knowledge import Library
from cotake.knowledge.types import ScaleEntry
from tests.handover import making as journal
from tests.handover.fhir.making import ALL, EVENT, QUESTION, TODAY, answered, checked, handover, phq9
from tests.handover.fhir.official import of_kind, problems

PDDI = "urn:cotake:fhir:pddi"


def sections(bundle: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["title"]: each for each in of_kind(bundle, "Composition")[0].get("section", [])}


def model_of(issue: dict[str, Any]) -> dict[str, list[Any]]:
    """The items of our extension by name."""
    (held,) = [each for each in issue["extension"] if each["url"] == PDDI]
    found: dict[str, list[Any]] = {}
    for each in held["extension"]:
        value = next(value for name, value in each.items() if name.startswith("value"))
        found.setdefault(each["url"], []).append(value.get("text") if isinstance(value, dict) else value)
    return found


def by_address(bundle: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["fullUrl"]: each["resource"] for each in bundle["entry"]}


# The person.


def test_an_age_stays_an_age_and_no_birth_date_is_made_up(bundle: dict[str, Any]) -> None:
    (patient,) = of_kind(bundle, "Patient")
    assert "birthDate" not in patient
    assert patient["_birthDate"]["extension"][0]["valueCode"] == "not-asked"
    assert patient["name"] == [{"text": "Ann Other"}] and patient["gender"] == "female"
    (age,) = [each for each in of_kind(bundle, "Observation") if "30525-0" in json.dumps(each["code"])]
    assert age["valueQuantity"]["value"] == 72 and age["valueQuantity"]["code"] == "a"


def test_of_someone_who_told_nothing_nothing_is_said(library: Library) -> None:
    bundle = to_fhir(handover(library, ["warfarin"]))
    (patient,) = of_kind(bundle, "Patient")
    assert not {"name", "gender", "birthDate"} & patient.keys()
    assert "Who it is about" not in sections(bundle)


def test_illnesses_that_follow_from_the_kidney_or_a_medicine_are_no_conditions(library: Library) -> None:
    bundle = to_fhir(
        handover(library, ["warfarin", "alcohol"], person={"egfr": 20, "conditions": ["epilepsy"]})
    )
    assert [each["code"]["text"] for each in of_kind(bundle, "Condition")] == ["epilepsy"]


def test_an_allergy_is_told_with_its_reaction_and_the_issue_that_comes_of_it_is_one(
    library: Library,
) -> None:
    bundle = to_fhir(
        handover(library, ["amoxicillin 500 mg"], person={"allergies": ["amoxicillin: hives"]})
    )
    (allergy,) = of_kind(bundle, "AllergyIntolerance")
    assert allergy["code"]["text"] == "amoxicillin" and allergy["code"]["coding"]
    assert allergy["type"] == "allergy" and allergy["category"] == ["medication"]
    assert allergy["reaction"] == [{"manifestation": [{"text": "hives"}]}]
    assert of_kind(bundle, "DetectedIssue")[0]["code"]["coding"][0]["code"] == "ALGY"


# Medicines.


def test_a_medicine_has_its_codes_its_dose_and_its_dates(library: Library) -> None:
    report = checked(library, ["LDN 1.5 mg at night since 2026-10-01"])
    (statement,) = of_kind(to_fhir(handover(library, report=report)), "MedicationStatement")
    medicine = statement["medicationCodeableConcept"]
    assert medicine["text"] == "LDN"
    assert [(each["system"], each["code"]) for each in medicine["coding"]] == [
        ("http://www.nlm.nih.gov/research/umls/rxnorm", "7243"),
        ("http://fdasis.nlm.nih.gov", "5S6W795CQM"),
        ("http://www.whocc.no/atc", "N07BB04"),
    ]
    (dosage,) = statement["dosage"]
    assert dosage["doseAndRate"][0]["doseQuantity"]["value"] == 1.5
    assert dosage["timing"]["repeat"] == {"frequency": 1, "period": 1, "periodUnit": "d"}
    assert statement["effectivePeriod"] == {"start": "2026-10-01"} and statement["status"] == "active"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("fluoxetine 20 mg stopped 2026-11-02", "completed"),
        ("fluoxetine 20 mg until 2026-12-02", "active"),
        ("fluoxetine 20 mg from 2027-01-02", "intended"),
        ("ibuprofen 0 mg", "not-taken"),
    ],
)
def test_the_status_is_that_of_the_day(library: Library, line: str, status: str) -> None:
    (statement,) = of_kind(to_fhir(handover(library, [line])), "MedicationStatement")
    assert statement["status"] == status


def test_what_was_not_said_is_not_there(library: Library) -> None:
    """No dose, no route where there are several, no times a day: these are assumed, and are not facts."""
    (statement,) = of_kind(to_fhir(handover(library, ["tramadol"])), "MedicationStatement")
    assert "dosage" not in statement and "effectivePeriod" not in statement


def test_the_parts_of_a_product_are_one_statement(library: Library) -> None:
    bundle = to_fhir(handover(library, ["Percocet 5/325 mg prn", "LDN"]))
    product, _ = of_kind(bundle, "MedicationStatement")
    assert product["medicationCodeableConcept"] == {"text": "Percocet"}
    assert [each["text"] for each in product["note"]] == ["Holds Oxycodone.", "Holds Paracetamol."]
    issue = of_kind(bundle, "DetectedIssue")[0]
    kinds = [by_address(bundle)[each["reference"]]["resourceType"] for each in issue["implicated"]]
    assert kinds == ["MedicationStatement"] * 2


def test_the_first_dose_of_the_journal_is_told_as_such(library: Library) -> None:
    report = checked(library, ["LDN 1.5 mg"])
    taken = Taken(report.medicines[0], date(2026, 9, 1), None, "journal", date(2026, 11, 1))
    (statement,) = of_kind(to_fhir(handover(library, report=report, taken=(taken,))), "MedicationStatement")
    assert statement["effectivePeriod"] == {"start": "2026-09-01"}
    assert [each["text"] for each in statement["note"]] == [
        "Begin: from the first dose in the journal.",
        "Last dose written down: 2026-11-01.",
    ]


def test_what_is_always_taken_with_a_medicine_is_told_beside_it_and_not_as_told(library: Library) -> None:
    bundle = to_fhir(handover(library, ["elbasvir 50 mg daily", "ciclosporin 100 mg daily"]))
    first, second = of_kind(bundle, "MedicationStatement")
    assert [each["text"] for each in first["note"]] == [
        "Grazoprevir, which is always taken with it, was counted too."
    ]
    implicated = [
        by_address(bundle)[each["reference"]]
        for issue in of_kind(bundle, "DetectedIssue")
        for each in issue["implicated"]
        if each["display"] == "Grazoprevir"
    ]
    assert first in implicated and second not in implicated


def test_a_medicine_of_the_check_that_is_not_in_the_list_is_not_dropped(library: Library) -> None:
    bundle = to_fhir(handover(library, ["LDN", "tramadol"], taken=()))
    assert len(of_kind(bundle, "MedicationStatement")) == 2


def test_an_unknown_medicine_stands_there_by_its_text_and_is_said_not_to_be_checked(
    library: Library,
) -> None:
    bundle = to_fhir(handover(library, ["warfarin", "xyzzol <3> mg"]))
    unknown = of_kind(bundle, "MedicationStatement")[-1]
    assert unknown["medicationCodeableConcept"] == {"text": "xyzzol <3> mg"}
    for title in ("What is taken", "What the combination can do"):
        assert "xyzzol &lt;3&gt; mg" in sections(bundle)[title]["text"]["div"]
        assert "not checked" in sections(bundle)[title]["text"]["div"]


# Findings.


def test_a_finding_keeps_every_item_of_the_minimal_information_model(library: Library) -> None:
    bundle = to_fhir(handover(library, ["LDN 1.5 mg daily", "tramadol 50 mg prn"]))
    issue = of_kind(bundle, "DetectedIssue")[0]
    model = model_of(issue)
    names = [each["display"] for each in issue["implicated"]]
    assert names == ["Naltrexone", "Tramadol"]  # drugs involved
    assert "precipitated opioid withdrawal" in model["consequence"]  # clinical consequences
    assert model["seriousness"] == ["life-threatening"]  # seriousness
    assert model["classification"] == ["avoid the combination"]  # operational classification
    assert model["action"][0].startswith("Avoid")  # recommended action
    assert any("mu-opioid receptor" in each for each in model["mechanism"])  # mechanism
    assert issue["evidence"][0]["code"][0]["text"] == "established, from the official label"  # evidence
    assert model["frequency-of-exposure"] == ["unknown"]
    assert model["frequency-of-harm"] == ["unknown"]
    assert issue["severity"] == "high" and issue["code"]["coding"][0]["code"] == "DRG"
    assert "What to do: Avoid" in issue["detail"]


def test_contextual_factors_are_told(library: Library) -> None:
    bundle = to_fhir(handover(library, ["LDN 1.5 mg daily", "tramadol 50 mg stopped 2026-11-20"]))
    issue = of_kind(bundle, "DetectedIssue")[0]
    assert any("stopped 3 days ago" in each for each in model_of(issue)["context"])


def test_a_recommendation_is_no_mitigation(bundle: dict[str, Any]) -> None:
    """In R4 a mitigation is what was done, or is committed; a receiver might take the issue for solved."""
    assert all("mitigation" not in each for each in of_kind(bundle, "DetectedIssue"))


def test_each_finding_of_class_1_to_3_is_there_in_order_and_no_other(
    everything: Handover, bundle: dict[str, Any]
) -> None:
    shown = everything.report.of_class(1, 2, 3)
    issues = of_kind(bundle, "DetectedIssue")
    assert [each["identifier"][0]["value"] for each in issues] == [each.id for each in shown]
    mild = len(everything.report.findings) - len(shown)
    assert f"{mild} more of class 4 and 5" in sections(bundle)["What the combination can do"]["text"]["div"]


def test_a_finding_that_ends_and_one_that_changes_exposure_say_so(bundle: dict[str, Any]) -> None:
    models = [model_of(each) for each in of_kind(bundle, "DetectedIssue")]
    assert any("exposure-ratio" in each for each in models)
    assert any("end" in each for each in models)


@pytest.mark.parametrize(
    ("lines", "status", "complete"),
    [
        (["warfarin", "ibuprofen"], "interaction", True),
        (["paracetamol 500 mg", "xyzzol"], "not_recognised", False),
        (["LDN 1.5 mg daily", "paracetamol 500 mg"], "nothing_found", True),
    ],
)
def test_nothing_found_is_not_mistaken_for_not_looked_at(
    library: Library, lines: list[str], status: str, complete: bool
) -> None:
    bundle = to_fhir(handover(library, lines))
    marks = sections(bundle)["What the combination can do"]["extension"][0]["extension"]
    assert marks == [{"url": "status", "valueCode": status}, {"url": "complete", "valueBoolean": complete}]


def test_what_was_not_written_down_here_is_not_said_to_be_none(library: Library) -> None:
    """Without a journal nothing is known of a plan, of scores or of events."""
    titles = list(sections(to_fhir(handover(library, ["warfarin", "ibuprofen"]))))
    assert titles == ["What is taken", "What the combination can do", "Questions to ask", "Sources"]


# Scores, questionnaires, plan, trial.


def test_a_score_of_the_day_has_a_code_where_loinc_has_the_very_thing(library: Library) -> None:
    pain = ScaleEntry("pain", "pain", "lower", "no pain", "the worst pain")
    outcome = Outcome(pain, ((date(2026, 11, 1), 4.0, 1), (date(2026, 11, 2), 4.333333333, 3)))
    once, mean = of_kind(to_fhir(handover(library, ["LDN"], outcomes=(outcome,))), "Observation")
    assert [each["code"] for each in once["code"]["coding"]] == ["72514-3", "pain"]
    assert once["code"]["text"] == "pain, 0 (no pain) to 10 (the worst pain)"
    assert [each["code"] for each in mean["code"]["coding"]] == ["pain"]
    assert mean["method"] == {"text": "mean of 3 entries of the day"}
    assert mean["valueQuantity"]["value"] == 4.333333


def test_a_questionnaire_is_asked_and_answered_in_loinc(library: Library) -> None:
    bundle = to_fhir(handover(library, ["LDN"], answered=(phq9(library),)))
    (asked,) = of_kind(bundle, "Questionnaire")
    (sheet,) = of_kind(bundle, "QuestionnaireResponse")
    (score,) = of_kind(bundle, "Observation")
    assert asked["code"][0]["code"] == "44249-1" and sheet["questionnaire"] == asked["url"]
    assert [each["linkId"] for each in sheet["item"]] == [each["linkId"] for each in asked["item"]]
    assert [each["code"][0]["code"] for each in asked["item"]] == [
        *(
            "44250-9",
            "44255-8",
            "44259-0",
            "44254-1",
            "44251-7",
            "44258-2",
            "44252-5",
            "44253-3",
            "44260-8",
        ),
        "44261-6",
    ]
    assert sheet["item"][0]["answer"][0]["valueCoding"]["code"] == "LA6569-3"
    assert score["code"]["coding"][0]["code"] == "44261-6"
    assert score["interpretation"][0]["text"] == "moderate"
    assert by_address(bundle)[score["derivedFrom"][0]["reference"]] == sheet


def test_where_only_a_score_is_handed_on_no_answer_is_made_up(library: Library) -> None:
    bundle = to_fhir(handover(library, ["LDN"], answered=(answered("phq-9", 12),)))
    (sheet,) = of_kind(bundle, "QuestionnaireResponse")
    assert [each["linkId"] for each in sheet["item"]] == ["score"]
    assert "no more is handed on" in sheet["text"]["div"]


def test_a_score_that_is_an_outcome_too_is_told_once(library: Library) -> None:
    day = answered("gad-7", 7).at.date()
    outcome = Outcome(ScaleEntry("gad-7", "GAD-7", "lower", least=0, most=21), ((day, 7.0, 1),))
    bundle = to_fhir(
        handover(library, ["LDN"], outcomes=(outcome,), answered=(answered("gad-7", 7, nervous=1),))
    )
    assert len(of_kind(bundle, "Observation")) == 1


def test_an_answer_that_calls_for_help_is_not_overlooked(library: Library) -> None:
    bundle = to_fhir(handover(library, ["LDN"], answered=(answered("phq-9", 1, self_harm=1),)))
    assert "To be looked at: PHQ-9" in sections(bundle)["What was scored"]["text"]["div"]


def test_an_instrument_that_is_not_known_here_is_handed_on_as_it_stands(library: Library) -> None:
    bundle = to_fhir(handover(library, ["LDN"], answered=(answered("old one", 3, first=3),)))
    (sheet,) = of_kind(bundle, "QuestionnaireResponse")
    assert "questionnaire" not in sheet and sheet["item"][0]["answer"] == [{"valueDecimal": 3}]
    assert problems(bundle) == []


def test_the_plan_has_its_steps_with_their_days_and_its_rules(bundle: dict[str, Any]) -> None:
    (plan,) = of_kind(bundle, "CarePlan")
    assert plan["status"] == "active" and plan["intent"] == "plan"
    assert [each["detail"]["status"] for each in plan["activity"]] == [
        "unknown",
        "in-progress",
        "scheduled",
    ]
    assert plan["activity"][0]["detail"]["scheduledPeriod"] == {"start": "2026-10-01", "end": "2026-10-14"}
    assert plan["period"] == {"start": "2026-10-01"}
    assert [each["text"][:14] for each in plan["note"]] == ["If side effect", "Met on 2026-11"]


def test_the_answer_of_the_trial_comes_with_its_interval_and_what_it_rests_on(
    everything: Handover, bundle: dict[str, Any]
) -> None:
    (answer,) = [each for each in of_kind(bundle, "Observation") if "component" in each]
    assert answer["valueCodeableConcept"]["text"] == "better"
    parts = {each["code"]["coding"][0]["code"]: each for each in answer["component"]}
    assert parts["interval"]["valueRange"]["low"]["value"] < parts["effect"]["valueQuantity"]["value"]
    assert answer["effectivePeriod"] == {"start": "2026-07-27", "end": "2026-11-23"}
    text = sections(bundle)["Is it working?"]["text"]["div"]
    assert "Assumed: " in text and everything.analyses[0].says.split(".")[0] in text


# What is left out.


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        ("medicines", ["MedicationStatement", "Percocet", "xyzzol", "10689"]),
        ("findings", ["DetectedIssue", "precipitated"]),
        ("plan", ["CarePlan", "3 mg at night"]),
        ("outcomes", ["QuestionnaireResponse", "Questionnaire", 'urn:cotake:fhir:scale", "code": "mood']),
        ("side-effects", ["side:nausea", "nausea, 0"]),
        ("events", [EVENT]),
        ("trial", ["urn:cotake:fhir:trial", "chance that it is better"]),
        ("questions", [QUESTION]),
        ("doses", ["1.5 mg from"]),
        ("sources", ["nature.com", "read: full"]),
    ],
)
def test_what_the_person_left_out_is_nowhere(everything: Handover, part: str, gone: list[str]) -> None:
    whole = json.dumps(to_fhir(everything))
    assert all(each in whole for each in gone)
    only = {each for each in ALL if each != part}
    if part == "medicines":  # a finding names the medicines that it is about
        only -= {"findings", "questions", "trial", "plan", "doses"}
    if part == "findings":
        only -= {"questions"}
    less = json.dumps(to_fhir(replace(everything, parts=frozenset(only))))
    assert [each for each in gone if each in less] == []


def test_findings_without_the_list_name_no_medicine_that_was_not_recognised(library: Library) -> None:
    parts = ALL - {"medicines"}
    bundle = to_fhir(handover(library, ["warfarin", "ibuprofen", "xyzzol"], parts=parts))
    assert "xyzzol" not in json.dumps(bundle)
    said = sections(bundle)["What the combination can do"]["text"]["div"]
    assert "1 of the medicines could not be checked" in said
    assert of_kind(bundle, "DetectedIssue")[0]["implicated"] == [
        {"display": "Warfarin"},
        {"display": "Ibuprofen"},
    ]
    assert problems(bundle) == []


def test_moments_are_told_in_utc_and_a_time_without_a_zone_is_a_day(library: Library) -> None:
    naive = replace(answered("gad-7", 3), at=datetime(2026, 11, 2, 8, 30))
    aware = replace(naive, at=datetime(2026, 11, 2, 8, 30, tzinfo=UTC))
    sheets = of_kind(to_fhir(handover(library, ["LDN"], answered=(naive, aware))), "QuestionnaireResponse")
    assert [each["authored"] for each in sheets] == ["2026-11-02", "2026-11-02T08:30:00Z"]
    assert of_kind(to_fhir(handover(library, ["LDN"])), "Composition")[0]["date"] == TODAY.isoformat()


# From a journal.


def test_a_journal_is_handed_on_without_its_notes_and_without_single_answers_on_self_harm(
    library: Library,
) -> None:
    given = journal.simple(
        library,
        sides={"nausea": lambda day: 3.0},
        more=[
            ("note", {"text": journal.SECRET}, 30),
            ("event", {"text": journal.EVENT}, 31),
            ("answers", journal.answers(self_harm=2), 32),
        ],
    )
    taken = gather(["LDN 4.5 mg", "sertraline 100 mg"], library=library, now=journal.NOW, journal=given)
    bundle = to_fhir(taken)
    assert problems(bundle) == []
    text = json.dumps(bundle)
    assert journal.SECRET not in text and journal.EVENT not in text
    (sheet,) = of_kind(bundle, "QuestionnaireResponse")
    assert [each["linkId"] for each in sheet["item"]] == ["score"]
    scores = [each for each in of_kind(bundle, "Observation") if "72514-3" in json.dumps(each["code"])]
    assert len(scores) == 60
    assert "low-dose naltrexone: 1.5 mg from" in sections(bundle)["Doses as written down"]["text"]["div"]
