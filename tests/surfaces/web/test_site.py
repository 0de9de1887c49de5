"""The pages of the static site are those that are served, and take whatever is sent."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cotake.knowledge import Library
from cotake.surfaces.site._pages import PATHS, Pages
from tests.surfaces.web.conftest import Visitor

NAMES = ("LDN 4.5 mg", "tramadol 50 mg prn", "sertraline 100 mg", "blorbamine 20 mg")
LIST = [[each, "", "", "", ""] for each in NAMES]
HELD = {"entries": LIST, "person": {"age": 72, "conditions": ["epilepsy"]}}
SECRET = b"drawn"


@pytest.fixture(scope="module")
def pages(library: Library) -> Pages:
    return Pages(library, lambda name: f"/assets/{name}", site="assets/site.json")


_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
_NOT_COMPARED = (
    (re.compile(r'<input type="hidden" name="_csrf_token" value="[^"]*">'), ""),
    (re.compile(r'<div class="keeping">.*?</div>', re.DOTALL), ""),
    (re.compile(r'<details class="who sharing">.*?</details>', re.DOTALL), ""),  # files are the server's
    (re.compile(r' (?:href|action|hx-post)="[^"]*"'), ""),
    (re.compile(r"\s+"), " "),
)


def main_of(text: str) -> str:
    found = _MAIN.search(text)
    assert found
    body = found[0]
    for pattern, other in _NOT_COMPARED:
        body = pattern.sub(other, body)
    return body


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_the_one_that_is_served(path: str, visitor: Visitor, pages: Pages) -> None:
    held: dict[str, Any] = {}
    for name in NAMES:
        visitor.send("/list/add", name=name)
        held = dict(pages.turn("/list/add", held, form={"name": name}).held)
    person = {"age": "72", "conditions": "epilepsy"}
    visitor.send_form("/list/person", person)
    held = dict(pages.turn("/list/person", held, form=person).held)
    assert held == HELD
    assert main_of(pages.turn(path, held).html) == main_of(visitor.client.get(path).text)


def test_a_form_that_is_refused_keeps_what_was_typed(pages: Pages) -> None:
    turn = pages.turn("/list/add", {}, form={"name": "LDN", "start": "yesterday"})
    assert (turn.status, turn.held) == (422, {})
    assert "This is no date" in turn.html and 'value="LDN"' in turn.html


def test_a_medicine_is_found_and_has_an_address_that_does_not_name_it(pages: Pages) -> None:
    turn = pages.turn("/medicines", {}, form={"name": "sertraline"}, secret=SECRET)
    assert re.fullmatch(r"/medicines/[0-9a-f]{16}", turn.path)
    assert '<h1 lang="en">Sertraline</h1>' in turn.html
    assert pages.turn(turn.path, {}, secret=SECRET).html == turn.html
    assert pages.turn(turn.path, {}, secret=b"another").status == 404


_TEXT = some.text(max_size=60)
_FIELDS = ("name", "dose", "how", "start", "stop", "age", "egfr", "conditions", "allergies", "heard",
           "kind", "number", "was", "back", "theme", "language", "audience")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    path=some.sampled_from(["/list/add", "/list/person", "/list/remove/0", "/list/clear", "/look",
                            "/claims", "/medicines", "/what-if", "/what-if/keep", "/nowhere"]),
    form=some.dictionaries(some.sampled_from(_FIELDS), _TEXT, max_size=6),
    held=some.fixed_dictionaries({}, optional={
        "entries": some.lists(some.lists(_TEXT, min_size=1, max_size=5), max_size=3),
        "theme": _TEXT, "language": _TEXT,
    }),
)  # fmt: skip
def test_whatever_is_sent_there_is_a_page(
    path: str, form: dict[str, str], held: dict[str, Any], pages: Pages
) -> None:
    turn = pages.turn(path, held, form=form, secret=SECRET)
    assert turn.status in (200, 404, 422)
    assert "</html>" in turn.html
    json.dumps(dict(turn.held))
