"""The model of one person's days, and its posterior.

    value = level + effect * reached(exposure) + weekday + drift + season + covariates + noise

`reached` follows the exposure as `_onset` has it; the noise is that of `_noise`. All are compared by their
marginal likelihood and averaged. The priors, in units of the noise: effect 0 +- 3, a day of the week
0 +- 0.4, drift over the whole time 0 +- 0.25 or, one time in twenty, 0 +- 1, the wave of a year 0 +- 0.3
(of half a year's days and more, where the dates are known); covariates 0 +- 1. A free drift would cost
half of the power and none would take each drift for an effect; what was chosen keeps most of the power, and
widens where the days show a drift (bench/trial.py prints what each costs).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cotake._record import record
from cotake.trial._noise import Floats, Noises, noises, whitened
from cotake.trial._onset import USUAL, Onset, reach
from cotake.trial._posterior import Against, Fit, Mixture, fit, fixed, joined, weights
from cotake.trial._series import Series
from cotake.trial._units import Unit, unit_of

#: The version of the model and its priors: what is fixed in advance names it.
MODEL = "2"
EFFECT = 3.0
_WEEKDAY, _SEASON, _COVARIATE = 0.4, 0.3, 1.0
#: Standard deviation of the drift over the whole time, and how likely that is beforehand.
DRIFTS = ((0.25, 0.95), (1.0, 0.05))
#: The prior of an effect in the test of one: such as matter to people, in standard deviations.
EVIDENCE = 1.0
#: Against which a verdict has to hold its sign as well.
FREE = 3.0
#: Log of the odds by which a kind of noise is all but ruled out.
_RULED_OUT = 9.0
_HALF_A_YEAR, _YEAR = 182, 365.25
#: So many settings are drawn.
_DRAWN = 12


@record
class Setting:
    """One way in which it may be: kind of noise, which onset, how large the drift.

    `log_likelihood` is that of the days given all three, up to a constant; `times` how often it was drawn.
    """

    noise: Noises
    onset: int
    drift: float
    log_likelihood: float
    times: int


@record
class Posterior:
    """What the days say: the effect and the drift as mixtures, and the noise.

    `evidence` is the log of the Bayes factor against no effect, under the prior of that test (0 +- 1), and
    `against` that of any fixed effect against the same; `free` the effect where nothing is said of the
    drift beforehand; `onset` the chance of each onset; `persistence` the correlation of one day with the
    next, and `sd` the standard deviation of a day. `settings` are drawn from it.
    """

    effect: Mixture
    against: Callable[[float], float]
    free: Mixture
    drift: Mixture
    evidence: float
    onset: Floats
    persistence: float
    sd: float
    fitted: Floats
    settings: tuple[Setting, ...]


@record
class Columns:
    """What the days are regressed on: the exposure as each onset has it, and the rest."""

    reached: Floats
    rest: Floats
    wave: bool
    covariates: int

    def precision(self, drift: float) -> Floats:
        """Of the priors of the rest."""
        return precision_of(self.covariates, drift, wave=self.wave)


def columns(days: Series, ways: Sequence[Onset]) -> Columns:
    """Those of these days."""
    reached = np.column_stack([reach(days.share, each.half_times) for each in ways])
    parts = [columns_of(days.days, days.weekday)]
    wave = days.first is not None and days.days >= _HALF_A_YEAR
    if wave and days.first is not None:
        turn = 2 * np.pi * (days.first.timetuple().tm_yday + np.arange(days.days)) / _YEAR
        parts.append(np.column_stack([np.sin(turn), np.cos(turn)]))
    return Columns(reached, np.column_stack([*parts, days.covariates]), wave, days.covariates.shape[1])


def posterior(days: Series, ways: Sequence[Onset] = USUAL) -> Posterior:
    """Fit the model; exact but for the grid of noises."""
    unit = unit_of(days)
    return in_points(_posterior(unit.of(days), ways), unit)


def in_points(found: Posterior, unit: Unit) -> Posterior:
    """What was found in a unit, in points of the scale."""
    return replace(
        found,
        effect=found.effect.times(unit.spread),
        free=found.free.times(unit.spread),
        drift=found.drift.times(unit.spread),
        against=unit.against(found.against),
        sd=found.sd * unit.spread,
        fitted=unit.middle + found.fitted * unit.spread,
    )


def _posterior(days: Series, ways: Sequence[Onset]) -> Posterior:
    seen = days.seen
    kinds = noises(int(seen.sum()))
    made_of = columns(days, ways)
    target = np.where(seen, days.values, 0.0)
    white, logs = whitened(np.column_stack([made_of.reached, made_of.rest, target]), seen, kinds)
    products = np.einsum("tki,tkj->kij", white, white, optimize=True)
    number = len(white)
    rest = list(range(len(ways), len(ways) + made_of.rest.shape[1]))
    usual = made_of.precision(DRIFTS[0][0])

    # Kinds of noise that are all but ruled out, with any onset and with no effect, are left out.
    kept = _kept(fit(products, logs, number, rest, usual), kinds)
    for place in range(len(ways)):
        precision = np.concatenate([[1 / EFFECT**2], usual])
        kept |= _kept(fit(products, logs, number, [place, *rest], precision), kinds)
    products, logs, kinds = products[kept], logs[kept], kinds.only(kept)

    def regress(place: int | None, drift: float, effect: float) -> tuple[Fit, Floats, float]:
        precision = made_of.precision(drift)
        places = rest if place is None else [place, *rest]
        own = [] if place is None else [1 / effect**2]
        made = fit(products, logs, number, places, np.concatenate([own, precision]))
        return made, *weights(made.log_likelihood + kinds.log_prior)

    def compared(effect: float) -> tuple[list[tuple[Fit, Floats]], Floats, float]:
        """Each onset and drift, its share, and the log of the likelihood of all."""
        tried = [
            (regress(place, drift, effect), math.log(way.chance * chance))
            for place, way in enumerate(ways)
            for drift, chance in DRIFTS
        ]
        share, total = weights(np.array([log + prior for (_, _, log), prior in tried]))
        return [(made, weight) for (made, weight, _), _ in tried], share, total

    parts, share, _ = compared(EFFECT)
    _, _, total = compared(EVIDENCE)
    none = [regress(None, drift, 0.0)[2] + math.log(chance) for drift, chance in DRIFTS]

    def _against() -> Against:
        made = [
            (fixed(products, logs, number, rest, place, made_of.precision(drift)), way.chance * chance)
            for place, way in enumerate(ways)
            for drift, chance in DRIFTS
        ]
        log = [each[0] + kinds.log_prior + math.log(chance) - total for each, chance in made]
        own, cross, square = (np.concatenate([each[at] for each, _ in made]) for at in (1, 2, 3))
        return Against(np.concatenate(log), own, cross, square, made[0][0][4])

    noise = sum(part * weight for part, (_, weight) in zip(share, parts, strict=True))
    unbound = [regress(place, FREE, EFFECT) for place in range(len(ways))]
    of_unbound, _ = weights(
        np.array([log + math.log(way.chance) for (_, _, log), way in zip(unbound, ways, strict=True)])
    )
    top = int(np.argmax(share))
    chosen, weight = parts[top]
    place = top // len(DRIFTS)
    variance = sum(
        part * float(weight @ each.variance) for part, (each, weight) in zip(share, parts, strict=True)
    )
    return Posterior(
        effect=joined([each.coefficient(0, weight) for each, weight in parts], list(share)),
        against=_against(),
        free=joined([made.coefficient(0, weight) for made, weight, _ in unbound], list(of_unbound)),
        drift=joined([each.coefficient(2, weight) for each, weight in parts], list(share)),
        evidence=total - weights(np.array(none))[1],
        onset=share.reshape(len(ways), len(DRIFTS)).sum(axis=1),
        persistence=float(noise @ kinds.persistence),
        sd=math.sqrt(variance),
        fitted=np.column_stack([made_of.reached[:, place], made_of.rest]) @ (weight @ chosen.mean),
        settings=_settings(parts, share, kinds),
    )


def _settings(parts: list[tuple[Fit, Floats]], share: Floats, kinds: Noises) -> tuple[Setting, ...]:
    """So many of them, drawn at even distances from all in the order of their persistence."""
    chance = np.concatenate([part * weight for part, (_, weight) in zip(share, parts, strict=True)])
    place, kind = np.divmod(np.arange(chance.size), kinds.fast.size)
    order = np.lexsort((place, kinds.persistence[kind]))
    drawn = np.searchsorted(np.cumsum(chance[order]), (np.arange(_DRAWN) + 0.5) / _DRAWN * (1 - 1e-9))
    found = []
    for each, times in zip(*np.unique(order[drawn], return_counts=True), strict=True):
        at, of_kind = int(place[each]), int(kind[each])
        log = float(parts[at][0].log_likelihood[of_kind])
        found.append(
            Setting(
                kinds.only(np.array([of_kind])),
                at // len(DRIFTS),
                DRIFTS[at % len(DRIFTS)][0],
                log,
                int(times),
            )
        )
    return tuple(found)


def likeliest(ways: Sequence[Onset]) -> int:
    """The place of the onset that is the most likely beforehand."""
    return int(np.argmax([each.chance for each in ways]))


def _kept(made: Fit, kinds: Noises) -> NDArray[np.bool_]:
    log = made.log_likelihood + kinds.log_prior
    found: NDArray[np.bool_] = log > log.max() - _RULED_OUT
    return found


def columns_of(number: int, weekday: NDArray[np.int64]) -> Floats:
    """Level, drift from -1/2 to 1/2, and the days of the week about their mean."""
    line = np.arange(number) / max(1, number - 1) - 0.5
    return np.column_stack([np.ones(number), line, np.eye(7)[weekday] - 1 / 7])


def precision_of(covariates: int, drift: float = DRIFTS[0][0], *, wave: bool = False) -> Floats:
    """The precision of the priors of these columns, of the wave of a year, and of so many covariates."""
    week, season = [1 / _WEEKDAY**2] * 7, [1 / _SEASON**2] * (2 if wave else 0)
    return np.array([0.0, 1 / drift**2, *week, *season, *[1 / _COVARIATE**2] * covariates])
