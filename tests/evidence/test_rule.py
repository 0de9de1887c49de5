"""Verdicts by rule beside those of the authors."""

from __future__ import annotations

import pytest

from cotake.evidence.pooling import evidence, ruled, verdict_by_rule
from cotake.knowledge import Library
from tests.conftest import TODAY


def test_a_verdict_is_that_of_the_rule_or_says_why_not(library: Library) -> None:
    asking = 0
    for name in library.ids("claims"):
        claim = library.claim(name)
        found = ruled(claim, library, today=TODAY)
        asking += bool(found)
        agrees = {each.verdict for each in found} == {claim.verdict}
        assert not found or agrees != bool(claim.judged), (name, [each.verdict for each in found])
    assert asking > 12


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("aripiprazole-added-helps", "supported"),
        ("naltrexone-sertraline-sober-longer", "overstated"),
        ("lithium-added-helps", "overstated"),
        ("ldn-helps-depression", "not-supported"),
    ],
)
def test_what_the_studies_support_is_so_by_rule(library: Library, claim: str, verdict: str) -> None:
    assert {each.verdict for each in ruled(library.claim(claim), library, today=TODAY)} == {verdict}


def test_the_rule_turns_with_what_is_claimed(library: Library) -> None:
    found = evidence("aripiprazole", "depression", among="depression", library=library, today=TODAY)
    assert verdict_by_rule(found, "better")[0] == "supported"
    assert verdict_by_rule(found, "worse")[0] == "contradicted"
    assert verdict_by_rule(found, "same")[0] == "contradicted"


def test_nothing_put_together_is_not_known(library: Library) -> None:
    found = evidence("turmeric", "bleeding", beside="warfarin", library=library, today=TODAY)
    assert verdict_by_rule(found, "worse")[0] == "unknown"
