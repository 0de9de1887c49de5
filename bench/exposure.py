"""Predicted exposure ratios against observed ones, each pair predicted without its own ratio.

python -m bench.exposure DIR            print the figures
python -m bench.exposure DIR --write    print, and put them into bench/README.md
python -m bench.exposure DIR --worst 20 add the pairs that are furthest off

The folder holds observed_auc_ratios.csv and dikb_2013_auc_ratios.csv; none of it ships with cotake.
Counted are ratios of a medicine taken by mouth in people who are not poor metabolisers, from 0.01 to 50,
by pair and dose of the perpetrator; of several observed ratios the geometric mean; a blank ratio of DIKB
("no significant increase") is 1. By pair, dose and days a single dose of the perpetrator is predicted as
such, and so is use for so many days; else as regular use. For each pair the shares and strengths are
fitted anew without the ratio that the records hold for it; what they state before any fit was written by
people who knew many of these.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from bench._readme import put
from cotake import Library, open_library
from cotake._record import record
from cotake.interactions import Prediction, Predictor
from cotake.kinetics.fitting import fit
from cotake.knowledge.curate import facts_to_fit, said_by
from cotake.knowledge.types import Fit, Substance

#: How observed ratios are put into cases.
By = Literal["pair", "pair and dose", "pair, dose and days"]
MARK, END = "<!-- exposure -->", "<!-- end of exposure -->"
_OUT_OF_RANGE = (0.01, 50.0)


@record
class Case:
    """One pair, with the dose of the perpetrator in mg and its days where known, and what was observed."""

    victim: str
    perpetrator: str
    dose_mg: float | None
    observed: float
    days: float | None = None


@record
class Judged:
    """A case with what was predicted for it; `is_known` where the records hold a ratio of the pair."""

    case: Case
    predicted: Prediction
    is_known: bool


class Refitted(Library):
    """A library whose shares and strengths are those of other fits."""

    def __init__(self, library: Library, fits: Iterable[Fit]) -> None:
        super().__init__(library.path)
        self._fits = {each.id: each for each in fits}
        self._changed: dict[str, Substance] = {}

    def substance(self, name: str) -> Substance:
        """The substance with the other fits."""
        if name not in self._changed:
            self._changed[name] = self._refitted(super().substance(name))
        return self._changed[name]

    def _refitted(self, substance: Substance) -> Substance:
        lists: dict[str, list[object]] = {}
        for key, name, _, fact in facts_to_fit(substance):
            held = self._fits.get(key)
            fits = held is not None and held.said == said_by(fact)
            fitted = (held.low, held.mid, held.high) if held is not None and fits else ()
            lists.setdefault(name, []).append(replace(fact, fitted=fitted))
        return replace(substance, **{name: tuple(facts) for name, facts in lists.items()})  # type: ignore[arg-type]


def cases_of(folder: Path, by: By) -> dict[str, list[Case]]:
    """The cases of both files, by file."""
    return {
        "OSP": _gathered(_osp(folder / "observed_auc_ratios.csv"), by),
        "DIKB": _gathered(_dikb(folder / "dikb_2013_auc_ratios.csv"), by),
    }


def _osp(path: Path) -> Iterator[Case]:
    for row in _rows(path):
        excluded = row["route_victim"] != "PO" or row["route_perp"] != "PO" or "poor" in row["flags"]
        if row["aucr"] and not excluded:
            dose, days = _number(row["perp_dose"]), _days(row["perp_regimen"])
            yield Case(row["victim"], row["perpetrator"], dose, float(row["aucr"]), days)


def _dikb(path: Path) -> Iterator[Case]:
    for row in _rows(path):
        if not row["flag"]:
            ratio = float(row["auc_ratio"] or 1)  # blank: no significant increase
            yield Case(row["object"], row["precipitant"], _number(row["precip_dose_mg"]), ratio)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value > 0 else None


def _days(regimen: str) -> float | None:
    """Days of use: 1 for `SD`, so many for `MD OD (5 days)`."""
    if regimen.strip() == "SD":
        return 1.0
    days = re.search(r"\((\d+) days?\)", regimen)
    return float(days[1]) if days else None


def _gathered(cases: Iterable[Case], by: By) -> list[Case]:
    found: dict[tuple[str, str, float | None, float | None], list[float]] = defaultdict(list)
    for case in cases:
        if _OUT_OF_RANGE[0] < case.observed < _OUT_OF_RANGE[1]:
            dose = case.dose_mg if by != "pair" else None
            days = case.days if by == "pair, dose and days" else None
            found[case.victim, case.perpetrator, dose, days].append(case.observed)
    return [
        Case(victim, other, dose, math.exp(sum(map(math.log, seen)) / len(seen)), days)
        for (victim, other, dose, days), seen in found.items()
    ]


def judged(
    cases: Iterable[Case], library: Library, without: dict[frozenset[str], Predictor]
) -> tuple[list[Judged], int]:
    """Each case that can be read, predicted without its own ratio; and how many could not be.

    `without` keeps the predictors that were fitted without a pair; the empty set stands for all pairs.
    """
    reader = Predictor(library, use_measured=False)
    measured = {
        frozenset((*pair.a.substance, *pair.b.substance)) for pair in library.pairs if pair.exposure
    }
    found: list[Judged] = []
    missed = 0
    for case in cases:
        if not isinstance(reader.of(case.victim, case.perpetrator), Prediction):
            missed += 1
            continue
        both = reader.ids(case.victim, case.perpetrator)
        is_known = both in measured
        left_out = both if is_known else frozenset[str]()
        if left_out not in without:
            fits = fit(library, {left_out})
            without[left_out] = Predictor(Refitted(library, fits), use_measured=False)
        predicted = without[left_out].of(case.victim, case.perpetrator, case.dose_mg, case.days)
        if isinstance(predicted, Prediction):
            found.append(Judged(case, predicted, is_known))
    return found, missed


def figures(found: list[Judged]) -> dict[str, float]:
    """GMFE, shares within 1.25-, 1.5- and 2-fold, coverage of the 80 % bounds, true negatives, the null."""
    errors = [abs(math.log(each.predicted.ratio / each.case.observed)) for each in found]
    nulls = [abs(math.log(each.case.observed)) for each in found]
    negatives = [each for each in found if 0.8 <= each.case.observed <= 1.25]
    inside = [each.predicted.low <= each.case.observed <= each.predicted.high for each in found]
    held = [0.67 <= each.predicted.ratio <= 1.5 for each in negatives]
    share = {
        f"within {fold:g}-fold": _mean([e < math.log(fold) for e in errors]) for fold in (1.25, 1.5, 2)
    }
    return {
        "n": len(found),
        "GMFE": math.exp(_mean(errors)),
        **share,
        "in 80 % bounds": _mean(inside),
        "negatives": len(negatives),
        "negatives held": _mean(held),
        "GMFE of always 1": math.exp(_mean(nulls)),
    }


def _mean(values: list[float] | list[bool]) -> float:
    return sum(values) / max(1, len(values))


def table(folder: Path, worst: int = 0) -> tuple[list[str], list[str]]:
    """The figures as lines of a table, and so many of the pairs that are furthest off."""
    library = open_library()
    lines = [
        "| set | cases | covered | GMFE | always 1 | 1.25-fold | 1.5-fold | 2-fold | in 80 % bounds "
        "| negatives held |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    last: list[Judged] = []
    without: dict[frozenset[str], Predictor] = {}
    for by in get_args(By):
        sets = cases_of(folder, by)
        every: list[Judged] = []
        gone = 0
        for name, cases in sets.items():
            found, missed = judged(cases, library, without)
            every, gone = every + found, gone + missed
            lines.append(_line(f"{name}, by {by}", found, missed))
        new = [each for each in every if not each.is_known]
        lines.append(_line(f"both, by {by}, no ratio in the records", new, 0))
        lines.append(_line(f"both, by {by}", every, gone))
        last = last or every
    ranked = sorted(last, key=lambda each: -abs(math.log(each.predicted.ratio / each.case.observed)))
    off = [
        f"{each.case.victim} with {each.case.perpetrator}: observed {each.case.observed:.2f}, predicted "
        f"{each.predicted.ratio:.2f} ({each.predicted.low:.2f} to {each.predicted.high:.2f})"
        for each in ranked[:worst]
    ]
    return lines, off


def _line(name: str, found: list[Judged], missed: int) -> str:
    held = figures(found)
    covered = len(found) / max(1, len(found) + missed)
    folds = " | ".join(f"{held[f'within {fold:g}-fold']:.0%}" for fold in (1.25, 1.5, 2))
    return (
        f"| {name} | {len(found) + missed} | {covered:.0%} | {held['GMFE']:.2f} | "
        f"{held['GMFE of always 1']:.2f} | {folds} | {held['in 80 % bounds']:.0%} | "
        f"{held['negatives held']:.0%} of {held['negatives']:.0f} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write bench/README.md")
    parser.add_argument("--worst", type=int, default=0, help="list so many pairs that are furthest off")
    args = parser.parse_args()
    lines, worst = table(args.folder, args.worst)
    print("\n".join([*lines, *worst]))
    if args.write:
        put(lines, MARK, END)
    return 0


if __name__ == "__main__":
    sys.exit(main())
