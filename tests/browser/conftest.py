"""A real browser before real pages: `cotake serve` as a process, and Debian's Chromium.

What a page shows is read once nothing is on its way any more, on a loaded machine as on a quick one:
`expect` asks again until it holds, `go_by` waits for the page that follows, `settled` for all that a page
does by itself. What must not be there is looked for only after one of these.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, sync_playwright
from playwright.sync_api import expect as expect

#: How many seconds anything is waited for: that a machine is slow is no fault.
PATIENCE = 60
expect.set_options(timeout=1000 * PATIENCE)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
_LINK = re.compile(r"Open (https?://\S+)")
#: Forms that htmx has sent and has not done with.
_SENT = """globalThis.sent = new Set();
addEventListener("htmx:before:request", (event) => sent.add(event.detail.ctx), true);
addEventListener("htmx:finally:request", (event) => sent.delete(event.detail.ctx), true);"""
#: The page is whole, no form is on its way, each chart that has room is drawn, and what comes with the next
#: frame came.
_SETTLED = """async () => {
  const drawn = (each) => !each.clientWidth || each.dataset.drawn;
  const still = () => document.readyState === "complete" && !globalThis.sent?.size
    && !document.body.ariaBusy && [...document.querySelectorAll("[data-spec]")].every(drawn);
  const frames = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return still() && (await Promise.race([frames, new Promise((done) => setTimeout(done, 500))]), still());
}"""


#: The command with a clock of its own: it goes on from the moment that stands in the file `now`, and from
#: another as soon as that stands there.
_AT = """
import sys, time_machine
from datetime import datetime
from pathlib import Path
import cotake.surfaces.web._app as pages

file, seen = Path(sys.argv.pop(1)), [""]
clock = time_machine.travel(datetime.fromisoformat(file.read_text()), tick=True).start()
guarded = pages.guarded

def moved(app, settings):
    inner = guarded(app, settings)
    async def answer(scope, receive, send):
        now = file.read_text()
        if now != seen[0]:
            seen[0] = now
            clock.move_to(datetime.fromisoformat(now))
        await inner(scope, receive, send)
    return answer

pages.guarded = moved
from cotake.surfaces.cli import main
main()
"""


class Served:
    """The pages as they run, from the moment `at`; `restart` keeps the port and the home."""

    def __init__(self, home: Path, *options: str, at: datetime | None = None) -> None:
        self.home, self.port, self.options = home, 0, options
        self.clock = home / "now" if at else None
        if at:
            self.move_to(at)
        self.start()

    def move_to(self, at: datetime) -> None:
        """Another moment, from which the clock of pages that were begun `at` one goes on."""
        assert self.clock is not None
        draft = self.clock.with_suffix(".draft")
        draft.write_text(at.isoformat())
        draft.replace(self.clock)

    def start(self) -> None:
        command = [str(Path(sys.executable).parent / "cotake")]
        if self.clock is not None:
            command = [sys.executable, "-c", _AT, str(self.clock)]
        command += ["serve", "--port", str(self.port), *self.options]
        environ = {**os.environ, "COTAKE_HOME": str(self.home)}
        self.process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if found := _LINK.search(line):
                self.link = found[1]
                self.address = self.link.partition("/start/")[0]
                self.port = int(self.address.rpartition(":")[2])
                return
        raise AssertionError(f"the pages did not open: exit code {self.process.wait()}")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(2 * PATIENCE)
        assert self.process.stderr is not None
        self.process.stderr.close()

    def restart(self) -> None:
        self.stop()
        self.start()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(tmp_path_factory.mktemp("pages"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Closed with its module: while Playwright is open, its event loop runs, and no other can."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        running: Any = playwright.chromium.launch(
            executable_path=CHROMIUM, args=_FLAGS, timeout=2000 * PATIENCE
        )
        plain = running.new_context

        def new_context(**how: Any) -> Any:
            """Nothing glides: where a thing is, it stays."""
            context = plain(**{"reduced_motion": "reduce", **how})
            context.set_default_timeout(1000 * PATIENCE)
            context.add_init_script(_SENT)
            return context

        running.new_context = new_context
        yield running
        running.close()


class Seen:
    """What a page did besides what it shows: requests that left its origin, and complaints."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.page: Any = None
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self.addresses: list[str] = []

    def watch(self, page: Any) -> None:
        self.page = page
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def noted(self, *words: str) -> None:
        """The browser notes what was brought about; it is waited for, so that it does not come later."""
        for each in words:
            wait_until(lambda each=each: self.page.title() and self._those(each))
        self.complaints = [said for said in self.complaints if not any(each in said for each in words)]

    def _those(self, words: str) -> list[str]:
        return [said for said in self.complaints if words in said]

    def _asked(self, url: str) -> None:
        self.addresses.append(url)
        if not url.startswith((f"{self.address}/", "data:")):
            self.elsewhere.append(url)


@pytest.fixture(params=[(320, 640), (1200, 900)], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Any, served: Served) -> Iterator[Any]:
    """A page of a new visitor who came by the start link. Nothing leaves the origin; nothing complains."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    opened = context.new_page()
    seen = Seen(served.address)
    seen.watch(opened)
    opened.seen = seen
    opened.goto(served.link)
    yield opened
    context.close()
    assert seen.elsewhere == []
    assert seen.complaints == []


def wait_until(holds: Any, seconds: float = PATIENCE) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.05)


def settled(page: Any) -> None:
    """Nothing is on its way in the page any more."""

    def still() -> bool:
        try:
            return bool(page.evaluate(_SETTLED))
        except Error:  # another page comes in its place
            return False

    wait_until(still)


def go_by(page: Any, place: Any) -> None:
    """A click that leads to another page, until that is there."""
    with page.expect_navigation():
        place.click()


def focused(page: Any, selector: str) -> None:
    """The focus comes to what the selector means."""
    expect(page.locator(selector).and_(page.locator(":focus"))).to_have_count(1)


def fits(page: Any) -> None:
    """Nothing stands out over the edge of the screen."""
    width = page.viewport_size["width"]
    wait_until(lambda: page.evaluate("innerWidth") == width)
    settled(page)
    wait_until(lambda: page.evaluate("document.documentElement.scrollWidth") <= width, 5)
