"""How much of each there is, and when, seen by a person with a browser."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.browser.conftest import Served, expect, fits, go_by, settled
from tests.browser.test_access import THEMES, opened, violations

LIST = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily", "blorbamine 20 mg")


def listed(page: Any, *lines: str) -> None:
    for line in lines:
        page.fill("#f-name", line)
        page.press("#f-name", "Enter")
        page.locator(".chip", has_text=line).wait_for()


def drawn(page: Any, number: int) -> None:
    """So many charts, and each is drawn."""
    expect(page.locator("[data-spec]")).to_have_count(number)
    expect(page.locator("[data-drawn]")).to_have_count(number)


def test_levels_are_drawn_and_drawn_otherwise(page: Any, served: Served) -> None:
    listed(page, *LIST)
    go_by(page, page.get_by_role("link", name="Levels"))
    drawn(page, 4)
    settled(page)
    assert page.locator("[data-spec] svg path").count() > 4
    expect(page.locator(".gap").first).to_contain_text("blorbamine")
    page.locator("label", has_text="28").first.click()
    page.get_by_role("button", name="Draw").click()
    page.get_by_text("28 days from").first.wait_for()
    settled(page)
    page.get_by_text("Missed doses").click()
    page.locator(".missed label").nth(19).click()
    page.get_by_role("button", name="Draw").click()
    page.get_by_text("The grey days").wait_for()
    drawn(page, 4)
    page.reload()
    expect(page.locator(".missed input").nth(19)).to_be_checked()
    drawn(page, 4)
    fits(page)
    page.go_back()
    page.go_forward()
    drawn(page, 4)
    assert not [each for each in page.seen.addresses if "sertral" in each.lower()]


def test_how_long_one_that_was_stopped_stays_comes_by_itself(page: Any, served: Served) -> None:
    listed(page, f"sertraline 50 mg daily until {date.today() - timedelta(days=2)}")
    page.goto(f"{served.address}/day")
    page.locator(".gone li").first.wait_for()
    expect(page.locator(".gone")).to_contain_text("Stopped on")


def test_figures_without_a_script(browser: Any, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(served.link)
    listed(page, "sertraline 100 mg daily")
    page.goto(f"{served.address}/day")
    page.locator("label", has_text="14").first.click()
    go_by(page, page.get_by_role("button", name="Draw"))
    expect(page.locator(".status")).to_contain_text("14 days from")
    expect(page.locator(".figures td").first).not_to_be_empty()
    context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_levels_for_all(browser: Any, served: Served, theme: str) -> None:
    page = opened(browser, served, theme)
    listed(page, *LIST[:1], *LIST[2:])
    page.goto(f"{served.address}/day")
    page.locator("[data-drawn]").first.wait_for()
    for summary in page.locator("main summary").all():
        summary.click()
    assert violations(page, strict=theme == "contrast") == []
    page.context.close()


def test_an_empty_list_and_what_stays_for_all(browser: Any, served: Served) -> None:
    page = opened(browser, served, "contrast", width=320)
    page.goto(f"{served.address}/day")
    assert violations(page, strict=True) == []
    page.goto(served.address)
    listed(page, *LIST)
    page.goto(f"{served.address}/day/after")
    page.locator(".gone li").first.wait_for()
    assert violations(page, strict=True) == []
    page.context.close()
