"""The list, the person and the answer, as forms and pages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from cotake import check
from cotake.knowledge import Library
from cotake.surfaces.web import create_pages
from cotake.surfaces.web._sheet import Entry, Sheet, problem_of, sheet_of
from cotake.surfaces.web.check._forms import Refused, read_details, read_entry
from cotake.surfaces.web.check._view import answer_of
from tests.conftest import TODAY
from tests.surfaces.web.conftest import PAGES, Visitor

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


def test_the_parts_of_an_entry_are_one_line(library: Library) -> None:
    entry = read_entry({"name": " LDN ", "dose": "4.5 mg", "how": "at 22:00", "start": "2026-11-01"})
    assert isinstance(entry, Entry)
    assert entry.line == "LDN 4.5 mg at 22:00 from 2026-11-01"
    (medicine,) = check([entry.line], library=library, today=TODAY).medicines
    assert (medicine.substance, medicine.mg_per_day, medicine.at) == ("naltrexone", 4.5, (22.0,))


@pytest.mark.parametrize(
    ("form", "message", "field"),
    [
        ({}, "entry-no-name", "name"),
        ({"name": "  ... "}, "entry-no-name", "name"),
        ({"name": "a", "start": "yesterday"}, "entry-no-date", "start"),
        ({"name": "a", "start": "2026-02-02", "stop": "2026-02-01"}, "entry-stop-before-start", "stop"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_field(
    form: dict[str, str], message: str, field: str
) -> None:
    assert read_entry(form) == Refused(message, field)


def test_details_are_only_those_that_were_said() -> None:
    assert read_details({"age": "", "sex": "", "conditions": " \n "}) == {}
    told = read_details(
        {"age": "72", "egfr": "41,5", "sex": "female", "conditions": "gout\nasthma", "pregnant": "1"}
    )
    assert told == {
        "age": 72, "egfr": 41.5, "sex": "female", "conditions": ["gout", "asthma"], "pregnant": True,
    }  # fmt: skip
    assert read_details({"age": "nan"}) == Refused("person-no-age", "age")
    assert read_details({"egfr": "1e9"}) == Refused("person-no-egfr", "egfr")


@given(
    st.lists(st.builds(Entry, TEXTS, TEXTS, TEXTS), max_size=5), st.sampled_from(["person", "clinician"])
)
def test_a_sheet_comes_back_as_it_was_kept(entries: list[Entry], audience: Any) -> None:
    sheet = Sheet(entries=tuple(entries), person={"age": 7}, audience=audience, language="es", theme="dark")
    assert sheet_of(sheet.held()) == sheet


def test_a_list_that_is_too_long_says_so() -> None:
    assert problem_of(Sheet(entries=(Entry("a"),) * 60)) == ""
    assert problem_of(Sheet(entries=(Entry("a"),) * 61)) == "list-too-many"
    assert problem_of(Sheet(entries=(Entry("a" * 501),))) == "entry-too-long"
    assert problem_of(Sheet(entries=(Entry("a" * 400),) * 20)) == "list-too-long"


def test_the_page_says_what_a_check_says(visitor: Visitor, library: Library) -> None:
    lines = ["warfarin 5 mg", "ibuprofen 400 mg tid", "sertraline 100 mg"]
    for line in lines:
        reply = visitor.send("/list/add", name=line)
    report = check(lines, library=library)
    for finding in report.of_class(1, 2, 3):
        for name in finding.names:
            assert name in reply.text
    answer = answer_of(report, "clinician")
    assert [each.classification for each in answer.cards] == [
        each.classification for each in report.of_class(1, 2, 3)
    ]
    assert answer.counts == tuple(len(report.of_class(level)) for level in (1, 2, 3))


def test_every_pair_stands_in_the_table_with_its_worst_class(library: Library) -> None:
    report = check(["LDN 4.5 mg", "tramadol 50 mg", "sertraline 50 mg"], library=library, today=TODAY)
    rows = answer_of(report, "person").rows
    assert [len(row.cells) for row in rows] == [1, 2, 3]
    assert rows[1].cells[0].classification == 1
    # Findings of the same pair point to the worst of them.
    card = next(
        each for each in answer_of(report, "person").cards if each.number == rows[1].cells[0].number
    )
    assert card.classification == 1


@pytest.mark.parametrize("audience", ["person", "clinician"])
def test_an_answer_that_is_not_whole_is_never_clear(library: Library, audience: Any) -> None:
    for lines, person in (
        (["sertraline 50 mg", "blorbamine"], {}),
        (["sertraline 50 mg"], {"conditions": ["gout of the moon"]}),
        (["sertraline 50 mg"], {"allergies": ["peanut"]}),
    ):
        report = check(lines, person=person, library=library, today=TODAY)
        answer = answer_of(report, audience)
        assert answer.kind == "unsure" and not answer.complete
        assert answer.unread or answer.not_compared or answer.gaps


def test_names_are_offered_and_none_for_nothing(visitor: Visitor) -> None:
    found = visitor.send("/names", q="sertr").json()
    assert found[0]["name"] == "Sertraline"
    assert visitor.send("/names", q=" ").json() == []


FIELDS = ("name", "dose", "how", "start", "stop", "q", "age", "conditions", "allergies", "surgery", "theme",
          "language")  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    form=st.dictionaries(st.sampled_from(FIELDS), TEXTS),
    path=st.sampled_from(["/list/add", "/list/person", "/look", "/names"]),
)
def test_no_form_is_a_failure(form: dict[str, str], path: str) -> None:
    with TestClient(create_pages(PAGES), base_url="http://127.0.0.1:8790") as client:
        reply = Visitor(client).come_in().send_form(path, {**form})
        assert reply.status_code in (200, 422)
        assert client.get("/").status_code == 200
