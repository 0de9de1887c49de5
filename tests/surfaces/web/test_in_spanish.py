"""What must be understood at once is said in the language of the person, with numbers to tap."""

from __future__ import annotations

import re

import pytest

from cotake.journal import Cost, Journal
from cotake.knowledge import Library
from cotake.surfaces.web import WebSettings
from tests.surfaces.web.conftest import Visitor

WORD = "correct horse battery"


@pytest.fixture
def keeper(settings: WebSettings, visitor: Visitor) -> Visitor:
    """Somebody who reads Spanish, with an open journal."""
    Journal.create(settings.journal, WORD, cost=Cost(13, 1, 1)).close()
    visitor.send("/look", language="es", theme="auto", audience="person", back="/")
    visitor.send("/journal/open", passphrase=WORD)
    return visitor


def test_thoughts_of_self_harm_are_met_in_spanish_with_numbers_to_tap(keeper: Visitor) -> None:
    assert "Nadie lee lo que usted escribe" in keeper.client.get("/journal/ask").text
    reply = keeper.send("/journal/ask/phq-9/9", answer="1")
    alert = reply.text[reply.text.index('role="alert"') :].partition("</div>")[0]
    assert "hable ya con alguien" in alert and "Please" not in alert
    for number in ("tel:112", "tel:988", "tel:116123", "tel:024"):
        assert number in alert


def test_every_number_that_the_records_name_can_be_called(keeper: Visitor, library: Library) -> None:
    """The pages word the notices of the records; what changes there is not forgotten here."""
    page = keeper.client.get("/help").text
    for notice in library.vocabulary("notices").values():
        for number in re.findall(r"\d[\d -]+\d", notice.text):
            assert f"tel:{re.sub('[ -]', '', number)}" in page, number
        for site in re.findall(r"\w+\.com", notice.text):
            assert site in page


def test_a_day_is_written_as_people_write_it(keeper: Visitor) -> None:
    keeper.send_form("/journal/add", {"day": "2026-01-05", "score-mood": "6"})
    assert "5 de enero de 2026" in keeper.client.get("/journal/day/2026-01-05").text
    keeper.send("/list/add", name="sertraline 100 mg")
    assert re.search(r"7 días desde el \d+ de \w+ de \d{4}\.", keeper.client.get("/day").text)


def test_words_of_the_page_are_not_read_out_as_english(visitor: Visitor) -> None:
    """A card is in English; its labels are in the language of the page, and marked so."""
    visitor.send("/look", language="es", theme="auto", audience="person", back="/")
    for name in ("LDN 4.5 mg", "tramadol 50 mg"):
        reply = visitor.send("/list/add", name=name)
    for label in ("Qué hacer:", "Cómo ocurre y cuándo", "Empieza", "Pruebas"):
        assert f'lang="es">{label}' in reply.text
