"""The page for the appointment: chosen, seen exactly, and written, asked without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake.handover import PARTS, USUAL
from cotake.surfaces.web import WebSettings
from cotake.surfaces.web.report._choice import Choice, choice_in, put_choice, read_choice
from tests.handover.reading import Html, Pdf
from tests.surfaces.web.conftest import Visitor
from tests.surfaces.web.journals import EVENT, NOTE, WORD, make_journal

USUALLY = frozenset[str](USUAL)
#: The form as it stands at first, with the journal open.
ALL = {f"part-{each}": "1" for each in USUAL} | {"asks-journal": "1", "journal": "1", "days": "90"}
Opened = Callable[..., Visitor]


def handed(text: str) -> str:
    """The words of the page that would be handed on, in one line."""
    found = re.search(r'<div class="handed".*', text, re.DOTALL)
    assert found, "no page is shown"
    inside = found[0].partition("</footer>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())


@pytest.fixture
def opened(visitor: Visitor, settings: WebSettings) -> Opened:
    def make(*medicines: str, **how: Any) -> Visitor:
        make_journal(settings.journal, **how)
        visitor.send("/journal/open", passphrase=WORD)
        for each in medicines:
            visitor.send("/list/add", name=each)
        return visitor

    return make


def test_with_nothing_it_says_what_to_do(visitor: Visitor) -> None:
    text = visitor.client.get("/report").text
    assert "There is nothing to hand on yet" in text
    assert "There is no journal on this machine yet" in text
    reply = visitor.send_form("/report/download", {**ALL, "as": "pdf"})
    assert reply.status_code == 422 and "no medicine" in reply.text


def test_the_list_alone_makes_a_page(visitor: Visitor) -> None:
    for name in ("LDN 4.5 mg", "tramadol 50 mg prn", "blorbamine 20 mg"):
        visitor.send("/list/add", name=name)
    told = handed(visitor.client.get("/report").text)
    assert "1 Avoid" in told and "blorbamine 20 mg" in told
    assert "No finding does not mean that they are safe" in told
    assert "What was scored" not in told


def test_a_locked_journal_is_told_and_unlocked_on_the_way(visitor: Visitor, settings: WebSettings) -> None:
    make_journal(settings.journal)
    visitor.send("/list/add", name="LDN 4.5 mg")
    text = visitor.client.get("/report").text
    assert "The journal is locked" in text and "What was scored" not in handed(text)
    assert visitor.client.get("/report/unlock").url.path == "/journal/open"
    reply = visitor.send("/journal/open", passphrase=WORD)
    assert reply.url.path == "/report"
    assert "What was scored" in handed(reply.text)


def test_the_journal_gives_the_medicines_where_the_list_is_empty(opened: Opened) -> None:
    told = handed(opened().client.get("/report").text)
    assert "LDN 4.5 mg" in told and "sertraline 100 mg" in told.lower()
    assert "Is it working?" in told and "Nausea" in told


def test_a_medicine_that_is_not_listed_is_told_and_not_handed_on(opened: Opened) -> None:
    text = opened("LDN 4.5 mg").client.get("/report").text
    assert "The journal has doses of sertraline, which is not in your list" in unescape(text)
    assert "sertraline" not in handed(text).lower()


def test_notes_never_go_in_and_events_only_when_chosen(opened: Opened) -> None:
    visitor = opened()
    assert EVENT not in handed(visitor.client.get("/report").text)
    everything = {f"part-{each}": "1" for each in PARTS}
    text = visitor.send_form("/report", {**ALL, **everything}).text
    assert EVENT in handed(text) and NOTE not in text
    for form in ("html", "json", "txt"):
        data = visitor.send_form("/report/download", {**ALL, **everything, "as": form}).content
        assert EVENT.encode() in data and NOTE.encode() not in data


def test_parts_stay_out_and_questions_go_in(opened: Opened) -> None:
    visitor = opened("LDN 4.5 mg", "tramadol 50 mg")
    form = {key: value for key, value in ALL.items() if key not in ("part-findings", "part-sources")}
    told = handed(
        visitor.send_form(
            "/report", {**form, "name": "Anna <b>", "questions": "May I?\n\n  Until when?"}
        ).text
    )
    assert "Anna <b>" in told and "May I?" in told and "Until when?" in told
    assert "Avoid" not in told and "Sources" not in told
    # It is all there when one comes back.
    again = visitor.client.get("/report").text
    assert "May I?" in handed(again) and "May I?\n\n  Until when?</textarea>" in again


def test_the_journal_can_be_left_aside(opened: Opened) -> None:
    visitor = opened("LDN 4.5 mg")
    left = {key: value for key, value in ALL.items() if key != "journal"}
    assert "What was scored" not in handed(visitor.send_form("/report", left).text)
    assert "What was scored" in handed(visitor.send_form("/report", ALL).text)


def test_scores_and_the_medicine_to_compare_by_are_chosen(opened: Opened) -> None:
    visitor = opened("LDN 4.5 mg", "sertraline 100 mg")
    asked = {**ALL, "asks-outcomes": "1", "outcome:pain": "1", "outcome:nothing": "1"}
    told = handed(visitor.send_form("/report", {**asked, "medicine": "sertraline"}).text)
    assert "Pain, 0 to 10" in told and "never changes" in told
    told = handed(visitor.send_form("/report", {**asked, "medicine": "warfarin"}).text)
    assert "With 4.5 against none" in told


def test_what_is_written_is_what_was_seen(opened: Opened) -> None:
    visitor = opened("LDN 4.5 mg", "tramadol 50 mg prn")
    asked = {**ALL, "name": "Anna Example", "questions": "May I?", "as": "html"}
    reply = visitor.send_form("/report/download", asked)
    assert Html(reply.text).loads == []
    drawn = re.sub(r"<svg.*?</svg>", "", reply.text.partition("<body>")[2], flags=re.DOTALL)
    written = unescape(re.sub(r"<[^>]+>", "", drawn))
    seen = handed(visitor.client.get("/report").text)
    assert "".join(written.split()) == "".join(seen.split())
    assert "May I?" in seen and "1 Avoid" in seen


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("json", "application/fhir+json", b"{"),
        ("txt", "text/plain; charset=utf-8", b"For the appointment"),
    ],
)
def test_every_form_is_a_file_whose_name_tells_nothing(
    opened: Opened, form: str, kind: str, begins: bytes
) -> None:
    visitor = opened("LDN 4.5 mg", days=40)
    reply = visitor.send_form("/report/download", {**ALL, "as": form})
    assert reply.status_code == 200
    assert reply.headers["content-type"] == kind
    name = re.fullmatch(
        r'attachment; filename="(for-the-appointment-\d{4}-\d\d-\d\d\.\w+)"',
        reply.headers["content-disposition"],
    )
    assert name and name[1].endswith(f".{form}")
    assert reply.content.startswith(begins)
    if form == "json":
        assert json.loads(reply.content)["resourceType"] == "Bundle"


def test_the_paper_is_chosen(visitor: Visitor) -> None:
    visitor.send("/list/add", name="LDN 4.5 mg")
    for paper, size in (("letter", (612, 792)), ("a4", (595, 842))):
        reply = visitor.send_form("/report/download", {**ALL, "paper": paper, "as": "pdf"})
        assert Pdf(reply.content).sizes == {size}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "x" * 151, "it takes 150 letters"),
        ("questions", "why\n" * 300, "too many letters to be kept"),
    ],
)
def test_what_is_too_long_is_refused_and_still_there(
    visitor: Visitor, field: str, value: str, told: str
) -> None:
    visitor.send("/list/add", name="LDN 4.5 mg")
    for path in ("/report", "/report/download"):
        reply = visitor.send_form(path, {**ALL, field: value, "as": "txt"})
        assert reply.status_code == 422 and told in reply.text
        assert value.strip() in reply.text


def test_no_form_of_a_file_is_told(visitor: Visitor) -> None:
    visitor.send("/list/add", name="LDN 4.5 mg")
    for asked in ("", "exe", "../pdf"):
        reply = visitor.send_form("/report/download", {**ALL, "as": asked})
        assert reply.status_code == 422 and "Choose PDF, HTML, FHIR or text" in reply.text


def test_a_file_needs_its_token(visitor: Visitor) -> None:
    assert visitor.client.post("/report/download", data={"as": "txt"}).status_code == 403


def test_a_choice_comes_back_as_it_was_kept() -> None:
    session: dict[str, Any] = {}
    drafts: dict[str, dict[str, str]] = {}
    assert choice_in(session, drafts, USUALLY) == Choice(USUALLY)
    for choice in (
        Choice(USUALLY),
        Choice(
            frozenset({"medicines"}), 30, "Anna", "a\nb", "letter", False, ("pain", "phq-9"), "sertraline"
        ),
        Choice(frozenset()),
    ):
        put_choice(session, drafts, choice, USUALLY)
        assert choice_in(json.loads(json.dumps(session)), drafts, USUALLY) == choice
    assert choice_in({"report": "old"}, {}, USUALLY) == Choice(USUALLY)


def test_what_a_form_does_not_ask_stays() -> None:
    before = replace(Choice(USUALLY), outcomes=("pain",), medicine="LDN", with_journal=False)
    found = read_choice({"part-trial": "1"}, before, tuple(PARTS))
    assert isinstance(found, Choice)
    assert (found.outcomes, found.medicine, found.with_journal) == (("pain",), "LDN", False)
    assert found.parts == {"trial"}


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
FIELDS = ("name", "questions", "days", "paper", "journal", "asks-journal", "asks-outcomes", "outcome:pain",
          "medicine", "as", "part-medicines", "part-trial", "part-x")  # fmt: skip


@pytest.fixture
def asked(opened: Opened) -> Visitor:
    return opened("LDN 4.5 mg", days=20)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    form=st.dictionaries(st.sampled_from(FIELDS), TEXTS | st.sampled_from(["txt", "html", "LDN", "90"])),
    path=st.sampled_from(["/report", "/report/download"]),
)
def test_no_form_is_a_failure(asked: Visitor, form: dict[str, str], path: str) -> None:
    assert asked.send_form(path, dict(form)).status_code in (200, 422)
    assert asked.client.get("/report").status_code == 200
