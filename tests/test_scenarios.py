"""Clinical behaviour, as tables that a pharmacist can edit: tests/scenarios/*.yaml.

Each case is a sentence, what is taken, and what is expected. docs/scenarios.md says what each field
means.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import yaml

import cotake
from cotake.guidance import guide, to_text
from cotake.knowledge import Library
from tests.conftest import TODAY

FOLDER = Path(__file__).parent / "scenarios"


@dataclass(frozen=True)
class Case:
    id: str
    name: str
    take: list[str]
    person: dict[str, Any] = field(default_factory=dict)
    today: date = TODAY
    status: str = ""
    worst: int | list[int] | None = None
    findings: list[dict[str, Any]] = field(default_factory=list)
    no_finding: list[dict[str, Any]] = field(default_factory=list)
    only: list[str] | None = None
    unfolded_at_most: int | None = None
    clear: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    guide_says: list[str] = field(default_factory=list)
    where: str = ""


def read_cases() -> list[Case]:
    cases = []
    for path in sorted(FOLDER.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        listed = yaml.compose(text)
        assert isinstance(listed, yaml.SequenceNode)
        for node, raw in zip(listed.value, yaml.safe_load(text), strict=True):
            line = node.start_mark.line + 1
            cases.append(Case(**raw, where=f"{path.name}:{line}:{raw['id']}"))
    return cases


CASES = read_cases()


def test_every_case_has_its_own_id() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_case(case: Case, library: Library) -> None:
    report = cotake.check(case.take, person=case.person, library=library, today=case.today)
    found = [
        f"class {each.classification} {each.rule} ({each.hazard}): {', '.join(each.substances)}"
        for each in report.findings
    ]
    shown = "\n".join(found)
    if case.status:
        assert report.status == case.status, shown
    if case.worst is not None:
        assert report.worst in _listed(case.worst), shown
    for wanted in case.findings:
        assert any(_fits(wanted, each) for each in report.findings), f"{wanted} not in\n{shown}"
    for unwanted in case.no_finding:
        assert not any(_fits(unwanted, each) for each in report.findings), f"{unwanted} in\n{shown}"
    unfolded = report.of_class(1, 2, 3)
    if case.only is not None:
        assert sorted({each.rule for each in unfolded}) == sorted(case.only), shown
    if case.unfolded_at_most is not None:
        assert len(unfolded) <= case.unfolded_at_most, shown
    assert set(case.clear) <= {each.area for each in report.clear}, [e.area for e in report.clear]
    assert {each.text for each in report.not_recognised} == set(case.unknown)
    text = " ".join(
        " ".join((each.summary.person, each.summary.clinician, each.action.person, each.action.clinician,
                  *each.mechanism, *(f"{m.person} {m.clinician}" for m in each.modifiers), each.frequency,
                  each.ends.rule))
        for each in report.findings
    )  # fmt: skip
    text += " ".join(f"{note.summary.person} {note.summary.clinician}" for note in report.notes)
    text += " ".join(f"{clear.why.person} {clear.why.clinician}" for clear in report.clear)
    for words in case.says:
        assert words.lower() in text.lower(), f"{words!r} is not said in\n{text}"
    if case.guide_says:
        article = guide(case.take, person=case.person, library=library, today=case.today)
        words_of_guide = " ".join(to_text(article).split())
        for words in case.guide_says:
            assert words.lower() in words_of_guide.lower(), f"{words!r} is not in the guide"


def _listed(value: int | list[int]) -> list[int]:
    return value if isinstance(value, list) else [value]


def _fits(wanted: dict[str, Any], finding: cotake.Finding) -> bool:
    known = {"rule", "hazard", "area", "classification", "substances"}
    assert set(wanted) <= known, f"a finding is described by {known}"
    return (
        wanted.get("rule", finding.rule) == finding.rule
        and wanted.get("hazard", finding.hazard) in (finding.hazard, *finding.also)
        and wanted.get("area", finding.area) == finding.area
        and finding.classification in _listed(wanted.get("classification", finding.classification))
        and set(wanted.get("substances", ())) <= set(finding.substances)
    )


def test_ordinary_lists_are_quiet(library: Library) -> None:
    """At most 4 findings that need action, at the median of the ordinary lists."""
    ordinary = [case for case in CASES if case.id.startswith("ordinary-")]
    assert len(ordinary) >= 20
    counts = [
        len(cotake.check(c.take, person=c.person, library=library, today=c.today).of_class(1, 2, 3))
        for c in ordinary
    ]
    assert median(counts) <= 4, counts


def test_rules_name_cases_that_exist_and_hold(library: Library) -> None:
    """`fires` and `silent` in a mechanism are the ids of cases here."""
    by_id = {case.id: case for case in CASES}
    for mechanism in library.mechanisms:
        for name in (*mechanism.fires, *mechanism.silent):
            assert name in by_id, f"{mechanism.id} names the case {name}, which does not exist"
            case = by_id[name]
            report = cotake.check(case.take, person=case.person, library=library, today=case.today)
            alarms = {each.rule for each in report.findings if each.classification <= 3}
            assert (mechanism.id in alarms) == (name in mechanism.fires), (mechanism.id, name)
