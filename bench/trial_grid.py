"""Is it working, over the whole grid: false alarms, drift and power in every kind of trial.

python -m bench.trial_grid                      run all cells, some 40 minutes on two cores
python -m bench.trial_grid --reps 2000 --write  more series a cell, and put the summary into bench/README.md

Cells: AR 0 to 0.7, 30 to 180 days, 0 to 40 % missing; a step, one reached slowly, doses that rise, blocks
of a week; continuous or whole numbers from 0 to 10 with a floor; no drift, and linear ones of 0.5 and
1 SD. What is done is kept in bench/trial-grid.csv, so that a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from bench.__main__ import machine
from bench._readme import put
from bench.trial import oracle, simulated
from cotake.trial import Scale
from cotake.trial._analyze import fitted
from cotake.trial._onset import USUAL
from cotake.trial._series import series
from cotake.trial._verdict import verdict_on

MARK, END = "<!-- trial grid -->", "<!-- end of trial grid -->"
KEPT = Path(__file__).parent / "trial-grid.csv"
_FIELDS = ("phi", "n", "missing", "kind", "effect", "drift", "series", "called", "oracle", "covered")
_PHI, _DAYS, _MISSING = (0.0, 0.3, 0.5, 0.7), (30, 60, 90, 180), (0.0, 0.15, 0.4)
_KINDS = ("step", "gradual", "doses", "blocks")
#: Effect and drift in standard deviations, and the part of the series that is run of them.
_WHAT = ((0.0, 0.0, 1.0), (1.0, 0.0, 0.5), (0.0, 0.5, 0.5), (0.0, 1.0, 0.5))


def cells(reps: int) -> list[dict[str, Any]]:
    """All of them, those without an effect or a drift first."""
    found = []
    for effect, drift, part in _WHAT:
        for phi, n, missing, kind, whole in itertools.product(
            _PHI, _DAYS, _MISSING, _KINDS, ("", " integer")
        ):
            ways = {"phi": phi, "n": n, "missing": missing, "kind": kind + whole, "effect": effect}
            found.append({**ways, "drift": drift, "series": max(1, round(reps * part))})
    return found


def run(cell: dict[str, Any]) -> dict[str, Any]:
    """One cell: the part that is called better or worse, by the oracle too, and covered where it is."""
    ways = {name: value for name, value in cell.items() if name != "series"}
    rng = np.random.default_rng(_seed(ways))
    integer = cell["kind"].endswith("integer")
    size, scale = (1.5, Scale(least=0, most=10)) if integer else (1.0, Scale())
    rows: list[tuple[float, float, float]] = []
    while len(rows) < cell["series"]:
        values, taken = simulated(rng, **ways)
        on, off = np.isfinite(values[taken > 0]).sum(), np.isfinite(values[taken == 0]).sum()
        if min(on, off) < 1 or np.nanstd(values) == 0:
            continue
        days = series(values, taken)
        made, _ = fitted(days, USUAL, scale)
        verdict, _ = verdict_on(days, made, 1.0, made.sd / 2, anytime=False)
        known = abs(oracle(values / size, taken, cell["phi"])) > 1.96
        covered = np.nan
        if cell["effect"]:
            low, high = made.effect.quantile(0.025), made.effect.quantile(0.975)
            covered = float(low <= size * cell["effect"] <= high)
        rows.append((verdict in ("better", "worse"), known, covered))
    called, known_to, within = np.array(rows, dtype=float).mean(axis=0)
    return {**cell, "called": called, "oracle": known_to, "covered": within}


def _seed(ways: dict[str, Any]) -> list[int]:
    """A seed of its own for each cell, the same in each run."""
    return [round(1000 * each) if isinstance(each, float) else _number(each) for each in ways.values()]


def _number(each: int | str) -> int:
    return each if isinstance(each, int) else int.from_bytes(each.encode()[:6].ljust(6), "big")


def done(reps: int) -> dict[tuple[str, ...], dict[str, Any]]:
    """The cells that were run with as many series or more."""
    if not KEPT.exists():
        return {}
    with KEPT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = {_key(cell): cell["series"] for cell in cells(reps)}
    return {_key(row): row for row in rows if int(row["series"]) >= wanted.get(_key(row), 1)}


def _key(cell: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(cell[name]) for name in _FIELDS[:6])


def run_all(reps: int) -> list[dict[str, Any]]:
    """Run what is not done yet; each cell is written as it ends."""
    held = done(reps)
    left = [cell for cell in cells(reps) if _key(cell) not in held]
    begin = time.perf_counter()
    with KEPT.open("w", encoding="utf-8", newline="") as file, ProcessPoolExecutor() as pool:
        writer = csv.DictWriter(file, _FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(held.values())
        for number, row in enumerate(pool.map(run, left), 1):
            row = {**row, **{name: f"{row[name]:.4f}" for name in ("called", "oracle", "covered")}}
            held[_key(row)] = row
            writer.writerow(row)
            file.flush()
            spent = time.perf_counter() - begin
            rest = spent / number * (len(left) - number) / 60
            print(f"\r{number}/{len(left)} cells, {rest:.0f} min left ", end="", file=sys.stderr)
    return list(held.values())


def summary(rows: Iterable[dict[str, Any]]) -> list[str]:
    """False alarms, drift and power by what the days are like, and the worst cells."""
    held = [
        {name: value if name == "kind" else float(value) for name, value in row.items()} for row in rows
    ]
    lines = []
    for title, effect, drift, bar in (
        ("No effect and no drift", 0, 0, 0.05),
        ("A drift of 0.5 SD and no effect", 0, 0.5, 0.07),
        ("A drift of 1 SD and no effect", 0, 1, 0.07),
    ):
        part = [row for row in held if row["effect"] == effect and row["drift"] == drift]
        lines += [f"{title}: called by cotake (and by an oracle that knows the noise).", ""]
        lines += _table(part, "called", "oracle")
        lines += ["", _worst(part, bar), ""]
    part = [row for row in held if row["effect"] == 1]
    lines += ["A step of 1 SD: found by cotake (and by the oracle).", ""]
    lines += _table(part, "called", "oracle")
    lines += ["", "Of the same: in how many the 95 % interval holds the effect.", ""]
    lines += _table(part, "covered")
    return lines


def _table(rows: list[dict[str, Any]], own: str, other: str = "") -> list[str]:
    """By days and AR, averaged over the rest."""
    lines = ["| days | " + " | ".join(f"AR {phi:g}" for phi in _PHI) + " |", "|---" * (len(_PHI) + 1) + "|"]
    for n in _DAYS:
        told = []
        for phi in _PHI:
            part = [row for row in rows if row["n"] == n and row["phi"] == phi]
            beside = f" ({np.mean([row[other] for row in part]):.1%})" if other else ""
            told.append(f"{np.mean([row[own] for row in part]):.1%}{beside}")
        lines.append(f"| {n} | {' | '.join(told)} |")
    return lines


def _worst(rows: list[dict[str, Any]], bar: float) -> str:
    """By kind, the worst cell, and how many are above a bar by more than chance."""
    by_kind: dict[str, list[float]] = {}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(row["called"])
    kinds = ", ".join(f"{kind} {np.mean(values):.1%}" for kind, values in by_kind.items())
    worst = max(rows, key=lambda row: row["called"])
    counts = np.array([row["series"] for row in rows])
    limits = bar + 1.645 * np.sqrt(bar * (1 - bar) / counts)
    above = int((np.array([row["called"] for row in rows]) > limits).sum())
    return (
        f"By kind: {kinds}. The worst of {len(rows)} cells ({counts.min():.0f} to {counts.max():.0f} "
        f"series each): {worst['called']:.1%} ({worst['kind']}, {worst['n']:.0f} days, "
        f"AR {worst['phi']:g}, {worst['missing']:.0%} missing). Above {bar:.0%} by more than Monte Carlo "
        f"error (one cell in 20 is, where the rate is {bar:.0%}): {above} cells, {above / len(rows):.0%}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--reps", type=int, default=400, help="series a cell; half where there is an effect"
    )
    parser.add_argument("--write", action="store_true", help="put the summary into bench/README.md")
    args = parser.parse_args()
    lines = summary(run_all(args.reps))
    print("\n".join(lines))
    if args.write:
        put([f"Measured on {machine()}.", "", *lines], MARK, END)


if __name__ == "__main__":
    main()
