"""The pages: from the command to the link, the first paint, what is loaded for it, and an answer.

python -m bench.pages [--runs 5] [--lists 10] [--write]

The first paint is that of a browser that has kept nothing, of the first page after a cold start; beside it,
in the same browser and run, that of a page of a few words from Python's own web server, which is the least
that this browser takes. An answer is timed twice, while a list grows from one medicine to twelve: over
HTTP, the form and the page that follows it; and in the browser, from the click until it is shown.
"""

from __future__ import annotations

import argparse
import http.server
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.__main__ import machine
from bench._readme import put
from bench.service import lists_of

_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
_PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
  const each = list.getEntriesByName("first-contentful-paint")[0]; if (each) done(each.startTime);
}).observe({ type: "paint", buffered: true }))"""
_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class Pages:
    """`cotake serve` as a process: its link, its address, and the seconds until it was there."""

    def __init__(self) -> None:
        command = [str(Path(sys.executable).parent / "cotake"), "serve", "--port", "0"]
        environ = {**os.environ, "COTAKE_HOME": tempfile.mkdtemp()}
        began = time.perf_counter()
        self.process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.link = next(line.split()[1] for line in self.process.stderr if line.startswith("Open "))
        self.seconds = time.perf_counter() - began
        self.address = self.link.partition("/start/")[0]

    def memory(self) -> float:
        """MB of all its processes that are their own."""
        total = 0
        for each in (self.process.pid, *_children(self.process.pid)):
            text = Path(f"/proc/{each}/smaps_rollup").read_text()
            total += sum(map(int, re.findall(r"^Private_\w+: +(\d+)", text, re.MULTILINE)))
        return total / 1000

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(each) for each in text.split()]


@contextmanager
def _words() -> Iterator[str]:
    """A page of a few words, from Python's own web server."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>words</title><p>A few words.")

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _paint(browser: Any, address: str) -> tuple[float, int]:
    """Milliseconds to the first paint in a browser that has kept nothing, and the bytes it was sent."""
    context = browser.new_context()
    page = context.new_page()
    sent: list[int] = []
    page.on("requestfinished", lambda each: sent.append(each.sizes()["responseBodySize"]))
    page.goto(address)
    found = float(page.evaluate(_PAINT))
    page.wait_for_load_state("networkidle")
    context.close()
    return found, sum(sent)


def _over_http(pages: Pages, lists: list[list[str]]) -> dict[int, list[float]]:
    """Milliseconds of form and page by how many medicines the list then has."""
    import httpx

    found: dict[int, list[float]] = {}
    for names in lists:
        with httpx.Client(follow_redirects=True, timeout=30) as client:
            client.get(pages.link)
            text = client.get(f"{pages.address}/").text
            for size, name in enumerate(names, 1):
                token = _TOKEN.search(text)
                assert token
                began = time.perf_counter()
                reply = client.post(
                    f"{pages.address}/list/add", data={"_csrf_token": token[1], "name": name}
                )
                found.setdefault(size, []).append((time.perf_counter() - began) * 1000)
                text = reply.text
    return found


def _in_browser(browser: Any, pages: Pages, lists: list[list[str]]) -> dict[int, list[float]]:
    """Milliseconds from the click until the medicine is on the page, by how many the list then has."""
    found: dict[int, list[float]] = {}
    for names in lists:
        context = browser.new_context()
        page = context.new_page()
        page.goto(pages.link)
        for size, name in enumerate(names, 1):
            page.fill("#f-name", name)
            took = page.evaluate(
                """(size) => new Promise((done, failed) => {
                  setTimeout(() => failed(new Error("it did not come")), 10000);
                  const began = performance.now();
                  const look = () => {
                    if (document.querySelectorAll(".chip").length >= size) done(performance.now() - began);
                    else requestAnimationFrame(look);
                  };
                  document.querySelector(".add button.main").click();
                  look();
                })""",
                size,
            )
            found.setdefault(size, []).append(float(took))
        context.close()
    return found


def _row(name: str, values: list[float], unit: str, digits: int = 0) -> str:
    ordered = sorted(values)
    last = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"| {name} | {statistics.median(values):.{digits}f} {unit} | {last:.{digits}f} {unit} |"


def table(runs: int, count: int) -> list[str]:
    """The rows of the table."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    lists = lists_of(count)
    starts, paints, least, sent, memory = [], [], [], [], []
    with sync_playwright() as playwright, _words() as words:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        _paint(browser, words)
        for _ in range(runs):
            pages = Pages()
            starts.append(pages.seconds)
            took, size = _paint(browser, pages.link)
            paints.append(took)
            sent.append(size)
            least.append(_paint(browser, words)[0])
            pages.stop()
        pages = Pages()
        over_http = _over_http(pages, lists)
        clicked = _in_browser(browser, pages, lists[: max(1, count // 2)])
        memory.append(pages.memory())
        pages.stop()
        version = browser.version
        browser.close()
    rows = [
        f"Measured on {machine()}; Chromium {version}.",
        "",
        "| | median | 95th percentile |",
        "|---|---|---|",
        _row("from the command to the link", starts, "s", 2),
        _row("first paint of the first page, nothing kept", paints, "ms"),
        _row("the same of a page of a few words (Python's web server)", least, "ms"),
        f"| sent for the first page | {statistics.median(sent) / 1000:.1f} kB | |",
    ]
    for low, high in ((1, 4), (5, 8), (9, 12)):
        for name, held in (("over HTTP", over_http), ("in the browser", clicked)):
            values = [each for size in range(low, high + 1) for each in held.get(size, [])]
            rows.append(_row(f"an answer {name}, list of {low} to {high}", values, "ms"))
    rows.append(f"| memory of its processes after that | {memory[0]:.0f} MB | |")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--lists", type=int, default=10)
    parser.add_argument("--write", action="store_true", help="write bench/README.md")
    args = parser.parse_args()
    rows = table(args.runs, args.lists)
    print("\n".join(rows))
    if args.write:
        put(rows, "<!-- pages -->", "<!-- end of pages -->")


if __name__ == "__main__":
    main()
