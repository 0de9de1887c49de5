"""Saved lists, and lists from CSV, JSON and text files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.surfaces.running import Done, Run

AVOID = ("naltrexone 50 mg daily", "oxycodone 5 mg as needed")


def substances(done: Done) -> list[str]:
    assert done.code == 0, done.err
    plain: dict[str, Any] = json.loads(done.out)
    assert plain["not_recognised"] == []
    return [each["substance"] for each in plain["medicines"]]


# Saved lists.


def test_save_show_check_and_delete(run: Run, home: Path) -> None:
    assert run("list", "show").out == "no saved lists\n"
    saved = run("list", "save", "mine", *AVOID)
    assert (saved.code, saved.out) == (0, "saved @mine with 2 medicines\n")
    assert run("list", "show").out == "@mine\n"
    assert run("list", "show", "mine").out == "\n".join(AVOID) + "\n"
    assert substances(run("check", "@mine", "--json")) == ["naltrexone", "oxycodone"]
    assert run("list", "delete", "mine").code == 0
    assert run("check", "@mine").code == 2
    assert list((home / "lists").iterdir()) == []


def test_the_at_sign_may_be_written_everywhere(run: Run) -> None:
    assert run("list", "save", "@mine", "sertraline").out.startswith("saved @mine")
    assert run("list", "show", "@mine").out == "sertraline\n"
    assert run("list", "delete", "@mine").out == "deleted @mine\n"
    assert run("list", "show").out == "no saved lists\n"


def test_a_list_may_hold_another_and_replaces_the_old(run: Run) -> None:
    run("list", "save", "one", "sertraline")
    run("list", "save", "two", "@one", "paracetamol")
    assert run("list", "show", "two").out == "sertraline\nparacetamol\n"
    run("list", "save", "two", "ibuprofen")
    assert run("list", "show", "two").out == "ibuprofen\n"


def test_what_is_not_recognised_is_saved_and_said(run: Run) -> None:
    done = run("list", "save", "mine", "no such medicine")
    assert done.code == 0
    assert 'not recognised: "no such medicine"' in done.err


def test_a_list_is_for_its_owner_only(run: Run, home: Path) -> None:
    run("list", "save", "mine", "sertraline")
    assert (home / "lists" / "mine.json").stat().st_mode & 0o077 == 0
    assert (home / "lists").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "name",
    [
        "../mine",
        "/etc/passwd",
        "a/b",
        "a\\b",
        "",
        ".",
        "..",
        ".hidden",
        "-x y",
        "a" * 65,
        "mine.json",
        "mïne",
        "a\n",
    ],
)
def test_names_that_could_lead_elsewhere_are_refused(name: str, run: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    for command in (["save", "--", name, "sertraline"], ["delete", "--", name]):
        done = run("list", *command)
        assert done.code == 2
        assert done.refused
        assert "a list is named with" in done.err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_list_that_is_not_there(run: Run) -> None:
    run("list", "save", "mine", "sertraline")
    for arguments in (["check", "@yours"], ["list", "show", "yours"]):
        done = run(*arguments)
        assert done.code == 2
        assert "there is no list @yours; saved lists: @mine" in done.err
    assert run("list", "delete", "yours").code == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"5",
        b'{"medicines": "sertraline"}',
        b'{"medicines": null}',
        b'{"medicines": {}}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_damaged_list_is_a_failure(content: bytes, run: Run, home: Path) -> None:
    (home / "lists").mkdir(parents=True)
    (home / "lists" / "mine.json").write_bytes(content)
    for arguments in (["check", "@mine"], ["list", "show", "mine"]):
        done = run(*arguments)
        assert done.code == 1
        assert done.refused
        assert "mine.json" in done.err
        assert done.out == ""


def test_a_folder_that_cannot_be_made_is_a_failure(run: Run, home: Path) -> None:
    home.write_text("a file stands where the folder should be")
    done = run("list", "save", "mine", "sertraline")
    assert done.code == 1
    assert done.refused
    assert "cannot make" in done.err
    assert home.read_text().startswith("a file")


def test_a_list_that_cannot_be_replaced_or_deleted_is_a_failure(run: Run, home: Path) -> None:
    (home / "lists" / "mine.json").mkdir(parents=True)
    for arguments in (["list", "save", "mine", "sertraline"], ["list", "delete", "mine"]):
        done = run(*arguments)
        assert done.code == 1
        assert done.refused
    assert [path.name for path in (home / "lists").iterdir()] == ["mine.json"]


# Files.

GOOD_FILES = {
    "text": ("list.txt", "# what I take\nnaltrexone 50 mg\n\noxycodone 5 mg as needed\n"),
    "one column": ("list.csv", "naltrexone 50 mg\noxycodone\n"),
    "columns": ("list.csv", "Medicine,Dose,Route\nnaltrexone,50 mg,oral\noxycodone,5 mg,oral\n"),
    "dose and unit": ("list.csv", "drug,dose,unit\nnaltrexone,50,mg\noxycodone,5,mg\n"),
    "quotes and a mark": ("LIST.CSV", '\ufeff"name","dose"\r\n"naltrexone","50 mg"\r\n"oxycodone",""\r\n'),
    "texts": ("list.json", '["naltrexone 50 mg", "oxycodone"]'),
    "objects": ("list.json", '[{"drug": "naltrexone", "dose": {"value": 50, "unit": "mg"}}, "oxycodone"]'),
    "an object": ("list.json", '{"medicines": ["naltrexone", {"name": "oxycodone", "dose": null}]}'),
}


@pytest.mark.parametrize("kind", GOOD_FILES)
def test_a_file_of_medicines(kind: str, run: Run, tmp_path: Path) -> None:
    name, content = GOOD_FILES[kind]
    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    assert substances(run("check", tmp_path / name, "--json")) == ["naltrexone", "oxycodone"]


def test_dose_frequency_and_need_of_a_row_are_used(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "medicine,dose,frequency,as_needed,stop\nnaltrexone,1.5 mg,twice daily,,\n"
        "oxycodone,5 mg,,yes,\nfluoxetine,20 mg,,,2026-10-01\n"
    )
    one, two, three = json.loads(run("check", path, "--json").out)["medicines"]
    assert (one["mg_per_day"], one["band"]) == (3, "low")
    assert two["as_needed"]
    assert three["stop"] == "2026-10-01"


def test_the_answer_of_a_check_is_a_list_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(run("check", *AVOID, "--json").out)
    assert substances(run("check", path, "--json")) == ["naltrexone", "oxycodone"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.csv", "colour,size\nred,2\n", "no column named"),
        ("list.csv", "medicine,dose\nsertraline,50 mg\n,5 mg\n", "line 3"),
        ("list.csv", "medicine\n\x00\n", ""),
        ("list.csv", "", "no medicine was given"),
        ("list.txt", "# nothing\n\n", "no medicine was given"),
        ("list.json", "", "is not JSON"),
        ("list.json", "{", "is not JSON"),
        ("list.json", "[" * 100_000, "is not JSON"),
        ("list.json", "5", "must hold a list"),
        ("list.json", '{"drugs": []}', "must hold a list"),
        ("list.json", "[5]", "entry 1"),
        ("list.json", '["sertraline", {"colour": "red"}]', "entry 2"),
        ("list.json", "[]", "no medicine was given"),
        ("list.txt", "x" * 501, "too long"),
    ],
)
def test_a_file_that_cannot_be_used(name: str, content: str, says: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    done = run("check", tmp_path / name)
    assert done.code == 2
    assert done.refused
    assert says in done.err
    assert done.out == ""


@pytest.mark.parametrize("name", ["nothing.csv", "nothing.json", "nothing.txt", "folder.csv"])
def test_a_file_that_cannot_be_read_is_a_failure(name: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    done = run("check", tmp_path / name)
    assert done.code == 1
    assert "cannot read" in done.err
    assert done.refused


def test_a_file_in_another_encoding_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes("sertraliné".encode("latin-1"))
    done = run("check", path)
    assert done.code == 2
    assert "UTF-8" in done.err


# Health records: what is said beside one takes nothing of it away.


def test_allergies_of_a_record_and_of_the_options_count_together(run: Run, tmp_path: Path) -> None:
    entries = [
        {"resourceType": "MedicationRequest", "medicationCodeableConcept": {"text": "Bactrim"}},
        {"resourceType": "AllergyIntolerance", "code": {"text": "Sulfonamide antibiotic (substance)"}},
        {"resourceType": "Condition", "code": {"text": "Asthma"}},
    ]
    path = tmp_path / "bundle.json"
    path.write_text(
        json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in entries]})
    )
    person = tmp_path / "person.json"
    person.write_text(json.dumps({"allergies": [{"name": "latex"}], "conditions": ["gout"]}))
    told = ("--person", str(person), "--allergy", "codeine: nausea", "--allergy", "penicillin")
    found = json.loads(run("check", str(path), "--json", *told).out)
    kinds = {each["name"]: each["kind"] for each in found["person"]["allergies"]}
    assert kinds == {
        "latex": "environment",
        "Codeine": "intolerance",
        "penicillins": "allergy",
        "sulfonamide antibiotics": "allergy",
    }
    assert found["person"]["conditions"] == ["asthma", "gout"]
    assert found["findings"][0]["rule"] == "allergy-to-a-medicine-taken"
    assert not found["complete"]  # latex was not compared


def test_an_allergy_that_is_not_known_is_told(run: Run) -> None:
    done = run("check", "sertraline", "--allergy", "blarbomycin")
    assert 'NOT RECOGNISED, and not checked: "blarbomycin"' in done.out
    assert run("check", "sertraline", "--allergy", "NKDA").code == 0


def test_a_file_of_xml_that_is_no_record_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    path.write_text("<html/>", encoding="utf-8")
    done = run("check", str(path))
    assert (done.code, "no C-CDA document" in done.err) == (2, True)
    path.write_text('<Bundle xmlns="http://hl7.org/fhir"/>', encoding="utf-8")
    assert "export it as JSON" in run("check", str(path)).err
