"""The journal as a person uses it: a day in ten seconds, help at once, nothing lost, nothing left open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cotake.journal import Cost, Journal
from tests.browser.conftest import Served, expect, fits, go_by, settled
from tests.browser.test_access import THEMES, opened, violations

WORD = "correct horse battery"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Pages with a journal, which nobody has opened yet."""
    home = tmp_path_factory.mktemp("pages")
    Journal.create(home / "journal.cotake", WORD, cost=Cost(13, 1, 1)).close()
    running = Served(home)
    yield running
    running.stop()


def unlock(page: Any, served: Served) -> None:
    page.goto(f"{served.address}/journal")
    if "/journal/open" in page.url:
        page.fill("#f-passphrase", WORD)
        go_by(page, page.get_by_role("button", name="Open", exact=True))
        expect(page).to_have_url(f"{served.address}/journal")


def write_down(page: Any) -> None:
    """What stands in the form of the day is sent, and was taken."""
    page.get_by_role("button", name="Write it down").click()
    settled(page)
    page.get_by_text("Written down.", exact=True).wait_for()


def test_a_day_is_written_with_four_touches(page: Any, served: Served) -> None:
    unlock(page, served)
    page.locator('.pull:has(#s-mood) input[type="range"]').click()
    expect(page.locator("#s-mood")).to_have_value("5")
    page.locator('.pull:has(#s-pain) input[type="range"]').fill("3")
    expect(page.locator("#s-pain")).to_have_value("3")
    write_down(page)
    expect(page.locator(".written")).to_contain_text("mood 5, pain 3")
    fits(page)
    page.reload()  # sends nothing twice
    expect(page.locator("#s-mood")).to_have_value("")
    page.go_back()
    page.go_forward()


def test_a_day_is_written_with_the_keyboard_alone(page: Any, served: Served) -> None:
    unlock(page, served)

    def to(selector: str) -> None:
        """Go on with the key Tab until it is there."""
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("(each) => document.activeElement.matches(each)", selector):
                return
        raise AssertionError(f"the key Tab does not lead to {selector}")

    to("#s-mood")
    page.keyboard.type("6")
    to("#d-note")
    page.keyboard.type("by keys alone")
    to("button.big")
    page.keyboard.press("Enter")
    page.get_by_text("Written down: 2 entries.").wait_for()
    expect(page.locator(".written")).to_contain_text("by keys alone")
    expect(page.locator(".written")).to_contain_text("mood 6")


def test_what_is_half_written_outlasts_reload_and_lock_and_restart(page: Any, served: Served) -> None:
    unlock(page, served)
    with page.expect_response("**/journal/draft"):
        page.fill("#d-note", "half a thought")
    page.reload()
    expect(page.locator("#d-note")).to_have_value("half a thought")
    go_by(page, page.get_by_role("button", name="Lock"))
    page.get_by_label("Passphrase").wait_for()
    assert "half a thought" not in page.content()
    unlock(page, served)
    page.wait_for_load_state("networkidle")  # the page has asked how long the journal stays open
    expect(page.locator("#d-note")).to_have_value("half a thought")
    served.restart()  # the key was in the memory of the process that is gone
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("The journal was locked meanwhile").wait_for()
    page.seen.noted("401")
    page.fill("#f-passphrase", WORD)
    go_by(page, page.get_by_role("button", name="Open", exact=True))
    page.get_by_text("This is not written down yet.").wait_for()
    expect(page.locator("#d-note")).to_have_value("half a thought")
    write_down(page)
    expect(page.locator(".written")).to_contain_text("half a thought")


def test_a_question_a_screen_and_help_before_all_else(page: Any, served: Served) -> None:
    unlock(page, served)
    go_by(page, page.get_by_role("link", name="Questionnaires"))
    go_by(page, page.get_by_role("link", name="Begin PHQ-9"))
    for place in range(1, 10):
        page.get_by_text(f"Question {place} of 9").wait_for()
        go_by(page, page.get_by_role("button", name="not at all" if place < 9 else "several days"))
    page.get_by_role("alert").get_by_text("988").wait_for()
    settled(page)
    call, score = page.locator(".call").bounding_box(), page.get_by_text("Score: 1").bounding_box()
    assert call["y"] < score["y"] and call["y"] < 300
    go_by(page, page.get_by_role("link", name="More ways to get help"))
    expect(page.get_by_role("link", name="988")).to_have_attribute("href", "tel:988")
    page.go_back()
    go_by(page, page.get_by_role("button", name="Leave it"))
    page.get_by_role("heading", name="Questionnaires").wait_for()


def test_looking_back_draws_the_days_in_the_colours_of_the_page(page: Any, served: Served) -> None:
    unlock(page, served)
    for mood in ("4", "6"):
        page.fill("#s-mood", mood)
        write_down(page)
        page.goto(f"{served.address}/journal")
    go_by(page, page.get_by_role("link", name="Looking back"))
    page.locator("[data-drawn] svg").wait_for()
    fits(page)
    expect(page.get_by_role("row", name="mood")).to_have_count(1)


@pytest.mark.parametrize("theme", THEMES)
def test_no_violation_in_the_journal(browser: Any, served: Served, theme: str) -> None:
    page = opened(browser, served, theme, 320)
    strict = theme == "contrast"
    page.goto(f"{served.address}/journal")
    assert violations(page, strict=strict) == []
    unlock(page, served)
    for room in ("", "/back", "/ask", "/ask/phq-9/1", "/keep", "/bring"):
        page.goto(f"{served.address}/journal{room}")
        for summary in page.locator("main summary").all():
            summary.click()
        assert violations(page, strict=strict) == [], room
        fits(page)
    page.goto(f"{served.address}/help")
    assert violations(page, strict=strict) == []
    page.context.close()


def test_the_page_goes_away_when_nobody_is_there(browser: Any, tmp_path: Path) -> None:
    Journal.create(tmp_path / "journal.cotake", WORD, cost=Cost(13, 1, 1)).close()
    running = Served(tmp_path, "--lock-after", "0.25")
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(running.link)
        unlock(page, running)
        with page.expect_response("**/journal/draft"):
            page.fill("#d-note", "half a thought")
        page.wait_for_url("**/journal/open")
        assert "half a thought" not in page.content()
        Journal.open(tmp_path / "journal.cotake", WORD).close()  # it is free for other programs
        unlock(page, running)
        expect(page.locator("#d-note")).to_have_value("half a thought")
    finally:
        context.close()
        running.stop()
