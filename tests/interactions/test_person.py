"""What the person's state changes in the answer."""

from __future__ import annotations

from typing import Any

import pytest

import cotake
from cotake.interactions import Report
from cotake.knowledge import Library
from tests.conftest import TODAY


def ask(texts: list[str], person: dict[str, Any], library: Library) -> Report:
    return cotake.check(texts, person=person, library=library, today=TODAY)


def alarms(report: Report) -> set[str]:
    return {finding.rule for finding in report.of_class(1, 2, 3)}


@pytest.mark.parametrize(("age", "worst"), [(None, 3), (30, 4), (64, 4), (65, 3), (80, 3)])
def test_age_and_bleeding(age: int | None, worst: int, library: Library) -> None:
    person = {} if age is None else {"age": age}
    report = ask(["escitalopram", "ibuprofen"], person, library)
    found = [f.classification for f in report.findings if f.hazard == "bleeding"]
    assert found == [worst]


@pytest.mark.parametrize(("medicine", "gene"), [("codeine", "CYP2D6"), ("clopidogrel", "CYP2C19")])
def test_a_prodrug_without_its_enzyme(medicine: str, gene: str, library: Library) -> None:
    poor = ask([medicine], {"genes": {gene: "poor"}}, library)
    found = [
        f
        for f in poor.findings
        if f.hazard in ("loss-of-analgesia", "loss-of-activation", "thrombosis", "loss-of-anticoagulation")
    ]
    assert found, [f.id for f in poor.findings]
    assert min(f.classification for f in found) <= 3
    normal = ask([medicine], {"genes": {gene: "normal"}}, library)
    assert {f.id for f in found}.isdisjoint(f.id for f in normal.findings)


@pytest.mark.parametrize(
    ("medicine", "person"),
    [
        ("LDN", {"surgery": "2026-12-20"}),
        ("LDN", {"surgery": True}),
        ("naltrexone", {"conditions": ["cirrhosis"]}),
        ("valproate", {"pregnant": True}),
        ("methotrexate", {"pregnant": True}),
        ("warfarin", {"pregnant": True}),
        ("lithium", {"egfr": 25}),
        ("methotrexate", {"egfr": 25}),
        ("bupropion", {"conditions": ["epilepsy"]}),
        ("citalopram", {"conditions": ["long qt syndrome"]}),
    ],
)
def test_a_state_that_matters_is_said(medicine: str, person: dict[str, Any], library: Library) -> None:
    report = ask([medicine], person, library)
    assert report.of_class(1, 2, 3)
    plain = ask([medicine], {}, library)
    assert {f.id for f in report.of_class(1, 2, 3)} - {f.id for f in plain.of_class(1, 2, 3)}


def test_a_state_that_is_not_known_is_told_and_not_complete(library: Library) -> None:
    report = ask(["sertraline"], {"conditions": ["xyzzy disease"]}, library)
    assert not report.complete
    assert report.status == "not_recognised"
    assert [each.text for each in report.not_recognised] == ["xyzzy disease"]


def test_opioids_and_surgery_are_not_silent_for_either_band(library: Library) -> None:
    for text in ("LDN", "naltrexone 50 mg", "naltrexone 10 mg"):
        report = ask([text, "tramadol prn"], {}, library)
        assert report.worst == 1
        assert "opioid-antagonist-with-agonist" in alarms(report)
