"""Who takes it: every key, every way to say it, and every error."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from cotake import InputError
from cotake.knowledge import Library
from cotake.regimen import Person, read_person


def test_nothing_said_is_nothing_known(library: Library) -> None:
    assert read_person({}, library) == Person()


@pytest.mark.parametrize(
    ("details", "wanted"),
    [
        ({"age": 72}, {"age": 72}),
        ({"age": "72"}, {"age": 72}),
        ({"age": 0}, {"age": 0}),
        ({"age": None}, {"age": None}),
        ({"sex": "f"}, {"sex": "female"}),
        ({"sex": "Woman "}, {"sex": "female"}),
        ({"sex": "MALE"}, {"sex": "male"}),
        ({"sex": ""}, {"sex": ""}),
        ({"sex": None}, {"sex": ""}),
        ({"egfr": 95}, {"egfr": 95, "conditions": frozenset()}),
        ({"egfr": 60}, {"conditions": frozenset()}),
        ({"egfr": "40.5"}, {"egfr": 40.5, "conditions": {"kidney-disease"}}),
        ({"conditions": ["epilepsy"]}, {"conditions": {"epilepsy", "seizure-risk"}}),
        ({"conditions": "Seizures"}, {"conditions": {"epilepsy", "seizure-risk"}}),
        ({"condition": "long QT syndrome"}, {"conditions": {"long-qt", "heart-disease"}}),
        (
            {"condition": ("cirrhosis", "pregnant")},
            {"conditions": {"cirrhosis", "liver-disease", "pregnancy"}},
        ),
        (
            {"conditions": ["epilepsy"], "condition": ["asthma"]},
            {"conditions": {"epilepsy", "seizure-risk", "asthma"}},
        ),
        ({"conditions": []}, {"conditions": frozenset()}),
        (
            {"conditions": ["xyzzy disease"]},
            {"unknown": ["xyzzy disease"], "conditions": frozenset()},
        ),
        ({"conditions": ["epilepsy", ""]}, {"unknown": [""]}),
        ({"pregnant": True}, {"conditions": {"pregnancy"}}),
        ({"pregnant": False}, {"conditions": frozenset()}),
        ({"pregnant": None}, {"conditions": frozenset()}),
        ({"breast_feeding": True}, {"conditions": {"breast-feeding"}}),
        ({"breast-feeding": True}, {"conditions": {"breast-feeding"}}),
        ({"surgery": "2026-12-20"}, {"surgery": date(2026, 12, 20), "conditions": {"surgery-planned"}}),
        ({"surgery": date(2026, 12, 20)}, {"surgery": date(2026, 12, 20)}),
        ({"surgery": datetime(2026, 12, 20, 8, 30)}, {"surgery": date(2026, 12, 20)}),
        ({"surgery": True}, {"surgery": None, "conditions": {"surgery-planned"}}),
        ({"surgery": False}, {"conditions": frozenset()}),
        ({"genes": {"CYP2D6": "poor"}}, {"genes": {"CYP2D6": "poor"}}),
        ({"genes": {"cyp2d6": "Poor metaboliser"}}, {"genes": {"CYP2D6": "poor"}}),
        ({"genes": {"CYP2C19": " poor metabolizer"}}, {"genes": {"CYP2C19": "poor"}}),
        ({"genes": {}}, {"genes": {}}),
        ({"genes": None}, {"genes": {}}),
    ],
)
def test_details(details: dict[str, Any], wanted: dict[str, Any], library: Library) -> None:
    person = read_person(details, library)
    wanted = dict(wanted)
    assert [each.text for each in person.not_understood] == wanted.pop("unknown", [])
    for key, value in wanted.items():
        assert getattr(person, key) == value, key


@pytest.mark.parametrize(
    ("details", "says"),
    [
        ({"weight": 70}, "not a detail"),
        ({"Age": 70}, "not a detail"),
        ({1: 70}, "not a detail"),
        ({"age": -1}, "age"),
        ({"age": 131}, "age"),
        ({"age": "old"}, "age"),
        ({"age": True}, "age"),
        ({"age": float("nan")}, "age"),
        ({"age": [72]}, "age"),
        ({"egfr": -5}, "egfr"),
        ({"egfr": "low"}, "egfr"),
        ({"egfr": float("inf")}, "egfr"),
        ({"sex": "x"}, "sex"),
        ({"sex": 1}, "sex"),
        ({"sex": ["f"]}, "sex"),
        ({"conditions": 5}, "conditions"),
        ({"conditions": [5]}, "condition"),
        ({"pregnant": "yes"}, "pregnant"),
        ({"breast_feeding": "no"}, "breast_feeding"),
        ({"surgery": "soon"}, "surgery"),
        ({"surgery": "2026-13-45"}, "surgery"),
        ({"surgery": 20261220.5}, "surgery"),
        ({"surgery": 20261220}, "surgery"),
        ({"surgery": "20261220"}, "surgery"),
        ({"genes": "poor"}, "genes"),
        ({"genes": {"XYZ": "poor"}}, "XYZ"),
        ({"genes": {"CYP2D6": "fast"}}, "CYP2D6"),
        ({"genes": ["CYP2D6"]}, "genes"),
        ("age 72", "mapping"),
        ([("age", 72)], "mapping"),
    ],
)
def test_errors(details: Any, says: str, library: Library) -> None:
    with pytest.raises(InputError, match=says):
        read_person(details, library)


def test_every_condition_and_gene_of_the_vocabulary_is_understood(library: Library) -> None:
    for entry in library.vocabulary("conditions").values():
        for name in (entry.id, entry.name, *entry.names):
            person = read_person({"conditions": [name.upper()]}, library)
            assert entry.id in person.conditions, name
            assert not person.not_understood
    for gene, entry in library.vocabulary("genes").items():
        for kind in entry.activity:
            assert read_person({"genes": {gene: kind}}, library).genes == {gene: kind}
