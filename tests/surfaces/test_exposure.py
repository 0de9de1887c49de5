"""`cotake exposure`: pairs in, the same rows with ratio, bounds and status out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.surfaces.running import Done, Run


class Desk:
    """A folder in which ratios are predicted."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.pairs, self.out, self.run = folder / "pairs.csv", folder / "out.csv", run

    def predict(self, content: str, *options: str) -> Done:
        self.pairs.write_text(content, encoding="utf-8")
        return self.run("exposure", self.pairs, "--out", self.out, *options)

    def rows(self) -> list[dict[str, str]]:
        with self.out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Desk:
    return Desk(tmp_path, run)


def test_every_row_comes_back_with_a_ratio_or_the_reason(desk: Desk) -> None:
    done = desk.predict(
        "victim,perpetrator,perp_dose_mg,note\n"
        'tizanidine,fluvoxamine,100,"a, b"\nS-Verapamil,cimetidine,,\nclozapine-N-oxide,sertraline,,\n'
        "blorbamine,sertraline,50,\nmidazolam,LDN,4.5,\n"
    )
    assert done.code == 0
    assert "3 of 5 ratios predicted" in done.err
    first, enantiomer, metabolite, unknown, ldn = desk.rows()
    assert list(first) == ["victim", "perpetrator", "perp_dose_mg", "note", "aucr", "low", "high", "status"]
    assert first["note"] == "a, b"
    assert 20 < float(first["aucr"]) < 45
    assert float(first["low"]) < float(first["aucr"]) < float(first["high"])
    assert enantiomer["status"] == "predicted"
    assert (metabolite["status"], metabolite["aucr"]) == ("not_covered", "")
    assert (unknown["status"], unknown["aucr"]) == ("not_recognised", "")
    assert float(ldn["aucr"]) == pytest.approx(1, abs=0.02)


def test_the_model_alone_has_wider_bounds(desk: Desk) -> None:
    table = "victim,perpetrator\ntriazolam,ketoconazole\n"
    desk.predict(table)
    (seen,) = desk.rows()
    desk.predict(table, "--model-only")
    (model,) = desk.rows()
    assert float(seen["high"]) / float(seen["low"]) < float(model["high"]) / float(model["low"])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("drug,perpetrator\nx,y\n", "has no column victim"),
        (
            "victim,perpetrator,perp_dose_mg\nmidazolam,cimetidine,plenty\n",
            "line 2: perp_dose_mg is a number",
        ),
        ("victim,perpetrator,perp_dose_mg\nmidazolam,cimetidine,0\n", "above 0"),
        ("victim,perpetrator\nmidazolam,cimetidine,5,6\n", "more cells than columns"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_and_nothing_is_written(
    desk: Desk, table: str, said: str
) -> None:
    done = desk.predict(table)
    assert done.code == 2
    assert said in done.err
    assert not desk.out.exists()


def test_a_cell_that_is_no_medicine_spoils_no_other_row(desk: Desk) -> None:
    done = desk.predict(f"victim,perpetrator\n{'word ' * 3000},cimetidine\nmidazolam,cimetidine\n")
    assert done.code == 0
    assert [row["status"] for row in desk.rows()] == ["not_recognised", "predicted"]


def test_a_single_dose_is_not_regular_use(desk: Desk) -> None:
    """One dose of rifampicin raised pitavastatin 2.3- to 6.7-fold and left midazolam as it was (0.94;
    Prueksaritanont 2017); in regular use midazolam falls to a tenth. One dose of fluoxetine does less than
    weeks of it."""
    desk.predict(
        "victim,perpetrator,perp_dose_mg,perp_days\npitavastatin,rifampicin,600,1\nmidazolam,rifampicin,600,1\n"
        "midazolam,rifampicin,600,\nmidazolam,rifampicin,600,28\ndesipramine,fluoxetine,20,1\n"
        "desipramine,fluoxetine,20,60\n"
    )
    uptake, once, regular, month, first, steady = (float(row["aucr"]) for row in desk.rows())
    assert 2.3 <= uptake <= 6.7
    assert once == pytest.approx(1, abs=0.15)
    assert month == pytest.approx(regular, rel=0.05)
    assert regular < 0.2
    assert 1.2 < first < 0.6 * steady


@pytest.mark.parametrize("days", ["0", "x", "-1", "1e9"])
def test_days_that_cannot_be_meant_are_told(desk: Desk, days: str) -> None:
    done = desk.predict(f"victim,perpetrator,perp_days\nmidazolam,rifampicin,{days}\n")
    assert done.code == 2
    assert "days" in done.err
    assert not desk.out.exists()


def test_a_fault_is_found_by_its_line_behind_cells_of_several_lines(desk: Desk) -> None:
    done = desk.predict(
        'victim,perpetrator,perp_dose_mg,note\nmidazolam,LDN,,"two\nlines"\nmidazolam,LDN,much,\n'
    )
    assert "line 4" in done.err
