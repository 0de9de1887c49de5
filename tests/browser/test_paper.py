"""What is printed, and what fits the narrowest phone, in the longest of our languages."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Served, expect, fits, go_by, settled
from tests.browser.test_check import add, answer


@pytest.fixture
def spanish(browser: Any, served: Served) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="es-ES")
    page = context.new_page()
    page.goto(served.link)
    yield page
    context.close()


def test_an_answer_is_on_the_paper_whatever_it_is(page: Any) -> None:
    """A good answer and a bad one alike: nobody may hold a sheet that says nothing."""
    add(page, "LDN 4.5 mg")
    add(page, "sertraline 100 mg")
    page.emulate_media(media="print", color_scheme="dark")
    answer(page).to_have_text("Nothing was found that needs action.")
    expect(page.locator("#answer-head")).to_be_visible()
    expect(page.locator("form.clear")).to_be_hidden()
    expect(page.locator(".add")).to_be_hidden()
    ink = "getComputedStyle(document.body).color + getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ink) == "rgb(0, 0, 0)rgb(255, 255, 255)"


def test_the_head_is_whole_and_its_targets_are_large_with_an_open_journal(
    spanish: Any, served: Served
) -> None:
    spanish.goto(f"{served.address}/journal")
    spanish.fill("#f-passphrase", "correct horse battery")
    spanish.fill("#f-again", "correct horse battery")
    go_by(spanish, spanish.locator("main button.main"))
    spanish.locator("[data-lock]").wait_for()
    settled(spanish)
    for each in (".brand", "[data-lock]", ".help", ".look > summary"):
        box = spanish.locator(each).bounding_box()
        assert 44 <= box["height"] < 60, each
    for room in ("/journal", "/help", "/plan"):
        spanish.goto(f"{served.address}{room}")
        fits(spanish)


def test_the_figures_of_an_outcome_fit_the_narrowest_phone(spanish: Any, served: Served) -> None:
    for name in ("LDN 4.5 mg", "sertraline 100 mg"):
        spanish.fill("#f-name", name)
        spanish.locator(".add button.main").click()
        spanish.locator(".chip", has_text=name).wait_for()
    spanish.goto(f"{served.address}/evidence")
    go_by(spanish, spanish.locator("main a[href^='/evidence/']").first)
    go_by(spanish, spanish.locator(".outcome h3 a").nth(1))
    spanish.locator(".studies").wait_for()
    fits(spanish)


def test_what_is_folded_on_the_screen_is_on_the_paper(page: Any, tmp_path: Path) -> None:
    """How it comes about, the sources, what was assumed; not the forms, which nobody fills in there."""
    add(page, "LDN 4.5 mg")
    add(page, "tramadol 50 mg prn")
    folded = [page.locator(each).first for each in (".chain li", ".card .sources li", ".assumed li")]
    assert not any(each.is_visible() for each in folded)
    page.emulate_media(media="print")
    assert all(each.is_visible() for each in folded)
    for label in ("Kidney function (eGFR)", "Dose", "One more"):
        assert page.get_by_label(label, exact=True).is_hidden()
    if reader := shutil.which("pdftotext"):
        texts = [each.evaluate("(each) => each.firstChild.textContent").split() for each in folded]
        page.pdf(path=tmp_path / "answer.pdf")
        read = subprocess.run(
            [reader, tmp_path / "answer.pdf", "-"], capture_output=True, text=True, check=True
        )
        printed = " ".join(read.stdout.split())
        for each in texts:
            assert " ".join(each) in printed
    page.emulate_media(media="screen")
    assert not any(each.is_visible() for each in folded)
