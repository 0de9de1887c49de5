"""From the first question to the answer and the end, as one person goes through it in a month.

The clock of the pages is moved on; they are stopped and begun again on the way, two tabs are open, and one
form meets pages that do not answer. Nothing that was written down may be lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Served, expect, fits, go_by, settled

WORD = "correct horse battery"
FIRST = datetime(2027, 2, 1, 20, 0, tzinfo=UTC)
DAYS = 30
#: The dose of each day: ten without, then two steps.
MG = {day: 0.0 if day < 10 else 1.5 if day < 20 else 3.0 for day in range(DAYS)}
#: What is scored: it varies by itself, and is better with the medicine.
MOOD = {day: 4 + (day * 7 % 3) - 1 + (2 if day >= 10 else 0) for day in range(DAYS)}


@pytest.fixture(params=[(320, 640), (1200, 900)], ids=["phone", "desktop"])
def travelled(request: pytest.FixtureRequest, browser: Any, tmp_path: Path) -> Iterator[tuple[Any, Served]]:
    running = Served(tmp_path, at=FIRST)
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
    elsewhere: list[str] = []
    context.on("request", lambda sent: elsewhere.append(sent.url) if _leaves(sent.url, running) else None)
    page = context.new_page()
    page.goto(running.link)
    yield page, running
    context.close()
    running.stop()
    assert elsewhere == []


def _leaves(url: str, running: Served) -> bool:
    return not url.startswith((f"{running.address}/", "data:", "blob:"))


def to_and_fro(page: Any) -> None:
    """Reload, back, and forward again: what stands there is the same."""
    page.reload()
    before = page.locator("h1").inner_text()
    page.go_back()
    page.go_forward()
    expect(page.locator("h1")).to_have_text(before)
    fits(page)


def unlock(page: Any, served: Served) -> None:
    page.goto(f"{served.address}/journal")
    if "/journal/open" in page.url:
        page.fill("#f-passphrase", WORD)
        go_by(page, page.get_by_role("button", name="Open", exact=True))
        expect(page).to_have_url(f"{served.address}/journal")


def write_day(page: Any, number: int) -> None:
    page.fill("#s-mood", str(MOOD[number]))
    mine = page.get_by_role("group", name="LDN", exact=True).or_(
        page.get_by_role("group", name="Naltrexone")
    )
    mine.get_by_text("Taken" if MG[number] else "Skipped").click()
    mine.get_by_label("How much").fill(f"{MG[number] or 1.5:g} mg")
    written_down(page)


def written_down(page: Any) -> None:
    """The form is sent and was taken: what was written before may have left its own word of it."""
    page.get_by_role("button", name="Write it down").click()
    settled(page)
    page.locator(".done").wait_for()
    expect(page.locator("#d-note")).to_have_value("")


def test_a_month_from_the_question_to_the_answer_and_the_end(
    travelled: tuple[Any, Served], tmp_path: Path
) -> None:
    page, served = travelled

    # Can I take these together?
    for text in ("LDN 1.5 mg at night", "sertraline 100 mg"):
        page.fill("#f-name", text)
        page.get_by_role("button", name="Add to the list").click()
        page.locator(".chip", has_text=text).wait_for()
    expect(page.locator("#answer-head")).to_contain_text("Nothing was found that needs action.")
    to_and_fro(page)
    for room in ("guide", "claims", "day", "evidence"):
        page.goto(f"{served.address}/{room}")
        to_and_fro(page)

    # The plan, agreed upon.
    page.goto(f"{served.address}/plan")
    plan = {"name": "LDN", "start": "1.5 mg", "target": "3 mg", "step": "1.5 mg", "every": "10"}
    for name, value in {**plan, "begin": "2027-02-11"}.items():
        page.fill(f"#f-{name}", value)
    page.get_by_role("button", name="Draw the plan").click()
    page.locator("[data-plan]").wait_for()
    to_and_fro(page)
    page.goto(f"{served.address}/journal")
    page.fill("#f-passphrase", WORD)
    page.fill("#f-again", WORD)
    go_by(page, page.get_by_role("button", name="Begin the journal"))
    expect(page).to_have_url(f"{served.address}/journal")
    page.goto(f"{served.address}/plan")
    go_by(page, page.get_by_role("button", name="It is agreed: keep it in the journal"))
    expect(page).to_have_url(f"{served.address}/plan/agreed")
    to_and_fro(page)

    # A month of days.
    for number in range(DAYS):
        served.move_to(FIRST + timedelta(days=number))
        if number % 8 == 7:
            served.restart()
        unlock(page, served)
        if number == 12:
            not_sent(page, served)
        if number == 14:
            two_tabs(page, served)
        write_day(page, number)
    served.move_to(FIRST + timedelta(days=DAYS))
    unlock(page, served)
    to_and_fro(page)
    go_by(page, page.get_by_role("link", name="Looking back"))
    page.locator("[data-drawn] svg").wait_for()
    to_and_fro(page)

    # Is it working?
    page.goto(f"{served.address}/working")
    page.locator("#told-head").wait_for()
    expect(page.locator(".answer")).to_contain_text("mood", ignore_case=True)
    to_and_fro(page)

    # The page for the appointment.
    page.goto(f"{served.address}/report")
    page.locator("#preview .handed").wait_for()
    to_and_fro(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="PDF").click()
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF-")

    # Everything, taken along; then gone.
    page.goto(f"{served.address}/journal/keep")
    with page.expect_download() as got:
        page.get_by_role("button", name="Everything (JSON)").click()
    whole = json.loads(Path(got.value.path()).read_text())
    days = [each["at"][:10] for each in whole["entries"] if each["kind"] == "scores"]
    assert days == [(FIRST + timedelta(days=number)).date().isoformat() for number in range(DAYS)]
    moods = [each["body"]["mood"] for each in whole["entries"] if each["kind"] == "scores"]
    assert moods == [MOOD[number] for number in range(DAYS)]
    notes = [each["body"]["text"] for each in whole["entries"] if each["kind"] == "note"]
    assert sorted(notes) == ["of the other tab", "written while nothing answered"]
    page.fill("#e-word", WORD)
    page.get_by_label("Yes, delete all of it").check()
    go_by(page, page.get_by_role("button", name="Delete the journal"))
    page.get_by_text("Begin a journal").wait_for()
    assert not (tmp_path / "journal.cotake").exists()
    page.goto(served.address)
    page.get_by_role("button", name="Forget the list and the person").click()
    page.locator(".chip").first.wait_for(state="detached")
    settled(page)
    page.go_back()
    page.goto(served.address)
    page.locator("#f-name").wait_for()
    expect(page.locator(".chip")).to_have_count(0)


def not_sent(page: Any, served: Served) -> None:
    """A note that is sent while nothing answers stays in the form, and is written once something does."""
    page.fill("#d-note", "written while nothing answered")
    served.stop()
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("alert").get_by_text("Not sent").wait_for()
    expect(page.locator("#d-note")).to_have_value("written while nothing answered")
    served.start()
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("The journal was locked meanwhile").wait_for()
    page.fill("#f-passphrase", WORD)
    go_by(page, page.get_by_role("button", name="Open", exact=True))
    page.get_by_text("This is not written down yet.").wait_for()
    written_down(page)


def two_tabs(page: Any, served: Served) -> None:
    """What another tab writes is there beside what this one writes; a lock in one is one in both."""
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("#d-note", "of the other tab")
    written_down(other)
    go_by(other, other.get_by_role("button", name="Lock"))
    expect(other).to_have_url(f"{served.address}/journal/open")
    other.close()
    where = page.url
    page.reload()
    expect(page).to_have_url(f"{served.address}/journal/open")
    unlock(page, served)
    page.goto(where)
    page.get_by_text("of the other tab").first.wait_for()
