"""What if one is added, stopped or moved: tried, then kept or left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from cotake.surfaces.web import create_pages
from tests.surfaces.web.conftest import PAGES, Visitor

LIST = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily")


@pytest.fixture
def listed(visitor: Visitor) -> Visitor:
    for line in LIST:
        visitor.send("/list/add", name=line)
    return visitor


def chips(visitor: Visitor) -> int:
    return int(visitor.client.get("/").text.count('class="chip"'))


def test_an_addition_is_tried_and_not_kept_until_it_is(listed: Visitor) -> None:
    tried = listed.send("/what-if", kind="add", name="tramadol 50 mg prn")
    assert "If “tramadol 50 mg prn” were added" in tried.text
    assert "Ask before you take these: 1 to avoid" in tried.text
    assert "Nothing was found that needs action." in tried.text  # as it is now
    assert chips(listed) == 2
    kept = listed.send("/what-if/keep", kind="add", name="tramadol 50 mg prn")
    assert str(kept.url).endswith("/")
    assert chips(listed) == 3


def test_what_is_stopped_counts_until_a_day(listed: Visitor) -> None:
    listed.send("/list/add", name="tramadol 50 mg tid")
    day = date.today() + timedelta(days=2)
    stop = day.isoformat()
    tried = listed.send("/what-if", kind="stop", number="2", stop=stop)
    assert f"were taken until {day.day} {day:%B %Y}" in tried.text
    assert "counts until" in tried.text
    assert "Do not stop a medicine on your own" in tried.text
    listed.send("/what-if/keep", kind="stop", number="2", stop=stop, was="tramadol 50 mg tid")
    assert f"tramadol 50 mg tid until {stop}" in listed.client.get("/").text
    assert chips(listed) == 3


def test_one_is_changed_in_its_own_words(listed: Visitor) -> None:
    picked = listed.send("/what-if", kind="pick", number="1")
    assert 'value="sertraline 100 mg daily"' in picked.text
    tried = listed.send("/what-if", kind="move", number="1", name="sertraline 50 mg at 8:00")
    assert "The findings would stay the same." in tried.text
    listed.send("/what-if/keep", kind="move", number="1", name="sertraline 50 mg at 8:00")
    assert "sertraline 50 mg at 8:00" in listed.client.get("/").text
    assert chips(listed) == 2


def test_what_is_not_recognised_would_not_be_checked(listed: Visitor) -> None:
    tried = listed.send("/what-if", kind="add", name="blorbamine 20 mg")
    assert "Would not be fully checked: “blorbamine 20 mg”." in tried.text
    assert "No finding does not mean that it is safe" in tried.text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"kind": "add", "name": "  "}, "Write what is taken."),
        ({"kind": "move", "number": "1", "name": ""}, "Write what is taken."),
        ({"kind": "stop", "number": "0", "stop": "soon"}, "This is no date."),
        ({"kind": "stop", "number": "7"}, "The list is not as it was"),
        ({"kind": "stop", "number": "0", "was": "another"}, "The list is not as it was"),
        ({"kind": "pick", "number": "-1"}, "The list is not as it was"),
        ({}, "The list is not as it was"),
    ],
)
def test_what_cannot_be_tried_is_told_and_changes_nothing(
    listed: Visitor, form: dict[str, str], told: str
) -> None:
    for path in ("/what-if", "/what-if/keep"):
        reply = listed.send_form(path, form)
        assert reply.status_code == 422
        assert told in reply.text or not form
    assert chips(listed) == 2


def test_a_full_list_takes_no_more(listed: Visitor) -> None:
    for _ in range(58):
        listed.send("/list/add", name="aspirin 75 mg")
    reply = listed.send("/what-if", kind="add", name="ibuprofen")
    assert reply.status_code == 422
    assert "The list is full" in reply.text


ANY = st.text(st.characters(codec="utf-8"), max_size=30)
VALUES: Any = ANY | st.sampled_from(["add", "stop", "move", "pick", "0", "1", "2026-12-01", "1e9", "-1"])


@settings(max_examples=25, deadline=None)
@given(
    form=st.dictionaries(st.sampled_from(["kind", "number", "name", "stop", "was", "dose"]), VALUES),
    path=st.sampled_from(["/what-if", "/what-if/keep"]),
    empty=st.booleans(),
)
def test_no_form_is_a_failure(form: dict[str, str], path: str, empty: bool) -> None:
    with TestClient(create_pages(PAGES), base_url="http://127.0.0.1:8790") as client:
        visitor = Visitor(client).come_in()
        if not empty:
            visitor.send("/list/add", name="LDN 4.5 mg")
        assert visitor.send_form(path, form).status_code in (200, 422)
        assert client.get("/").status_code == 200
