"""The check against reference sets of pairs, where a folder of them is at hand.

The folder holds crescenddi_positive.csv, crescenddi_negative.csv, onc_high_priority.csv and
onc_non_interruptive.csv with the columns drug_a and drug_b; none of it ships with cotake.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from cotake import open_library
from cotake.interactions import Screener, Verdict

_TOP = {"contraindicated", "not recommended", "severe", "major"}


def table(folder: Path) -> list[str]:
    """The share covered, with an alarm (class 1-3) and with a stop (class 1-2), set by set."""
    screener = Screener(open_library(), date.today())
    lines = [
        "| set | pairs | covered | alarm | stop |",
        "|---|---|---|---|---|",
    ]
    for name, rows in sets_of(folder).items():
        verdicts = [screener.judge(pair) for pair in rows]
        covered = [each for each in verdicts if each.status in ("interaction", "nothing_found")]
        alarms, stops = _share(covered, 3), _share(covered, 2)
        share = len(covered) / max(1, len(rows))
        lines.append(f"| {name} | {len(rows):,} | {share:.1%} | {alarms:.1%} | {stops:.1%} |")
    return lines


def _share(covered: list[Verdict], limit: int) -> float:
    count = sum(1 for each in covered if each.classification and each.classification <= limit)
    return count / max(1, len(covered))


def sets_of(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """The pairs of each set; a pair that stands several times counts once."""
    severe: list[tuple[str, str]] = []
    never: list[tuple[str, str]] = []
    sets: dict[str, list[tuple[str, str]]] = {}
    for name in ("onc_high_priority", "crescenddi_positive", "crescenddi_negative", "onc_non_interruptive"):
        merged: dict[tuple[str, ...], dict[str, bool]] = {}
        shown: dict[tuple[str, ...], tuple[str, str]] = {}
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                pair = (row["drug_a"], row["drug_b"])
                key = tuple(sorted(each.strip().lower() for each in pair))
                grades = [v.strip().lower() for k, v in row.items() if k and k.endswith("SEV_LEVEL") and v]
                state = merged.setdefault(key, {"severe": False, "never": False})
                state["severe"] |= sum(grade in _TOP for grade in grades) >= 2
                state["never"] |= grades.count("contraindicated") >= 2
                shown.setdefault(key, pair)
        sets[name] = list(shown.values())
        severe += [shown[key] for key, state in merged.items() if state["severe"]]
        never += [shown[key] for key, state in merged.items() if state["never"]]
    return {**sets, "crescenddi_severe": severe, "crescenddi_contraindicated": never}
