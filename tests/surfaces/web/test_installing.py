"""Installed on a home screen, and what is shown while cotake does not run."""

from __future__ import annotations

import json
import re

import pytest

from tests.surfaces.web.conftest import Visitor


def test_the_manifest_has_icons_that_are_there(stranger: Visitor) -> None:
    reply = stranger.client.get("/cotake.webmanifest")
    assert reply.headers["content-type"].startswith("application/manifest+json")
    manifest = json.loads(reply.text)
    assert (manifest["start_url"], manifest["scope"]) == ("/", "/")
    for icon in manifest["icons"]:
        shown = stranger.client.get(icon["src"])
        assert (shown.status_code, shown.headers["content-type"]) == (200, icon["type"])


def test_the_script_keeps_the_page_of_help_and_no_other(stranger: Visitor) -> None:
    reply = stranger.client.get("/sw.js")
    assert reply.headers["content-type"].startswith("text/javascript")
    assert "immutable" not in reply.headers["cache-control"]
    pages = json.loads(re.findall(r"^const PAGES = (.*);$", reply.text, re.MULTILINE)[0])
    kept = json.loads(re.findall(r"^const FILES = (.*);$", reply.text, re.MULTILINE)[0])
    assert pages == {"en": "/offline/en", "es": "/offline/es"}
    assert all(each.startswith("/static/") for each in kept)
    for address in (*pages.values(), *kept):
        assert stranger.client.get(address).status_code == 200


@pytest.mark.parametrize(("language", "told"), [
    ("en", "Start it again in a terminal"), ("es", "Arránquelo de nuevo en una terminal"),
])  # fmt: skip
def test_the_page_says_how_to_start_again_and_whom_to_call(
    visitor: Visitor, language: str, told: str
) -> None:
    visitor.send("/list/add", name="sertraline 50 mg")
    text = visitor.client.get(f"/offline/{language}").text
    assert told in text and "cotake serve" in text and 'href="tel:988"' in text
    assert "sertraline" not in text and "_csrf_token" not in text


def test_there_is_none_in_another_language(stranger: Visitor) -> None:
    assert stranger.client.get("/offline/xx").status_code == 404
