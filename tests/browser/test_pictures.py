"""Every room as people see it: pictures of them, in docs/pictures when COTAKE_PICTURES is set.

`make pictures` writes them. Each run makes them, sees that nothing stands out over the edge, and that the
manual shows each of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cotake.journal import Cost, Journal
from tests.browser.conftest import Served, expect, fits, go_by

MANUAL = Path(__file__).parents[2] / "docs"
WORD = "correct horse battery"
NOW = datetime(2026, 12, 1, 19, 30, tzinfo=UTC)
DAYS = 60
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
TWO = ("LDN 4.5 mg at night", "sertraline 100 mg")
TWELVE = (
    "sertraline 100 mg daily", "apixaban 5 mg bid", "metoprolol succinate 50 mg", "lisinopril 10 mg",
    "hydrochlorothiazide 25 mg", "atorvastatin 20 mg", "ibuprofen 400 mg as needed", "levothyroxine 75 mcg",
    "omeprazole 20 mg", "tramadol 50 mg as needed", "amlodipine 5 mg", "vitamin D 1000 IU",
)  # fmt: skip


def fill(path: Path) -> None:
    """Sixty days of a journal: twenty without, then two steps of a dose; mood and pain follow slowly."""
    draw = Random(4)
    with Journal.create(path, WORD, cost=Cost(13, 1, 1)) as journal:
        for number in range(DAYS):
            at = NOW - timedelta(days=DAYS - number, minutes=draw.randint(0, 90))
            mg = 0.0 if number < 20 else 1.5 if number < 40 else 3.0
            better = min(1.0, max(0, number - 20) / 14)
            mood = round(min(10, max(0, 4 + 2 * better + draw.gauss(0, 1))))
            pain = round(min(10, max(0, 6 - 2.2 * better + draw.gauss(0, 1))))
            journal.add("scores", {"mood": mood, "pain": pain, "sleep": draw.randint(4, 7)}, at=at)
            taken = "taken" if mg else "skipped"
            journal.add("dose", {"medicine": "LDN", "taken": taken, "dose": f"{mg or 1.5:g} mg"}, at=at)
            if 20 <= number < 26:
                journal.add("scores", {"side:vivid-dreams": 26 - number}, at=at)
        journal.add("event", {"text": "a cold"}, at=NOW - timedelta(days=31))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("pages")
    fill(home / "journal.cotake")
    running = Served(home, at=NOW)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if os.environ.get("COTAKE_PICTURES"):
        (MANUAL / "pictures").mkdir(exist_ok=True)
        return MANUAL / "pictures"
    return tmp_path_factory.mktemp("pictures")


class Camera:
    """A browser of one size, that goes from room to room."""

    def __init__(self, page: Any, served: Served, folder: Path, size: str) -> None:
        self.page, self.served, self.folder, self.size = page, served, folder, size

    def go(self, path: str) -> None:
        self.page.goto(f"{self.served.address}{path}")

    def take(self, name: str, at: str = "") -> None:
        """A picture of what stands on the screen, from the top or from a place of the page on."""
        fits(self.page)
        self.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        if at:
            self.page.locator(at).first.evaluate("each => each.scrollIntoView({behavior: 'instant'})")
        self.page.evaluate("document.activeElement?.blur()")
        path = self.folder / f"{name}-{self.size}.png"
        self.page.screenshot(path=path, animations="disabled")
        assert path.stat().st_size > 5_000, name

    def list(self, *names: str) -> None:
        """Another list."""
        self.go("/")
        if self.page.locator("form.clear").count():
            self.page.locator("form.clear button").click()
            self.page.locator("form.clear").wait_for(state="detached")
        for name in names:
            self.page.fill("#f-name", name)
            self.page.locator(".add button.main").click()
            self.page.locator(".chip", has_text=name).wait_for()


def of_the_list(camera: Camera) -> None:
    page = camera.page
    camera.go("/")
    camera.take("check-empty")
    camera.list("LDN 4.5 mg at night")
    camera.take("check-one")
    camera.list(*TWO)
    camera.take("check", "#answer")
    for room in ("guide", "claims", "evidence"):
        camera.go(f"/{room}")
        camera.take(room)
    go_by(page, page.locator("main a[href^='/evidence/']").first)
    camera.take("evidence-topic")
    camera.go("/day")
    page.locator("[data-drawn]").first.wait_for()
    camera.take("levels", "[data-drawn]")
    camera.go("/medicines")
    go_by(page, page.get_by_role("link", name="Sertraline"))
    page.get_by_role("heading", name="Sertraline", level=1).wait_for()
    camera.take("medicine")
    camera.list("LDN 4.5 mg", "tramadol 50 mg prn", "blorbamine 20 mg")
    camera.take("check-avoid", "#answer")
    camera.list(*TWELVE)
    camera.take("check-twelve", "#answer")
    page.locator(".pairs").first.evaluate("each => each.open = true")
    camera.take("check-pairs", ".pairs")


def of_the_person(camera: Camera) -> None:
    page = camera.page
    camera.list(*TWO)
    camera.go("/plan")
    asked = {"name": "LDN", "start": "1.5 mg", "target": "4.5 mg", "step": "1.5 mg", "every": "14"}
    for name, value in {**asked, "begin": "2026-12-07"}.items():
        page.fill(f"#f-{name}", value)
    page.get_by_role("button", name="Draw the plan").click()
    page.locator("[data-plan]").wait_for()
    camera.take("plan", "[data-plan]")
    camera.go("/journal")
    camera.take("journal-locked")
    page.fill("#f-passphrase", WORD)
    go_by(page, page.get_by_role("button", name="Open", exact=True))
    expect(page).to_have_url(f"{camera.served.address}/journal")
    camera.take("journal")
    camera.go("/journal/back")
    page.locator("[data-drawn]").wait_for()
    camera.take("journal-back")
    camera.go("/journal/ask/phq-9/1")
    camera.take("journal-question")
    for place in range(1, 10):
        go_by(page, page.locator(".choices button").nth(1))
        expect(page).to_have_url(re.compile(f"/{place + 1}$"))
    camera.take("journal-help")
    go_by(page, page.get_by_role("button", name="Leave it"))
    camera.go("/journal/keep")
    camera.take("journal-keep", "#k-scales")
    camera.go("/journal/bring")
    camera.take("journal-bring")
    camera.go("/working")
    page.locator("[data-drawn]").wait_for()
    camera.take("working")
    camera.go("/working/design")
    camera.take("trial")
    camera.go("/report")
    page.locator("#preview .handed").wait_for()
    camera.take("report", "#preview")
    for room in ("care", "help", "nowhere"):
        camera.go(f"/{room}")
        camera.take(room)


@pytest.mark.parametrize("rooms", [of_the_list, of_the_person], ids=["list", "person"])
@pytest.mark.parametrize("size", SIZES)
def test_every_room_is_pictured(
    browser: Any, served: Served, folder: Path, size: str, rooms: Callable[[Camera], None]
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = context.new_page()
    page.goto(served.link)
    try:
        rooms(Camera(page, served, folder, size))
    finally:
        context.close()
    shown = (MANUAL / "pictures.md").read_text()
    missing = [each.name for each in folder.glob(f"*-{size}.png") if f"pictures/{each.name}" not in shown]
    assert missing == []
    assert [each for each in folder.glob("*.png") if not (MANUAL / "pictures" / each.name).exists()] == []
