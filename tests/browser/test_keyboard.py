"""Every room with the keys alone: what has the focus is seen and marked, and nothing holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import Served, expect, fits, focused, settled
from tests.surfaces.web.journals import WORD, make_journal

#: What has the focus: what it is, where it stands, whether it is seen there, and whether a ring is around.
#: Of a choice that is drawn by its label, the label counts.
_AT = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const ringed = (each) => {
    const style = each && getComputedStyle(each);
    return style && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== "none");
  };
  const drawn = getComputedStyle(at).opacity === "0" || at.clientWidth < 4 && at.closest("label");
  const place = drawn ? at.closest("label") : at;
  const seen = [...place.getClientRects()].some((box) => {
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const hit = bottom > top && document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
    return hit && place.contains(hit);
  });
  at.stop ??= (globalThis.stops = (globalThis.stops ?? 0) + 1);
  const { left, right, top, bottom } = place.getBoundingClientRect();
  return {
    what: at.outerHTML.slice(0, 120), stop: at.stop, seen, ring: [at, at.nextElementSibling].some(ringed),
    left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY,
  };
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("pages")
    make_journal(home / "journal.cotake")
    running = Served(home)
    yield running
    running.stop()


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(served.link)
    yield page
    context.close()


def to(page: Any, selector: str, key: str = "Tab") -> None:
    """On with the key until it has the focus."""
    for _ in range(400):
        if page.evaluate("(each) => document.activeElement.matches(each)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the key {key} does not lead to {selector}")


def enter(page: Any, selector: str, key: str = "Enter") -> None:
    """What is pressed there changes the page in its place."""
    to(page, selector)
    page.keyboard.press(key)
    settled(page)


def leave(page: Any, selector: str) -> None:
    """What is pressed there leads to another page."""
    to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Any, selector: str, text: str) -> None:
    to(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def choose(page: Any, selector: str, value: str) -> None:
    to(page, selector)
    page.keyboard.press("Home")
    while page.input_value(selector) != value:
        before = page.input_value(selector)
        page.keyboard.press("ArrowDown")
        assert page.input_value(selector) != before, f"there is no {value}"


def take(page: Any, *lines: str) -> None:
    for line in lines:
        write(page, "#f-name", line)
        page.keyboard.press("Enter")
        page.locator(".chip", has_text=line).wait_for()
        settled(page)
        focused(page, "#f-name")


# What is wrong in a walk.


def wrong(at: dict[str, Any], before: dict[str, Any] | None) -> list[str]:
    found = [] if at["seen"] else [f"is not seen: {at['what']}"]
    if not at["ring"]:
        found.append(f"has no ring: {at['what']}")
    if before is None:
        return found
    above = at["bottom"] <= before["top"] + 1 and at["left"] < before["right"] - 1
    beside = at["top"] < before["bottom"] - 1 and at["bottom"] > before["top"] + 1
    if above or (beside and at["right"] <= before["left"] + 1):
        found.append(f"stands before {before['what']}: {at['what']}")
    return found


def walk(page: Any) -> list[str]:
    """From the top to the end, or to the top again: all that is wrong on the way."""
    settled(page)
    found: list[str] = []
    met: list[dict[str, Any]] = []
    held = 0
    while len(met) < 400:
        page.keyboard.press("Tab")
        at = page.evaluate(_AT)
        if at is None or (met and at["stop"] == met[0]["stop"]):
            return found
        held = held + 1 if met and at["stop"] == met[-1]["stop"] else 0
        if held > 8:  # a day and an hour have parts, each with a stop of its own
            return [*found, f"holds the focus: {at['what']}"]
        if not held:
            found += wrong(at, met[-1] if met else None)
            met.append(at)
    return [*found, "it goes on without an end"]


def test_what_has_the_focus_is_seen_and_marked_in_the_order_of_the_page(page: Any, served: Served) -> None:
    take(page, "LDN 4.5 mg at bedtime", "sertraline 100 mg daily")
    found: dict[str, list[str]] = {}
    for room in ("", "day", "claims", "evidence", "medicines", "plan", "journal", "care", "help"):
        page.goto(f"{served.address}/{room}")
        found[room] = walk(page)
    page.goto(f"{served.address}/journal")
    write(page, "#f-passphrase", WORD)
    leave(page, "main button")
    for room in ("journal", "journal/ask/phq-9/1", "journal/keep", "journal/bring", "working",
                 "working/design", "report"):  # fmt: skip
        page.goto(f"{served.address}/{room}")
        found[room] = walk(page)
    page.goto(served.address)
    for summary in page.locator("main summary").all():
        summary.click()
    found["unfolded"] = walk(page)
    assert {room: told for room, told in found.items() if told} == {}


def test_the_rooms_of_the_list(page: Any) -> None:
    # Check: a list, what if, who takes it.
    take(page, "LDN 4.5 mg", "sertraline 100 mg")
    enter(page, ".what-if > summary")
    write(page, "#w-name", "tramadol 50 mg")
    page.keyboard.press("Enter")
    focused(page, "#tried-head")
    expect(page.locator(".tried .sentence")).to_contain_text("1 to avoid")
    leave(page, ".tried .keep a")
    enter(page, ".who:not(.what-if) > summary")
    write(page, "#f-age", "71")
    enter(page, 'form[action="/list/person"] button')
    expect(page.locator(".who:not(.what-if) .count").first).to_contain_text("1")

    # Levels: other days.
    leave(page, 'nav a[href="/day"]')
    to(page, '[name="days"]')
    while not page.locator('[name="days"][value="28"]').is_checked():
        page.keyboard.press("ArrowRight")
    enter(page, "#draw")
    page.get_by_text("28 days from").first.wait_for()

    # Guide: to a source, and back to where one read.
    leave(page, 'nav a[href="/guide"]')
    to(page, "sup a")
    number = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"#source-{number}$"))
    expect(page.locator(f"#source-{number}")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.sources') !== null")
    page.go_back()  # with the keys it is Alt and Left
    settled(page)
    expect(page.locator("sup a").first).to_be_in_viewport()

    # Claims, evidence, medicines.
    leave(page, 'nav a[href="/claims"]')
    write(page, "#f-heard", "LDN helps Crohn's disease")
    page.keyboard.press("Enter")
    expect(page.locator(".claim").first).to_contain_text("overstated")
    settled(page)
    to(page, 'nav a[href="/evidence"]', "Shift+Tab")
    leave(page, 'nav a[href="/evidence"]')
    leave(page, "main a[href^='/evidence/']")
    leave(page, ".outcome h3 a")
    page.locator(".chart svg").wait_for()
    leave(page, 'nav a[href="/medicines"]')
    write(page, "#f-name", "sertra")
    page.locator("#f-name-list [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#f-name")).to_have_value(re.compile("^Sertraline"))
    leave(page, "#f-name")
    page.get_by_role("heading", name="Sertraline", level=1).wait_for()

    # Help, the colours and the language; then nothing is left.
    leave(page, ".help")
    to(page, 'a[href="tel:988"]')
    to(page, ".look > summary", "Shift+Tab")
    page.keyboard.press("Enter")
    choose(page, "#l-language", "es")
    choose(page, "#l-theme", "dark")
    leave(page, ".look form button")
    expect(page.locator('html[lang="es"][data-theme="dark"]')).to_have_count(1)
    leave(page, 'nav a[href="/"]')
    enter(page, "form.clear button")
    expect(page.locator(".chip")).to_have_count(0)


def test_the_rooms_of_the_person(page: Any) -> None:
    # Plan.
    leave(page, 'nav a[href="/plan"]')
    asked = {"name": "LDN", "start": "1.5 mg", "target": "4.5 mg", "step": "1.5 mg", "every": "14"}
    for name, value in asked.items():
        write(page, f"#f-{name}", value)
    to(page, "#f-begin")
    page.keyboard.type("12122026")  # whichever part a browser asks for first
    page.keyboard.press("Enter")
    page.locator("[data-plan]").wait_for()
    expect(page.locator("#step-1 time").first).to_have_attribute("datetime", "2026-12-12")

    # Journal: a question, and the lock.
    settled(page)
    to(page, 'nav a[href="/journal"]', "Shift+Tab")
    leave(page, 'nav a[href="/journal"]')
    write(page, "#f-passphrase", WORD)
    leave(page, "main button")
    leave(page, "main a[href='/journal/ask']")
    leave(page, "main a[href^='/journal/ask/phq-9']")
    leave(page, ".choices button")
    page.get_by_text("Question 2 of 9").wait_for()
    leave(page, "[data-lock]")
    page.get_by_label("Passphrase").wait_for()

    # Is it working: asked another way, and a trial.
    leave(page, 'nav a[href="/working"]')
    write(page, "#f-passphrase", WORD)
    leave(page, "main button")
    enter(page, ".ask-else > summary")
    choose(page, "#f-medicine", "sertraline")
    leave(page, ".ask-else button")
    page.get_by_text("It is too early to say").wait_for()
    leave(page, "main a[href='/working/design']")
    leave(page, "main form.list button")  # that the prescriber agreed was not yet said
    to(page, '[name="agreed"]')
    page.keyboard.press("Space")
    leave(page, "main form.list button")
    expect(page.locator("#told")).to_have_count(0)
    page.locator("#power").wait_for()

    # The page for the appointment: chosen, seen, taken along.
    leave(page, 'nav a[href="/report"]')
    settled(page)
    enter(page, '[name="part-events"]', "Space")
    expect(page.locator(".handed")).to_contain_text("moved to the sea")
    to(page, 'button[value="pdf"]')
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith(".pdf")
    fits(page)
