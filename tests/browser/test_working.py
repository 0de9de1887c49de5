"""Is it working, and a trial of one's own, asked by a person with a browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE, Served, expect, fits, go_by, settled, wait_until
from tests.browser.test_access import THEMES, opened, violations
from tests.surfaces.web.journals import WORD, make_journal

#: A trial is simulated some thousand times, in seconds.
SLOW = 4 * PATIENCE


@pytest.fixture(scope="module", autouse=True)
def journal(served: Served) -> None:
    make_journal(served.home / "journal.cotake")


def unlock(page: Any, address: str) -> None:
    """Go to a room by way of the passphrase."""
    page.goto(address)
    page.locator("#f-passphrase").fill(WORD)
    go_by(page, page.locator("#main form button").first)


def drawn(page: Any) -> None:
    page.locator("[data-drawn=yes] svg").first.wait_for()


def test_a_person_asks_whether_it_works(page: Any, served: Served) -> None:
    unlock(page, f"{served.address}/working")
    expect(page).to_have_url(f"{served.address}/working")
    told = expect(page.locator("section.answer"))
    told.to_contain_text("With 4.5 against none pain is")
    told.to_contain_text("Chance it is better at all")
    drawn(page)
    fits(page)
    for head in ("Day by day", "What else could explain it", "Side effects by the dose of LDN"):
        page.get_by_role("heading", name=head).wait_for()
    page.locator("main details summary").filter(has_text="In numbers").click()
    expect(page.locator("table.figures").first.locator("tbody tr")).to_have_count(3)
    page.get_by_text("Ask another way").click()
    page.get_by_label("By the dose of", exact=True).select_option("sertraline")
    go_by(page, page.get_by_role("button", name="Answer"))
    page.get_by_text("It is too early to say").wait_for()
    page.reload()
    page.get_by_text("pain, by the dose of sertraline", exact=False).wait_for()
    page.get_by_label("By the dose of", exact=True).select_option("LDN")
    go_by(page, page.get_by_role("button", name="Answer"))
    page.locator("section.answer", has_text="With 4.5 against none").wait_for()
    settled(page)
    page.go_back()
    page.locator("section.answer").wait_for()
    assert not [each for each in page.seen.addresses if "ldn" in each.lower() or "sertr" in each.lower()]


def test_a_trial_is_planned_simulated_and_fixed(page: Any, served: Served) -> None:
    unlock(page, f"{served.address}/working/design")
    go_by(page, page.get_by_role("button", name="See the trial"))
    page.locator("#told").wait_for()  # that the prescriber agreed was not yet said
    page.seen.noted("422")
    page.get_by_label("My prescriber agreed").check()
    page.get_by_label("Times each dose").fill("2")
    page.get_by_label("Days of a block").fill("5")
    page.get_by_label("Wash-out").fill("0")
    page.get_by_label("Somebody else prepares the doses").check()
    go_by(page, page.get_by_role("button", name="See the trial"))
    page.get_by_text("4 blocks of 5 days: 20 days").wait_for()
    fits(page)
    if page.viewport_size["width"] > 600:  # it takes its time, so once
        page.get_by_role("button", name="Simulate it").click()
        page.locator("#power tr.now").wait_for(timeout=1000 * SLOW)
        drawn(page)  # the rest comes by itself
        page.locator("#power", has_text="one change half-way").wait_for(timeout=1000 * SLOW)
        wait_until(lambda: page.locator("#power form.slow").count() == 0, SLOW)
        settled(page)
    go_by(page, page.get_by_role("button", name="Draw the order and fix it"))
    page.get_by_role("heading", name="The trial that was fixed").wait_for()
    expect(page.get_by_text("as prepared")).to_have_count(4)
    fits(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="The file with the order").click()
    assert taken.value.suggested_filename.startswith("trial-")
    held = json.loads(taken.value.path().read_text())
    assert sorted(each["exposure"] for each in held["blocks"]) == [0, 0, 4.5, 4.5]
    page.goto(f"{served.address}/working")
    page.get_by_text("The trial that was fixed is still running").wait_for()
    go_by(page, page.get_by_role("link", name="The trial that was fixed"))
    page.get_by_text("Give the trial up").first.click()
    page.get_by_label("I am sure").check()
    go_by(page, page.get_by_role("button", name="Give the trial up"))
    page.get_by_role("heading", name="Plan a trial").wait_for()


@pytest.mark.parametrize("theme", THEMES)
def test_nobody_is_left_out(browser: Any, served: Served, theme: str) -> None:
    strict = theme == "contrast"
    page = opened(browser, served, theme)
    unlock(page, f"{served.address}/working")
    page.goto(f"{served.address}/working")
    drawn(page)
    for summary in page.locator("main summary").all():
        summary.click()
    assert violations(page, strict=strict) == []
    page.goto(f"{served.address}/working/design")
    page.get_by_label("Medicine").fill("")
    go_by(page, page.get_by_role("button", name="See the trial"))
    page.get_by_role("heading", name="How often it would tell").wait_for()
    assert violations(page, strict=strict) == []
    go_by(page, page.get_by_role("button", name="Draw the order and fix it"))
    page.get_by_role("heading", name="The trial that was fixed").wait_for()
    for summary in page.locator("main summary").all():
        summary.click()
    assert violations(page, strict=strict) == []
    page.get_by_label("I am sure").check()
    go_by(page, page.get_by_role("button", name="Give the trial up"))
    page.get_by_role("heading", name="Plan a trial").wait_for()
    page.context.close()
