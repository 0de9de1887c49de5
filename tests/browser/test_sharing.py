"""The list saved as a file and brought in again, with a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Served, expect, fits, go_by, settled
from tests.browser.test_access import THEMES, opened, violations
from tests.browser.test_day import listed

LIST = ("LDN 4.5 mg at bedtime", "blorbamine 20 mg")


def test_a_list_is_saved_forgotten_and_brought_in(page: Any, tmp_path: Path) -> None:
    listed(page, *LIST)
    page.get_by_text("Save, send or bring in a list").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="The list, to open again").click()
    path = tmp_path / "mine.json"
    saved.value.save_as(path)
    assert json.loads(path.read_text())["medicines"] == list(LIST)
    page.get_by_role("button", name="Forget the list").click()
    page.locator(".chip").first.wait_for(state="detached")
    settled(page)
    page.get_by_text("Save, send or bring in a list").click()
    page.get_by_label("A file with a list").set_input_files(path)
    go_by(page, page.get_by_role("button", name="Look into it"))
    page.get_by_role("heading", name="A list from a file").wait_for()
    expect(page.locator(".brought")).to_contain_text("blorbamine 20 mg not recognised")
    fits(page)
    go_by(page, page.get_by_role("button", name="Take it"))
    page.locator(".chip", has_text="LDN").wait_for()
    page.reload()
    expect(page.locator(".chip")).to_have_count(2)
    assert not [each for each in page.seen.addresses if "ldn" in each.lower()]


def test_the_answer_that_was_saved_opens_without_these_pages(
    browser: Any, served: Served, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, accept_downloads=True)
    page = context.new_page()
    page.goto(served.link)
    listed(page, "LDN 4.5 mg", "tramadol 50 mg")
    page.get_by_text("Save, send or bring in a list").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="The answer as a page").click()
    html = Path(saved.value.path()).read_text(encoding="utf-8")
    settled(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(html)
    expect(page.locator("#answer-head")).to_contain_text("1 to avoid")
    assert page.locator("details:not([open])").count() == 0
    fits(page)
    assert asked == []
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_bringing_a_list_for_all(browser: Any, served: Served, theme: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    person = {"age": 71, "conditions": ["gout"], "unread": ["a torn page"]}
    path.write_text(json.dumps({"medicines": list(LIST), "person": person}))
    page = opened(browser, served, theme)
    page.get_by_text("Save, send or bring in a list").click()
    go_by(page, page.get_by_role("button", name="Look into it"))
    page.get_by_text("Choose a file first.").wait_for()
    assert violations(page, strict=theme == "contrast") == []
    page.get_by_label("A file with a list").set_input_files(path)
    go_by(page, page.get_by_role("button", name="Look into it"))
    page.get_by_text("a torn page").wait_for()
    assert violations(page, strict=theme == "contrast") == []
    page.context.close()
