"""Lists from files: the shapes that are read, and the faults that are told."""

from __future__ import annotations

import json

import pytest

import cotake
from cotake import InputError
from cotake.knowledge import Library
from cotake.regimen import medicines_from_file, parse
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("sertraline\nLDN\n", ["sertraline", "LDN"]),
        ("# my list\n\nsertraline 50 mg\n  # not now\nLDN\n", ["sertraline 50 mg", "LDN"]),
    ],
)
def test_text(text: str, lines: list[str]) -> None:
    assert medicines_from_file(text, ".txt", "list.txt") == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n\n", []),
        ("sertraline\nLDN 4.5 mg\n", ["sertraline", "LDN 4.5 mg"]),
        ("medicine\nsertraline\n", ["sertraline"]),
        ("Medicine,Dose\nsertraline,50 mg\nLDN,\n", ["sertraline 50 mg", "LDN"]),
        ("\ufeffdrug,dose,unit\nsertraline,50,mg\n", ["sertraline 50 mg"]),
        ("drug,dose,unit,route,frequency\nsertraline,50,mg,oral,daily\n", ["sertraline 50 mg oral daily"]),
        ("name,strength,sig\nsertraline,50 mg,bid\n", ["sertraline 50 mg bid"]),
        (
            "medication,start,stop\nfluoxetine,2026-01-01,2026-11-02\n",
            ["fluoxetine from 2026-01-01 stopped 2026-11-02"],
        ),
        ("drug,start,end\nfluoxetine,none,None\n", ["fluoxetine"]),
        ("drug,prn\ntramadol,yes\nsertraline,no\n", ["tramadol as needed", "sertraline"]),
        ('drug,note\nsertraline,"for mood, daily"\n', ["sertraline"]),
        ("id, drug \n1, sertraline \n", ["sertraline"]),
    ],
)
def test_csv(text: str, lines: list[str]) -> None:
    assert medicines_from_file(text, ".csv", "list.csv") == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[]", []),
        ('["sertraline", "LDN"]', ["sertraline", "LDN"]),
        ('{"medicines": ["sertraline"]}', ["sertraline"]),
        ('[{"medicine": "sertraline", "dose": "50 mg"}]', ["sertraline 50 mg"]),
        ('[{"name": "sertraline", "dose": {"value": 50, "unit": "mg"}}]', ["sertraline 50 mg"]),
        ('[{"Drug": "sertraline", "dose": 50, "unit": "mg", "frequency": null}]', ["sertraline 50 mg"]),
        ('[{"text": "LDN 4.5 mg", "as_needed": true}]', ["LDN 4.5 mg as needed"]),
        (
            '[{"name": "fluoxetine", "start": null, "stop": "2026-11-02"}]',
            ["fluoxetine stopped 2026-11-02"],
        ),
    ],
)
def test_json(text: str, lines: list[str]) -> None:
    assert medicines_from_file(text, ".json", "list.json") == lines


@pytest.mark.parametrize(
    ("text", "suffix", "says"),
    [
        ("{", ".json", "not JSON"),
        ("", ".json", "not JSON"),
        ('{"drugs": []}', ".json", '"medicines"'),
        ('"sertraline"', ".json", "must hold a list"),
        ("5", ".json", "must hold a list"),
        ("[5]", ".json", "entry 1"),
        ('["LDN", {}]', ".json", "entry 2"),
        ('["LDN", {"dose": 5}]', ".json", "entry 2"),
        ("[" * 100_000, ".json", "not JSON"),
        ("what,when\nsertraline,daily\n", ".csv", "no column"),
        ("drug,dose\n,50 mg\n", ".csv", "line 2"),
        ("drug,dose\nsertraline,1\n,5\n", ".csv", "line 3"),
        ("drug\n" + "a" * 200_000, ".csv", "not CSV"),
    ],
)
def test_faults_are_told_with_the_file(text: str, suffix: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        medicines_from_file(text, suffix, "mine")
    assert str(caught.value).startswith("mine")


def test_a_file_is_read_as_it_would_be_typed(library: Library) -> None:
    text = "drug,dose,unit,frequency,stop\nsertraline,50,mg,bid,\nfluoxetine,20,mg,daily,2026-11-02\n"
    regimen = parse(medicines_from_file(text, ".csv", "mine"), library, today=TODAY)
    assert [each.mg_per_day for each in regimen.medicines] == [100, 20]
    assert str(regimen.medicines[1].stop) == "2026-11-02"


def test_an_answer_gives_back_the_list_it_was_made_from(library: Library) -> None:
    """A combination once, the same line twice where it stood twice, and what was not recognised as well."""
    lines = [
        "Contrave 8/90 mg bid",
        "aspirin 75 mg",
        "aspirin 75 mg",
        "LDN 4.5 mg until 2027-01-01",
        "blorbamine",
    ]
    answer = cotake.check(lines, library=library).to_dict()
    found = medicines_from_file(json.dumps(answer), ".json", "answer.json")
    assert sorted(found) == sorted(lines)
