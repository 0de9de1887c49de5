"""Is it working: the answer from the journal, asked without a browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake.handover import kept_of
from cotake.journal import Journal
from cotake.knowledge import Library
from cotake.surfaces._here import now_here
from cotake.surfaces.web import WebSettings
from cotake.surfaces.web.working._wish import DRAFT, Wish, put_wish, read_wish, wish_of
from cotake.trial import analyze
from cotake.trial.given import given_of_journal
from cotake.trial.surer import surer
from tests.surfaces.web.conftest import Opened, Visitor, text_of
from tests.surfaces.web.journals import WORD, make_journal, on_and_off

TODAY = now_here().date()


def test_the_way_in_is_the_passphrase_and_leads_back(visitor: Visitor, settings: WebSettings) -> None:
    make_journal(settings.journal, days=40)
    assert visitor.client.get("/working").url.path == "/journal/open"
    assert visitor.send("/journal/open", passphrase=WORD).url.path == "/working"


def test_the_answer_is_that_of_the_core(opened: Opened, settings: WebSettings, library: Library) -> None:
    visitor = opened(dose=on_and_off, pain=lambda day: 3.0 if on_and_off(day) else 7.0)
    told = text_of(visitor.client.get("/working"))
    assert "Pain, by the dose of LDN" in told
    visitor.send("/journal/lock")
    with Journal.open(settings.journal, WORD) as journal:
        kept = kept_of(journal, library, until=TODAY)
    days = given_of_journal(kept.entries, kept.marks, kept.scales, library, "pain", "LDN")
    found = analyze(
        days.days.values,
        days.days.exposure,
        times=days.days.times,
        scale=days.scale,
        covariates=days.days.covariates or None,
        half_life_days=days.half_life_days,
        anytime=True,
        medicine=days.medicine,
    )
    assert found.verdict == "better"
    assert " ".join(found.says.split()) in told
    for text in (*found.assumptions, *found.warnings, *surer(found)):
        assert text in told
    assert "Side effects by the dose of LDN" in told and "Nausea" in told


def test_another_outcome_is_asked_in_the_body_and_kept(opened: Opened) -> None:
    visitor = opened()
    reply = visitor.send("/working", outcome="pain", medicine="sertraline", points="1,5")
    assert reply.url.path == "/working" and reply.url.query == b""
    told = text_of(reply)
    assert "Pain, by the dose of sertraline" in told
    assert "never changes" in told and "It is too early to say" in told
    assert 'value="1.5"' in reply.text
    assert "by the dose of sertraline" in text_of(visitor.client.get("/working"))
    # What is not in the journal is not asked.
    told = text_of(visitor.send("/working", outcome="no such", medicine="warfarin"))
    assert "Pain, by the dose of LDN" in told


@pytest.mark.parametrize("points", ["0", "-1", "much", "nan", "inf", "1e99"])
def test_points_that_are_none_are_told_beside_the_field(opened: Opened, points: str) -> None:
    reply = opened().send("/working", outcome="pain", medicine="LDN", points=points)
    assert reply.status_code == 422
    assert "Write a number above 0" in reply.text and f'value="{points}"' in reply.text


def test_an_empty_journal_says_what_is_missing(opened: Opened) -> None:
    told = text_of(opened(days=0).client.get("/working"))
    assert "Nothing was scored in the journal yet" in told


def test_scores_without_doses(opened: Opened) -> None:
    told = text_of(opened(days=20, dose=lambda day: None, beside=False).client.get("/working"))
    assert "No dose was written in the journal yet" in told


def test_too_few_days_tell_how_many_and_when(opened: Opened) -> None:
    """Two weeks before, and three days of it, each with a score: two more days of scores."""
    visitor = opened(days=16, dose=lambda day: 4.5 if day >= 13 else None, beside=False)
    told = text_of(visitor.client.get("/working"))
    assert "It is too early to say" in told
    assert "higher dose: 3 days with a score (5 are needed)" in told
    enough = TODAY + timedelta(days=2)
    assert f"enough on {enough.day} {enough:%B %Y}" in told


def test_the_wish_is_kept_as_it_was() -> None:
    drafts: dict[str, dict[str, str]] = {}
    for wish in (Wish(), Wish("pain", "LDN", 1.5, events=False, once=True, by_doses=True)):
        put_wish(drafts, wish)
        assert wish_of(drafts) == wish
    drafts[DRAFT] = {"points": "x"}
    assert wish_of(drafts) == Wish()


def test_spanish_says_the_verdict(opened: Opened) -> None:
    visitor = opened()
    visitor.send("/look", language="es")
    told = text_of(visitor.client.get("/working"))
    assert "¿Me funciona?" in told
    assert "La respuesta está escrita en inglés." in told


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
FIELDS = ("outcome", "medicine", "points", "events", "once", "by_doses")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(form=st.dictionaries(st.sampled_from(FIELDS), TEXTS | st.sampled_from(["pain", "LDN", "1"])))
def test_no_form_is_a_failure(asked: Visitor, form: dict[str, str]) -> None:
    assert asked.send_form("/working", dict(form)).status_code in (200, 422)
    assert asked.client.get("/working").status_code == 200


@pytest.fixture
def asked(opened: Opened) -> Visitor:
    return opened(days=30)


def test_a_wish_of_other_things_is_none() -> None:
    assert isinstance(read_wish({"points": b"1", "outcome": 3}), Wish)
