"""cotake is stopped while its pages are open."""

from __future__ import annotations

from typing import Any

from tests.browser.conftest import Served, expect, fits
from tests.browser.test_access import violations


def test_a_browser_says_that_it_does_not_run_and_keeps_nothing_of_the_person(
    browser: Any, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="en-GB")
    page = context.new_page()
    page.goto(served.link)
    page.get_by_role("combobox").fill("lisinopril 10 mg")
    page.get_by_role("button", name="Add to the list").click()
    page.locator(".chip", has_text="lisinopril 10 mg").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    served.stop()
    page.goto(f"{served.address}/guide")
    page.get_by_role("heading", name="cotake does not run").wait_for()
    expect(page.get_by_role("link", name="988")).to_be_visible()
    assert violations(page) == []
    fits(page)
    kept = page.evaluate(
        "caches.keys().then((all) => Promise.all(all.map((name) => caches.open(name)"
        ".then((cache) => cache.keys()).then((held) => held.map((each) => new URL(each.url).pathname)))))"
    )
    assert kept and all(path.startswith(("/offline/", "/static/")) for held in kept for path in held)
    served.start()
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    page.goto(served.address)
    expect(page.locator(".chip", has_text="lisinopril 10 mg")).to_have_count(1)
    context.close()
