"""How long a check takes, in process and as a fresh command, and what it costs in memory."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import cotake
from cotake.interactions._check import examine
from cotake.regimen import Person

ORDINARY = (
    "sertraline 100 mg", "metoprolol 50 mg bid", "aspirin 81 mg", "atorvastatin 20 mg",
    "lisinopril 10 mg", "apixaban 5 mg bid", "colecalciferol", "metformin 500 mg bid",
    "omeprazole 20 mg", "levothyroxine 50 mcg", "amlodipine 5 mg", "paracetamol 1 g prn",
)  # fmt: skip
HEAVY = (
    "sertraline 100 mg", "metoprolol 50 mg bid", "aspirin 81 mg", "atorvastatin 20 mg",
    "lisinopril 10 mg", "warfarin 5 mg", "gabapentin 300 mg tid", "trazodone 50 mg",
    "ondansetron 4 mg prn", "tramadol 50 mg prn", "ibuprofen 400 mg prn", "lithium 900 mg",
)  # fmt: skip


def table() -> list[str]:
    """The lines of the table."""
    rows = [
        ("check of 12 ordinary medicines, in process", milliseconds(_check(ORDINARY)), "1 ms"),
        (
            f"check of 12 that clash ({len(cotake.check(list(HEAVY)).findings)} findings), in process",
            milliseconds(_check(HEAVY)),
            "1 ms",
        ),
        ("the same, medicines parsed beforehand", milliseconds(_examine(HEAVY)), ""),
        ("the same, with every text read, as JSON values", milliseconds(_json(HEAVY)), ""),
        ("`cotake check` of two, as a fresh process", _s(_fresh(["check", "LDN", "sertraline"])), "0.25 s"),
        ("`cotake check` of 12, as a fresh process", _s(_fresh(["check", *HEAVY])), "0.25 s"),
        ("`python -c pass`, for scale", _s(_fresh(None)), ""),
        ("`cotake screen` of 10,000 pairs", _s(_screen(10_000)), "3 s"),
        ("compiling all records", _s(_build()), "8 s"),
    ]
    lines = ["| what | median | bar |", "|---|---|---|"]
    lines += [f"| {what} | {figure} | {bar} |" for what, figure, bar in rows]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    lines += ["", f"Largest memory of any of these processes: {peak:.0f} MB."]
    return lines


def milliseconds(run: Callable[[], object]) -> str:
    """The median of 31 rounds of 20 runs, warm."""
    run()
    rounds = []
    for _ in range(31):
        begin = time.perf_counter()
        for _ in range(20):
            run()
        rounds.append((time.perf_counter() - begin) / 20)
    return f"{median(rounds) * 1000:.2f} ms"


def _s(run: Callable[[], object], rounds: int = 7) -> str:
    run()
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begin)
    return f"{median(taken):.3f} s"


def _check(medicines: tuple[str, ...]) -> Callable[[], object]:
    return lambda: cotake.check(list(medicines))


def _examine(medicines: tuple[str, ...]) -> Callable[[], object]:
    from datetime import date

    library = cotake.open_library()
    today = date.today()
    regimen = cotake.parse(list(medicines), library, today=today)
    return lambda: examine(regimen, Person(), library, today)


def _json(medicines: tuple[str, ...]) -> Callable[[], object]:
    return lambda: cotake.check(list(medicines)).to_dict()


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def _fresh(arguments: list[str] | None) -> Callable[[], object]:
    script = Path(sys.executable).parent / "cotake"
    command = [sys.executable, "-c", "pass"] if arguments is None else [str(script), *arguments]
    return lambda: subprocess.run(command, check=True, capture_output=True, env=_environment())


def _screen(count: int) -> Callable[[], object]:
    names = cotake.open_library().ids("substances")
    folder = Path(tempfile.mkdtemp())
    pairs = [(a, b) for step in range(1, len(names)) for a, b in zip(names, names[step:], strict=False)]
    with (folder / "pairs.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("drug_a", "drug_b"))
        writer.writerows(pairs[:count])
    return _fresh(["screen", str(folder / "pairs.csv"), "--out", str(folder / "out.csv")])


def _build() -> Callable[[], object]:
    folder = tempfile.mkdtemp()
    return _fresh(["knowledge", "build", "--lenient", "--out", f"{folder}/knowledge.sqlite"])
