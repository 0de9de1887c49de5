"""The reference sets of pairs, where they are at hand: what is asked of them holds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from bench.reference_pairs import BARS, CEILINGS, figures, folder_at_hand, sets_of

FOLDER = folder_at_hand()
ASKED = [(name, figure) for name, bars in BARS.items() for figure in bars]


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    if FOLDER is None:
        pytest.skip(
            "the reference sets of pairs are not at hand (COTAKE_REFERENCE_PAIRS names their folder)"
        )
    return figures(FOLDER)


@pytest.mark.parametrize(("name", "figure"), ASKED)
def test_what_is_asked_of_a_set_holds(
    name: str, figure: str, measured: dict[str, dict[str, float]]
) -> None:
    bar = BARS[name][figure]
    if (name, figure) in CEILINGS:
        assert measured[name][figure] <= bar
    else:
        assert measured[name][figure] >= bar


def test_a_pair_counts_once_and_keeps_its_worst_grades(tmp_path: Path) -> None:
    head = ["drug_a", "drug_b", "BNF_SEV_LEVEL", "ANSM_SEV_LEVEL", "MM_SEV_LEVEL"]
    rows = [
        ["One", "Other", "Mild", "", ""],
        ["other", "one ", "Severe", "Contraindicated", "contraindicated"],
        ["One", "Third", "Severe", "", ""],
    ]
    for name in BARS:
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *(rows if name == "crescenddi_positive" else [])])
    sets = sets_of(tmp_path)
    assert len(sets["crescenddi_positive"]) == 2
    assert sets["crescenddi_severe"] == sets["crescenddi_contraindicated"] == [("One", "Other")]
