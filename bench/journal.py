"""The journal: ten years of entries, a process that is killed a thousand times, and what remains readable.

python -m bench.journal            print the figures
python -m bench.journal --write    print, and put them into bench/README.md
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.__main__ import machine
from bench._readme import put
from cotake.journal import Cost, Journal, Scales
from cotake.journal._key import derive
from cotake.journal.picture import picture
from cotake.knowledge import open_library

MARK, END = "<!-- journal -->", "<!-- end of journal -->"
WORD = "correct horse"
YEARS, A_DAY = 10, 5
KILLS = 1_000
_CHEAP = Cost(13, 1, 1)
_CHILD = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from cotake.journal import Journal
with Journal.open(Path(sys.argv[1]), sys.argv[2]) as journal:
    print("open", flush=True)
    for turn in range(100_000):
        made = journal.add("note", {"text": f"note {turn} " + "x" * (turn % 900)}, at=datetime.now(UTC))
        print(made.id, flush=True)
"""


def ten_years(path: Path) -> Iterator[tuple[str, str, str]]:
    """Open it, and draw a year of it: what, how long, the bar."""
    first = datetime(2016, 12, 1, 8, tzinfo=UTC)
    draw = random.Random(1)
    rows = []
    for turn in range(YEARS * 365 * A_DAY):
        at = first + timedelta(days=turn // A_DAY, hours=3 * (turn % A_DAY))
        body = {"mood": draw.randrange(11), "pain": draw.randrange(11), "side:nausea": draw.randrange(5)}
        rows.append(("scores", body, at, "UTC"))
    with Journal.create(path, WORD) as journal:
        journal.add_all(rows)  # type: ignore[arg-type]
    salt = path.read_bytes()[:16]
    begin = time.perf_counter()
    derive(WORD, salt)
    keyed = time.perf_counter() - begin
    begin = time.perf_counter()
    with Journal.open(path, WORD) as journal:
        opened = time.perf_counter() - begin - keyed
        since = first + timedelta(days=(YEARS - 1) * 365)
        begin = time.perf_counter()
        entries, marks = journal.entries(since), journal.marks(since=since)
        picture(entries, marks, Scales(open_library()))
        drawn = time.perf_counter() - begin
    number = YEARS * 365 * A_DAY
    yield f"{number:,} entries: open, after the key", f"{max(opened, 0):.3f} s", "0.5 s"
    yield f"{number:,} entries: a year's chart", f"{drawn:.3f} s", "1 s"
    yield "the key by Argon2id, 64 MiB and 3 passes", f"{keyed:.3f} s", ""
    yield f"{number:,} entries on disk", f"{path.stat().st_size / 1e6:.1f} MB", ""


def killed(path: Path) -> Iterator[tuple[str, str, str]]:
    """Kill the writer at random moments, and see what is there."""
    Journal.create(path, WORD, cost=_CHEAP).close()
    draw = random.Random(7)
    told: set[int] = set()
    failed = 0
    for turn in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(path), WORD], stdout=subprocess.PIPE, text=True
        )
        if child.stdout is None:
            continue
        if child.stdout.readline() != "open\n":
            failed += 1
        time.sleep(draw.random() * 0.03)
        child.send_signal(signal.SIGKILL)
        told |= {int(line) for line in child.stdout.read().split("\n")[:-1] if line}
        child.stdout.close()
        child.wait()
        if turn % 50 == 0:
            print(f"\rkilled {turn} of {KILLS}", end="", file=sys.stderr)
    with Journal.open(path, WORD) as journal:
        held = {each.id for each in journal.entries()}
    yield f"killed at {KILLS:,} random moments: entries written", f"{len(told):,}", ""
    yield "of them lost", f"{len(told - held)}", "0"
    yield "times it did not open", f"{failed}", "0"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into bench/README.md")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = [*ten_years(Path(folder) / "ten"), *killed(Path(folder) / "killed")]
    lines = ["| journal | figure | bar |", "|---|---|---|"]
    lines += [f"| {what} | {figure} | {bar} |" for what, figure, bar in rows]
    print("\n" + "\n".join(lines))
    if args.write:
        put([f"Measured on {machine()}.", "", *lines], MARK, END)


if __name__ == "__main__":
    main()
