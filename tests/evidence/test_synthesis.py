"""Pooling against published results.

The figures are those that the tests of R's metafor state for its example data
(github.com/wviechtb/metafor, tests/testthat, read 2026-11-27):
test_misc_metan_vs_rma.uni_with_dat.bcg.r, test_analysis_example_raudenbush2009.r,
test_analysis_example_viechtbauer2007a.r and 2007b.r; the data are of Colditz 1994, Raudenbush 1984 and
Collins 1985.
"""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake import InputError
from cotake.evidence.synthesis import Array, Method, believed, left_out, pool, small_studies

#: BCG: with tuberculosis and without, vaccinated and not.
BCG = np.array(
    [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ],
    float,
)
#: Effect and variance of each study.
_RAUDENBUSH = """
0.03 0.0156  0.12 0.0216  -0.14 0.0279  1.18 0.1391  0.26 0.1362  -0.06 0.0106  -0.02 0.0106  -0.32 0.0484
0.27 0.0269  0.80 0.0630  0.54 0.0912  0.18 0.0497  -0.02 0.0835  0.23 0.0841  -0.18 0.0253  -0.06 0.0279
0.30 0.0193  0.07 0.0088  -0.07 0.0303
"""
RAUDENBUSH = np.array(_RAUDENBUSH.split(), float).reshape(-1, 2).T
#: Pre-eclampsia on a diuretic, of how many, and without it.
COLLINS = np.array(
    [
        (14, 131, 14, 136),
        (21, 385, 17, 134),
        (14, 57, 24, 48),
        (6, 38, 18, 40),
        (12, 1011, 35, 760),
        (138, 1370, 175, 1336),
        (15, 506, 20, 524),
        (6, 108, 2, 103),
        (65, 153, 40, 102),
    ],
    float,
)


def bcg() -> tuple[Array, Array]:
    a, b, c, d = BCG.T
    return np.log(a / (a + b) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def collins() -> tuple[Array, Array]:
    a, n, c, m = COLLINS.T
    b, d = n - a, m - c
    return np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d


def test_fixed_effects_equal_metafor() -> None:
    found = pool(*bcg(), method="fixed")
    assert (found.value, found.low, found.high) == pytest.approx((-0.4303, -0.5097, -0.3509), abs=1e-4)
    assert found.value / found.se == pytest.approx(-10.6247, abs=1e-4)
    assert found.q == pytest.approx(152.2330, abs=1e-4)


def test_dersimonian_and_laird_equal_metafor() -> None:
    found = pool(*bcg(), method="dersimonian-laird", knapp_hartung=False)
    assert (found.value, found.low, found.high) == pytest.approx((-0.7141, -1.0644, -0.3638), abs=1e-4)


@pytest.mark.parametrize(
    ("method", "knapp_hartung", "tau2", "value", "se", "low", "high"),
    # Raudenbush 2009, table 16.3, as metafor reproduces it.
    [
        ("fixed", False, 0.0, 0.060, 0.036, -0.011, 0.132),
        ("reml", False, 0.019, 0.084, 0.052, -0.018, 0.185),
        ("dersimonian-laird", False, 0.026, 0.089, 0.056, -0.020, 0.199),
        ("reml", True, 0.019, 0.084, 0.062, -0.046, 0.213),
        ("dersimonian-laird", True, 0.026, 0.089, 0.064, -0.044, 0.223),
    ],
)
def test_reml_and_hartung_knapp_equal_metafor(
    method: Method, knapp_hartung: bool, tau2: float, value: float, se: float, low: float, high: float
) -> None:
    found = pool(*RAUDENBUSH, method=method, knapp_hartung=knapp_hartung)
    given = (found.tau2, found.value, found.se, found.low, found.high)
    assert given == pytest.approx((tau2, value, se, low, high), abs=5.1e-4)


def test_a_prediction_interval_equals_metafor() -> None:
    found = pool(*RAUDENBUSH, knapp_hartung=False)
    assert found.predicted == pytest.approx((-0.204, 0.371), abs=5.1e-4)
    assert found.value / found.se == pytest.approx(1.62, abs=5.1e-3)


def test_heterogeneity_and_its_q_profile_equal_metafor() -> None:
    y, v = collins()
    assert pool(y, v, method="dersimonian-laird").tau2 == pytest.approx(0.230, abs=5.1e-4)
    found = pool(y, v)
    assert found.tau2 == pytest.approx(0.301, abs=5.1e-4)
    assert found.tau2_interval == pytest.approx((0.072, 2.203), abs=5.1e-4)


def test_reml_is_where_the_restricted_likelihood_is_highest() -> None:
    y, v = bcg()

    def likelihood(tau2: float) -> float:
        w = 1 / (v + tau2)
        mean = np.sum(w * y) / np.sum(w)
        return float(0.5 * np.sum(np.log(w)) - 0.5 * np.log(np.sum(w)) - 0.5 * np.sum(w * (y - mean) ** 2))

    best = pool(y, v).tau2
    assert all(likelihood(best) > likelihood(best + step) for step in (-0.01, -0.001, 0.001, 0.01))


EFFECTS = st.lists(st.tuples(st.floats(-3, 3), st.floats(0.01, 2)), min_size=2, max_size=15)


@given(EFFECTS, st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_studies_is_irrelevant(effects: list[tuple[float, float]], random: Random) -> None:
    mixed = list(effects)
    random.shuffle(mixed)
    one, other = (pool(*map(list, zip(*each, strict=True))) for each in (effects, mixed))
    assert one.value == pytest.approx(other.value, abs=1e-8)
    assert one.tau2 == pytest.approx(other.tau2, abs=1e-8)
    assert one.low <= one.value <= one.high


@given(EFFECTS, st.floats(-2, 2))
@settings(max_examples=60, deadline=None)
def test_moving_every_study_moves_the_pool(effects: list[tuple[float, float]], by: float) -> None:
    y, v = map(list, zip(*effects, strict=True))
    assert pool([each + by for each in y], v).value == pytest.approx(pool(y, v).value + by, abs=1e-6)


def test_one_study_is_itself() -> None:
    found = pool([-0.34], [0.31**2])
    assert (found.value, found.low, found.high) == pytest.approx((-0.34, -0.95, 0.27), abs=0.01)
    assert found.predicted is None


def test_leaving_one_out_leaves_the_others() -> None:
    y, v = bcg()
    found = left_out(y, v)
    assert [each.k for each in found] == [12] * 13
    assert found[0].value == pytest.approx(pool(y[1:], v[1:]).value)


def test_small_studies_that_find_more_are_seen_and_few_are_not_judged() -> None:
    sizes = np.linspace(0.05, 0.6, 14)
    y, v = -0.1 - 2 * sizes, sizes**2
    skewed = small_studies(y, v)
    assert skewed is not None
    assert skewed.p < 0.001
    assert skewed.slope == pytest.approx(-2)
    assert small_studies(y[:9], v[:9]) is None


def test_a_sceptic_is_moved_by_much_and_not_by_little() -> None:
    little, much = believed([-0.5], [0.16], large=0.5), believed([-0.5] * 8, [0.02] * 8, large=0.5)
    assert -0.3 < little.value < 0
    assert 0.6 < little.below_zero < 0.9
    assert much.value == pytest.approx(-0.5, abs=0.12)
    assert much.below_zero > 0.97
    assert much.high - much.low < little.high - little.low


def test_a_sceptic_equals_the_normal_posterior_without_heterogeneity() -> None:
    """Spiegelhalter 2004, equation 3.15: precisions add, means are weighed by them."""
    found = believed([-0.4], [0.04], large=0.98, between=1e-6)
    prior = (0.98 / 1.959964) ** 2
    assert found.value == pytest.approx(-0.4 * (1 / 0.04) / (1 / 0.04 + 1 / prior), rel=1e-4)
    assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(
        (1 / 0.04 + 1 / prior) ** -0.5, rel=1e-4
    )


def test_few_studies_without_an_opinion_equal_the_integral() -> None:
    """Friede 2017: a flat prior for the effect, a half-normal one for the spread; by quadrature."""
    y, v, scale = np.array([-1.98, -1.17]), np.array([0.30, 0.36]), 0.5
    effects, taus = np.linspace(-12, 9, 4201), np.linspace(0, 4, 1601)
    log = -0.5 * (taus / scale) ** 2 + np.zeros((len(effects), 1))
    for value, variance in zip(y, v, strict=True):
        spread = variance + taus**2
        log = log - 0.5 * np.log(spread) - (value - effects[:, None]) ** 2 / (2 * spread)
    density = np.exp(log - log.max()).sum(axis=1)
    density /= density.sum()
    below = np.cumsum(density)
    found = believed(y, v, large=math.inf, between=scale)
    assert found.value == pytest.approx(float(np.sum(density * effects)), abs=2e-3)
    assert found.low == pytest.approx(float(effects[np.searchsorted(below, 0.025)]), abs=1e-2)
    assert found.high == pytest.approx(float(effects[np.searchsorted(below, 0.975)]), abs=1e-2)
    assert found.low < pool(y, v, knapp_hartung=False).low
    assert found.low > pool(y, v).low


@pytest.mark.parametrize(
    ("values", "variances"), [([], []), ([1.0], [0.0]), ([1.0], [1.0, 2.0]), ([math.nan], [1.0])]
)
def test_what_cannot_be_put_together_is_refused(values: list[float], variances: list[float]) -> None:
    with pytest.raises(InputError):
        pool(values, variances)


def test_hartung_and_knapp_never_narrow_what_agrees_by_chance() -> None:
    for kind in ("reml", "dersimonian-laird"):
        found = pool([1.0, 1.0], [1.0, 1.0], method=kind)
        assert found.high - found.low > 2 * 1.96 * 0.5**0.5


def test_a_flat_likelihood_has_one_highest_point() -> None:
    y, v = [0.0] * 6 + [1.5], [1.0] * 6 + [0.25]
    assert pool(y, v).tau2 == pytest.approx(pool(y[::-1], v[::-1]).tau2, abs=1e-12)
