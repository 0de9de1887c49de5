"""States that follow from what was told: a reaction to a medicine, a failing kidney without its figure."""

from __future__ import annotations

import pytest

from cotake import check
from cotake.knowledge import Library


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
