"""All that is known of a medicine, at an address that does not name it."""

from __future__ import annotations

from typing import Any

import pytest

from cotake.knowledge import Library
from cotake.surfaces.web.medicines._view import medicine_view
from tests.browser.conftest import expect, fits, go_by, settled
from tests.browser.test_check import add


def look_up(page: Any, text: str) -> None:
    go_by(page, page.get_by_role("link", name="Medicines"))
    page.get_by_role("combobox", name="Medicine, supplement or drink").fill(text)
    go_by(page, page.get_by_role("button", name="Look it up"))


def test_everything_with_its_sources(page: Any) -> None:
    look_up(page, "Zoloft")
    page.get_by_role("heading", name="Sertraline", level=1).wait_for()
    settled(page)
    told = page.locator("article").inner_text()
    for part in ("What it does", "How the body clears it", "What was reviewed", "Sources"):
        assert part in told
    assert "inhibitor at the serotonin transporter" in told
    assert "read in full" in told or "read as an abstract" in told
    expect(page.locator("table.plain tbody tr")).to_have_count(18)
    fits(page)
    assert not [each for each in page.seen.addresses if "sertr" in each.lower() or "zolof" in each.lower()]
    page.reload()
    page.get_by_role("heading", name="Sertraline", level=1).wait_for()


def test_a_combination_is_each_of_its_parts(page: Any) -> None:
    look_up(page, "Percocet")
    page.get_by_role("link", name="Oxycodone").wait_for()
    go_by(page, page.get_by_role("link", name="Paracetamol"))
    page.get_by_role("heading", name="Paracetamol", level=1).wait_for()


def test_what_is_not_known_is_offered_what_it_may_mean(page: Any) -> None:
    look_up(page, "blorbex")
    page.get_by_text("No record is called “blorbex”.").wait_for()
    expect(page.locator("main")).to_contain_text("Perhaps you mean: Tivorbex")


def test_those_of_the_list_are_a_tap_away(page: Any) -> None:
    add(page, "LDN 4.5 mg")
    go_by(page, page.get_by_role("link", name="Medicines"))
    go_by(page, page.get_by_role("link", name="Naltrexone"))
    page.get_by_role("heading", name="Naltrexone", level=1).wait_for()


@pytest.mark.parametrize("audience", ["person", "clinician"])
def test_every_record_can_be_shown(library: Library, audience: Any) -> None:
    """No fact of any record is left without words or without a source of the list."""
    for name in library.ids("substances"):
        view = medicine_view(library.substance(name), library, audience)
        numbers = {each.number for each in view.sources}
        facts = [view.about, *(fact for part in view.parts for fact in part.facts)]
        assert all(fact.text or fact.strong for fact in facts), name
        assert all(set(fact.marks) <= numbers for fact in facts), name
        assert view.reviewed or view.open
