"""Levels over days: 1,000 people, 28 days, hourly, parent and metabolite, against ODE solvers.

python -m bench.simulation            print the figures
python -m bench.simulation --write    print, and put them into bench/README.md

The solver of scipy is timed for ten people and scaled; diffrax is installed in an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from statistics import median

import numpy as np

from bench._readme import put
from bench.peers import HERE, environment_of
from cotake.kinetics._linear import Array, Linear, Metabolite, concentrations
from cotake.kinetics._nonlinear import Doses, Slowed, slowed_concentrations

MARK, END = "<!-- simulation -->", "<!-- end of simulation -->"
PEOPLE, DAYS, DOSE = 1000, 28, 50.0
_FEW = 10
TIMES = np.arange(0.0, DAYS * 24 + 1.0)
DOSES = [24.0 * day for day in range(DAYS)]


def people(count: int) -> Linear:
    """Parameters of so many people, drawn with a fixed seed."""
    draws = np.random.default_rng(1)

    def drawn(middle: float) -> Array:
        return middle * np.exp(0.3 * draws.standard_normal(PEOPLE))[:count]

    ka, cl, v, vm, km = (drawn(each) for each in (1.0, 20.0, 400.0, 400.0, 0.05))
    return Linear(ka, cl, v, metabolites=(Metabolite(vm, km, 0.5),))


def by_scipy(model: Linear) -> list[Array]:
    """The same by LSODA, one person after the other."""
    from scipy.integrate import solve_ivp

    (made,) = model.metabolites
    out = [np.zeros((len(TIMES), len(model.volume))) for _ in range(2)]
    for who in range(len(model.volume)):
        ka, ke = model.absorption[who], model.clearance[who] / model.volume[who]
        km, first = made.rate[who], made.first_pass

        def change(
            _: float, y: Array, ka: float = ka, ke: float = ke, km: float = km, first: float = first
        ) -> list[float]:
            taken, lost = ka * y[0], ke * y[1]
            return [-taken, taken - lost, first * taken + (1 - first) * lost - km * y[2]]

        state = np.zeros(3)
        for day in range(DAYS):
            state[0] += DOSE
            span = TIMES[day * 24 : day * 24 + 25]
            solved = solve_ivp(change, (span[0], span[-1]), state, "LSODA", span, rtol=1e-9, atol=1e-11)
            out[0][day * 24 : day * 24 + 25, who] = solved.y[1] / model.volume[who] * 1000
            out[1][day * 24 : day * 24 + 25, who] = solved.y[2] / made.volume[who] * 1000
            state = solved.y[:, -1].copy()
    return out


def seconds(run: Callable[[], object], rounds: int) -> float:
    """The median time of a run, after one to warm up."""
    run()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return median(times)


def table() -> list[str]:
    """The figures as lines of a table."""
    every, few = people(PEOPLE), people(_FEW)
    doses = [DOSE] * DAYS
    own = seconds(lambda: concentrations(every, TIMES, DOSES, doses), 15)
    begin = time.perf_counter()
    reference = by_scipy(few)
    scipy_s = (time.perf_counter() - begin) * PEOPLE / _FEW
    found = concentrations(few, TIMES, DOSES, doses)
    apart = max(
        float(np.max(np.abs(ours - theirs) / np.maximum(theirs, 1e-3)))
        for ours, theirs in zip(found, reference, strict=True)
    )
    slowed = Slowed(np.full(PEOPLE, 0.7), np.full(PEOPLE, 65.0), 0.01)
    begin = time.perf_counter()
    slowed_concentrations(every, slowed, TIMES, [Doses(every.absorption, DOSES, doses)])
    stepped = time.perf_counter() - begin
    tracemalloc.start()
    concentrations(every, TIMES, DOSES, doses)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    lines = [
        "| 1,000 people x 28 days hourly, parent and metabolite | time | bar |",
        "|---|---|---|",
        f"| cotake, closed form | {own:.3f} s | 0.04 s |",
        f"| cotake, own inhibition with enzyme turnover, stepped | {stepped:.1f} s | |",
        f"| scipy LSODA, scaled from {_FEW} people | {scipy_s:.0f} s | |",
    ]
    diffrax = _diffrax(every)
    lines.append(f"| diffrax 0.7 Tsit5, vmap, compiled beforehand | {diffrax} | |")
    lines += [
        "",
        f"Largest relative difference from LSODA (tolerance 1e-9): {apart:.0e}. Memory of the closed form: "
        f"{peak:.0f} MB.",
    ]
    return lines


def _diffrax(model: Linear) -> str:
    python = environment_of("diffrax", "diffrax>=0.7")
    if python is None:
        return "could not be installed"
    (made,) = model.metabolites
    asked = {
        "ka": list(model.absorption),
        "ke": list(model.clearance / model.volume),
        "km": list(made.rate),
        "first": made.first_pass,
        "days": DAYS,
        "dose": DOSE,
    }
    done = subprocess.run(
        [python, HERE / "drivers" / "diffrax_levels.py"],
        input=json.dumps(asked),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if done.returncode:
        return f"failed: {done.stderr.strip().splitlines()[-1][:80]}"
    return f"{json.loads(done.stdout)['s']:.2f} s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write bench/README.md")
    args = parser.parse_args()
    lines = table()
    print("\n".join(lines))
    if args.write:
        put(lines, MARK, END)
    return 0


if __name__ == "__main__":
    sys.exit(main())
