"""With a keyboard alone, with a screen reader, in every theme: no violation that axe-core knows."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Served, expect, focused, go_by, settled

THEMES = ("light", "dark", "contrast")
LIST = ("LDN 4.5 mg", "tramadol 50 mg prn", "sertraline 100 mg", "fluconazole 200 mg", "blorbamine 20 mg")


def violations(page: Any, *, strict: bool = False) -> list[str]:
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": [*tags, "wcag2aaa"] if strict else tags}
    settled(page)
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def opened(browser: Any, served: Served, theme: str, width: int = 390) -> Any:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(served.link)
    page.get_by_text("View", exact=True).click()
    page.get_by_label("Colours").select_option(theme)
    go_by(page, page.get_by_role("button", name="Apply"))
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    return page


@pytest.mark.parametrize("theme", THEMES)
def test_the_list_and_its_answer(browser: Any, served: Served, theme: str) -> None:
    page = opened(browser, served, theme)
    assert violations(page, strict=theme == "contrast") == []
    for text in LIST:
        page.fill("#f-name", text)
        page.click("button.main")
        page.locator(".chip", has_text=text).wait_for()
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page, strict=theme == "contrast") == []
    page.context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_what_there_is_to_read(browser: Any, served: Served, theme: str) -> None:
    page = opened(browser, served, theme)
    for room in ("/guide", "/claims", "/care", "/evidence", "/day"):
        page.goto(f"{served.address}{room}")
        assert violations(page, strict=theme == "contrast") == []
    page.goto(served.address)
    for text in LIST[:3]:
        page.fill("#f-name", text)
        page.click("button.main")
        page.locator(".chip", has_text=text).wait_for()
    for room in ("/guide", "/claims"):
        page.goto(f"{served.address}{room}")
        for summary in page.locator("main summary").all():
            summary.click()
        assert violations(page, strict=theme == "contrast") == []
    page.goto(f"{served.address}/medicines")
    assert violations(page, strict=theme == "contrast") == []
    go_by(page, page.get_by_role("link", name="Sertraline"))
    page.get_by_role("heading", name="Sertraline", level=1).wait_for()
    assert violations(page, strict=theme == "contrast") == []
    page.context.close()


@pytest.mark.parametrize("theme", THEMES)
def test_closed_doors_and_errors(browser: Any, served: Served, theme: str) -> None:
    page = opened(browser, served, theme)
    page.goto(f"{served.address}/nowhere")
    assert violations(page, strict=theme == "contrast") == []
    page.goto(served.address)
    page.get_by_role("button", name="Add to the list").click()
    page.get_by_text("Write what is taken.").wait_for()
    assert violations(page, strict=theme == "contrast") == []
    page.context.clear_cookies()  # the choice of colours goes with them
    page.goto(served.address)
    assert violations(page) == []
    page.context.close()


def test_everything_with_the_keyboard(browser: Any, served: Served) -> None:
    """From the address to an answer and a change without a mouse; the focus is always on something."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.link)

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the page")
    page.keyboard.press("Enter")
    focused(page, "#main")
    page.keyboard.press("Tab")
    focused(page, "#f-name")
    for text in ("LDN 4.5 mg", "tramadol 50 mg"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.locator(".chip", has_text=text).wait_for()
        settled(page)
        focused(page, "#f-name")
    expect(page.locator("#answer-head")).to_contain_text("1 to avoid")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(":focus")).to_have_attribute("aria-label", "Take “tramadol 50 mg” off the list")
    page.keyboard.press("Enter")
    page.locator(".chip", has_text="tramadol").wait_for(state="detached")
    context.close()


def test_an_answer_is_said_in_one_sentence_and_the_focus_is_never_lost(
    browser: Any, served: Served
) -> None:
    """The place of what is said stays on the page: one that comes with its words is not read out."""
    page = opened(browser, served, "light")
    page.evaluate("document.getElementById('spoken').dataset.same = 'yes'")
    for text in ("LDN 4.5 mg", "tramadol 50 mg"):
        page.fill("#f-name", text)
        page.locator(".add button.main").click()
        page.locator(".chip", has_text=text).wait_for()
    settled(page)
    told = page.locator("#answer-head").inner_text()
    expect(page.locator("#spoken[data-same][role=status]")).to_have_text(told)
    page.goto(f"{served.address}/claims")
    page.fill("#f-heard", "LDN helps Crohn's disease")
    page.get_by_role("button", name="Look it up").click()
    expect(page.locator("#spoken")).not_to_be_empty()
    settled(page)
    assert page.evaluate("document.activeElement !== document.body")
    page.context.close()
