"""States that follow from what was told: a reaction to a medicine, a failing kidney without its figure."""

from __future__ import annotations

import pytest

from cotake import check
from cotake.knowledge import Library
from cotake.regimen._illnesses import states_by_code


def _worst(medicine: str, library: Library, **person: object) -> int:
    return min((each.classification for each in check(medicine, person=person, library=library).findings),
               default=4)  # fmt: skip


@pytest.mark.parametrize(
    ("medicine", "allergy", "least"),
    [
        ("Entresto", "lisinopril: angioedema", 1),
        ("Entresto", "ramipril: swelling of tongue", 1),
        ("Entresto", "valsartan: angioedema", 1),
        ("Entresto", "ACE inhibitors: lip swelling", 1),
        ("losartan 50 mg", "lisinopril: angioedema", 3),
        ("candesartan 8 mg", "enalapril (swollen tongue)", 3),
        ("aliskiren 150 mg", "lisinopril: angioedema", 3),
        ("lisinopril 10 mg", "losartan: angioedema", 2),
        ("ramipril 5 mg", "Entresto: angioedema", 1),
    ],
)
def test_swelling_from_one_of_them_speaks_against_the_others(
    medicine: str, allergy: str, least: int, library: Library
) -> None:
    assert _worst(medicine, library, allergies=[allergy]) <= least


@pytest.mark.parametrize("kind", ["allergy", "intolerance"])
def test_a_swelling_counts_whatever_the_record_calls_it(kind: str, library: Library) -> None:
    told = {"name": "lisinopril", "type": kind, "reaction": "Angioedema (disorder)"}
    assert _worst("Entresto", library, allergies=[told]) == 1


@pytest.mark.parametrize(
    "allergy", ["lisinopril: cough", "lisinopril: rash", "penicillin: angioedema", "lisinopril"]
)
def test_a_cough_or_another_medicine_leaves_nothing_behind(allergy: str, library: Library) -> None:
    report = check("candesartan", person={"allergies": [allergy]}, library=library)
    assert "angioedema" not in report.person.conditions
    assert report.status == "nothing_found"


def test_a_gut_bleed_from_one_anti_inflammatory_counts_for_the_next(library: Library) -> None:
    for told in ("naproxen: GI bleed", "aspirin: gastrointestinal hemorrhage", "diclofenac: melaena"):
        report = check("ibuprofen", person={"allergies": [told]}, library=library)
        assert "peptic-ulcer" in report.person.conditions
        assert report.worst == 2
    assert (
        "peptic-ulcer"
        not in check(
            "ibuprofen", person={"allergies": ["naproxen: nosebleed"]}, library=library
        ).person.conditions
    )


@pytest.mark.parametrize(
    ("medicine", "condition", "least"),
    [
        ("metformin 1000 mg", "dialysis", 1),
        ("metformin 1000 mg", "CKD stage 4", 1),
        ("nitrofurantoin 100 mg", "dialysis", 2),
        ("nitrofurantoin 100 mg", "chronic kidney disease stage 4", 2),
        ("gabapentin 1800 mg", "on dialysis", 3),
        ("dabigatran 150 mg", "haemodialysis", 2),
        ("metformin 1000 mg", "CKD 3b", 3),
    ],
)
def test_a_stage_stands_for_the_figure_that_was_not_given(
    medicine: str, condition: str, least: int, library: Library
) -> None:
    report = check(medicine, person={"conditions": [condition]}, library=library)
    assert report.worst is not None and report.worst <= least
    assert any("No eGFR was given" in each and "at most" in each for each in report.assumptions)
    assert report.person.egfr is None


def test_a_figure_that_was_given_wins_over_the_stage(library: Library) -> None:
    report = check("metformin 1000 mg", person={"conditions": ["CKD stage 4"], "egfr": 62}, library=library)
    assert report.status == "nothing_found"
    assert not any("No eGFR" in each for each in report.assumptions)


def test_the_worst_of_two_stages_counts(library: Library) -> None:
    report = check("metformin", person={"conditions": ["CKD stage 3", "dialysis"]}, library=library)
    assert any("at most 9 mL" in each for each in report.assumptions)


@pytest.mark.parametrize("condition", ["ckd", "kidney failure", "acute renal failure"])
def test_kidneys_of_which_nothing_is_known_are_not_called_clear(condition: str, library: Library) -> None:
    report = check("metformin 1000 mg", person={"conditions": [condition]}, library=library)
    assert any("could not be judged" in each for each in report.assumptions)
    assert "kidney" not in {each.area for each in report.clear}


def test_mild_kidney_damage_is_no_reason_to_warn(library: Library) -> None:
    report = check("metformin", person={"conditions": ["CKD stage 2"]}, library=library)
    assert report.status == "nothing_found" and report.complete
    assert not any("kidney" in each for each in report.assumptions)


@pytest.mark.parametrize(
    ("condition", "class_"),
    [("mechanical heart valve", 1), ("prosthetic heart valve", 3), ("TAVI", 4), ("bioprosthetic valve", 4)],
)
def test_only_a_mechanical_valve_bars_the_newer_anticoagulants(
    condition: str, class_: int, library: Library
) -> None:
    assert _worst("apixaban 5 mg", library, conditions=[condition]) == class_


@pytest.mark.parametrize("words", ["recurrent", "single episode", "aneurysm"])
def test_half_a_name_is_no_illness(words: str, library: Library) -> None:
    assert check("ibuprofen", person={"conditions": [words]}, library=library).person.not_understood


@pytest.mark.parametrize(
    ("code", "states"),
    [
        ("O21.0", ("pregnancy",)),
        ("O24.410", ("pregnancy",)),
        ("O14.13", ("pregnancy",)),
        ("O14.15", ()),
        ("O15.2", ()),
        ("O90.3", ()),
        ("N18.2", ("ckd-stage-1-2",)),
        ("N18.32", ("kidney-disease", "ckd-stage-3", "ckd-stage-3b")),
        ("N18.4", ("kidney-disease", "ckd-stage-4")),
        ("Z99.2", ("dialysis",)),
        ("Z95.2", ("heart-valve-replaced",)),
        ("E80.0", ()),
    ],
)
def test_a_code_means_its_state_and_no_other(code: str, states: tuple[str, ...], library: Library) -> None:
    assert states_by_code("icd10", code, library) == states
