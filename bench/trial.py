"""Is it working: false alarms, coverage and power on simulated days, and alarms on real ones.

python -m bench.trial                 print the figures (some minutes)
python -m bench.trial --reps 2000     more of them
python -m bench.trial --write         print, and put them into bench/README.md

The oracle knows the noise exactly and has the same drift prior; it is the limit. Welch's t-test, and
statsmodels' SARIMAX AR(1) and unobserved components where it is installed, are run on the same days, and on
some of them the port of CausalImpact (pip install pycausalimpact "statsmodels<0.15" "pandas<2.3").
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import ttest_ind

from bench.__main__ import machine
from bench._readme import put
from cotake.trial import Scale, analyze
from cotake.trial._analyze import fitted
from cotake.trial._model import DRIFTS, columns_of, posterior, precision_of
from cotake.trial._noise import one_noise, whitened
from cotake.trial._onset import USUAL
from cotake.trial._series import series
from cotake.trial._verdict import verdict_on

MARK, END = "<!-- trial -->", "<!-- end of trial -->"
Floats = NDArray[np.float64]
_EVIDENCE = 20.0
_CHUNKS = 8
#: Real days of untreated people, and sham changes for each.
_FISHER = "fisher2017/data_Fisher2017.csv"
_SHAMS = 20
_A_DAY = 4


def exposure(kind: str, n: int, rng: np.random.Generator) -> Floats:
    """A step at a third, the same reached slowly, doses that rise, or blocks of a week on and off."""
    days = np.arange(n)
    if kind == "blocks":
        order = rng.permutation(np.arange(-(-n // 7)) % 2)
        return np.repeat(order, 7)[:n].astype(float)
    if kind == "doses":
        return np.clip((days - n // 3) // 7 + 1, 0, 6).astype(float)
    return (days >= n // 3).astype(float)


def simulated(
    rng: np.random.Generator, n: int, phi: float, effect: float, drift: float, missing: float, kind: str
) -> tuple[Floats, Floats]:
    """Days with AR(1) noise of SD 1, weekends half an SD higher, and some of them missing."""
    fresh = rng.standard_normal(n) * np.sqrt(1 - phi**2)
    noise = np.empty(n)
    noise[0] = rng.standard_normal()
    for day in range(1, n):
        noise[day] = phi * noise[day - 1] + fresh[day]
    taken = exposure(kind.removesuffix(" integer"), n, rng)
    reached = taken / max(1.0, taken.max())
    if kind == "gradual":
        reached = np.convolve(reached, 0.5 ** (np.arange(n) / 5) * (1 - 0.5**0.2))[:n]
    values = (
        noise + effect * reached + drift * (np.arange(n) / (n - 1) - 0.5) + 0.5 * (np.arange(n) % 7 >= 5)
    )
    if kind.endswith("integer"):
        values = np.clip(np.round(2 + 1.5 * values), 0, 10)
    values[rng.random(n) < missing] = np.nan
    return values, taken


def oracle(values: Floats, taken: Floats, phi: float) -> float:
    """The z of the effect where the noise is known, with the drift prior of the analysis."""
    days = series(values, taken)
    columns = np.column_stack(
        [days.share, columns_of(days.days, days.weekday), np.where(days.seen, days.values, 0)]
    )
    white, _ = whitened(columns, days.seen, one_noise(phi))
    own = white[:, 0].T @ white[:, 0]
    inverse = np.linalg.inv(own[:-1, :-1] + np.diag([1 / 9, *precision_of(0, DRIFTS[0][0])]))
    return float((inverse @ own[:-1, -1])[0] / np.sqrt(inverse[0, 0]))


def by_statsmodels(values: Floats, taken: Floats) -> tuple[float, float]:
    """Whether SARIMAX AR(1) and unobserved components call it at 5 %; NaN where not installed."""
    try:
        from statsmodels.tsa.statespace.sarimax import SARIMAX
        from statsmodels.tsa.statespace.structural import UnobservedComponents
    except ImportError:
        return np.nan, np.nan
    import warnings

    beside = np.column_stack([taken / taken.max(), np.arange(taken.size) % 7 >= 5])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = (
            SARIMAX(values, exog=beside, order=(1, 0, 0), trend="c"),
            UnobservedComponents(values, "local level", autoregressive=1, exog=beside),
        )
        fits = [each.fit(disp=False, maxiter=200) for each in made]
    called = []
    for each in fits:
        place = next(at for at, name in enumerate(each.param_names) if name.endswith("x1"))
        called.append(float(each.pvalues[place] < 0.05))
    return called[0], called[1]


def impact(turn: int, effect: float, drift: float) -> bool | None:
    """Whether the port of CausalImpact calls one series; None where it is not installed."""
    try:
        import pandas as pd
        from causalimpact import CausalImpact
    except ImportError:
        return None
    import warnings

    rng = np.random.default_rng(5_000 + turn)
    values, taken = simulated(rng, 90, 0.5, effect, drift, 0.15, "step")
    first = int(np.argmax(taken > 0))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = CausalImpact(pd.DataFrame({"y": values}), [0, first - 1], [first, values.size - 1])
    return bool(found.p_value < 0.05)


def cell(turn: int, reps: int, peers: bool, **ways: Any) -> list[tuple[float, ...]]:
    """Many days of one kind: alarmed, evidence, covered, the oracle, Welch, SARIMAX, components."""
    rng = np.random.default_rng(1_000 + turn)
    found: list[tuple[float, ...]] = []
    integer = ways["kind"].endswith("integer")
    scale, of_scale = (1.5, Scale(least=0, most=10)) if integer else (1.0, Scale())
    for _ in range(reps):
        values, taken = simulated(rng, **ways)
        if min(np.isfinite(values[taken > 0]).sum(), np.isfinite(values[taken == 0]).sum()) < 5:
            continue
        days = series(values, taken)
        made, _ = fitted(days, USUAL, of_scale)
        verdict, _ = verdict_on(days, made, 1.0, made.sd / 2, anytime=False)
        low, high = made.effect.quantile(0.025), made.effect.quantile(0.975)
        known = abs(oracle(values, taken, ways["phi"])) > 1.96
        on, off = values[taken > 0], values[taken == 0]
        welch = ttest_ind(on[~np.isnan(on)], off[~np.isnan(off)], equal_var=False).pvalue < 0.05
        others = by_statsmodels(values, taken) if peers else (np.nan, np.nan)
        found.append(
            (
                verdict in ("better", "worse"),
                made.evidence > np.log(_EVIDENCE),
                low <= scale * ways["effect"] <= high,
                known,
                bool(welch),
                *others,
            )
        )
    return found


def rates(pool: ProcessPoolExecutor, reps: int, *, peers: bool = False, **ways: Any) -> Floats:
    """The mean of each column of a cell."""
    work = partial(cell, reps=max(1, reps // _CHUNKS), peers=peers, **ways)
    rows = [row for part in pool.map(work, range(_CHUNKS)) for row in part]
    found: Floats = np.array(rows, dtype=float).mean(axis=0)
    return found


def peeked(turn: int) -> bool:
    """Whether a null of 180 days is ever called by who looks each day, with `anytime`."""
    rng = np.random.default_rng(9_000 + turn)
    values, taken = simulated(rng, 180, 0.5, 0.0, 0.0, 0.15, "step")
    for last in range(int(np.argmax(taken > 0)) + 1, 181):
        found = posterior(series(values[:last], taken[:last]))
        if found.evidence > np.log(_EVIDENCE):
            return True
    return False


def sham(person: tuple[int, list[float]], anytime: bool) -> float:
    """The part of sham changes that is called better or worse in one untreated person."""
    number, listed = person
    values = np.array(listed)
    rng = np.random.default_rng(number)
    places = rng.integers(int(values.size * 0.2), int(values.size * 0.8), _SHAMS)
    called = []
    for place in places:
        found = analyze(values, (np.arange(values.size) >= place).astype(float), anytime=anytime)
        called.append(found.verdict in ("better", "worse"))
    return float(np.mean(called))


def untreated(item: str) -> list[tuple[int, list[float]]]:
    """The ratings of each person of Fisher 2017; empty where the reference is not at hand."""
    folder = os.environ.get("COTAKE_REFERENCE_NOF1", "")
    path = Path(folder) / _FISHER
    if not folder or not path.exists():
        return []
    people: dict[str, list[float]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cell_of = row[item]
            value = float(cell_of) if cell_of not in ("", "NA") else float("nan")
            people.setdefault(row["subj_id"], []).append(value)
    return list(enumerate(people.values()))


def tables(pool: ProcessPoolExecutor, reps: int, tell: Callable[[str], None]) -> list[str]:
    """All tables, as lines of Markdown."""
    usual: dict[str, Any] = {"missing": 0.15, "kind": "step", "drift": 0.0}
    lines = [
        f"False alarms and power of a step of 1 SD, 15 % of the days missing, {reps:,} series a cell.",
        "",
        "| days | AR | false alarms | coverage | power | oracle's power | part of it | Bayes factor 20 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for n in (30, 60, 90, 180):
        for phi in (0.0, 0.3, 0.5, 0.7):
            tell(f"{n} days, AR {phi}")
            null = rates(pool, reps, n=n, phi=phi, effect=0.0, **usual)
            step = rates(pool, reps, n=n, phi=phi, effect=1.0, **usual)
            lines.append(
                f"| {n} | {phi} | {null[0]:.1%} | {step[2]:.1%} | {step[0]:.1%} | {step[3]:.1%} | "
                f"{step[0] / step[3]:.0%} | {null[1]:.1%}, {step[1]:.1%} |"
            )
    lines += [
        "",
        "| at 90 days and AR 0.5 | called | oracle | Welch | SARIMAX AR(1) | unobserved components |",
        "|---|---|---|---|---|---|",
    ]
    others: Sequence[tuple[str, dict[str, Any]]] = (
        ("nothing", {"effect": 0.0}),
        ("a step of 1 SD", {"effect": 1.0}),
        ("a drift of 0.5 SD, no effect", {"effect": 0.0, "drift": 0.5}),
        ("a drift of 1 SD, no effect", {"effect": 0.0, "drift": 1.0}),
        ("a step reached with a half-time of 5 days", {"effect": 1.0, "kind": "gradual"}),
        ("doses that rise, 1 SD at the highest", {"effect": 1.0, "kind": "doses"}),
        ("random blocks of a week, 1 SD", {"effect": 1.0, "kind": "blocks"}),
        ("random blocks of a week, nothing", {"effect": 0.0, "kind": "blocks"}),
        ("whole numbers from 0 with a floor, nothing", {"effect": 0.0, "kind": "step integer"}),
        ("40 % of the days missing, nothing", {"effect": 0.0, "missing": 0.4}),
    )
    for name, ways in others:
        tell(name)
        found = rates(pool, reps, peers=True, **{"n": 90, "phi": 0.5, **usual, **ways})
        others_too = ["not installed" if np.isnan(each) else f"{each:.1%}" for each in found[5:7]]
        shown = [f"{each:.1%}" for each in (found[0], found[3], found[4])]
        lines.append(f"| {name} | {' | '.join([*shown, *others_too])} |")
    tell("CausalImpact")
    few = max(20, reps // 4)
    for name, effect, drift in (
        ("nothing", 0.0, 0.0),
        ("a step of 1 SD", 1.0, 0.0),
        ("a drift of 0.5 SD", 0.0, 0.5),
    ):
        said = list(pool.map(partial(impact, effect=effect, drift=drift), range(few)))
        if None in said:
            lines.append("- CausalImpact's port: not installed.")
            break
        lines.append(
            f"- CausalImpact's port, {name}, {few} series: {np.mean([bool(e) for e in said]):.1%} called."
        )
    tell("peeking")
    called = list(pool.map(peeked, range(max(60, reps // 2))))
    lines += [
        "",
        f"Looked at each day over 180 null days (AR 0.5), {len(called)} series: "
        f"{np.mean(called):.1%} ever called by a Bayes factor of 20.",
    ]
    lines += _real(pool, tell)
    rng = np.random.default_rng(1)
    values, taken = simulated(rng, 90, 0.5, 1.0, 0.0, 0.15, "step")
    times = []
    for _ in range(15):
        begin = time.perf_counter()
        analyze(values, taken)
        times.append(time.perf_counter() - begin)
    lines += ["", f"An analysis of 90 days: {np.median(times):.3f} s (median of 15; bar 0.05 s)."]
    return lines


def _real(pool: ProcessPoolExecutor, tell: Callable[[str], None]) -> list[str]:
    """Sham changes in untreated people: by day, and each rating taken for a day."""
    people = untreated("down")
    if not people:
        return ["Real days: the reference set is not at hand (COTAKE_REFERENCE_NOF1 names its folder)."]
    lines = []
    by_day = [(number, _by_day(values)) for number, values in people]
    for what, set_of, anytime in (
        ("four ratings a day put together, looked at once", by_day, False),
        ("the same, looked at any time", by_day, True),
        ("each rating taken for a day, looked at once", people, False),
        ("the same, looked at any time", people, True),
    ):
        tell("real days")
        part = np.array(list(pool.map(partial(sham, anytime=anytime), set_of)))
        error = part.std(ddof=1) / np.sqrt(part.size)
        lines.append(
            f"- {part.size} untreated people (Fisher 2017, 'down'), {_SHAMS} sham changes each, {what}: "
            f"{part.mean():.1%} called (95 % {part.mean() - 1.96 * error:.1%} to "
            f"{part.mean() + 1.96 * error:.1%})."
        )
    return lines


def _by_day(values: list[float]) -> list[float]:
    """Four ratings were asked for each day; their mean, NaN where none was given."""
    rows = np.concatenate([values, np.full(-len(values) % _A_DAY, np.nan)]).reshape(-1, _A_DAY)
    number = np.isfinite(rows).sum(axis=1)
    sums = np.nansum(rows, axis=1)
    return [
        float(total / count) if count else float("nan") for total, count in zip(sums, number, strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reps", type=int, default=400, help="series a cell")
    parser.add_argument("--write", action="store_true", help="put the figures into bench/README.md")
    args = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        lines = tables(pool, args.reps, lambda text: print(text, file=sys.stderr))
    print("\n".join(lines))
    if args.write:
        put([f"Measured on {machine()}.", "", *lines], MARK, END)


if __name__ == "__main__":
    main()
