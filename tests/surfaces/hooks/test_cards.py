"""What a prescriber is shown."""

from __future__ import annotations

from typing import Any

import pytest

from cotake.knowledge import Library
from tests.surfaces.hooks.calls import RXNORM, answered, bundle, call, draft, order, told

SSRI = order("7", "Sertraline 50 MG Oral Tablet", rxnorm="312941")


def test_what_is_to_be_avoided_is_critical_and_can_be_taken_back(library: Library) -> None:
    cards = answered(call("order-sign", [draft("103", "Phenelzine 15 MG Oral Tablet")], [SSRI]), library)
    (card,) = cards
    assert card["indicator"] == "critical"
    assert card["summary"] == "Phenelzine and sertraline: serotonin toxicity. Do not combine."
    (offered,) = card["suggestions"]
    assert offered["isRecommended"] is False
    assert offered["actions"] == [
        {
            "type": "delete",
            "description": "Remove the draft order: Phenelzine 15 MG Oral Tablet",
            "resourceId": "MedicationRequest/103",
        }
    ]
    assert card["selectionBehavior"] == "at-most-one"
    assert {each["display"] for each in card["overrideReasons"]} == {
        "Will monitor",
        "The patient has tolerated this combination before",
        "The benefit outweighs the risk",
        "There is no alternative",
        "The order or the record is not current",
    }
    for part in ("**What to do:** Do not combine", "**Why:**", "**Evidence:** established", "**Sources:**",
                 "read in full", "No pharmacist has reviewed"):  # fmt: skip
        assert part in card["detail"]
    assert card["source"]["topic"]["code"] == "serotonergic"


def test_low_dose_naltrexone_beside_an_ssri_needs_no_card(library: Library) -> None:
    for hook in ("order-select", "order-sign"):
        drafted = draft(
            "1",
            "Naltrexone 4.5 MG Oral Capsule",
            dosageInstruction=[{"text": "one capsule at bedtime"}],
        )
        assert answered(call(hook, [drafted], [SSRI]), library) == []


def test_low_dose_naltrexone_beside_an_opioid_is_critical(library: Library) -> None:
    drafted = draft("1", "LDN 4.5 mg")
    cards = answered(call("order-select", [drafted], [order("2", "tramadol 50 mg as needed")]), library)
    assert told(cards) == [
        (
            "critical",
            "Naltrexone and tramadol: precipitated opioid withdrawal. Avoid, as-needed use included.",
        )
    ]


def test_class_2_is_a_warning_without_a_suggestion_and_class_3_one_card(library: Library) -> None:
    current = [order("1", "lisinopril 10 mg"), order("2", "hydrochlorothiazide 25 mg"), SSRI]
    cards = answered(
        call("order-sign", [draft("9", "ibuprofen 400 mg three times a day")], current), library
    )
    assert [card["indicator"] for card in cards] == ["warning", "info"]
    warning, watch = cards
    assert "kidney injury" in warning["summary"]
    assert "suggestions" not in warning and "selectionBehavior" not in warning
    assert warning["overrideReasons"]
    assert watch["summary"].startswith("To watch (2): ")
    assert watch["detail"].count("#### ") == 2
    assert "overrideReasons" not in watch  # nobody is asked why a note was passed over


def test_what_was_there_before_is_not_told_with_every_order(library: Library) -> None:
    current = [SSRI, order("8", "Phenelzine 15 MG Oral Tablet")]
    assert answered(call("order-sign", [draft("1", "levothyroxine 50 mcg")], current), library) == []
    (card,) = answered(call("patient-view", [], current), library)
    assert card["indicator"] == "critical"
    assert "suggestions" not in card  # nothing that is taken is offered to be stopped


def test_select_tells_of_what_is_selected_and_knows_the_other_drafts(library: Library) -> None:
    drafts = [
        draft("1", "phenelzine 15 mg"),
        draft("2", "levothyroxine 50 mcg"),
        draft("3", "sertraline 50 mg"),
    ]
    assert answered(call("order-select", drafts, selections=["MedicationRequest/2"]), library) == []
    (card,) = answered(call("order-select", drafts, selections=["MedicationRequest/3"]), library)
    assert card["indicator"] == "critical"
    removed = {each["actions"][0]["resourceId"] for each in card["suggestions"]}
    assert removed == {"MedicationRequest/1", "MedicationRequest/3"}
    assert card["selectionBehavior"] == "any"


@pytest.mark.parametrize(
    "chosen", ["3", "https://ehr.example/fhir/MedicationRequest/3", "MedicationRequest/3"]
)
def test_a_selection_may_be_written_in_several_ways(chosen: str, library: Library) -> None:
    drafts = [draft("1", "phenelzine 15 mg"), draft("3", "sertraline 50 mg")]
    (card,) = answered(call("order-select", drafts, selections=[chosen]), library)
    assert card["indicator"] == "critical"


def test_a_selection_of_nothing_that_is_there_is_told(library: Library) -> None:
    asked = call(
        "order-select", [draft("1", "phenelzine 15 mg")], [SSRI], selections=["MedicationRequest/x"]
    )
    ((indicator, summary),) = told(answered(asked, library))
    assert indicator == "info"
    assert "MedicationRequest/x is selected, and is not among the draft orders" in summary


def test_an_order_that_brings_no_medicine_needs_no_card(library: Library) -> None:
    diet = {"resourceType": "NutritionOrder", "id": "pureeddiet-simple", "status": "draft"}
    asked = call("order-select", [diet], [SSRI], selections=["NutritionOrder/pureeddiet-simple"])
    asked["prefetch"].pop("medicationStatements")
    assert answered(asked, library) == []


def test_an_order_signed_again_is_not_held_against_itself(library: Library) -> None:
    again = order("7", "Sertraline 100 MG Oral Tablet")
    assert answered(call("order-sign", [again], [SSRI]), library) == []


def test_the_same_once_more_is_told_as_twice(library: Library) -> None:
    again = draft("8", "Sertraline 50 MG Oral Tablet", rxnorm="312941")
    for drafts, current in (([again], [SSRI]), ([again, {**again, "id": "9"}], [])):
        told_of = told(answered(call("order-sign", drafts, current), library))
        assert told_of == [("info", "To watch: Sertraline: therapeutic duplication")]


def test_a_statement_of_an_order_that_is_there_counts_once(library: Library) -> None:
    statement = {
        "resourceType": "MedicationStatement",
        "id": "s",
        "status": "active",
        "basedOn": [{"reference": "MedicationRequest/7"}],
        "medicationCodeableConcept": {"text": "sertraline"},
    }
    asked = call("patient-view", [], [SSRI], medicationStatements=bundle([statement]))
    assert answered(asked, library) == []
    del statement["basedOn"]
    ((indicator, summary),) = told(answered(asked, library))
    assert (indicator, summary) == ("info", "To watch: Sertraline: therapeutic duplication")


def test_a_draft_may_refer_to_a_contained_medicine(library: Library) -> None:
    coded = {"coding": [{"system": RXNORM, "code": "8123"}]}
    drafted = draft("1")
    del drafted["medicationCodeableConcept"]
    drafted["contained"] = [{"resourceType": "Medication", "id": "m", "code": coded}]
    drafted["medicationReference"] = {"reference": "#m"}
    (card,) = answered(call("order-sign", [drafted], [SSRI]), library)
    assert card["indicator"] == "critical"


def test_a_medicine_may_be_one_that_the_record_sent_along(library: Library) -> None:
    current = order("7")
    del current["medicationCodeableConcept"]
    current["medicationReference"] = {"reference": "Medication/m1"}
    held = {
        "resourceType": "Medication",
        "id": "m1",
        "code": {"coding": [{"system": RXNORM, "code": "36437"}]},
    }
    asked = call("order-sign", [draft("1", rxnorm="8123")], [current, held])
    (card,) = answered(asked, library)
    assert card["indicator"] == "critical"


def test_who_takes_it_counts(library: Library) -> None:
    failing = {"resourceType": "Condition", "id": "c", "code": {"text": "heart failure"}}
    asked = call("order-sign", [draft("1", "ibuprofen 400 mg")], [], conditions=bundle([failing]))
    cards = answered(asked, library)
    assert [card["indicator"] for card in cards] == ["warning"]
    assert cards[0]["summary"].startswith("Ibuprofen: worsening heart failure. Avoid, coxibs too")


def test_what_an_answer_rests_on_is_told_with_it(library: Library) -> None:
    drafted = draft("1", "ibuprofen 400 mg", dosageInstruction=[{"text": "as the doctor said"}])
    asked = call("order-sign", [drafted], [order("2", "warfarin 5 mg")])
    del asked["prefetch"]["conditions"]
    cards = answered(asked, library)
    assert "dosage was not understood, and the usual one is taken" in cards[0]["detail"]
    assert "Not sent, and so not reckoned with: illnesses" in cards[0]["detail"]


def test_an_allergy_that_is_not_checked_is_told(library: Library) -> None:
    allergy = {"resourceType": "AllergyIntolerance", "id": "a", "code": {"text": "quinine dust"}}
    asked = call("order-sign", [draft("1", "phenelzine 15 mg")], [SSRI], allergies=bundle([allergy]))
    (*_, card) = answered(asked, library)
    assert "quinine dust" in card["detail"]


def test_an_allergy_on_record_stops_what_is_drafted(library: Library) -> None:
    allergy = {
        "resourceType": "AllergyIntolerance",
        "id": "a",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {"text": "Penicillin V"},
        "reaction": [{"manifestation": [{"text": "anaphylaxis"}]}],
    }
    drafted = draft("1", "amoxicillin 500 mg")
    asked = call("order-sign", [drafted], [SSRI], allergies=bundle([allergy]))
    cards = answered(asked, library)
    assert cards[0]["indicator"] == "critical"
    assert "allerg" in cards[0]["summary"].lower()
    reasons = [each["code"] for each in cards[0]["overrideReasons"]]
    assert reasons[:2] == ["tolerated-since", "not-an-allergy"] and len(set(reasons)) == len(reasons)
    # The same patient, another medicine: the allergy is no card of its own.
    asked = call("order-sign", [draft("1", "loratadine 10 mg")], [SSRI], allergies=bundle([allergy]))
    assert answered(asked, library) == []


def test_an_allergy_that_is_not_known_is_told(library: Library) -> None:
    allergy = {"resourceType": "AllergyIntolerance", "id": "a", "code": {"text": "foobarol"}}
    asked = call("order-sign", [draft("1", "loratadine 10 mg")], [SSRI], allergies=bundle([allergy]))
    (card,) = answered(asked, library)
    assert told([card]) == [("info", "1 entry could not be checked: foobarol")]
    assert "foobarol" in card["detail"]


def test_a_medicine_that_is_not_known_is_never_dropped(library: Library) -> None:
    asked = call("order-sign", [draft("1", "Foobarol 5 MG Oral Tablet")], [SSRI])
    (card,) = answered(asked, library)
    assert told([card]) == [("info", "1 medicine could not be checked: Foobarol 5 MG Oral Tablet")]
    assert "not to be taken as safe" in card["detail"]
    assert "In what could be checked there is nothing of classes 1 to 3" in card["detail"]


def test_what_is_not_known_stands_beside_what_was_found(library: Library) -> None:
    asked = call("order-sign", [draft("1", "phenelzine 15 mg"), draft("2", "Foobarol")], [SSRI])
    cards = answered(asked, library)
    assert [card["indicator"] for card in cards] == ["critical", "info"]
    assert "In what could be checked" not in cards[1]["detail"]


def test_an_order_without_a_name_is_told(library: Library) -> None:
    nameless = draft("1")
    (card,) = answered(call("order-sign", [nameless, draft("2", "sertraline")]), library)
    assert card["indicator"] == "info"
    assert "could not be checked" in card["summary"]


@pytest.mark.parametrize(
    ("prefetch", "why"),
    [
        ({"medicationStatements": ...}, "medicationStatements was not sent"),
        ({"medicationRequests": ...}, "medicationRequests was not sent"),
        ({"medicationRequests": {"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}},
         "medicationRequests could not be fetched"),
        ({"medicationRequests": bundle([], link=[{"relation": "next", "url": "https://e.example/2"}])},
         "medicationRequests is the first page of several"),
        ({"medicationRequests": None, "medicationStatements": None}, "no list of current medicines (null)"),
        ({"medicationStatements": bundle([{"resourceType": "MedicationDispense", "id": "d"}])},
         "MedicationDispense, which is not read"),
        ({"medicationStatements": bundle([{**SSRI, "subject": {"reference": "Patient/other"}}])},
         "name another patient"),
    ],
)  # fmt: skip
def test_a_list_that_may_not_be_whole_is_told(prefetch: dict[str, Any], why: str, library: Library) -> None:
    asked = call("order-sign", [draft("1", "levothyroxine 50 mcg")])
    for name, value in prefetch.items():
        if value is ...:
            del asked["prefetch"][name]
        else:
            asked["prefetch"][name] = value
    (card,) = answered(asked, library)
    assert card["indicator"] == "info"
    assert card["summary"].startswith("Not everything could be looked at: ")
    assert why in card["detail"]


def test_what_the_record_has_nothing_of_is_no_alarm(library: Library) -> None:
    """Null says that there is none (CDS Hooks 2.0, Prefetch Template); it is told where a card is shown."""
    nothing = {"allergies": None, "conditions": None, "egfr": None, "medicationStatements": None}
    assert answered(call("order-sign", [draft("1", "levothyroxine")], [SSRI], **nothing), library) == []
    (card,) = answered(call("order-sign", [draft("1", "Foobarol")], [SSRI], **nothing), library)
    assert "Nothing on record (null): medicationStatements, allergies, illnesses" in card["detail"]


def test_the_same_call_gives_the_same_cards_and_another_call_others(library: Library) -> None:
    asked = call("order-sign", [draft("1", "phenelzine 15 mg")], [SSRI])
    first, again = answered(asked, library), answered(asked, library)
    assert first == again
    asked["hookInstance"] = "e1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
    (other,) = answered(asked, library)
    assert other["uuid"] != first[0]["uuid"]


def test_a_name_cannot_bring_links_or_html_into_a_card(library: Library) -> None:
    evil = (
        "[click](https://evil.example) <img src=x onerror=alert(1)> www.evil.example a@evil.example\n# Safe"
    )
    asked = call("order-sign", [draft("1", evil), draft("2", "phenelzine 15 mg")], [SSRI])
    for card in answered(asked, library):
        text = f"{card['summary']} {card['detail']}"
        assert "<img" not in text
        assert "[click](" not in card["detail"]
        assert "https://evil" not in card["detail"]
        assert "www.evil" not in card["detail"]
        assert "a@evil" not in card["detail"]
        assert "\n# " not in card["detail"]


def test_many_long_names_are_cut_after_a_word(library: Library) -> None:
    drafts = [draft(f"d{n}", f"Unknownoline number {n} extended release oral tablet") for n in range(20)]
    (card,) = answered(call("order-sign", drafts), library)
    assert card["summary"].startswith("20 medicines could not be checked: Unknownoline number 0")
    assert card["summary"].endswith("…")
    last = card["summary"].removesuffix("…").rpartition(" ")[2].strip(",")
    assert last in " ".join(each["medicationCodeableConcept"]["text"] for each in drafts).split()


@pytest.mark.parametrize(
    "requests",
    [
        {"resourceType": "List", "entry": []},
        {"resourceType": "Parameters"},
        {"resourceType": "Patient", "id": "1"},
        {"resourceType": "Bundle", "entry": {"resource": order("2", "phenelzine 15 mg")}},
        {"resourceType": "Bundle", "type": "searchset", "total": 57},
        {"resourceType": "OperationOutcome", "issue": [{"severity": "warning", "code": "incomplete"}]},
        bundle([{**order("1", "phenelzine 15 mg"), "resourceType": "medicationrequest"}, SSRI]),
        bundle([SSRI, {"resourceType": "MedicationDispense", "status": "completed"}]),
    ],
)
def test_a_list_that_was_not_read_is_no_empty_list(library: Library, requests: dict[str, Any]) -> None:
    asked = call("patient-view", medicationRequests=requests, medicationStatements=bundle([]))
    (card,) = answered(asked, library)
    assert card["indicator"] == "info"


def test_what_is_taken_is_not_lost_to_an_identifier(library: Library) -> None:
    def statement(text: str) -> dict[str, Any]:
        return {
            "resourceType": "MedicationStatement",
            "id": "m",
            "status": "active",
            "basedOn": [{"reference": "MedicationRequest/2"}],
            "medicationCodeableConcept": {"text": text},
        }

    maoi = "phenelzine 15 mg"
    substituted = call(
        "patient-view",
        medicationRequests=bundle([order("2", "sertraline 50 mg")]),
        medicationStatements=bundle([statement(maoi)]),
    )
    cancelled = call(
        "patient-view",
        medicationRequests=bundle(
            [{**order("2", maoi), "status": "cancelled"}, order("3", "sertraline 50 mg")]
        ),
        medicationStatements=bundle([statement(maoi)]),
    )
    twice = call(
        "patient-view",
        medicationRequests=bundle([order("2", "sertraline 50 mg"), order("2", maoi)]),
        medicationStatements=bundle([]),
    )
    drafted = call("order-sign", [draft("2", maoi)], [order("2", "sertraline 50 mg")])
    for asked in (substituted, cancelled, twice, drafted):
        assert answered(asked, library)[0]["indicator"] == "critical"


def named(*names: str) -> list[dict[str, Any]]:
    return [
        {"resourceType": "AllergyIntolerance", "id": f"a{at}", "code": {"text": each}}
        for at, each in enumerate(names)
    ]


def test_allergies_that_were_not_compared_are_one_line_of_one_card(library: Library) -> None:
    drafted = draft("1", "paracetamol 500 mg")
    known = named("Latex", "Allergy to peanut", "Pollen", "Cat dander")
    (card,) = answered(call("order-sign", [drafted], allergies=bundle(known)), library)
    assert card["indicator"] == "info"
    assert card["summary"] == "Allergies not compared with the medicines: latex, peanut"
    assert "**Allergies not compared with the medicines:** latex and peanut." in card["detail"]
    one = answered(call("order-sign", [drafted], allergies=bundle(named("Latex"))), library)
    assert told(one) == [("info", "Allergy not compared with the medicines: latex")]
    assert (
        answered(call("order-sign", [drafted], allergies=bundle(named("Pollen", "penicillin"))), library)
        == []
    )


def test_they_stand_on_the_card_of_what_else_was_not_checked(library: Library) -> None:
    drafted = draft("1", "zorblaxine 5 mg")
    (card,) = answered(call("order-sign", [drafted], allergies=bundle(named("Latex"))), library)
    assert card["summary"].startswith("1 medicine could not be checked")
    assert card["detail"].count("Allergies not compared with the medicines") == 1
