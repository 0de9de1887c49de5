"""Every language says the same, and every message that a page asks for is there."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from cotake.knowledge import Library
from cotake.surfaces.web._messages import LANGUAGES, language_of, messages_in, source_of

_ASKED = re.compile(r"say\(\s*[\"']([a-z0-9-]+)[\"']\s*[,)]")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def messages(language: str) -> dict[str, set[str]]:
    """Each message with the names that are filled in."""
    found = {}
    for entry in FluentParser().parse(source_of(language)).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{entry.id.name} stands twice"
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.names
    return found


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_all_languages_have_the_same_messages_with_the_same_names(language: str) -> None:
    assert messages(language) == messages("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said(language: str) -> None:
    say = messages_in(language)
    for name, variables in messages(language).items():
        for count in (0, 1, 2, 7):
            assert say(name, **dict.fromkeys(variables, count)).strip()


def test_every_message_that_a_template_asks_for_is_there() -> None:
    known = messages("en")
    for template in Path(str(files("cotake.surfaces.web"))).rglob("templates/**/*.html"):
        for name in _ASKED.findall(template.read_text()):
            assert name in known, f"{template.name}: {name}"


def test_every_word_of_the_records_that_is_shown_is_there(library: Library) -> None:
    known = messages("en")
    for prefix, folder in (("grade-", "evidence-grades"), ("read-", "read-marks")):
        for name in library.vocabulary(folder):
            assert f"{prefix}{name}" in known
    assert all(f"class-{level}" in known for level in range(1, 6))


def test_a_message_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        messages_in("en")("no-such-message")
    with pytest.raises(ValueError, match="list-remove"):
        messages_in("en")("list-remove")


def test_the_language_is_that_of_the_browser_until_one_is_chosen() -> None:
    assert language_of("", "es-MX,es;q=0.9") == "es"
    assert language_of("en", "es") == "en"
    assert language_of("xx", "fr, de;q=0.5") == "en"
    assert language_of("", "") == "en"
