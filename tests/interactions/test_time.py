"""What was stopped still counts for a while; what is planned counts from then on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import cotake
from cotake.interactions import Finding, Report
from cotake.knowledge import Library
from tests.conftest import TODAY

RULE = "maoi-with-serotonergic"
SSRIS = ("sertraline", "citalopram", "escitalopram", "paroxetine", "fluvoxamine")
MAOIS = ("phenelzine", "tranylcypromine", "isocarboxazid")


def ask(*texts: str, library: Library) -> Report:
    return cotake.check(texts, library=library, today=TODAY)


def maoi(report: Report) -> Finding | None:
    return next((finding for finding in report.findings if finding.rule == RULE), None)


def stopped(name: str, days: int) -> str:
    return f"{name} stopped {TODAY - timedelta(days=days)}"


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        *(("fluoxetine", partner, 35) for partner in MAOIS),
        *((name, "sertraline", 14) for name in MAOIS),
        *((name, "fluoxetine", 14) for name in MAOIS),
        *((name, "phenelzine", 14) for name in SSRIS),
    ],
)
def test_washout_to_the_day(first: str, second: str, days: int, library: Library) -> None:
    """On the last day of the washout it still counts, on the next it does not."""
    for ago, counts in (
        (0, True),
        (1, True),
        (days - 1, True),
        (days, True),
        (days + 1, False),
        (days + 60, False),
    ):
        finding = maoi(ask(stopped(first, ago), second, library=library))
        assert (finding is not None) == counts, (first, second, ago)
        if finding is not None:
            assert finding.classification == 1
            assert finding.ends.date == TODAY - timedelta(days=ago) + timedelta(days=days)
            assert f"{days}" in finding.modifiers[0].person or any(
                str(finding.ends.date) in note.person for note in finding.modifiers
            )


def test_after_the_washout_the_metabolite_is_noted(library: Library) -> None:
    report = ask(stopped("fluoxetine", 36), "phenelzine", library=library)
    assert not report.of_class(1, 2)
    note = next(finding for finding in report.findings if finding.rule == f"{RULE}-washed-out")
    assert note.classification == 4
    assert "norfluoxetine" in note.summary.person
    gone = ask(stopped("fluoxetine", 200), "phenelzine", library=library)
    assert not [finding for finding in gone.findings if finding.rule.startswith(RULE)]


@pytest.mark.parametrize(
    ("start", "counts"),
    [("2026-12-20", True), ("2026-12-28", True), ("2026-12-29", False), ("2027-03-01", False)],
)
def test_a_planned_start_meets_what_is_left(start: str, counts: bool, library: Library) -> None:
    """Fluoxetine stopped today counts until 2026-12-28, 35 days on."""
    report = ask("fluoxetine stopped today", f"phenelzine from {start}", library=library)
    finding = maoi(report)
    assert (finding is not None) == counts
    if finding is not None:
        assert finding.classification == 1
        assert finding.ends.date == date(2026, 12, 28)
        assert any(f"to start on {start}" in note.person for note in finding.modifiers)


@pytest.mark.parametrize(
    ("stop", "start", "counts"),
    [
        ("2026-12-01", "2026-12-20", True),
        ("2026-12-01", "2027-01-05", True),
        ("2026-12-01", "2027-01-06", False),
        ("2026-12-01", "2027-03-01", False),
    ],
)
def test_a_planned_stop_and_a_planned_start(stop: str, start: str, counts: bool, library: Library) -> None:
    report = ask(f"fluoxetine until {stop}", f"phenelzine from {start}", library=library)
    finding = maoi(report)
    assert (finding is not None) == counts
    if finding is not None:
        assert any(f"to be stopped on {stop}" in note.person for note in finding.modifiers)


def test_both_in_the_past_may_not_meet_any_more(library: Library) -> None:
    assert maoi(ask(stopped("fluoxetine", 100), stopped("phenelzine", 100), library=library)) is None
    assert maoi(ask(stopped("fluoxetine", 3), stopped("phenelzine", 3), library=library)) is not None


def test_no_stop_has_no_end_date(library: Library) -> None:
    finding = maoi(ask("sertraline", "phenelzine", library=library))
    assert finding is not None
    assert finding.ends.date is None
    plain = ask("sertraline", "phenelzine", library=library).to_dict()
    assert plain["findings"][0]["ends"]["date"] is None


def test_the_end_date_is_in_the_json(library: Library) -> None:
    plain = ask("fluoxetine stopped 3 weeks ago", "phenelzine", library=library).to_dict()
    found = next(each for each in plain["findings"] if each["rule"] == RULE)
    assert found["ends"]["date"] == "2026-12-07"


@pytest.mark.parametrize("days", [10, 20])
def test_a_stopped_inhibitor_lasts(days: int, library: Library) -> None:
    """Fluoxetine's hold on CYP2D6 lasts five weeks after the last dose."""
    report = ask(stopped("fluoxetine", days), "metoprolol", library=library)
    assert any(finding.rule == "enzyme-inhibition" for finding in report.of_class(1, 2, 3))
    late = ask(stopped("fluoxetine", 40), "metoprolol", library=library)
    assert not any(finding.rule == "enzyme-inhibition" for finding in late.of_class(1, 2, 3))


def test_an_ambiguous_date_is_told_and_counts_as_now(library: Library) -> None:
    report = ask("fluoxetine stopped 03/04/2026", "phenelzine", library=library)
    assert report.worst == 1
    assert any("two ways" in note for note in report.assumptions)
