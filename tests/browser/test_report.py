"""The page for the appointment, put together and taken along by a person with a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import Served, expect, fits, go_by, settled
from tests.browser.test_access import THEMES, opened, violations
from tests.browser.test_check import add
from tests.browser.test_working import drawn, unlock
from tests.surfaces.web.journals import EVENT, NOTE, make_journal


@pytest.fixture(scope="module", autouse=True)
def journal(served: Served) -> None:
    make_journal(served.home / "journal.cotake")


def handed(page: Any) -> Any:
    """What the page for the appointment says, once it is not being made anew."""
    settled(page)
    return expect(page.locator(".handed"))


def test_it_is_seen_before_it_is_handed_on(page: Any, served: Served) -> None:
    page.goto(f"{served.address}/report")
    page.get_by_text("There is nothing to hand on yet").locator("visible=true").first.wait_for()
    fits(page)
    page.goto(served.address)
    for text in ("LDN 4.5 mg", "tramadol 50 mg prn"):
        add(page, text)
    page.goto(f"{served.address}/report")
    page.get_by_text("The journal is locked").wait_for()
    handed(page).to_contain_text("1 Avoid")
    handed(page).not_to_contain_text("What was scored")
    unlock(page, f"{served.address}/report/unlock")
    expect(page).to_have_url(re.compile(f"^{served.address}/report(#.*)?$"))
    drawn(page)
    fits(page)
    handed(page).not_to_contain_text(EVENT)
    page.get_by_label("Events, word for word").check()
    page.locator(".handed", has_text=EVENT).wait_for()
    page.get_by_label("What the medicines do together").uncheck()
    handed(page).not_to_contain_text("1 Avoid")
    assert NOTE not in page.content()
    page.get_by_label("Your own questions").fill("May I take it in the morning?")
    page.keyboard.press("Tab")
    page.locator(".handed", has_text="May I take it in the morning?").wait_for()
    expect(page.locator("#said")).to_contain_text("Questions")
    settled(page)
    page.reload()
    handed(page).to_contain_text(EVENT)
    handed(page).to_contain_text("May I take it in the morning?")
    page.go_back()
    page.go_forward()
    expect(page.get_by_label("Your own questions")).to_have_value("May I take it in the morning?")
    for name, ending in (("As PDF", "pdf"), ("As text", "txt")):
        with page.expect_download() as taken:
            page.get_by_role("button", name=name).click()
        assert taken.value.suggested_filename.endswith(f".{ending}")
    assert EVENT in taken.value.path().read_text()
    assert not [each for each in page.seen.addresses if "ldn" in each.lower() or "trama" in each.lower()]


def test_without_scripts_it_works_as_well(browser: Any, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.link)
    page.fill("#f-name", "LDN 4.5 mg")
    go_by(page, page.locator("button.main"))
    page.goto(f"{served.address}/report")
    page.get_by_label("What stands at the top").fill('Anna "<i>" Example')
    go_by(page, page.get_by_role("button", name="See the page"))
    expect(page.locator(".handed")).to_contain_text('Anna "<i>" Example')
    assert page.locator(".handed i").count() == 0
    with page.expect_download() as taken:
        page.get_by_role("button", name="As HTML").click()
    assert "Anna &quot;&lt;i&gt;&quot; Example" in taken.value.path().read_text()
    context.close()


def test_on_paper_there_is_the_page_alone(page: Any, served: Served) -> None:
    add(page, "LDN 4.5 mg")
    page.goto(f"{served.address}/report")
    page.emulate_media(media="print")
    expect(page.locator(".handed")).to_be_visible()
    for name in ("As PDF", "See the page"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()


@pytest.mark.parametrize("theme", THEMES)
def test_nobody_is_left_out(browser: Any, served: Served, theme: str) -> None:
    strict = theme == "contrast"
    page = opened(browser, served, theme)
    page.goto(f"{served.address}/report")
    assert violations(page, strict=strict) == []
    page.goto(served.address)
    for text in ("LDN 4.5 mg", "tramadol 50 mg prn", "blorbamine 20 mg"):
        add(page, text)
    unlock(page, f"{served.address}/report/unlock")
    page.goto(f"{served.address}/report")
    drawn(page)
    for summary in page.locator("main summary").all():
        summary.click()
    assert violations(page, strict=strict) == []
    page.context.close()
