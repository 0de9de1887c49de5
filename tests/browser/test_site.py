"""The site without a server, in a real browser: the same answers, nothing sent, and without a network."""

from __future__ import annotations

import functools
import random
import re
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import cotake
from cotake.knowledge import Library
from cotake.surfaces.site import write_site
from tests.browser.conftest import PATIENCE, Seen, expect, fits, focused, go_by, settled, wait_until
from tests.browser.test_access import THEMES, violations

LISTS, AT_ONCE = 1000, 50
#: Python is a large thing to start for the first time, in seconds.
START = 4 * PATIENCE
#: How many starts are kept.
KEPT = """async () => {
  const names = (await caches.keys()).filter((each) => each.startsWith("cotake-start:"));
  return names.length ? (await (await caches.open(names[0])).keys()).length : 0;
}"""
#: What docs/site.md gives for a host that can send headers.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class Host(SimpleHTTPRequestHandler):
    missing = "nothing"
    #: Set while the knowledge is handed out.
    open = threading.Event()

    def do_GET(self) -> None:
        if "/knowledge." in self.path:
            Host.open.wait(START)
        super().do_GET()

    def translate_path(self, path: str) -> str:
        return "" if f"/{Host.missing}." in path else super().translate_path(path)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        pass


class Site:
    """A site in a folder of a plain web space."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "space" / "cotake"
        write_site(self.folder)
        handler = functools.partial(Host, directory=str(root))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/space/cotake/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    Host.open.set()
    made = Site(tmp_path_factory.mktemp("site"))
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def visit(browser: Any, site: Site) -> Iterator[Any]:
    """One browser that has the site kept for use without a network: what starts there starts fast."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="en-GB")
    context.set_default_timeout(1000 * START)
    page = context.new_page()
    page.goto(site.address)
    page.locator("#offline-ready").wait_for()
    wait_until(lambda: page.evaluate(KEPT) == 1, START)
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(visit: Any, site: Site) -> Iterator[Any]:
    """A new tab of it on a phone. Nothing leaves the site; nothing complains."""
    opened = visit.new_page()
    seen = Seen(site.address.rstrip("/"))
    seen.watch(opened)
    opened.seen = seen
    opened.goto(site.address)
    yield opened
    opened.evaluate("localStorage.removeItem('cotake-list')")
    opened.close()
    assert seen.elsewhere == []
    assert seen.complaints == []


def add(page: Any, text: str) -> None:
    page.get_by_role("combobox").fill(text)
    page.get_by_role("button", name="Add to the list").click()
    page.locator(".chip", has_text=text).wait_for()


# The same answers.


def any_name(chance: random.Random, names: list[str]) -> str:
    name = chance.choice(names)
    if chance.random() < 0.01:
        return "".join(chance.sample("abcdefgilmnorstuy", 9))
    if chance.random() < 0.05 and len(name) > 5:  # a slip of the pen
        place = chance.randrange(1, len(name) - 1)
        name = name[:place] + name[place + 1 :]
    return name


def any_medicine(chance: random.Random, names: list[str]) -> str:
    dose = chance.choice(["", "", f" {chance.choice([0.5, 4.5, 10, 50, 100, 400])} mg"])
    how = chance.choice(["", "", " daily", " twice a day", " at night", " prn", " at 8:00"])
    day = date.today() + timedelta(days=chance.choice([-400, -30, -8, -2, 5]))
    when = chance.choice(["", "", "", "", f" from {day}", f" until {day}"])
    return any_name(chance, names) + dose + how + when


def any_person(chance: random.Random, conditions: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "age": chance.choice([3, 17, 30, 66, 82]), "sex": chance.choice(["female", "male"]),
        "egfr": chance.choice([12, 28, 45, 90]), "conditions": chance.sample(conditions, 2),
        "pregnant": True, "breast_feeding": True,
        "allergies": [chance.choice(["penicillin: rash", "latex"])],
        "genes": {"CYP2D6": chance.choice(["poor", "ultrarapid"])},
        "surgery": str(date.today() + timedelta(days=chance.choice([1, 9]))),
    }  # fmt: skip
    return {name: said[name] for name in chance.sample(list(said), chance.randint(0, 3))}


def test_a_thousand_lists_are_answered_as_python_answers_them(page: Any, library: Library) -> None:
    chance = random.Random(20261128)
    names = [
        name for (name,) in library.query("SELECT name FROM name WHERE folder != 'barred' ORDER BY key")
    ]
    conditions = sorted(library.vocabulary("conditions"))
    page.evaluate("cotake.ready")
    kinds: dict[str, int] = {}
    while sum(kinds.values()) < LISTS:
        begun = date.today()
        asked: list[dict[str, Any]] = [
            {
                "list": [any_medicine(chance, names) for _ in range(chance.randint(1, 8))],
                "person": any_person(chance, conditions),
            }
            for _ in range(AT_ONCE)
        ]
        given = page.evaluate(
            "asked => Promise.all(asked.map((each) => cotake.check(each.list, each.person)))", asked
        )
        wanted = [
            cotake.check(each["list"], person=each["person"], library=library).to_dict() for each in asked
        ]
        if date.today() != begun:  # midnight came between the two
            continue
        for each, answer, ours in zip(asked, given, wanted, strict=True):
            assert {**answer, "generated_at": ""} == {**ours, "generated_at": ""}, each
            kinds[answer["status"]] = kinds.get(answer["status"], 0) + 1
    assert sum(kinds.values()) == LISTS
    assert kinds["interaction"] > LISTS / 4 and kinds["nothing_found"] > 10 and kinds["not_recognised"] > 10


def test_a_start_that_was_kept_and_is_damaged_is_made_anew(page: Any) -> None:
    page.evaluate("cotake.ready")
    spoilt = """async () => {
      const [name] = (await caches.keys()).filter((each) => each.startsWith("cotake-start:"));
      const cache = await caches.open(name), [key] = await cache.keys();
      await cache.put(key, new Response(new Uint8Array(999)));
    }"""
    page.evaluate(spoilt)
    page.reload()
    add(page, "sertraline 50 mg")
    page.seen.complaints.clear()  # Python's own


# A person with a phone.


def test_from_a_list_to_all_that_is_known(page: Any, site: Site) -> None:
    add(page, "LDN 4.5 mg")
    add(page, "tramadol 50 mg prn")
    expect(page.locator("#answer-head")).to_have_text(re.compile("^Ask before you take these: 1 to avoid"))
    page.get_by_role("link", name="Guide").click()
    page.locator("article.reading h1").wait_for()
    page.get_by_role("link", name="Claims").click()
    page.locator("#f-heard").fill("LDN helps Crohn's disease")
    page.get_by_role("button", name="Look it up").click()
    page.locator("article.claim").first.wait_for()
    page.get_by_role("link", name="Medicines").click()
    page.get_by_role("link", name="Tramadol").click()
    page.get_by_role("heading", name="Tramadol", level=1).wait_for()
    expect(page).to_have_title("Tramadol · cotake")
    page.reload()
    page.get_by_role("heading", name="Tramadol", level=1).wait_for()
    settled(page)
    page.locator("sup a").first.click()
    focused(page, "#source-1")
    for room in ("Medicines", "Claims", "Guide", "Check"):
        page.go_back()
        page.locator("nav [aria-current=page]", has_text=room).wait_for()
    expect(page.locator(".chip")).to_have_count(2)
    fits(page)
    assert not [each for each in page.seen.addresses if "tramadol" in each.lower() or "ldn" in each.lower()]


def test_the_list_goes_with_the_tab_unless_it_is_to_be_kept(page: Any, visit: Any, site: Site) -> None:
    add(page, "warfarin 5 mg")
    assert "warfarin" not in page.evaluate("JSON.stringify({...localStorage})")
    page.get_by_label("Keep my list on this device").check()
    other = visit.new_page()
    other.goto(site.address)
    other.locator(".chip", has_text="warfarin 5 mg").wait_for()
    add(other, "aspirin 75 mg")
    page.locator(".chip", has_text="aspirin 75 mg").wait_for()  # the first tab follows
    other.get_by_role("button", name="Forget the list and the person").click()
    page.locator(".chip").first.wait_for(state="detached")
    other.close()
    settled(page)
    page.get_by_label("Keep my list on this device").uncheck()
    wait_until(lambda: page.evaluate("localStorage.getItem('cotake-list')") is None)


def test_without_a_network_it_starts_and_answers(page: Any, visit: Any, site: Site) -> None:
    visit.set_offline(True)
    try:
        for where in ("medicines/", "index.html", ""):
            page.goto(site.address + where)
        add(page, "sertraline 50 mg")
        page.get_by_role("link", name="Crisis help").click()
        page.get_by_role("heading", name="Help in a crisis").wait_for()
        page.get_by_role("link", name="Check").click()
        page.get_by_role("combobox").wait_for()
        settled(page)
        page.get_by_role("combobox").press_sequentially("trazo", delay=20)
        page.get_by_role("option", name="Trazodone").first.wait_for()
    finally:
        visit.set_offline(False)


def test_nothing_stands_in_the_way_of_anyone(page: Any) -> None:
    """In every theme; the first look at each page is while Python is still to come."""
    assert violations(page) == []
    add(page, "LDN 4.5 mg")
    add(page, "tramadol 50 mg prn")
    for theme in THEMES:
        page.get_by_text("View", exact=True).click()
        page.get_by_label("Colours").select_option(theme)
        page.get_by_role("button", name="Apply").click()
        page.locator(f'html[data-theme="{theme}"] #main:focus').wait_for()
        for room in ("Guide", "Claims", "Medicines", "Crisis help", "Check"):
            page.get_by_role("link", name=room, exact=True).click()
            page.wait_for_url(f"**/{'cotake' if room == 'Check' else room.split()[-1].lower()}/")
            assert violations(page, strict=theme == "contrast") == []


# The first visit, and browsers that cannot.


def test_what_is_typed_while_it_is_fetched_is_answered_after(
    browser: Any, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Spanish, too: the page is in the language of the browser before Python is there."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="es-MX")
    context.set_default_timeout(1000 * START)
    page = context.new_page()
    monkeypatch.setattr(Host, "open", threading.Event())
    page.goto(site.address)
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Puedo tomar esto junto?")
    page.get_by_role("combobox").fill("sertraline 50 mg")
    page.get_by_role("button", name="Añadir a la lista").click()
    expect(page.locator(".chip")).to_have_count(0)
    page.get_by_role("link", name="Ayuda").click()
    page.get_by_role("link", name="024").wait_for()
    page.get_by_role("link", name="Comprobar").click()
    page.get_by_role("combobox").wait_for()
    Host.open.set()
    page.locator(".chip", has_text="sertraline 50 mg").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.locator("#boot").wait_for(state="detached")
    context.close()


@pytest.mark.parametrize(("script", "told"), [
    ("delete WebAssembly", "This browser cannot run cotake"),
    ("window.Worker = class { constructor() { throw new Error() } }", "could not be fetched or started"),
])  # fmt: skip
def test_a_browser_that_cannot_is_told_so(browser: Any, site: Site, script: str, told: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(script)
    page.goto(site.address)
    page.get_by_text(told).wait_for()
    page.get_by_role("link", name="Crisis help").click()
    page.get_by_role("heading", name="Help in a crisis").wait_for()
    context.close()


def test_a_file_that_does_not_come_is_told(
    browser: Any, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Host, "missing", "knowledge")
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.address)
    page.get_by_text("could not be fetched or started").wait_for()
    context.close()


def test_without_javascript_it_says_so_and_help_can_be_read(browser: Any, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address)
    expect(page.locator("noscript").first).to_be_visible()
    expect(page.locator("noscript").first).to_contain_text("needs JavaScript", use_inner_text=True)
    go_by(page, page.get_by_role("link", name="Crisis help"))
    expect(page.get_by_role("link", name="988")).to_be_visible()
    context.close()


def test_a_new_version_takes_the_place_of_the_old(visit: Any, site: Site) -> None:
    index, worker = site.folder / "index.html", site.folder / "sw.js"
    before = index.read_text(), worker.read_text()
    index.write_text(before[0].replace("Can I take these together?</h1>", "Can I still?</h1>"))
    worker.write_text(before[1].replace('const VERSION = "', 'const VERSION = "1'))
    page = visit.new_page()
    try:
        page.goto(site.address)  # the old one, which finds that there is a new one

        def is_new() -> bool:
            page.wait_for_timeout(1000)
            page.goto(site.address)
            return str(page.locator("h1").inner_text()) == "Can I still?"

        wait_until(is_new, START)
        wait_until(lambda: page.evaluate("caches.keys().then((all) => all.length)") == 3)
    finally:
        page.close()
        index.write_text(before[0])
        worker.write_text(before[1])
