"""Days at an end of the scale: there or beyond."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from cotake.trial import Scale, analyze
from cotake.trial._expectation import bounded
from tests.trial.making import Floats, noise

PAIN = Scale("pain", "lower", 0, 10, 1.0)


def scored(effect: float, seed: int, base: float = 0.0) -> tuple[Floats, Floats, Floats]:
    """What is behind the scores, the scores from 0 to 10, and the exposure."""
    on = (np.arange(90) >= 30).astype(float)
    behind = base + 1.5 * noise(90, seed) + effect * on
    return behind, np.clip(np.round(behind), 0, 10), on


@pytest.mark.parametrize("size", [1, 2, 5, 8])
def test_chances_and_means_are_those_of_a_normal_cut_off(size: int) -> None:
    """Against the chance by Genz's quadrature (SciPy) and against draws."""
    rng = np.random.default_rng(size)
    root = rng.standard_normal((size, size))
    spread, mean, bounds = (
        root @ root.T + np.eye(size),
        rng.standard_normal(size),
        rng.standard_normal(size),
    )
    log, expected, within = bounded(mean[None], spread[None], bounds, np.ones(size))
    exact = multivariate_normal(mean, spread).cdf(bounds)
    assert np.exp(log[0]) == pytest.approx(exact, rel=0.02)
    drawn = rng.multivariate_normal(mean, spread, 200_000)
    drawn = drawn[(drawn <= bounds).all(axis=1)]
    if len(drawn) > 1_000:
        assert expected[0] == pytest.approx(drawn.mean(axis=0), abs=0.1)
        assert np.diag(within[0]) == pytest.approx(drawn.var(axis=0), abs=0.15)


def test_one_value_cut_off_is_exact() -> None:
    """Of a standard normal below 0 the mean is -sqrt(2 / pi), the variance 1 - 2 / pi."""
    log, expected, within = bounded(np.zeros((1, 1)), np.ones((1, 1, 1)), np.zeros(1), np.ones(1))
    assert log[0] == pytest.approx(np.log(0.5), rel=1e-4)
    assert expected[0, 0] == pytest.approx(-np.sqrt(2 / np.pi), rel=1e-4)
    assert within[0, 0, 0] == pytest.approx(1 - 2 / np.pi, rel=1e-4)


def test_an_effect_from_a_floor_is_not_made_smaller() -> None:
    """Half of the days at 0: taken as plain numbers a third of the effect is lost."""
    whole, cut, plain = [], [], []
    for seed in range(6):
        behind, values, on = scored(1.5, seed, base=-0.5)
        whole.append(analyze(behind, on).effect.mean)
        found = analyze(values, on, scale=Scale("score", "higher", 0, 10))
        assert found.censored
        cut.append(found.effect.mean)
        plain.append(analyze(values, on).effect.mean)
    assert np.mean(plain) < 0.75 * np.mean(whole)
    assert np.mean(cut) == pytest.approx(np.mean(whole), rel=0.15)


def test_floor_and_ceiling_mirror_each_other() -> None:
    _, values, on = scored(1.5, 4)
    low = analyze(values, on, scale=Scale("score", "higher", 0, 10))
    high = analyze(10 - values, on, scale=Scale("score", "higher", 0, 10))
    assert high.effect.mean == pytest.approx(-low.effect.mean, rel=1e-6)
    assert high.evidence == pytest.approx(low.evidence, rel=1e-6)


def test_few_days_at_an_end_are_numbers_like_others() -> None:
    _, values, on = scored(1.0, 2, base=5.0)
    found = analyze(values, on, scale=PAIN)
    assert not found.censored
    assert found.effect == analyze(values, on).effect


def test_ends_that_were_not_named_are_asked_for() -> None:
    _, values, on = scored(0.0, 1)
    told = analyze(values, on).warnings
    assert any("If the scale ends there, say so" in each for each in told)
    named = analyze(values, on, scale=PAIN)
    assert any("there or beyond" in each for each in named.warnings)
    assert any("behind the scores" in each for each in named.assumptions)


def test_a_score_of_nothing_but_ends_is_told_and_not_made_up() -> None:
    values = np.zeros(60)
    values[40:46] = [1, 0, 2, 0, 1, 0]
    found = analyze(values, np.repeat([0, 1], 30), scale=PAIN)
    assert not found.censored
    assert found.verdict in ("not_sure_yet", "no_meaningful_difference")


def test_where_nothing_happened_little_is_called() -> None:
    called = 0
    for seed in range(16):
        _, values, on = scored(0.0, 50 + seed)
        called += analyze(values, on, scale=PAIN).verdict in ("better", "worse")
    assert called <= 3
