"""What the studies show, read by a person with a browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Served, fits, go_by, settled
from tests.browser.test_access import THEMES, opened, violations


def look_up(page: Any, served: Served, name: str) -> None:
    page.goto(f"{served.address}/evidence")
    page.fill("#f-name", name)
    page.press("#f-name", "Enter")  # names that are offered may lie over the button
    page.get_by_role("heading", name=name, level=1).wait_for()


def test_from_a_name_to_a_forest_plot_with_its_figures(page: Any, served: Served) -> None:
    look_up(page, served, "LDN")
    assert page.locator(".outcome").count() > 8
    fits(page)
    go_by(page, page.get_by_role("link", name="Pain", exact=True))
    drawn = page.locator("[data-drawn] svg")
    drawn.wait_for()
    assert drawn.evaluate("(svg) => svg.width.baseVal.value <= svg.parentElement.offsetWidth")
    settled(page)
    assert page.get_by_role("row").count() >= 6
    fits(page)
    assert page.locator(".sources li").count() > 3
    page.reload()
    page.locator(".chart svg").wait_for()
    page.go_back()
    page.locator(".outcome").first.wait_for()
    assert not [each for each in page.seen.addresses if "ldn" in each.lower() or "naltrex" in each.lower()]


@pytest.mark.parametrize("theme", THEMES)
def test_it_can_be_read_in_every_theme(browser: Any, served: Served, theme: str) -> None:
    page = opened(browser, served, theme)
    strict = theme == "contrast"
    page.goto(f"{served.address}/evidence")
    assert violations(page, strict=strict) == []
    look_up(page, served, "LDN")
    assert violations(page, strict=strict) == []
    go_by(page, page.get_by_role("link", name="People with much less pain"))
    page.locator(".chart svg").wait_for()
    for summary in page.locator("main summary").all():
        summary.click()
    assert violations(page, strict=strict) == []
    page.context.close()
