"""Closed-form concentrations against the analytic form and against an ODE solver that is not ours."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from cotake import InputError
from cotake.kinetics._linear import Array, Linear, Metabolite, concentrations
from cotake.kinetics._nonlinear import LIVER_FLOW, Doses, Left, Slowed, slowed_concentrations

TIMES = np.arange(0.0, 73.0)
DOSES = [0.0, 24.0, 48.0]
#: An hour at which a clearance changes.
HALVED = 31.0


def one(*values: float) -> Array:
    return np.array(values)


def model(ka: float, cl: float, v: float, **more: Any) -> Linear:
    return Linear(one(ka), one(cl), one(v), **more)


def bateman(t: Array, ka: float, cl: float, v: float, mg: float) -> Array:
    """Gibaldi and Perrier 1982, equation 1.94: one compartment, first-order absorption; ng/mL."""
    ke = cl / v
    late = np.maximum(t, 0)
    return 1000 * mg * ka / (v * (ka - ke)) * (np.exp(-ke * late) - np.exp(-ka * late)) * (t >= 0)


def test_one_compartment_equals_the_analytic_form() -> None:
    found = concentrations(model(1.2, 10, 200), TIMES, DOSES, [50, 50, 50])[0][:, 0]
    wanted = sum(bateman(TIMES - at, 1.2, 10, 200, 50) for at in DOSES)
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)


def test_doses_between_the_points_of_the_grid_are_exact() -> None:
    at = [0.3, 7.77, 30.123]
    found = concentrations(model(0.9, 5, 80), TIMES, at, [10, 20, 5])[0][:, 0]
    wanted = sum(bateman(TIMES - t, 0.9, 5, 80, mg) for t, mg in zip(at, (10, 20, 5), strict=True))
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)


def test_doses_before_the_grid_count() -> None:
    early = concentrations(model(0.9, 5, 80), TIMES, [-24.0], [10])[0][:, 0]
    np.testing.assert_allclose(early, bateman(TIMES + 24, 0.9, 5, 80, 10), rtol=1e-9)


def by_solver(
    change: Callable[[float, Array], list[float]], states: int, doses: dict[float, float]
) -> Array:
    """Amounts at TIMES by LSODA, restarted at every dose, tolerances 1e-11."""
    state = np.zeros(states)
    rows = []
    ends = sorted({*doses, float(TIMES[-1])})
    now = 0.0
    for until in ends:
        if until > now:
            inside = TIMES[(now <= TIMES) & (until > TIMES)]
            solved = solve_ivp(
                change, (now, until), state, "LSODA", [*inside, until], rtol=1e-11, atol=1e-13
            )
            rows.append(solved.y[:, :-1])
            state = solved.y[:, -1].copy()
        now = until
        state[0] += doses.get(until, 0.0)
    return np.concatenate([*rows, state[:, None]], axis=1)


def test_two_compartments_and_a_metabolite_equal_an_ode_solver() -> None:
    ka, cl, v, vp, q, vm, km, first = 0.7, 12.0, 60.0, 300.0, 25.0, 150.0, 0.08, 0.3

    def change(_: float, y: Array) -> list[float]:
        gut, body, far, made = y
        out = cl / v * body
        flow = q / v * body - q / vp * far
        return [-ka * gut, ka * gut - out - flow, flow, first * ka * gut + (1 - first) * out - km * made]

    amounts = by_solver(change, 4, dict.fromkeys(DOSES, 50.0))
    metabolite = Metabolite(one(vm), one(km), first)
    linear = model(ka, cl, v, peripheral_volume=one(vp), flow=one(q), metabolites=(metabolite,))
    parent, made = concentrations(linear, TIMES, DOSES, [50] * 3)
    np.testing.assert_allclose(parent[:, 0], amounts[1] / v * 1000, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(made[:, 0], amounts[3] / vm * 1000, rtol=1e-6, atol=1e-6)


def test_equal_rates_do_not_divide_by_zero() -> None:
    """k e^(-kt) t is the limit of the Bateman function where absorption and loss are equally fast."""
    found = concentrations(model(0.1, 10, 100), TIMES, [0.0], [1])[0][:, 0]
    np.testing.assert_allclose(found, 1000 / 100 * 0.1 * TIMES * np.exp(-0.1 * TIMES), rtol=1e-4, atol=1e-9)


@settings(deadline=None)
@given(
    st.floats(0.05, 5), st.floats(0.5, 200), st.floats(5, 5000), st.lists(st.floats(0, 72), max_size=6),
    st.floats(0.1, 500),
)  # fmt: skip
def test_levels_are_never_negative_and_double_with_the_dose(
    ka: float, cl: float, v: float, at: list[float], mg: float
) -> None:
    metabolite = Metabolite(one(v), one(0.05), 0.5)
    single = concentrations(model(ka, cl, v, metabolites=(metabolite,)), TIMES, at, [mg] * len(at))
    double = concentrations(model(ka, cl, v, metabolites=(metabolite,)), TIMES, at, [2 * mg] * len(at))
    for once, twice in zip(single, double, strict=True):
        assert (once >= 0).all()
        np.testing.assert_allclose(twice, 2 * once, rtol=1e-9, atol=1e-12)


def test_the_area_is_the_dose_over_the_clearance() -> None:
    times = np.arange(0.0, 600.0, 0.01)
    level = concentrations(model(0.8, 20, 200), times, [0.0], [100])[0][:, 0]
    assert np.trapezoid(level, times) == pytest.approx(1000 * 100 / 20, rel=1e-4)


def test_people_do_not_mix() -> None:
    both = Linear(one(1, 0.5), one(10, 30), one(200, 90))
    together = concentrations(both, TIMES, DOSES, [50] * 3)[0]
    apart = [
        concentrations(model(*each), TIMES, DOSES, [50] * 3)[0][:, 0]
        for each in ((1, 10, 200), (0.5, 30, 90))
    ]
    np.testing.assert_allclose(together, np.array(apart).T, rtol=1e-12)


def test_a_grid_that_is_not_even_is_refused() -> None:
    with pytest.raises(InputError, match="even"):
        concentrations(model(1, 1, 1), np.array([0.0, 1.0, 3.0]), [0.0], [1])
    with pytest.raises(InputError, match="two or more"):
        concentrations(model(1, 1, 1), np.array([0.0]), [0.0], [1])
    with pytest.raises(InputError, match="2 times of doses, but 1"):
        concentrations(model(1, 1, 1), TIMES, [0.0, 1.0], [1])


@pytest.mark.parametrize("turnover", [None, 0.01])
def test_without_a_share_of_its_own_enzyme_it_is_linear(turnover: float | None) -> None:
    formed = tuple(Metabolite(one(300), one(0.02), first_pass) for first_pass in (0.0, 0.4, 1.0))
    linear = model(0.6, 40, 500, metabolites=formed)
    free = Slowed(one(0.0), one(10.0), turnover)
    stepped = slowed_concentrations(linear, free, TIMES, [Doses(linear.absorption, DOSES, [50] * 3)])
    closed = concentrations(linear, TIMES, DOSES, [50] * 3)
    for one_of, other in zip(stepped, closed, strict=True):
        np.testing.assert_allclose(one_of, other, rtol=1e-6, atol=1e-6)


def test_two_compartments_are_stepped_as_well() -> None:
    two = model(0.6, 40, 500, peripheral_volume=one(800), flow=one(30))
    free = Slowed(one(0.0), one(math.inf), None)
    stepped = slowed_concentrations(two, free, TIMES, [Doses(one(0.6), DOSES, [50] * 3)])[0]
    closed = concentrations(two, TIMES, DOSES, [50] * 3)[0]
    np.testing.assert_allclose(stepped, closed, rtol=1e-6, atol=1e-6)


def test_a_clearance_that_halves_from_an_hour_on_equals_an_ode_solver() -> None:
    ka, cl, v = 0.5, 30.0, 400.0
    inner = v * LIVER_FLOW / (LIVER_FLOW + cl)

    def change(hour: float, y: Array) -> list[float]:
        gut, body = y
        oral = cl * (0.5 if hour >= HALVED else 1.0)
        passing = LIVER_FLOW / (LIVER_FLOW + oral)
        return [-ka * gut, ka * gut * passing - oral * passing / inner * body]

    amounts = by_solver(change, 2, dict.fromkeys(DOSES, 30.0))
    changing = Slowed(one(0.0), one(math.inf), None, [Left(-math.inf), Left(HALVED, 0.5)])
    found = slowed_concentrations(model(ka, cl, v), changing, TIMES, [Doses(one(ka), DOSES, [30] * 3)])
    np.testing.assert_allclose(found[0][:, 0], amounts[1] / inner * 1000, rtol=2e-5, atol=2e-5)


@pytest.mark.parametrize("turnover", [None, 0.01])
def test_own_inhibition_equals_an_ode_solver(turnover: float | None) -> None:
    ka, cl, v, share, half = 0.5, 150.0, 1500.0, 0.9, 5.0
    inner = v * LIVER_FLOW / (LIVER_FLOW + cl)

    def change(_: float, y: Array) -> list[float]:
        gut, body, lost = y  # `lost` is 1 - E, so that all begin at 0
        block = 1 + body / inner * 1000 / half
        left = 1 / block if turnover is None else 1 - lost
        oral = cl * (1 - share + share * left)
        passing = LIVER_FLOW / (LIVER_FLOW + oral)
        made = 0.0 if turnover is None else -turnover * (1 - (1 - lost) * block)
        return [-ka * gut, ka * gut * passing - oral * passing / inner * body, made]

    amounts = by_solver(change, 3, dict.fromkeys(DOSES, 30.0))
    slowed = Slowed(one(share), one(half), turnover)
    taken = [Doses(one(ka), DOSES, [30] * 3)]
    found = slowed_concentrations(model(ka, cl, v), slowed, TIMES, taken)[0][:, 0]
    np.testing.assert_allclose(found, amounts[1] / inner * 1000, rtol=2e-6, atol=2e-6)


def test_own_inhibition_makes_more_than_twice_of_twice_the_dose() -> None:
    slowed = Slowed(one(0.9), one(5.0), 0.01)
    once, twice = (
        slowed_concentrations(model(0.5, 150, 1500), slowed, TIMES, [Doses(one(0.5), DOSES, [mg] * 3)])[0][
            -1, 0
        ]
        for mg in (20, 40)
    )
    assert twice > 2.2 * once
    assert math.isfinite(twice)


def test_two_compartments_at_a_changed_clearance_are_the_same_stepped_and_in_closed_form() -> None:
    """A well-stirred liver: what clearance loses is gained in part as availability."""
    cl, flow, ratio = 30.0, LIVER_FLOW, 4.0
    two = model(0.6, cl, 500, peripheral_volume=one(800), flow=one(30))
    gained = (flow + cl / ratio) / (flow + cl)
    less = model(0.6, cl / ratio, 500 * gained, peripheral_volume=one(800 * gained), flow=one(30 * gained))
    changed = Slowed(one(0.0), one(math.inf), None, [Left(-math.inf, 1 / ratio)])
    stepped = slowed_concentrations(two, changed, TIMES, [Doses(one(0.6), DOSES, [50] * 3)])[0]
    closed = concentrations(less, TIMES, DOSES, [50] * 3)[0]
    np.testing.assert_allclose(stepped, closed, rtol=1e-5, atol=1e-5)


def test_a_level_raised_by_others_rises_by_just_that_where_it_slows_its_own_enzyme() -> None:
    """In regular use: the sum over a day, long after the first dose."""
    times, doses = np.arange(0.0, 60 * 24 + 1), [24.0 * day for day in range(60)]

    def day(left: Left) -> float:
        slowed = Slowed(one(0.9), one(5.0), 0.01, [left])
        level = slowed_concentrations(
            model(0.5, 150, 1500), slowed, times, [Doses(one(0.5), doses, [20] * 60)]
        )
        return float(level[0][-25:].mean())

    usual, raised = day(Left(-math.inf)), day(Left(-math.inf, 1 / 1.5, 1.0, 1.5))
    assert raised / usual == pytest.approx(1.5, rel=0.03)
