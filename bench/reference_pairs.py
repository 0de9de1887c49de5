"""The check against reference sets of pairs, where a folder of them is at hand.

python -m bench.reference_pairs DIR            print the figures
python -m bench.reference_pairs DIR --write    print, and put them into bench/README.md
python -m bench.reference_pairs DIR --json     print them as one JSON object

The folder holds crescenddi_positive.csv, crescenddi_negative.csv, onc_high_priority.csv and
onc_non_interruptive.csv with the columns drug_a and drug_b; none of it ships with cotake. An alarm is a
finding of class 1 to 3, a stop one of class 1 or 2. Each is counted over the pairs whose two medicines
are covered, and the share covered stands beside it, so that neither can be bought with the other.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from datetime import date
from pathlib import Path

from bench._readme import put
from cotake import open_library
from cotake.interactions import Screener, Verdict

MARK, END = "<!-- reference pairs -->", "<!-- end of reference pairs -->"
_TOP = {"contraindicated", "not recommended", "severe", "major"}
_SETS = ("onc_high_priority", "crescenddi_positive", "crescenddi_negative", "onc_non_interruptive")
#: What is asked for, by set and figure; some are ceilings.
BARS = {
    "onc_high_priority": {"covered": 0.98, "alarm": 0.97, "stop": 0.85},
    "crescenddi_contraindicated": {"covered": 0.98, "stop": 0.80},
    "crescenddi_severe": {"covered": 0.98, "alarm": 0.92},
    "crescenddi_positive": {"covered": 0.98},
    "crescenddi_negative": {"covered": 0.98, "alarm": 0.06},
    "onc_non_interruptive": {"covered": 0.98, "stop": 0.02},
}
CEILINGS = {("crescenddi_negative", "alarm"), ("onc_non_interruptive", "stop")}


def folder_at_hand() -> Path | None:
    """The folder that COTAKE_REFERENCE_PAIRS names, or the usual one beside the checkout."""
    usual = Path(__file__).resolve().parents[2] / "shared" / "reference" / "pairs"
    folder = Path(os.environ.get("COTAKE_REFERENCE_PAIRS") or usual)
    return folder if all((folder / f"{name}.csv").exists() for name in _SETS) else None


def figures(folder: Path) -> dict[str, dict[str, float]]:
    """By set: pairs, and the shares covered, with any finding, with an alarm and with a stop."""
    screener = Screener(open_library(), date.today())
    found = {}
    for name, rows in sets_of(folder).items():
        verdicts = [screener.judge(pair) for pair in rows]
        covered = [each for each in verdicts if each.status in ("interaction", "nothing_found")]
        found[name] = {
            "pairs": len(rows),
            "covered": len(covered) / max(1, len(rows)),
            "finding": sum(each.status == "interaction" for each in covered) / max(1, len(covered)),
            "alarm": _share(covered, 3),
            "stop": _share(covered, 2),
        }
    return found


def table(folder: Path) -> list[str]:
    """The figures as lines of a table, with the bars."""
    lines = ["| set | pairs | covered | finding | alarm | stop | bar |", "|---|---|---|---|---|---|---|"]
    for name, held in figures(folder).items():
        shares = " | ".join(f"{held[each]:.1%}" for each in ("covered", "finding", "alarm", "stop"))
        bars = ", ".join(
            f"{figure} {'at most ' if (name, figure) in CEILINGS else ''}{bar:.0%}"
            for figure, bar in BARS[name].items()
        )
        lines.append(f"| {name} | {held['pairs']:,.0f} | {shares} | {bars} |")
    return lines


def _share(covered: list[Verdict], limit: int) -> float:
    count = sum(1 for each in covered if each.classification and each.classification <= limit)
    return count / max(1, len(covered))


def sets_of(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """The pairs of each set; a pair that stands several times counts once."""
    severe: list[tuple[str, str]] = []
    never: list[tuple[str, str]] = []
    sets: dict[str, list[tuple[str, str]]] = {}
    for name in _SETS:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    args = parser.parse_args()
    missing = [name for name in _SETS if not (args.folder / f"{name}.csv").exists()]
    if missing:
        sys.exit(f"{args.folder} lacks {', '.join(f'{name}.csv' for name in missing)}")
    if args.json:
        print(json.dumps(figures(args.folder)))
        return
    lines = table(args.folder)
    print("\n".join(lines))
    if args.write:
        put([f"Counted on {date.today()}.", "", *lines], MARK, END)


if __name__ == "__main__":
    main()
