"""A plan is drawn and its steps are moved, by a person with a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import Served, expect, fits, focused, go_by, settled
from tests.browser.test_access import THEMES, opened, violations

LDN = {"name": "LDN", "start": "0.5 mg", "target": "4.5 mg", "step": "0.5 mg", "every": "14",
       "begin": "2026-12-01"}  # fmt: skip


def draw(page: Any, **more: str) -> None:
    """From the page of the plan, with its form open."""
    for name, value in {**LDN, **more}.items():
        page.fill(f"#f-{name}", value)
    page.get_by_role("button", name="Draw the plan").click()
    page.locator("[data-plan]").wait_for()
    page.wait_for_load_state()


def unfold(page: Any) -> None:
    """All that is folded on the page and shown at this width."""
    for summary in page.locator("main summary").all():
        if summary.is_visible():
            summary.click()


def begins(page: Any, step: int, day: str) -> None:
    expect(page.locator(f"#step-{step} time").first).to_have_attribute("datetime", day)


def test_a_plan_is_drawn_and_a_step_moved_by_its_buttons(page: Any, served: Served) -> None:
    page.goto(f"{served.address}/plan")
    draw(page)
    expect(page.locator(".steps > li")).to_have_count(9)
    fits(page)
    page.locator("#step-2 summary").click()
    button = page.get_by_role("button", name="Step 2: a day later")
    for day in ("2026-12-16", "2026-12-17"):  # the hand stays on it
        button.press("Enter")
        begins(page, 2, day)
        settled(page)
        focused(page, '[data-key="2:1"]')
    expect(page.locator("#moved")).to_contain_text("Step 2 now begins on 17 December 2026")
    page.reload()
    begins(page, 2, "2026-12-17")
    begins(page, 3, "2026-12-31")
    page.goto(served.address)
    page.go_back()
    begins(page, 2, "2026-12-17")
    assert not [each for each in page.seen.addresses if "ldn" in each.lower()]


def test_what_is_wrong_is_told_and_what_was_typed_stays(page: Any, served: Served) -> None:
    page.goto(f"{served.address}/plan")
    page.fill("#f-name", "LDN")
    page.fill("#f-start", "half a tablet")
    page.get_by_role("button", name="Draw the plan").click()
    page.get_by_text("An amount has its unit").wait_for()
    focused(page, "#f-start")
    expect(page.locator("#f-start")).to_have_value("half a tablet")
    page.seen.noted("422")


@pytest.fixture
def wide(browser: Any, served: Served) -> Any:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/plan")
    draw(page)
    settled(page)
    yield page
    context.close()


def test_a_step_is_dragged_to_another_day(wide: Any) -> None:
    grip, day = wide.locator('.grip[data-step="2"]'), wide.locator('td[data-day="2026-12-19"]')
    grip.scroll_into_view_if_needed()
    settled(wide)
    start, end = grip.bounding_box(), day.bounding_box()
    wide.mouse.move(start["x"] + start["width"] - 8, start["y"] + 8)
    wide.mouse.down()
    wide.mouse.move(end["x"] + 20, end["y"] + 20, steps=4)
    expect(day).to_contain_class("aim")
    wide.mouse.up()
    begins(wide, 2, "2026-12-19")
    begins(wide, 3, "2027-01-02")


def test_a_step_is_moved_by_the_arrow_keys(wide: Any) -> None:
    wide.locator('.grip[data-step="3"]').focus()
    for key in ("ArrowDown", "ArrowLeft"):
        wide.keyboard.press(key)
    expect(wide.locator("#picked")).to_have_text(re.compile(r"^Step 3 to 4 January 2027\."))
    wide.keyboard.press("Escape")
    expect(wide.locator("#picked")).to_be_empty()
    expect(wide.locator("td.aim")).to_have_count(0)
    begins(wide, 3, "2026-12-29")
    wide.keyboard.press("ArrowRight")
    wide.keyboard.press("Enter")
    begins(wide, 3, "2026-12-30")
    focused(wide, '.grip[data-step="3"]')


def test_the_calendar_is_handed_on_as_a_file(wide: Any) -> None:
    with wide.expect_download() as downloaded:
        wide.get_by_role("button", name="Calendar file").click()
    assert downloaded.value.suggested_filename == "plan.ics"
    assert "BEGIN:VCALENDAR" in downloaded.value.path().read_text()


def test_all_of_it_without_a_script(browser: Any, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/plan")
    draw(page)
    expect(page.locator(".grip:visible")).to_have_count(0)
    page.locator("#step-2 summary").click()
    page.fill("#on-2", "2026-12-20")
    go_by(page, page.get_by_role("button", name="Move step 2 to this day"))
    begins(page, 2, "2026-12-20")
    context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_it_can_be_read_in_every_theme(browser: Any, served: Served, theme: str) -> None:
    page = opened(browser, served, theme, 1200)
    strict = theme == "contrast"
    page.goto(f"{served.address}/plan")
    draw(page, target="1.5 mg")  # a short one, for it takes long to look through a calendar
    settled(page)
    unfold(page)
    assert violations(page, strict=strict) == []
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)
    if strict:
        assert violations(page, strict=True) == []
    page.goto(served.address)
    page.fill("#f-name", "tramadol 50 mg")
    page.click("button.main")
    page.locator(".chip", has_text="tramadol").wait_for()
    page.goto(f"{served.address}/plan")
    page.get_by_text("No plan is drawn").wait_for()
    assert violations(page, strict=strict) == []
    page.context.close()
