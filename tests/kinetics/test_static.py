"""The exposure ratio against worked values, and what must hold for any input.

AUCR = 1 / (sum_i f_i a_i prod_j s_ij + 1 - sum_i f_i): Rowland and Matin 1973, J Pharmacokinet
Biopharm 1:553; with a full block (s = 0) it is 1 / (1 - fm).
"""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cotake import CotakeError, InputError
from cotake.kinetics import (
    SD_80,
    ExposureChange,
    Spread,
    active_ratio,
    combined,
    exposure_ratio,
    point_ratio,
)
from cotake.kinetics._static import ELSEWHERE

EXACT = Spread.exact


def one(share: float, speed: float) -> ExposureChange:
    return exposure_ratio({"e": EXACT(share)}, {"e": [EXACT(speed)]})


@pytest.mark.parametrize(
    ("share", "speed", "ratio"),
    [
        # Rowland-Matin with fm 0.9 and [I]/Ki 9, so a tenth of the speed: 1 / (0.09 + 0.1).
        (0.9, 0.1, 5.263),
        # Share 0.98 by CYP1A2 and 2 % of the speed left: 1 / (0.0196 + 0.02), the docstring's case.
        (0.98, 0.02, 25.25),
        # A full block shows the share by itself: 1 / (1 - fm).
        (0.5, 0.0, 2.0),
        (0.75, 0.0, 4.0),
        (0.9, 0.0, 10.0),
        # Half the speed of half the clearance: 1 / (0.25 + 0.5).
        (0.5, 0.5, 4 / 3),
        # Induction to 5 times, fm 0.9 (the form of Ohno 2008): 1 / (4.5 + 0.1).
        (0.9, 5.0, 1 / 4.6),
        # Nothing through this enzyme, or nothing done to it.
        (0.0, 0.0, 1.0),
        (0.9, 1.0, 1.0),
    ],
)
def test_worked_values(share: float, speed: float, ratio: float) -> None:
    change = one(share, speed)
    assert change.ratio == pytest.approx(ratio, rel=1e-3)
    assert change.low == pytest.approx(change.ratio)
    assert change.high == pytest.approx(change.ratio)


def test_two_enzymes_add_and_two_perpetrators_multiply() -> None:
    """Worked by hand: 1 / (0.6 * 0.1 + 0.3 * 0.5 + 0.1) and 1 / (0.8 * 0.5 * 0.25 + 0.2)."""
    shares = {"one": EXACT(0.6), "two": EXACT(0.3)}
    both = exposure_ratio(shares, {"one": [EXACT(0.1)], "two": [EXACT(0.5)]})
    assert both.ratio == pytest.approx(1 / 0.31)
    twice = exposure_ratio({"e": EXACT(0.8)}, {"e": [EXACT(0.5), EXACT(0.25)]})
    assert twice.ratio == pytest.approx(1 / 0.3)


def test_two_inducers_add() -> None:
    """IC 4 and IC 2 raise the making of one enzyme: 1 / (0.8 * (1 + 4 + 2) + 0.2) (Ohno 2008; Tod 2016)."""
    both = exposure_ratio({"e": EXACT(0.8)}, {"e": [EXACT(5), EXACT(3)]})
    assert both.ratio == pytest.approx(1 / (0.8 * 7 + 0.2))


def test_an_inducer_adds_less_to_what_the_victim_has_induced_itself() -> None:
    """A victim that doubled its own enzyme: an inducer of IC 4 brings it from 2 to 6, threefold."""
    alone = exposure_ratio({"e": EXACT(1)}, {"e": [EXACT(5)]})
    after = exposure_ratio({"e": EXACT(1)}, {"e": [EXACT(5)]}, induced={"e": EXACT(2)})
    assert alone.ratio == pytest.approx(1 / 5)
    assert after.ratio == pytest.approx(1 / 3)
    inhibited = exposure_ratio({"e": EXACT(1)}, {"e": [EXACT(0.5)]}, induced={"e": EXACT(2)})
    assert inhibited.ratio == pytest.approx(2)  # nothing to add to: an inhibitor takes its part


def test_an_induced_speed_below_one_is_refused() -> None:
    with pytest.raises(InputError, match="1 or more"):
        exposure_ratio({"e": EXACT(1)}, {"e": [EXACT(5)]}, induced={"e": EXACT(0.5)})


def test_independent_spreads_add_as_squares() -> None:
    """Two speeds that each move ln(ratio) by ln 2 either way move it together by sqrt(2) ln 2."""
    wide = Spread(0.05, 0.1, 0.2)
    one_wide = exposure_ratio({"e": EXACT(1)}, {"e": [wide, EXACT(0.5)]})
    assert one_wide.high / one_wide.ratio == pytest.approx(2, rel=0.01)
    two_wide = exposure_ratio({"e": EXACT(1)}, {"e": [wide, wide]})
    assert math.log(two_wide.ratio / two_wide.low) == pytest.approx(math.sqrt(2) * math.log(2), rel=0.01)


def test_stages_multiply_and_what_is_unexplained_widens_their_bounds() -> None:
    stages = [ExposureChange(2, 1, 4), ExposureChange(3, 3, 3)]
    change = combined(stages)
    assert (change.ratio, change.low, change.high) == pytest.approx((6, 3, 12))
    wider = combined(stages, 0.3)
    out = math.hypot(math.log(2), SD_80 * 0.3)
    assert math.log(wider.high / 6) == pytest.approx(out) == pytest.approx(math.log(6 / wider.low))
    assert combined([]).ratio == 1


def test_a_genotype_is_a_speed_of_its_own() -> None:
    """A poor metaboliser (activity 0) with fm 0.8: 1 / 0.2, whatever the inhibitor does then."""
    poor = exposure_ratio({"e": EXACT(0.8)}, {}, {"e": 0.0})
    assert poor.ratio == pytest.approx(5.0)
    with_inhibitor = exposure_ratio({"e": EXACT(0.8)}, {"e": [EXACT(0.1)]}, {"e": 0.0})
    assert with_inhibitor.ratio == pytest.approx(5.0)


def test_shares_over_one_are_scaled() -> None:
    over = exposure_ratio({"one": EXACT(0.9), "two": EXACT(0.9)}, {"one": [EXACT(0.5)]})
    fair = exposure_ratio({"one": EXACT(0.5), "two": EXACT(0.5)}, {"one": [EXACT(0.5)]})
    assert over.ratio == pytest.approx(fair.ratio) == pytest.approx(1 / 0.75)


def test_no_clearance_at_all_stays_finite() -> None:
    assert one(1.0, 0.0).ratio == pytest.approx(100)


@pytest.mark.parametrize(
    "share",
    [
        Spread(-0.1, 0.5, 0.6),
        Spread(0.1, 0.5, 1.1),
        Spread(0.6, 0.5, 0.7),
        Spread(0.1, 0.5, 0.4),
        EXACT(math.nan),
        EXACT(math.inf),
    ],
)
def test_a_share_that_is_none_is_refused(share: Spread) -> None:
    with pytest.raises(InputError, match="share"):
        exposure_ratio({"e": share}, {})


def test_a_negative_speed_is_refused() -> None:
    with pytest.raises(CotakeError, match="speed"):
        one(0.5, -0.1)


SHARES = st.floats(0, 1)
SLOW = st.floats(0, 1)
FAST = st.floats(1, 20)


def spreads(low: float, high: float) -> st.SearchStrategy[Spread]:
    three = st.lists(st.floats(low, high), min_size=3, max_size=3)
    return three.map(lambda values: Spread(*sorted(values)))


ENZYMES = ("one", "two", "three")
PATHWAYS = st.dictionaries(st.sampled_from(ENZYMES), spreads(0, 1), max_size=3)


def speeds(low: float, high: float) -> st.SearchStrategy[dict[str, list[Spread]]]:
    return st.dictionaries(st.sampled_from(ENZYMES), st.lists(spreads(low, high), max_size=3), max_size=3)


@given(PATHWAYS, speeds(0, 1))
def test_inhibitors_only_raise(pathways: dict[str, Spread], slowed: dict[str, list[Spread]]) -> None:
    change = exposure_ratio(pathways, slowed)
    assert change.ratio >= 1 - 1e-9
    assert change.ratio <= 100 + 1e-6


@given(PATHWAYS, speeds(1, 20))
def test_inducers_only_lower(pathways: dict[str, Spread], sped: dict[str, list[Spread]]) -> None:
    assert 0 < exposure_ratio(pathways, sped).ratio <= 1 + 1e-9


@given(PATHWAYS)
def test_nobody_changes_nothing(pathways: dict[str, Spread]) -> None:
    change = exposure_ratio(pathways, {})
    assert change.ratio == pytest.approx(1)
    assert change.low == pytest.approx(1)
    assert change.high == pytest.approx(1)


@given(PATHWAYS, speeds(0, 20))
def test_bounds_enclose(pathways: dict[str, Spread], by: dict[str, list[Spread]]) -> None:
    change = exposure_ratio(pathways, by)
    assert 0 < change.low <= change.ratio * (1 + 1e-12)
    assert change.ratio <= change.high * (1 + 1e-12)
    assert math.isfinite(change.high)


@given(SHARES, SHARES, SLOW)
def test_more_share_is_more_change(one_share: float, other: float, speed: float) -> None:
    small, large = sorted((one_share, other))
    assert one(small, speed).ratio <= one(large, speed).ratio + 1e-9


@given(SHARES, st.floats(0, 20), st.floats(0, 20))
def test_less_speed_is_more_exposure(share: float, one_speed: float, other: float) -> None:
    slow, fast = sorted((one_speed, other))
    assert one(share, slow).ratio >= one(share, fast).ratio - 1e-9


@given(SHARES, SLOW, SLOW)
def test_a_second_inhibitor_never_lowers(share: float, first: float, second: float) -> None:
    both = exposure_ratio({"e": EXACT(share)}, {"e": [EXACT(first), EXACT(second)]})
    assert both.ratio >= one(share, first).ratio - 1e-9


@given(st.floats(0, 0.49), st.floats(0, 0.49), SLOW, SLOW)
def test_the_order_of_enzymes_is_nothing(a: float, b: float, x: float, y: float) -> None:
    assume(a + b <= 1)
    this = exposure_ratio({"a": EXACT(a), "b": EXACT(b)}, {"a": [EXACT(x)], "b": [EXACT(y)]})
    that = exposure_ratio({"b": EXACT(b), "a": EXACT(a)}, {"b": [EXACT(y)], "a": [EXACT(x)]})
    assert this.ratio == pytest.approx(that.ratio)


@pytest.mark.parametrize("activity", [-1, -1e-9, math.inf, -math.inf, math.nan])
def test_an_activity_that_cannot_be_is_refused(activity: float) -> None:
    with pytest.raises(InputError, match="activity is 0 or more and finite"):
        exposure_ratio({"e": EXACT(0.9)}, {}, {"e": activity})


def test_an_activity_of_an_enzyme_that_does_not_clear_it_is_checked_too() -> None:
    with pytest.raises(InputError, match="for other"):
        exposure_ratio({"e": EXACT(0.9)}, {}, {"other": math.nan})


def test_the_ratio_has_a_cap() -> None:
    assert exposure_ratio({"e": EXACT(1)}, {}, {"e": 0}).ratio == 100
    assert point_ratio({"e": EXACT(1)}, {"e": [EXACT(0)]}) == 100


def test_speeds_that_overflow_are_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        exposure_ratio({"e": EXACT(0.9)}, {"e": [EXACT(1e308), EXACT(1e308)]})


def test_what_is_left_of_an_active_form_falls_with_the_enzyme_that_makes_it() -> None:
    none = ExposureChange(1, 1, 1)
    making = {"cyp2d6": Spread.exact(0.2)}
    left = [
        active_ratio(making, {"cyp2d6": [Spread.exact(speed)]}, {}, none).ratio
        for speed in (1, 0.5, 0.1, 0)
    ]
    assert left[0] == pytest.approx(1)
    assert left == sorted(left, reverse=True)
    assert left[-1] == pytest.approx(ELSEWHERE[1] * 0.8)  # made otherwise, by what the enzyme leaves


def test_more_of_the_parent_makes_more_of_the_active_form() -> None:
    """Speeds of 1 change nothing of the making."""
    doubled = active_ratio({"cyp3a4": Spread.exact(0.2)}, {}, {}, ExposureChange(2, 1.5, 3))
    assert doubled.ratio == pytest.approx(2)
    assert doubled.low < 1.6 < 2.8 < doubled.high
