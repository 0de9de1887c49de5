"""Trials of one person each, put together: on average, in each of them, and in one more person.

    estimate of a person = their own effect + error,    their own effect = average + N(0, spread²)

Nobody's days are needed, only the results that `cotake trial analyze --json` exports. Each person's effect
is drawn towards the average, the more so the less their own days say (partial pooling). What biases all of
them alike, such as starting in a bad week, or sending in only what went well, does not go away by pooling.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from cotake._errors import InputError
from cotake._record import record
from cotake._text import in_text, joined
from cotake.trial._forest import forest
from cotake.trial._numbers import of_hundred, shown
from cotake.trial._partial import partial
from cotake.trial._result import Result, read_result, without_prior
from cotake.trial._types import Effect, Scale

__all__ = ["Person", "Pooled", "Result", "pooled", "read_result", "without_prior"]

_SCHEMA = "1"
#: Standard errors in the half of an interval that holds 95 %.
_HALF = 1.96
#: Fewer cannot be pooled; with fewer than the other it is told.
_FEWEST, _FEW = 3, 10


@record
class Person:
    """One of those pooled: the effect in points, by their `own` days and `shrunken` by the others' too.

    `p_benefit` is the chance that it is better at all with it in them, the others' days counted in.
    """

    name: str
    own: Effect
    shrunken: Effect
    p_benefit: float


@record
class Pooled:
    """What the trials of several people say together, in points; 95 % lie within each interval.

    `mean` is the effect on average, `spread` the standard deviation of people's own effects, `next_person`
    what to expect in one more person like them. `p_benefit` is the chance that it is better on average,
    `p_benefit_next` in one more person.
    """

    mean: Effect
    spread: Effect
    next_person: Effect
    p_benefit: float
    p_benefit_next: float
    people: tuple[Person, ...]
    warnings: tuple[str, ...]
    scale: Scale

    @property
    def says(self) -> str:
        """The answer in plain words."""
        sign = self.scale.sign
        way = "better" if sign * self.mean.mean >= 0 else "worse"
        turn = sign if way == "better" else -sign
        size = shown(abs(self.mean.mean))
        return (
            f"In {len(self.people)} people {in_text(self.scale.name)} is on average {size} "
            f"{'point' if size == '1' else 'points'} {way} ({_range(self.mean, turn)}). "
            f"Chance it is better on average: {of_hundred(self.p_benefit)}. In one more person: "
            f"{size}{'' if way == 'better' else ' worse'} ({_range(self.next_person, turn)}), better in "
            f"{of_hundred(self.p_benefit_next)}."
        )

    def to_dict(self) -> dict[str, Any]:
        """It as JSON values."""
        return {
            "schema_version": _SCHEMA,
            "says": self.says,
            "mean": self.mean.to_dict(),
            "spread": self.spread.to_dict(),
            "next_person": self.next_person.to_dict(),
            "p_benefit": self.p_benefit,
            "p_benefit_next": self.p_benefit_next,
            "scale": {
                "name": self.scale.name,
                "better": self.scale.better,
                "least": self.scale.least,
                "most": self.scale.most,
            },
            "people": [
                {
                    "name": each.name,
                    "own": each.own.to_dict(),
                    "shrunken": each.shrunken.to_dict(),
                    "p_benefit": each.p_benefit,
                }
                for each in self.people
            ],
            "warnings": list(self.warnings),
        }

    @property
    def plot(self) -> dict[str, Any]:
        """A Vega-Lite forest plot: each by their own days and beside the others, the average, one more."""
        return forest(self)


def pooled(results: Sequence[Result]) -> Pooled:
    """Pool the results of three people or more.

    Each estimate is normal about the person's own effect, and these are normal about the average, which
    is flat beforehand. The spread between people is half-normal beforehand, its scale one standard
    deviation of a day (the mean of all), so that a spread of more than two of these is unlikely. It is
    integrated over a grid; given the spread all else is normal, so nothing is drawn at random.

    Source: the model, integrated over its spread, Röver 2020 (bayesmeta, J Stat Softw 93(6)), and Gelman
    and others 2013, chapter 5.4; weakly informative priors of a spread, Gelman 2006.

    Raises:
        InputError: fewer than three, outcomes or scales that differ, or the same data twice.

    >>> mood = Scale("mood", least=0, most=10)
    >>> found = pooled([Result(f"{each}", mood, each / 4, error=0.3, noise=1.0) for each in range(1, 8)])
    >>> found.says[:47], found.people[6].shrunken.mean < found.people[6].own.mean
    ('In 7 people mood is on average 1 point better (', True)
    """
    names = _names(results)
    _check(results, names)
    scale, unit = results[0].scale, sum(each.noise for each in results) / len(results)
    estimates = np.array([each.estimate for each in results])
    errors = np.array([each.error for each in results])
    spread, table = partial(estimates / unit, errors / unit)
    low, high, middle = table.quantile(0.025) * unit, table.quantile(0.975) * unit, table.middle * unit
    rows = [
        Effect(mean=float(m), low=float(a), high=float(b))
        for m, a, b in zip(middle, low, high, strict=True)
    ]
    chance = table.above(scale.sign)
    people = tuple(
        Person(
            name,
            Effect(
                mean=each.estimate,
                low=each.estimate - _HALF * each.error,
                high=each.estimate + _HALF * each.error,
            ),
            row,
            float(p),
        )
        for name, each, row, p in zip(names, results, rows[2:], chance[2:], strict=True)
    )
    return Pooled(
        mean=rows[0],
        spread=Effect(mean=spread.mean * unit, low=spread.low * unit, high=spread.high * unit),
        next_person=rows[1],
        p_benefit=float(chance[0]),
        p_benefit_next=float(chance[1]),
        people=people,
        warnings=tuple(_doubts(results)),
        scale=scale,
    )


def _check(results: Sequence[Result], names: Sequence[str]) -> None:
    """Refuse what cannot be pooled, naming which."""
    if len(results) < _FEWEST:
        raise InputError(f"pooling takes {_FEWEST} results or more, one a person; there are {len(results)}")
    for name, each in zip(names, results, strict=True):
        numbers = (each.estimate, each.error, each.noise, each.span)
        if not all(math.isfinite(number) for number in numbers) or min(each.error, each.noise) <= 0:
            raise InputError(f"{name}: an estimate is finite, and its error and the noise are above 0")
        first = results[0]
        for what, one, other in (
            ("the outcome", first.scale.name, each.scale.name),
            ("the better end", first.scale.better, each.scale.better),
            ("the scale", _ends(first.scale), _ends(each.scale)),
        ):
            if one.casefold() != other.casefold():
                raise InputError(
                    f"{what} differs, {one} in {names[0]} and {other} in {name}: only the same outcome on "
                    "the same scale can be pooled"
                )
    for left, right in combinations(range(len(results)), 2):
        if _same_data(results[left], results[right]):
            raise InputError(f"{names[left]} and {names[right]} hold the same data; give each person once")


def _same_data(one: Result, other: Result) -> bool:
    if one.data and other.data:
        return one.data == other.data
    return (one.estimate, one.error, one.noise) == (other.estimate, other.error, other.noise)


def _ends(scale: Scale) -> str:
    if scale.least is None and scale.most is None:
        return "no ends"
    return " to ".join("no end" if end is None else f"{end:.12g}" for end in (scale.least, scale.most))


def _doubts(results: Sequence[Result]) -> Iterator[str]:
    """Warnings in plain words."""
    number = len(results)
    if number < _FEW:
        yield f"With {number} people the spread between people is hardly known."
    once = sum(each.once for each in results)
    if once:
        yield (
            f"In {once} of {number} people the exposure changed once: what else changed then, or went back "
            "to usual by itself, would look the same, and pooling does not take that away."
        )
    least, most = (end(each.span for each in results) for end in (min, max))
    if not math.isclose(least, most, rel_tol=1e-6):
        yield (
            f"The exposures differ, from {least:.3g} to {most:.3g} between the least and the most: each "
            "effect is that of the person's own difference."
        )
    named = {each.medicine.casefold(): each.medicine for each in results if each.medicine}
    if len(named) > 1:
        yield f"The medicines differ: {joined(sorted(named.values()))}."
    unnamed = sum(not each.medicine for each in results)
    if named and unnamed:
        yield f"{unnamed} of {number} results do not say which medicine it was."


def _names(results: Sequence[Result]) -> list[str]:
    """A name for each, no two alike."""
    found: list[str] = []
    for place, each in enumerate(results, 1):
        name = own = each.name or f"result {place}"
        turn = 1
        while name in found:
            turn += 1
            name = f"{own} ({turn})"
        found.append(name)
    return found


def _range(effect: Effect, turn: float) -> str:
    low, high = sorted((turn * effect.low, turn * effect.high))
    return f"{shown(low)} to {shown(high)}"
