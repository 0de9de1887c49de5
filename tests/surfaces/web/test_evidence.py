"""What the studies show, as pages: topics, the table of outcomes, and one of them as a whole."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from cotake.evidence.pooling import evidence, pool_in_figures, summary
from cotake.knowledge import Library
from cotake.surfaces.web import create_pages
from cotake.surfaces.web.evidence._topics import topic_asked, topics, topics_of
from cotake.surfaces.web.evidence._view import summary_view, whole_view
from tests.conftest import TODAY
from tests.surfaces.web.conftest import PAGES, Visitor

_OUTCOME = re.compile(r'href="(/evidence/[0-9a-f]{16}/[a-z-]+)"')


def test_without_a_list_there_are_the_topics(visitor: Visitor) -> None:
    text = visitor.client.get("/evidence").text
    assert "Your list is empty." in text and "medicines with studies" in text
    assert len(re.findall(r'href="/evidence/[0-9a-f]{16}"', text)) > 100


def test_the_list_has_its_topics_and_two_studied_together_come_first(library: Library) -> None:
    found = topics_of(["LDN 4.5 mg", "sertraline 50 mg"], library, TODAY)
    assert [each.name for each in found] == ["LDN + Sertraline", "LDN", "Sertraline"]
    assert topics_of(["blorbamine"], library, TODAY) == ()


def test_a_low_dose_is_another_topic_than_the_usual_one(library: Library) -> None:
    low, usual = topic_asked("LDN", library, TODAY), topic_asked("naltrexone 50 mg", library, TODAY)
    assert low is not None and usual is not None
    assert (low.key, usual.key) == ("naltrexone/low", "naltrexone/")


def test_the_name_of_every_topic_asks_for_it(library: Library) -> None:
    """What stands on the page as a link finds the same studies when it is typed."""
    for topic in topics(library).values():
        if not topic.beside:
            found = topic_asked(topic.about, library, date.today())
            assert found == topic


@pytest.mark.parametrize("about", ["LDN", "sertraline", "fluoxetine"])
def test_the_pages_say_what_the_core_says(visitor: Visitor, library: Library, about: str) -> None:
    text = visitor.send("/evidence", name=about).text
    answers = summary(about, library=library)
    for answer in answers:
        if answer.main and not answer.outcome.mixed:
            assert pool_in_figures(answer.main, answer.measure) in text
        elif answer.rows or answer.syntheses:
            assert f"/{answer.outcome.id}" in text
    view = summary_view(answers, library)
    assert len({each.outcome for each in (*view.fared, *view.harms)}) == len(view.fared) + len(view.harms)


def test_the_figures_of_a_forest_plot_stand_in_its_table(library: Library) -> None:
    answer = evidence("LDN", "pain", library=library)
    view = whole_view(answer, "LDN: pain", library)
    drawn = [each["figures"] for each in view.spec["data"]["values"] if each["kind"] != "further"]
    assert drawn == [each.figures for each in view.rows] + [figures for _, _, figures in view.pools]
    assert "hconcat" not in view.spec
    assert all(each.marks for each in view.rows)
    held = (each.marks for part in (view.rows, view.apart, view.syntheses) for each in part)
    cited = {mark for marks in held for mark in marks}
    assert cited == {each.number for each in view.sources}


def test_an_outcome_page_has_certainty_sources_and_why_others_are_left_out(visitor: Visitor) -> None:
    address = next(
        each
        for each in _OUTCOME.findall(visitor.send("/evidence", name="LDN").text)
        if each.endswith("/pain")
    )
    text = visitor.client.get(address).text
    assert "How sure that is" in text and "certainty" in text and "Who paid:" in text
    assert "not in the figure, and why" in text and "read as an abstract" in text
    assert "ldn" not in address.lower() and "naltrexone" not in address


def test_every_outcome_of_every_topic_can_be_shown(visitor: Visitor, library: Library) -> None:
    names = [each.about for each in topics(library).values() if not each.beside][:12]
    for name in names:
        page = visitor.send("/evidence", name=name)
        for address in dict.fromkeys(_OUTCOME.findall(page.text)):
            assert visitor.client.get(address).status_code == 200, address


def test_what_is_not_there_is_told(visitor: Visitor) -> None:
    assert (
        "No study here has a number of “blorbamine”." in visitor.send("/evidence", name="blorbamine").text
    )
    known = _OUTCOME.findall(visitor.send("/evidence", name="LDN").text)[0]
    for address in ("/evidence/0123", f"{known}x"):
        assert visitor.client.get(address).status_code == 404


@settings(max_examples=25, deadline=None)
@given(name=st.text(st.characters(codec="utf-8"), max_size=60), path=st.text(max_size=12))
def test_no_form_is_a_failure(name: str, path: str) -> None:
    with TestClient(create_pages(PAGES), base_url="http://127.0.0.1:8790") as client:
        visitor: Any = Visitor(client).come_in()
        assert visitor.send("/evidence", name=name).status_code == 200
        assert client.get(f"/evidence/{path.encode().hex()}").status_code in (200, 404)
