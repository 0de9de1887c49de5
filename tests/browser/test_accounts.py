"""The pages over a network, as two people who share a browser meet them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cotake.surfaces.web import Accounts
from tests.browser.conftest import Served, expect, fits, go_by
from tests.browser.test_access import THEMES, violations
from tests.surfaces.web.test_public import OTHER, PASSWORD
from tests.surfaces.web.test_public import certificate as certificate


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, certificate: tuple[Path, Path]) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("public")
    accounts = Accounts(home / "accounts.json")
    accounts.add("ann", PASSWORD)
    accounts.add("bob", OTHER)
    files = ("--certificate", str(certificate[0]), "--private-key", str(certificate[1]))
    running = Served(home, "--public", "--name", "localhost", "--host", "127.0.0.1", *files)
    yield running
    running.stop()


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, ignore_https_errors=True)
    opened = context.new_page()
    opened.goto(served.link)
    yield opened
    context.close()


def sign_in(page: Any, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    go_by(page, page.get_by_role("button", name="Sign in"))


def test_one_after_the_other_each_finds_nothing_of_the_other(page: Any, served: Served) -> None:
    assert page.url.endswith("/sign-in")
    sign_in(page, "ann", OTHER)
    page.get_by_text("Name and password do not belong together.").wait_for()
    sign_in(page, "ann", PASSWORD)
    page.get_by_role("heading", name="Can I take these together?").wait_for()
    page.fill("#f-name", "LDN 4.5 mg")
    page.get_by_role("button", name="Add to the list").click()
    page.locator(".chip", has_text="LDN 4.5 mg").wait_for()
    page.fill("#f-name", "half a name")
    go_by(page, page.get_by_role("button", name="Sign out"))
    expect(page).to_have_url(re.compile("/sign-in$"))
    assert page.evaluate("Object.keys(sessionStorage).length") == 0
    page.go_back()
    page.get_by_label("Password").wait_for()
    expect(page.locator(".chip")).to_have_count(0)
    page.goto(served.link)
    sign_in(page, "bob", OTHER)
    page.get_by_role("heading", name="Can I take these together?").wait_for()
    expect(page.locator("#f-name")).to_have_value("")
    expect(page.locator(".chip")).to_have_count(0)
    fits(page)


@pytest.mark.parametrize("theme", THEMES)
def test_no_violation_at_the_door(page: Any, theme: str) -> None:
    page.get_by_text("View", exact=True).click()
    page.get_by_label("Colours").select_option(theme)
    go_by(page, page.get_by_role("button", name="Apply"))
    expect(page).to_have_url(re.compile("/sign-in$"))
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    assert violations(page, strict=theme == "contrast") == []
