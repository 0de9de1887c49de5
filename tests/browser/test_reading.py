"""The article on the list, and what people claim, read by a person with a browser."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.conftest import expect, fits, go_by
from tests.browser.test_check import add


def test_the_guide_is_about_the_list(page: Any) -> None:
    go_by(page, page.get_by_role("link", name="Guide"))
    go_by(page, page.get_by_role("link", name="To the list"))
    add(page, "LDN 4.5 mg")
    add(page, "sertraline 100 mg")
    go_by(page, page.get_by_role("link", name="Guide"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Low-dose naltrexone with sertraline")
    heads = page.get_by_role("heading", level=2).all_inner_texts()
    assert "The short answer" in heads and "Sources" in heads
    mark = page.locator("sup a").first
    number = mark.inner_text()
    mark.click()
    expect(page.locator(f"#source-{number}")).to_be_in_viewport()
    fits(page)


def test_the_guide_for_a_clinician_is_worded_for_one(page: Any) -> None:
    add(page, "LDN 4.5 mg")
    add(page, "tramadol 50 mg")
    go_by(page, page.get_by_role("link", name="Guide"))
    for_me = page.locator("article").inner_text()
    page.get_by_text("View", exact=True).click()
    page.get_by_label("Worded for").select_option("clinician")
    go_by(page, page.get_by_role("button", name="Apply"))
    expect(page).to_have_url(re.compile("/guide$"))
    assert page.locator("article").inner_text() != for_me


def test_a_guide_to_a_list_that_is_not_whole_says_so(page: Any) -> None:
    add(page, "sertraline 50 mg")
    add(page, "blorbamine 20 mg")
    go_by(page, page.get_by_role("link", name="Guide"))
    expect(page.locator("main")).to_contain_text("was not fully checked")


def test_what_was_heard_is_rated_against_the_trials(page: Any) -> None:
    """One small trial and a Cochrane review: LDN for Crohn's disease is overstated, and is not a cure."""
    go_by(page, page.get_by_role("link", name="Claims"))
    page.get_by_label("What did you hear?").fill("LDN helps Crohn's")
    page.get_by_role("button", name="Look it up").click()
    claim = page.locator(".claim").first
    expect(claim).to_contain_text("overstated")
    expect(claim).to_contain_text("one small study")
    expect(page).to_have_url(re.compile("/claims$"))
    assert not [each for each in page.seen.addresses if "crohn" in each.lower()]


def test_what_no_record_knows_is_not_called_untrue(page: Any) -> None:
    go_by(page, page.get_by_role("link", name="Claims"))
    page.get_by_label("What did you hear?").fill("moonstone water heals warts")
    page.get_by_role("button", name="Look it up").click()
    page.locator("main").get_by_text("That says nothing of whether it is true.").wait_for()


def test_claims_on_what_is_in_the_list_are_there_unasked(page: Any) -> None:
    go_by(page, page.get_by_role("link", name="Claims"))
    expect(page.locator("main")).to_contain_text("Your list is empty.")
    page.goto(page.url.replace("/claims", "/"))
    add(page, "LDN 4.5 mg")
    go_by(page, page.get_by_role("link", name="Claims"))
    assert page.locator(".claim").count() >= 3
