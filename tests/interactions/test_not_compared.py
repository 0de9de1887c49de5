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
