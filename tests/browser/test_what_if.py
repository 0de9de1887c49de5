"""What if I add, stop or move one, asked with a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import Served, expect, fits, focused, go_by, settled
from tests.browser.test_access import THEMES, opened, violations
from tests.browser.test_day import listed

LIST = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily")


def test_a_change_is_tried_left_tried_again_and_kept(page: Any) -> None:
    listed(page, *LIST)
    page.get_by_text("What if I add").click()
    page.fill("#w-name", "tramadol 50 mg prn")
    page.press("#w-name", "Enter")
    page.locator("#tried-head").wait_for()
    focused(page, "#tried-head")
    expect(page.locator(".tried .sentence")).to_contain_text("1 to avoid")
    expect(page.locator(".tried .card").first).to_have_text(re.compile("^\\s*1 · Avoid"))
    fits(page)
    go_by(page, page.get_by_role("link", name="Leave it as it is"))
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("#tried-head")).to_have_count(0)
    page.get_by_text("What if I add").click()
    page.locator("#w-number").select_option(label="LDN 4.5 mg at bedtime")
    page.get_by_role("button", name="Change its dose or time").click()
    page.locator("#w-line").wait_for()
    settled(page)
    page.fill("#w-line", "LDN 3 mg at 8:00")
    page.press("#w-line", "Enter")
    page.get_by_text("The findings would stay the same.").wait_for()
    go_by(page, page.get_by_role("button", name="Keep this change"))
    page.locator(".chip", has_text="LDN 3 mg at 8:00").wait_for()
    page.reload()
    expect(page.locator(".chip")).to_have_count(2)
    assert not [each for each in page.seen.addresses if "ldn" in each.lower() or "tram" in each.lower()]


def test_a_change_is_tried_without_a_script(browser: Any, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.link)
    listed(page, "sertraline 100 mg")
    page.locator(".what-if summary").click()
    go_by(page, page.get_by_role("button", name="Try stopping it"))
    expect(page.locator("#tried-head")).to_contain_text("were taken until")
    go_by(page, page.get_by_role("button", name="Keep this change"))
    expect(page.locator(".chip")).to_contain_text("until 20")
    context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_a_change_for_all(browser: Any, served: Served, theme: str) -> None:
    page = opened(browser, served, theme)
    listed(page, *LIST)
    page.locator(".what-if summary").click()
    page.fill("#w-name", "tramadol 50 mg prn")
    page.press("#w-name", "Enter")
    page.locator("#tried-head").wait_for()
    assert violations(page, strict=theme == "contrast") == []
    page.get_by_role("button", name="Change its dose or time").click()
    page.locator("#w-line").wait_for()
    assert violations(page, strict=theme == "contrast") == []
    page.context.close()
