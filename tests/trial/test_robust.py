"""What must not change the answer, and what must be said with it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake import InputError
from cotake.trial import Scale, analyze
from cotake.trial.design import draw, observe, read_design
from cotake.trial.power import power_of
from tests.trial.making import blocks, noise
from tests.trial.test_report import BEGIN


@settings(deadline=None, max_examples=20)
@given(st.sampled_from([1e-8, 1e-3, 1.0, 1e5, 1e8]), st.sampled_from([0.0, -3.0, 1e6]))
def test_the_unit_and_the_zero_of_a_scale_do_not_matter(factor: float, offset: float) -> None:
    values, on = noise(90, seed=7) + 1.2 * (np.arange(90) > 30), (np.arange(90) > 30).astype(float)
    one, other = analyze(values, on), analyze(factor * (values + offset), on)
    assert other.verdict == one.verdict
    assert other.effect.mean == pytest.approx(factor * one.effect.mean, rel=1e-4)
    assert other.evidence == pytest.approx(one.evidence, rel=1e-3)


def test_a_floor_in_other_units_is_the_same_floor() -> None:
    on = (np.arange(90) > 30).astype(float)
    values = np.maximum(noise(90, seed=3) + on, 0)
    one = analyze(values, on, scale=Scale(least=0))
    other = analyze(1e6 * values, on, scale=Scale(least=0))
    assert one.censored
    assert other.effect.mean == pytest.approx(1e6 * one.effect.mean, rel=1e-3)
    assert other.evidence == pytest.approx(one.evidence, rel=1e-2)


def test_numbers_beyond_reason_are_refused() -> None:
    on = np.repeat([0, 1], 20)
    for values, said in ((np.full(40, 1e200), "beyond"), (np.full(40, np.inf), "infinite")):
        with pytest.raises(InputError, match=said):
            analyze(values, on)
    with pytest.raises(InputError, match="never changes"):
        analyze(noise(40), np.where(np.arange(40) > 20, 0.3, 0.1 + 0.2))
    with pytest.raises(InputError, match="at most 40"):
        analyze(noise(90), np.repeat([0, 1], 45), covariates=np.random.default_rng(1).normal(size=(90, 41)))
    for times in ([float("nan")] * 40, [None] * 40, [float("inf")] * 40):
        with pytest.raises(InputError, match="a time is missing"):
            analyze(noise(40), on, times=times)
    with pytest.raises(InputError, match="not all numbers"):
        analyze(noise(40), on, covariates=[["a"]] * 40)


# what may be said at any time


def test_no_difference_can_be_told_at_any_time() -> None:
    values, on = 5 + noise(400, seed=2, phi=0.0), blocks(20, 10)
    found = analyze(values, on, scale=Scale("mood", mid=1.0), anytime=True)
    assert found.verdict == "no_meaningful_difference"
    assert -1 < found.effect.low < found.effect.high < 1


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 1000), st.floats(0, 2))
def test_the_interval_at_any_time_leaves_out_none_exactly_where_there_is_evidence(
    seed: int, effect: float
) -> None:
    on = blocks(3, 10)
    found = analyze(noise(60, seed=seed, phi=0.2) + effect * on, on, anytime=True)
    outside = not found.effect.low <= 0 <= found.effect.high
    assert outside == (found.evidence > 20)


def test_a_large_effect_has_an_interval_with_an_end() -> None:
    on = np.repeat([0.0, 1.0], 40)
    once = analyze(5 + noise(80, phi=0.3) + 2.5 * on, on)
    always = analyze(5 + noise(80, phi=0.3) + 2.5 * on, on, anytime=True)
    width = once.effect.high - once.effect.low
    assert width < always.effect.high - always.effect.low < 3 * width


def test_who_waits_at_any_time_is_told_why() -> None:
    """Sure enough for one look, and not for any number of them."""
    on = blocks(2, 20)
    told: list[str] = []
    for effect in np.arange(0.3, 1.2, 0.1):
        values = noise(80, seed=5, phi=0.3) + effect * on
        once, always = analyze(values, on), analyze(values, on, anytime=True)
        if (once.verdict, always.verdict) == ("better", "not_sure_yet"):
            told += always.warnings
    assert any("Bayes factor of 20 is asked for" in each for each in told)


# what is said


def test_a_staircase_is_no_surer_than_one_change() -> None:
    """Doses that only rise cannot be told from time; where they fall, the stopping can be what is felt."""
    stairs = np.repeat([0.0, 1.5, 3.0, 4.5], 20)
    drifting = 5 + noise(80, phi=0.2) + np.linspace(0, 3, 80)
    up, down = analyze(drifting, stairs), analyze(drifting, stairs[::-1], scale=Scale("pain", "lower"))
    assert any("only rose" in each and "drift of" in each for each in up.warnings)
    assert any("only fell" in each for each in down.warnings)
    assert any("the stopping itself" in each for each in down.warnings)


def test_of_a_dose_that_was_lowered_the_answer_says_which_dose_is_better() -> None:
    falling = np.repeat([150.0, 75.0, 37.5], 30)
    values = 5 + 0.7 * noise(90, seed=3, phi=0.2) + 3 * (falling == 150)
    found = analyze(values, falling, scale=Scale("mood"))
    assert found.verdict == "better"
    assert found.says.startswith("Better with the higher dose. With 150 against 37.5 mood is")


def test_where_nothing_can_be_said_no_numbers_are_given() -> None:
    for values, on, said in (
        (np.full(60, 3.0), np.repeat([0, 1], 30), "Each day has the same value (3)"),
        (noise(60), (np.arange(60) >= 57).astype(float), "There are only 3 days with the higher exposure"),
        (noise(60), (np.arange(60) >= 59).astype(float), "There is only 1 day with the higher exposure"),
    ):
        found = analyze(values, on)
        assert found.verdict == "not_sure_yet"
        assert found.says.startswith(f"Not sure yet. {said}")
        assert "of 100" not in found.says
        assert found.days_needed is None


def test_no_effect_is_told_from_worse_to_better() -> None:
    found = analyze(5 + noise(60, seed=4), blocks(3, 10))
    assert "(from " in found.says
    assert " worse to " in found.says


def test_it_is_too_early_to_promise_anything() -> None:
    found = analyze(5 + noise(20, seed=4), np.repeat([0, 1], 10))
    assert "A year more" not in found.says


# designs


def test_whole_numbers_and_decimals_are_the_same_design() -> None:
    one = draw(
        [0, 4], begin=BEGIN, block_days=7, rounds=2, seed=1, scale=Scale("x", mid=1), half_life_days=2
    )
    other = draw(
        [0.0, 4.0],
        begin=BEGIN,
        block_days=7,
        rounds=2,
        seed=1,
        scale=Scale("x", mid=1.0),
        half_life_days=2.0,
    )
    assert one.fingerprint == other.fingerprint == read_design(one.text).fingerprint
    plan = observe([(BEGIN, BEGIN, 5)], before_days=3)
    assert read_design(plan.text).fingerprint == plan.fingerprint
    on = np.repeat([0, 1], 30)
    assert (
        analyze(noise(60), on, scale=Scale("x", "higher", 0, 10, 1)).analysis
        == analyze(noise(60), on, scale=Scale("x", "higher", 0.0, 10.0, 1.0)).analysis
    )


def test_the_first_block_has_a_wash_out_unless_it_is_what_was_taken_before() -> None:
    made = [
        draw([0, 1], begin=BEGIN, block_days=7, rounds=1, seed=3, washout_days=2, before_dose=before)
        for before in (None, 0.0, 1.0)
    ]
    first = made[0].blocks[0].exposure
    assert [each.blocks[0].washout for each in made] == [2, 0 if first == 0 else 2, 0 if first == 1 else 2]


def test_a_baseline_that_never_changes_tells_no_power() -> None:
    with pytest.raises(InputError, match="same value"):
        power_of(blocks(2, 10), 1.0, np.full(30, 5.0))
