"""What must hold for any list: random medicines, doses, routes and dates from the shipped records."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

import cotake
from cotake.interactions import Finding, Report
from cotake.knowledge import Library
from tests.conftest import TODAY

LISTS = 25


def ask(texts: list[str], library: Library) -> Report:
    return cotake.check(texts, library=library, today=TODAY)


def any_medicine(chance: random.Random, library: Library) -> str:
    name = chance.choice(library.ids("substances"))
    record = library.substance(name)
    text = name.replace("-", " ")
    if record.doses and chance.random() < 0.4:
        text += f" {(record.doses[0].mg_per_day[1] or 50) * chance.choice([0.3, 0.5, 1]):.3g} mg"
    if len(record.routes) > 1 and chance.random() < 0.25:
        text += f" {library.vocabulary('routes')[chance.choice(record.routes).route].names[0]}"
    if chance.random() < 0.15:
        return f"{text} stopped {chance.choice([2, 10, 30, 400])} days ago"
    if chance.random() < 0.1:
        return f"{text} from {TODAY + timedelta(days=chance.choice([3, 40, 300]))}"
    return text


def any_list(seed: int, library: Library) -> list[str]:
    chance = random.Random(seed)
    return [any_medicine(chance, library) for _ in range(chance.randint(2, 7))]


def classes(report: Report) -> list[tuple[str, int]]:
    return sorted((each.id, each.classification) for each in report.findings)


def still_told(finding: Finding, report: Report) -> bool:
    """Whether the finding, or one that says as much of the same medicines, is there."""
    least = set(finding.core or finding.substances)
    for other in report.findings:
        hazards = {other.hazard, *other.also}
        if finding.hazard in hazards and least <= set(other.substances):
            return True
        as_bad = other.classification <= finding.classification
        if as_bad and set(finding.substances) <= set(other.substances):
            return True
    return False


@pytest.mark.parametrize("block", range(6))
def test_any_list(block: int, library: Library) -> None:
    for seed in range(block * LISTS, (block + 1) * LISTS):
        texts = any_list(seed, library)
        report = ask(texts, library)
        shuffled = texts[:]
        random.Random(seed).shuffle(shuffled)
        assert classes(ask(shuffled, library)) == classes(report), texts
        ids = [each.id for each in report.findings]
        assert len(ids) == len(set(ids)), texts
        clear = {each.area for each in report.clear}
        for finding in report.findings:
            said = [finding.summary.person, finding.summary.clinician, finding.action.person, finding.onset]
            said += [finding.ends.rule, *finding.mechanism, *(each.person for each in finding.modifiers)]
            assert "{" not in " ".join(said), (texts, finding.id)
            assert finding.citations, (texts, finding.id)
            if finding.classification <= 3 and finding.kind not in ("shared", "duplication", "dose"):
                assert finding.area not in clear, (texts, finding.id)
        more = ask([*texts, any_medicine(random.Random(-seed - 1), library)], library)
        for finding in report.of_class(1, 2, 3):
            assert still_told(finding, more), (texts, finding.id)


def test_what_was_stopped_long_ago_finds_nothing(library: Library) -> None:
    names = [name.replace("-", " ") for name in library.ids("substances")]
    chance = random.Random(3)
    for _ in range(60):
        texts = [f"{name} stopped 2001-01-01" for name in chance.sample(names, 5)]
        assert not ask(texts, library).of_class(1, 2, 3), texts
