"""A real browser before real pages: `cotake serve` as a process, and Debian's Chromium."""

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

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
_LINK = re.compile(r"Open (https?://\S+)")


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
        self.process.wait(20)
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
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield running
        running.close()


class Seen:
    """What a page did besides what it shows: requests that left its origin, and complaints."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self.addresses: list[str] = []

    def watch(self, page: Any) -> None:
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def _asked(self, url: str) -> None:
        self.addresses.append(url)
        if not url.startswith((f"{self.address}/", "data:")):
            self.elsewhere.append(url)


@pytest.fixture(params=[(320, 640), (1200, 900)], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Any, served: Served) -> Iterator[Any]:
    """A page of a new visitor who came by the start link. Nothing leaves the origin; nothing complains."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    seen = Seen(served.address)
    seen.watch(opened)
    opened.seen = seen
    opened.goto(served.link)
    yield opened
    context.close()
    assert seen.elsewhere == []
    assert seen.complaints == []


def wait_until(holds: Any, seconds: float = 10) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.05)
