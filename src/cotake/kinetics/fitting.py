"""Shares and strengths fitted to the exposure ratios that were measured in people.

What a record states is the prior: a word such as `major`, or a figure, with its spread. Each measured
ratio of the pair records is an observation of the static model. The posterior mode and its Laplace
approximation are found by Gauss-Newton, on the scales where shares and strengths are unbounded: the
logit of a share and of a fraction inhibited, ln(speed - 1) of an induced speed. A ratio far from what all
others say counts less (Huber 1964).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cotake._errors import InputError
from cotake.kinetics._facts import strongest, usual_holds
from cotake.kinetics._static import MOST, SD_80, Spread
from cotake.kinetics._strengths import stated_fraction, stated_share
from cotake.knowledge import Library
from cotake.knowledge.curate import facts_to_fit, said_by
from cotake.knowledge.types import Fit, Influence, Pair, Pathway, Role, Substance

#: Standard deviation of ln(measured ratio): differences between studies, and of the model to any of them.
NOISE = 0.35
#: Beyond so many standard deviations a ratio counts less.
HUBER = 1.5
#: Steps end when the loss falls by less than this, or after so many; a step that raises it is halved.
CLOSE, MOST_STEPS, MOST_HALVINGS = 0.01, 60, 12
#: A share or fraction is kept off 0 and 1 by this much, where its logit has no end.
EDGE = (0.01, 0.985)
#: A fact is written when its middle moved by this part of its standard deviation, or that shrank by it.
WORTH = 0.05

_Array = NDArray[np.float64]


@dataclass(slots=True)
class _Route:
    """One enzyme of one pair: parameters of its share, of inhibitors, of inducers, of autoinduction."""

    shares: list[int]
    inhibitors: list[int]
    inducers: list[int]
    own: list[int]


@dataclass(slots=True)
class _Problem:
    """Parameters by the id of their fact, with their priors; observations as routes by stage."""

    library: Library
    index: dict[str, int] = field(default_factory=dict)
    facts: list[Pathway | Influence] = field(default_factory=list)
    mean: list[float] = field(default_factory=list)
    sd: list[float] = field(default_factory=list)
    is_speed: list[bool] = field(default_factory=list)
    stages: list[list[list[_Route]]] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)

    def parameter(self, key: str, fact: Pathway | Influence, name: str) -> int:
        """The number of the parameter of a fact, made when it is first met."""
        if key not in self.index:
            mean, sd = _prior(fact, name, self.library)
            self.index[key] = len(self.mean)
            self.facts.append(fact)
            self.mean.append(mean)
            self.sd.append(sd)
            self.is_speed.append(name == "induces")
        return self.index[key]


def fit(library: Library, without: Collection[frozenset[str]] = ()) -> tuple[Fit, ...]:
    """The facts that measured ratios say something of, fitted.

    Args:
        library: its facts as stated are the priors; its pair records hold the ratios.
        without: pairs of substance ids to leave out, to see how others predict them.

    Raises:
        InputError: a measured ratio is not above 0.
    """
    problem = _Problem(library)
    for pair in library.pairs:
        _observe(problem, pair, without)
    if not problem.seen:
        return ()
    middle, sd, pairs = _solve(problem)
    return tuple(
        _written(key, number, problem, middle, sd, pairs)
        for key, number in sorted(problem.index.items())
        if abs(middle[number] - problem.mean[number]) > WORTH * problem.sd[number]
        or sd[number] < (1 - WORTH) * problem.sd[number]
    )


def _observe(problem: _Problem, pair: Pair, without: Collection[frozenset[str]]) -> None:
    shown = pair.exposure
    if shown is None:
        return
    ids = [_only(role, problem.library) for role in (pair.a, pair.b)]
    if shown.victim not in ids or not all(ids) or frozenset(ids) in without:
        return
    if shown.ratio <= 0:
        raise InputError(f"{pair.id}: a measured ratio is above 0, got {shown.ratio:g}")
    other = ids[1] if ids[0] == shown.victim else ids[0]
    victim, perpetrator = problem.library.substance(shown.victim), problem.library.substance(other)
    stages = list(_stages(problem, victim, perpetrator))
    if stages:
        problem.stages.append(stages)
        problem.seen.append(math.log(shown.ratio))


def _only(role: Role, library: Library) -> str:
    """The one substance that a role names, taken as usual; or ""."""
    if len(role.substance) != 1:
        return ""
    holds = usual_holds(library.substance(role.substance[0]))
    if role.routes and holds.route not in role.routes:
        return ""
    if role.bands and not set(role.bands) & set(holds.bands):
        return ""
    return role.substance[0]


def _stages(problem: _Problem, victim: Substance, perpetrator: Substance) -> Iterator[list[_Route]]:
    kinds = problem.library.vocabulary("enzymes")
    shares: dict[str, list[int]] = {}
    holds = usual_holds(victim)
    for key, name, _, fact in facts_to_fit(victim):
        if name == "undergoes" and isinstance(fact, Pathway) and holds(fact):
            shares.setdefault(fact.enzyme, []).append(problem.parameter(key, fact, name))
    slowed, raised = (_acting(problem, perpetrator, name) for name in ("inhibits", "induces"))
    own = _acting(problem, victim, "induces")
    for kind in ("enzyme", "transporter"):
        routes = [
            _Route(
                numbers,
                slowed.get(enzyme, []),
                raised.get(enzyme, []),
                own.get(enzyme, []) if enzyme in raised else [],
            )
            for enzyme, numbers in shares.items()
            if kinds[enzyme].kind == kind
        ]
        if any(route.inhibitors or route.inducers for route in routes):
            yield routes


def _acting(problem: _Problem, substance: Substance, name: str) -> dict[str, list[int]]:
    keys = {id(fact): key for key, listed, _, fact in facts_to_fit(substance) if listed == name}
    held = strongest(getattr(substance, name), usual_holds(substance))
    return {
        enzyme: [problem.parameter(keys[id(fact)], fact, name)]
        for enzyme, fact in held.items()
        if fact.strength != "none"
    }


def _prior(fact: Pathway | Influence, name: str, library: Library) -> tuple[float, float]:
    """The mean and standard deviation of a fact as stated, on its unbounded scale."""
    if isinstance(fact, Pathway):
        spread = stated_share(fact, library.vocabulary("shares"))
    else:
        entry = library.vocabulary("strengths")[fact.strength]
        if name == "induces":
            low, mid, high = (math.log(max(speed - 1, EDGE[0])) for speed in entry.induced_to)
            return mid, (high - low) / 2 / SD_80
        spread = stated_fraction(fact, entry)
    low, mid, high = (_logit(each) for each in (spread.low, spread.mid, spread.high))
    return mid, max((high - low) / 2 / SD_80, 0.15)


def _solve(problem: _Problem) -> tuple[_Array, _Array, _Array]:
    """Posterior mode, standard deviation, and how many ratios bear on each parameter."""
    mean, spread = np.array(problem.mean), np.array(problem.sd) ** 2
    seen = np.array(problem.seen)
    at = mean.copy()
    fitted, slopes = _at(problem, at)
    loss = _loss(at, fitted, seen, mean, spread)
    for _ in range(MOST_STEPS):
        off = np.abs(seen - fitted)
        weight = np.where(off > HUBER * NOISE, HUBER * NOISE / np.maximum(off, 1e-12), 1.0)
        gain = slopes * spread
        inner = gain @ slopes.T + np.diag(NOISE**2 / weight)
        step = mean + gain.T @ np.linalg.solve(inner, seen - fitted + slopes @ (at - mean)) - at
        step /= max(1.0, float(np.abs(step).max()))
        before = loss
        for _ in range(MOST_HALVINGS):
            tried = at + step
            fitted, slopes = _at(problem, tried)
            loss = _loss(tried, fitted, seen, mean, spread)
            if loss <= before:
                break
            step = step / 2
        at = at + step
        if abs(before - loss) < CLOSE:
            break
    gain = slopes * spread
    inner = gain @ slopes.T + np.diag(np.full(len(seen), NOISE**2) / weight)
    left = spread - np.einsum("ij,ij->j", gain, np.linalg.solve(inner, gain))
    return at, np.sqrt(np.maximum(left, 1e-6)), (np.abs(slopes) > 1e-3).sum(axis=0)


def _at(problem: _Problem, at: _Array) -> tuple[_Array, _Array]:
    """ln AUCR of every observation, and its derivatives."""
    slopes = np.zeros((len(problem.seen), len(at)))
    rows = enumerate(problem.stages)
    return np.array([_log_ratio(problem, each, at, slopes[row]) for row, each in rows]), slopes


def _loss(at: _Array, fitted: _Array, seen: _Array, mean: _Array, spread: _Array) -> float:
    """Minus the logarithm of the posterior density, with Huber's loss, up to a constant."""
    off = np.abs(seen - fitted) / NOISE
    data = np.where(off <= HUBER, off**2 / 2, HUBER * off - HUBER**2 / 2).sum()
    return float(data + ((at - mean) ** 2 / spread).sum() / 2)


def _log_ratio(problem: _Problem, stages: list[list[_Route]], at: _Array, slopes: _Array) -> float:
    """ln AUCR as in `exposure_ratio`; its derivatives are added to `slopes`."""
    total = 0.0
    for routes in stages:
        shares = {number: _expit(at[number]) for route in routes for number in route.shares}
        whole = sum(shares.values())
        scale = 1 / whole if whole > 1 else 1.0
        speeds = [_speed(route, at) for route in routes]
        left = max(0.0, 1 - whole)
        for route, (speed, _) in zip(routes, speeds, strict=True):
            left += sum(shares[number] for number in route.shares) * scale * speed
        left = max(left, 1 / MOST)
        total -= math.log(left)
        for route, (speed, by) in zip(routes, speeds, strict=True):
            share = sum(shares[number] for number in route.shares) * scale
            for number in route.shares:
                change = (speed - left) * scale if whole > 1 else speed - 1
                slopes[number] -= change * shares[number] * (1 - shares[number]) / left
            for number, slope in by.items():
                slopes[number] -= share * speed * slope / left
    return total


def _speed(route: _Route, at: _Array) -> tuple[float, dict[int, float]]:
    """The speed of one enzyme, and the derivatives of its logarithm."""
    speed = 1.0
    by: dict[int, float] = {}
    for number in route.inhibitors:
        lost = _expit(at[number])
        speed *= 1 - lost
        by[number] = by.get(number, 0.0) - lost
    if route.inducers:
        own = 1 + sum(math.exp(at[number]) for number in route.own)
        more = own + sum(math.exp(at[number]) for number in route.inducers)
        speed *= more / own
        for number in route.inducers:
            by[number] = by.get(number, 0.0) + math.exp(at[number]) / more
        for number in route.own:
            by[number] = by.get(number, 0.0) + math.exp(at[number]) * (1 / more - 1 / own)
    return speed, by


def _written(
    key: str, number: int, problem: _Problem, middle: _Array, sd: _Array, pairs: NDArray[Any]
) -> Fit:
    at, out = float(middle[number]), SD_80 * float(sd[number])
    turn = _increase if problem.is_speed[number] else _expit
    low, mid, high = (round(turn(each), 3) for each in (at - out, at, at + out))
    return Fit(key, said_by(problem.facts[number]), low, mid, high, int(pairs[number]))


def _increase(value: float) -> float:
    return 1 + math.exp(value)


def _expit(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def _logit(value: float) -> float:
    held = min(max(value, EDGE[0]), EDGE[1])
    return math.log(held / (1 - held))


def spread_of(each: Fit) -> Spread:
    """A fit as a spread."""
    return Spread(each.low, each.mid, each.high)
