"""A picture of regular use, of single days missed, and of what is said of a list that has gaps."""

from __future__ import annotations

import numpy as np
import pytest

from cotake import InputError
from cotake.interactions import simulate, washouts
from tests.conftest import TODAY


def test_what_has_no_start_is_steady_and_what_has_one_is_begun_then() -> None:
    texts = ["escitalopram 10 mg daily", "sertraline 50 mg daily from 2026-11-25"]
    found = simulate(texts, days=5, steady=True, today=TODAY)
    levels = {line.name: line.values[:, 0] for line in found.simulation.lines if line.kind == "level"}
    first, last = levels["Escitalopram"][:24].mean(), levels["Escitalopram"][-24:].mean()
    assert first == pytest.approx(last, rel=0.04)
    assert (levels["Sertraline"][: 2 * 24] == 0).all()


def test_one_dose_stays_one_dose_in_regular_use() -> None:
    single = simulate(["naltrexone 50 mg once"], days=2, today=TODAY)
    steady = simulate(["naltrexone 50 mg once"], days=2, steady=True, today=TODAY)
    np.testing.assert_array_equal(single.simulation.lines[0].values, steady.simulation.lines[0].values)


def test_a_day_is_missed_of_one_alone() -> None:
    texts = ["escitalopram 10 mg daily", "LDN 4.5 mg daily"]
    full = simulate(texts, days=3, today=TODAY).simulation.lines
    gap = simulate(texts, days=3, today=TODAY, missed={"escitalopram": [2]}).simulation.lines
    for one, other in zip(full, gap, strict=True):
        assert np.array_equal(one.values, other.values) == (one.substance == "naltrexone")
    with pytest.raises(InputError, match="a missed day is from 1 to 3, got 4"):
        simulate(texts, days=3, today=TODAY, missed={"escitalopram": [4]})


def test_one_without_a_dose_is_refused_or_left_out_and_told() -> None:
    texts = ["sertraline 50 mg", "fluoxetine", "amiodarone 200 mg"]
    with pytest.raises(InputError, match="no dose in mg"):
        simulate(texts, today=TODAY)
    found = simulate(texts, today=TODAY, without_dose="leave out")
    assert [(each.substance, why) for each, why in found.not_drawn] == [
        ("fluoxetine", "its dose in mg is not said"),
        ("amiodarone", "its kinetics are not in the records"),
    ]
    assert [each.substance for each in found.intakes] == ["sertraline"]


def test_the_washout_of_one_is_the_same_beside_others() -> None:
    texts = ["sertraline 100 mg daily", "LDN 4.5 mg"]
    whole, _ = washouts(texts)
    alone, _ = washouts(texts, of=["sertraline"])
    assert alone == [each for each in whole if each.substance == "sertraline"]
    assert {each.substance for each in whole} == {"sertraline", "naltrexone"}
