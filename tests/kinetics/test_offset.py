"""How inhibition and induction build up after the first dose and fade after the last."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from cotake import InputError
from cotake.kinetics import Spread, speed_after, speed_since

EXACT = Spread.exact


def test_a_reversible_inhibitor_fades_with_its_level() -> None:
    """[I]/Ki 9 leaves a tenth; after one half-life 4.5, after two 2.25."""
    for days, left in ((0, 9), (1, 4.5), (2, 2.25)):
        assert speed_after(EXACT(0.1), days, 24).mid == pytest.approx(1 / (1 + left))


@pytest.mark.parametrize(
    ("speed", "half", "turnover"), [(0.08, 21, 70), (0.1, 5, 36), (8.0, 3, 36), (3.0, 300, 70)]
)
def test_an_enzyme_is_made_anew_as_an_ode_solver_has_it(speed: float, half: float, turnover: float) -> None:
    made, out = 0.6931472 / turnover, 0.6931472 / half
    lost, more = max(0.0, 1 / speed - 1), max(0.0, speed - 1)

    def change(t: float, y: list[float]) -> list[float]:
        left = 2.718281828459045 ** (-out * t)
        return [made * (1 + more * left - y[0] * (1 + lost * left))]

    for days in (1, 3, 7, 20):
        wanted = solve_ivp(change, (0, days * 24), [speed], "LSODA", rtol=1e-9, atol=1e-11).y[0][-1]
        assert speed_after(EXACT(speed), days, half, turnover).mid == pytest.approx(wanted, rel=2e-3)


def test_paroxetine_leaves_cyp2d6_over_days_as_it_was_seen() -> None:
    """Liston 2002: it faded with a half-life of about 3 days, back to baseline after about 20."""
    lost = [1 - speed_after(EXACT(0.08), days, 21, 70).mid for days in (0, 5, 20)]
    assert lost[0] == pytest.approx(0.92)
    assert 0.2 < lost[1] < 0.6
    assert lost[2] < 0.05


@given(st.floats(0.01, 20), st.floats(0, 60), st.floats(1, 400), st.sampled_from([0.0, 36.0, 70.0]))
def test_it_fades_towards_the_usual_and_never_past_it(
    speed: float, days: float, half: float, turnover: float
) -> None:
    after = speed_after(EXACT(speed), days, half, turnover).mid
    low, high = sorted((speed, 1.0))
    assert low - 1e-6 <= after <= high + 1e-6


@pytest.mark.parametrize(("speed", "turnover"), [(0.08, 70), (0.3, 36), (8.0, 36), (3.0, 70)])
def test_an_enzyme_is_lost_or_made_as_an_ode_solver_has_it(speed: float, turnover: float) -> None:
    made = 0.6931472 / turnover
    lost, more = max(0.0, 1 / speed - 1), max(0.0, speed - 1)

    def change(t: float, y: list[float]) -> list[float]:
        there = 1 - 2 ** (-(t + 24) / 21)
        return [made * (1 + more * there - y[0] * (1 + lost * there))]

    for days in (0.5, 1, 3, 10):
        wanted = solve_ivp(change, (0, days * 24), [1.0], "LSODA", rtol=1e-9, atol=1e-11).y[0][-1]
        assert speed_since(EXACT(speed), days, 21, turnover).mid == pytest.approx(wanted, rel=2e-3)


def test_a_long_lived_reversible_inhibitor_gathers_over_weeks_and_a_short_lived_one_acts_at_once() -> None:
    long, short = ([speed_since(EXACT(0.1), days, hours).mid for days in (0, 7, 60)] for hours in (240, 6))
    assert long[0] > 0.6 > 0.3 > long[1] > 0.1
    assert long[2] == pytest.approx(0.1, abs=0.01)
    assert short[0] == pytest.approx(0.1, abs=0.01)


def test_an_inducer_is_fully_there_after_two_weeks() -> None:
    """Rifampicin: induction was full within about two weeks (Niemi 2003, as recalled)."""
    risen = [speed_since(EXACT(10), days, 3, 36).mid for days in (0, 1, 7, 14)]
    assert risen[0] == 1
    assert risen == sorted(risen)
    assert risen[2] > 9
    assert risen[3] == pytest.approx(10, rel=0.01)


@given(st.floats(0.01, 20), st.floats(0, 60), st.floats(1, 400), st.sampled_from([0.0, 36.0, 70.0]))
def test_it_builds_up_towards_the_whole_and_never_past_it(
    speed: float, days: float, half: float, turnover: float
) -> None:
    since = speed_since(EXACT(speed), days, half, turnover).mid
    low, high = sorted((speed, 1.0))
    assert low - 1e-6 <= since <= high + 1e-6


@pytest.mark.parametrize("change", [speed_after, speed_since])
def test_what_cannot_be_meant_is_refused(change: Callable[[Spread, float, float], Spread]) -> None:
    for days, half in ((-1, 24), (1, 0)):
        with pytest.raises(InputError, match="half-life"):
            change(EXACT(0.1), days, half)
