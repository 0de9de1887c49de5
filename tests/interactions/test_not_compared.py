"""An allergy that was read and not compared is told as unknown, and never as clear."""

from __future__ import annotations

import pytest

from cotake.interactions import check
from cotake.surfaces.mcp._opening import opening


@pytest.mark.parametrize(
    ("medicine", "allergy"), [("Prometrium 200 mg", "peanut"), ("propofol", "egg"), ("propofol", "soy")]
)
def test_a_food_allergy_that_was_not_compared_leaves_the_answer_incomplete(
    medicine: str, allergy: str
) -> None:
    report = check(medicine, person={"allergies": [allergy]})
    assert not report.complete
    assert "immune" not in {each.area for each in report.clear}
    assert any("not compared with medicines" in each for each in report.assumptions)
    told = opening(report)
    assert any(line.startswith("NOT COMPARED") and allergy in line for line in told)
    assert not any(line.startswith("COMPLETE: yes") for line in told)


def test_an_allergy_that_was_compared_leaves_it_complete() -> None:
    report = check("paracetamol 500 mg", person={"allergies": ["penicillin"]})
    assert report.complete
    assert "immune" in {each.area for each in report.clear}


@pytest.mark.parametrize(
    "allergy",
    [
        "pollen",
        "hay fever",
        "grass pollen",
        "house dust mite",
        "Allergy to cats",
        "dog dander",
        "cat dander: asthma",
    ],
)
def test_what_is_breathed_in_and_no_medicine_holds_leaves_the_answer_complete(allergy: str) -> None:
    report = check("paracetamol 500 mg", person={"allergies": [allergy]})
    assert report.complete
    assert report.not_compared == ()
    assert "immune" in {each.area for each in report.clear}
    assert any("has nothing to do with these medicines" in each for each in report.assumptions)
    assert not any(line.startswith("NOT COMPARED") for line in opening(report))


@pytest.mark.parametrize("medicine", ["chamomile tea", "echinacea", "feverfew", "royal jelly"])
def test_pollen_stays_open_beside_what_people_allergic_to_it_react_to(medicine: str) -> None:
    report = check(medicine, person={"allergies": ["hay fever"]})
    assert not report.complete
    assert [each.name for each in report.not_compared] == ["pollen"]
    assert any(line.startswith("NOT COMPARED") for line in opening(report))


@pytest.mark.parametrize(
    "allergy",
    [
        "mould",
        "horse",
        "animal dander",
        "feathers",
        "bee venom",
        "latex",
        "peanut",
        "egg",
        "gelatin",
        "lactose",
        "soy",
    ],
)
def test_what_a_medicine_may_hold_stays_not_compared(allergy: str) -> None:
    report = check("paracetamol 500 mg", person={"allergies": [allergy]})
    assert not report.complete
    assert len(report.not_compared) == 1


def test_one_that_stays_open_is_not_hidden_by_one_that_does_not() -> None:
    report = check("paracetamol 500 mg", person={"allergies": ["pollen", "latex", "penicillin"]})
    assert not report.complete
    assert [each.name for each in report.not_compared] == ["latex"]
