"""`cotake screen`: pairs in, the same rows with status and class out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.surfaces.running import Done, Run

STATUSES = {"interaction", "not_recognised", "not_covered", "nothing_found"}


class Desk:
    """A folder in which pairs are screened."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.pairs, self.out, self.run = folder / "pairs.csv", folder / "out.csv", run

    def screen(self, content: str) -> Done:
        self.pairs.write_text(content, encoding="utf-8")
        return self.run("screen", self.pairs, "--out", self.out)

    def rows(self) -> list[list[str]]:
        with self.out.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Desk:
    return Desk(tmp_path, run)


def test_columns_and_rows_are_repeated_in_order(desk: Desk) -> None:
    done = desk.screen(
        'set,drug_b,note,drug_a\nA,oxycodone,"a, b",naltrexone\nB,paracetamol,,sertraline\n'
        "A,oxycodone,again,naltrexone\n"
    )
    assert (done.code, done.out) == (0, "")
    assert "3 pairs screened" in done.err
    heading, *rows = desk.rows()
    assert heading == ["set", "drug_b", "note", "drug_a", "status", "classification"]
    assert [row[:4] for row in rows] == [
        ["A", "oxycodone", "a, b", "naltrexone"],
        ["B", "paracetamol", "", "sertraline"],
        ["A", "oxycodone", "again", "naltrexone"],
    ]
    assert rows[0][4:] == ["interaction", "1"]
    assert rows[2][4:] == ["interaction", "1"]


def test_every_row_has_one_of_the_four_statuses_and_a_class_or_nothing(desk: Desk) -> None:
    names = ["naltrexone", "oxycodone", "sertraline", "warfarin", "paracetamol", "xyzzyx"]
    desk.screen("drug_a,drug_b\n" + "".join(f"{a},{b}\n" for a in names for b in names))
    heading, *rows = desk.rows()
    assert len(rows) == len(names) ** 2
    for row in rows:
        found = dict(zip(heading, row, strict=True))
        assert found["status"] in STATUSES
        assert found["classification"] in {"", "1", "2", "3", "4", "5"}
        if found["status"] == "interaction":
            assert found["classification"] in {"1", "2", "3"}
        if found["status"] == "nothing_found":
            assert found["classification"] in {"", "4", "5"}
        assert (found["status"] == "not_recognised") == ("xyzzyx" in row)
        if "xyzzyx" in row:
            assert found["classification"] == ""


def test_the_order_of_a_pair_does_not_matter(desk: Desk) -> None:
    desk.screen("drug_a,drug_b\nsertraline,tramadol\ntramadol,sertraline\n")
    _, one, other = desk.rows()
    assert one[2:] == other[2:]


def test_dose_and_route_are_used(desk: Desk) -> None:
    desk.screen(
        "drug_a,dose_a,route_a,drug_b,dose_b,route_b\n"
        "naltrexone,4.5 mg,,oxycodone,,\n"
        "aspirin,75 mg,oral,loperamide,2 mg,\n"
        "naltrexone,,,loperamide,2 mg,oral\n"
        "diclofenac,,oral,warfarin,,\n"
        "diclofenac,,topical,warfarin,,\n"
    )
    heading, *rows = desk.rows()
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    assert found[0]["status"] == "interaction"
    assert [row["route_a"] for row in found[3:]] == ["oral", "topical"]
    assert found[3]["status"] == "interaction"
    oral, topical = (int(row["classification"] or 5) for row in found[3:])
    assert oral < topical


@pytest.mark.parametrize("blank", ["", "  ", "-", '""'])
def test_a_pair_with_one_name_missing_is_never_called_clear(blank: str, desk: Desk) -> None:
    desk.screen(f"drug_a,drug_b,dose_a\n{blank},paracetamol,\nparacetamol,{blank},5 mg\n{blank},{blank},\n")
    assert [row[3:] for row in desk.rows()[1:]] == [["not_recognised", ""]] * 3


def test_a_cell_as_long_as_a_page_is_not_recognised_and_spoils_no_other_row(desk: Desk) -> None:
    done = desk.screen(f"drug_a,drug_b\n{'word ' * 200},sertraline\nnaltrexone,oxycodone\n")
    assert done.code == 0
    assert [row[2] for row in desk.rows()[1:]] == ["not_recognised", "interaction"]


def test_short_rows_and_blank_lines(desk: Desk) -> None:
    done = desk.screen("drug_a,drug_b,note\n\nnaltrexone,oxycodone\n\n")
    assert done.code == 0
    assert desk.rows()[1:] == [["naltrexone", "oxycodone", "", "interaction", "1"]]


def test_columns_of_an_earlier_run_are_filled_anew(desk: Desk) -> None:
    desk.screen("status,drug_a,drug_b,classification\nold,naltrexone,oxycodone,9\n")
    assert desk.rows() == [
        ["status", "drug_a", "drug_b", "classification"],
        ["interaction", "naltrexone", "oxycodone", "1"],
    ]


def test_no_rows(desk: Desk) -> None:
    assert desk.screen("drug_a,drug_b\n").code == 0
    assert desk.rows() == [["drug_a", "drug_b", "status", "classification"]]


def test_the_file_may_be_written_over_itself(desk: Desk) -> None:
    desk.out = desk.pairs
    assert desk.screen("drug_a,drug_b\nnaltrexone,oxycodone\n").code == 0
    assert desk.rows()[1] == ["naltrexone", "oxycodone", "interaction", "1"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("drug_a,other\na,b\n", "no column drug_b; its columns: drug_a, other"),
        ("", "no column drug_a; its columns: none"),
        ("drug_a,drug_b\na,b,c\n", "line 2: more cells than columns"),
        ("drug_a,drug_b,note,note\na,b,c,d\n", "more than one column named note"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_the_old_one(content: str, says: str, desk: Desk) -> None:
    desk.out.write_text("kept")
    done = desk.screen(content)
    assert done.code == 2
    assert done.refused
    assert says in done.err
    assert desk.out.read_text() == "kept"
    assert sorted(path.name for path in desk.out.parent.iterdir()) == ["out.csv", "pairs.csv"]


def test_files_that_cannot_be_read_or_written_are_failures(desk: Desk, run: Run, tmp_path: Path) -> None:
    desk.pairs.write_text("drug_a,drug_b\nnaltrexone,oxycodone\n")
    for arguments in (
        [tmp_path / "nothing.csv", "--out", desk.out],
        [tmp_path, "--out", desk.out],
        [desk.pairs, "--out", tmp_path / "nowhere" / "out.csv"],
        [desk.pairs, "--out", tmp_path],
    ):
        done = run("screen", *arguments)
        assert done.code == 1
        assert done.refused
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]


def test_out_must_be_given(desk: Desk, run: Run) -> None:
    done = run("screen", desk.pairs)
    assert done.code == 2
    assert "--out" in done.err
