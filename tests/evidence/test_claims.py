"""Claims as people put them: the nearest is found, and it is judged as the studies support."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake.evidence import NEAR, claims_about, nearest_claims, plain_claim, shown_of
from cotake.knowledge import Library


def test_every_wording_of_a_claim_leads_to_it(library: Library) -> None:
    for name in library.ids("claims"):
        claim = library.claim(name)
        for text in (claim.says, *claim.names):
            best = nearest_claims(text, library)[0]
            assert best.score >= NEAR, text
            assert best.claim.id == name, text


@pytest.mark.parametrize("text", ["", "?!", "xyzzy plugh", "the weather is nice today"])
def test_what_is_no_claim_is_near_none(library: Library, text: str) -> None:
    assert not [each for each in nearest_claims(text, library) if each.score >= NEAR]


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_is_answered(library: Library, text: str) -> None:
    assert all(0 < each.score <= 1 for each in nearest_claims(text, library))


def test_claims_about_a_low_dose_are_not_shown_with_the_full_one(library: Library) -> None:
    low = {each.id for each in claims_about({"naltrexone"}, {"naltrexone": ("low",)}, library)}
    full = {each.id for each in claims_about({"naltrexone"}, {"naltrexone": ("standard",)}, library)}
    assert "ldn-blocks-four-to-six-hours" in low
    assert "ldn-blocks-four-to-six-hours" not in full


def test_the_numbers_of_a_claim_stand_in_the_study_records(library: Library) -> None:
    for name in library.ids("claims"):
        claim = library.claim(name)
        for shown in claim.shows:
            studies = {study.id for study, _ in shown_of(claim, library)}
            assert shown.study in studies, (name, shown)
        answer = plain_claim(claim, library)
        assert answer["sources"]
        assert answer["verdict"]["means"]


@pytest.mark.parametrize(
    "text",
    [
        "LDN never causes vivid dreams",
        "LDN does not help depression",
        "SSRIs do not cause stomach bleeding with NSAIDs",
        "viagra and nitroglycerin is safe",
    ],
)
def test_what_denies_a_claim_is_told_apart(library: Library, text: str) -> None:
    near = [each for each in nearest_claims(text, library) if each.score >= NEAR]
    assert all(each.turned for each in near[:1])


@pytest.mark.parametrize(
    "text",
    [
        "lithium and ibuprofen",
        "naltrexone damages the liver",
        "aspirin causes autism",
        "warfarin and ibuprofen",
        "depression",
        "naltrexone",
        "I love my dog and depression",
    ],
)
def test_a_claim_about_other_things_is_not_near(library: Library, text: str) -> None:
    assert not [each for each in nearest_claims(text, library) if each.score >= NEAR]


def test_a_claim_with_not_enough_in_it_denies_nothing(library: Library) -> None:
    for text in ("lithium added helps", "aripiprazole added to an antidepressant helps"):
        assert not nearest_claims(text, library)[0].turned
