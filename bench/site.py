"""The site without a server: what travels, how long it takes to start, and an answer in the browser.

python -m bench.site [--runs 5] [--lists 40] [--write]

Measured in Chromium before Python's own web server on this machine, so that the network costs nothing. The
first visit is that of a browser that has kept nothing; the next ones, as after a restart of the browser,
ask the network for nothing and begin with what Python had in memory the first time. `Started` is when
Python can be asked; until then the page is there and can be filled in. A check is of 12 medicines, asked of
the worker: the first time a list is seen, and again.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import shutil
import statistics
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.__main__ import machine
from bench._readme import put
from bench.pages import _FLAGS, _PAINT
from bench.service import lists_of

_PARTS = {
    "python": "Python (Pyodide)",
    "library": "its standard library",
    "code": "cotake and what fills in its pages",
    "knowledge": "the records",
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def sizes(folder: Path) -> list[str]:
    """Rows of what travels: kB as the files stand, and by a host that compresses them."""
    rows, whole, packed = [], 0, 0
    held: dict[str, list[Path]] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_relative_to(folder / "licences"):
            name = (
                path.relative_to(folder / "assets").parts[0]
                if path.is_relative_to(folder / "assets")
                else ""
            )
            stem = name.partition(".")[0]
            held.setdefault(_PARTS.get(stem, "pages, styles, scripts and pictures"), []).append(path)
    for what in (*_PARTS.values(), "pages, styles, scripts and pictures"):
        plain = sum(each.stat().st_size for each in held[what])
        small = sum(min(each.stat().st_size, len(gzip.compress(each.read_bytes()))) for each in held[what])
        rows.append(f"| {what} | {plain / 1000:,.0f} kB | {small / 1000:,.0f} kB |")
        whole, packed = whole + plain, packed + small
    return [*rows, f"| **all** | **{whole / 1000:,.0f} kB** | **{packed / 1000:,.0f} kB** |"]


def visit(context: Any, address: str) -> tuple[Any, float, float]:
    """A new tab with the page, ms to its first paint, and ms until Python can be asked."""
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address)
    page.evaluate("cotake.ready")
    started = 1000 * (time.perf_counter() - began)
    return page, float(page.evaluate(_PAINT)), started


def middle(found: list[float]) -> str:
    return f"{statistics.median(found):,.0f} ms ({min(found):,.0f} to {max(found):,.0f})"


def measured(address: str, runs: int, lists: list[list[str]]) -> list[str]:
    """Rows of times."""
    from playwright.sync_api import sync_playwright

    cold: list[tuple[float, float]] = []
    warm: list[tuple[float, float]] = []
    first: list[float] = []
    again: list[float] = []
    shown: list[float] = []
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        for _ in range(runs):
            context = browser.new_context()
            context.set_default_timeout(120_000)
            page, paint, started = visit(context, address)
            cold.append((paint, started))
            page.locator("#offline-ready").wait_for()
            while not page.evaluate(_KEPT):
                page.wait_for_timeout(100)
            page.close()
            context.set_offline(True)
            page, paint, started = visit(context, address)
            warm.append((paint, started))
            if not shown:
                for times in (first, again):
                    times += page.evaluate(_TIMED, lists)
                for name in lists[0]:
                    page.fill("#f-name", name)
                    shown.append(float(page.evaluate(_CLICKED)))
            context.close()
        browser.close()
    return [
        f"| first visit: first paint | {middle([each[0] for each in cold])} |",
        f"| first visit: started | {middle([each[1] for each in cold])} |",
        f"| next visit, without a network: first paint | {middle([each[0] for each in warm])} |",
        f"| next visit, without a network: started | {middle([each[1] for each in warm])} |",
        f"| a check of 12 medicines, first seen | {middle(first)} |",
        f"| the same again | {middle(again)} |",
        f"| from the click on *Add* to the answer, 1 to 12 medicines | {middle(shown)} |",
    ]


_KEPT = """async () => {
  const names = (await caches.keys()).filter((each) => each.startsWith("cotake-start:"));
  return names.length ? (await (await caches.open(names[0])).keys()).length : 0;
}"""
_TIMED = """async (lists) => {
  const times = [];
  for (const each of lists) {
    const at = performance.now();
    await cotake.check(each);
    times.push(performance.now() - at);
  }
  return times;
}"""
_CLICKED = """() => new Promise((done) => {
  const at = performance.now();
  document.addEventListener("htmx:after:swap", () => done(performance.now() - at), { once: true });
  document.querySelector("form.add button.main").click();
})"""


def table(runs: int, count: int) -> list[str]:
    """All rows, with their heads."""
    from cotake.surfaces.site import write_site

    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "site"
        began = time.perf_counter()
        write_site(folder)
        took = time.perf_counter() - began
        handler = functools.partial(_Quiet, directory=root)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            rows = measured(f"http://127.0.0.1:{server.server_port}/site/", runs, lists_of(count))
            server.shutdown()
        return [
            f"Measured on {machine()}. The folder is written in {took:.1f} s.",
            "",
            "| what travels, once | as it stands | by a host that compresses |",
            "|---|---|---|",
            *sizes(folder),
            "",
            "| time | median (least to most) |",
            "|---|---|",
            *rows,
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--lists", type=int, default=40)
    parser.add_argument("--write", action="store_true", help="write bench/README.md")
    args = parser.parse_args()
    rows = table(args.runs, args.lists)
    print("\n".join(rows))
    if args.write:
        put(rows, "<!-- site -->", "<!-- end of site -->")


if __name__ == "__main__":
    main()
