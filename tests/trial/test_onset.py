"""How an effect comes: by the level in the body, at once, or more slowly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.knowledge import Library
from cotake.trial import analyze
from cotake.trial._onset import USUAL, level, onsets, reach
from cotake.trial.medicine import half_life, lasting
from tests.trial.making import blocks, noise


def test_after_one_half_time_half_is_reached_and_after_five_nearly_all() -> None:
    on = np.repeat([0.0, 1.0], [5, 60])
    reached = reach(on, [7.0])
    assert reached[4] == 0
    assert reached[5 + 6] == pytest.approx(0.5)
    assert reached[5 + 34] == pytest.approx(1 - 2**-5)
    assert reach(on, []) is on


@given(st.lists(st.floats(0, 10), min_size=2, max_size=40), st.floats(0.5, 60), st.floats(0.5, 60))
def test_what_is_reached_lies_within_what_is_taken_and_the_order_of_half_times_is_irrelevant(
    taken: list[float], one: float, other: float
) -> None:
    doses = np.array(taken)
    reached = reach(doses, [one, other])
    assert doses.min() - 1e-9 <= reached.min() <= reached.max() <= doses.max() + 1e-9
    assert reached == pytest.approx(reach(doses, [other, one]), abs=1e-9)


def test_a_short_half_life_is_none_and_a_long_one_is_the_likeliest() -> None:
    assert onsets(None, None) == onsets(None, 0.2) == USUAL
    ways = onsets(None, 7.0)
    assert ways[0].half_times == (7.0,)
    assert max(ways, key=lambda each: each.chance) is ways[0]
    assert {each.half_times for each in ways} == {(7.0,), (7.0, 3.0), (7.0, 10.0), ()}
    assert sum(each.chance for each in ways) == pytest.approx(1)
    assert sum(each.chance for each in USUAL) == pytest.approx(1)


@pytest.mark.parametrize(
    ("given_days", "life", "said"),
    [
        ([1.0], 2.0, "not both"),
        ([], None, "one or more"),
        ([-1.0], None, "from 0 up"),
        (None, 0.0, "0 days"),
    ],
)
def test_what_is_no_onset_is_refused(given_days: list[float] | None, life: float | None, said: str) -> None:
    with pytest.raises(InputError, match=said):
        onsets(given_days, life)


def test_on_and_off_with_a_long_half_life_the_level_counts() -> None:
    """Blocks of ten days blur what takes a week to leave: by its level the whole effect is found."""
    on = blocks(4, 10)
    values = 5 + 0.5 * noise(80, seed=3, phi=0.3) + 3 * reach(on, [7.0])
    known = analyze(values, on, half_life_days=7.0)
    assert known.verdict == "better"
    assert known.effect.low < 3 < known.effect.high
    chances = {each.half_times: chance for each, chance in known.onsets}
    assert chances[(7.0,)] > chances[()]
    fixed = analyze(values, on, onset_days=[0.0])
    assert fixed.effect.mean < known.effect.mean - 0.5, "at once, the effect looks smaller than it is"
    assert sum(chances.values()) == pytest.approx(1)
    assert 5 < known.onset_days < 20


def test_half_lives_are_those_of_the_records(library: Library) -> None:
    """Prozac's US label: norfluoxetine 4 to 16 days; five weeks before an MAO inhibitor."""
    found = lasting("fluoxetine 20 mg", library)
    assert found is not None
    assert "norfluoxetine" in found.of.lower()
    assert 4 <= found.low < found.days < found.high <= 16
    assert found.gone_days >= 35
    short = lasting("LDN 4.5 mg", library)
    assert short is not None
    assert short.days < 1  # naltrexone 4 h, 6-beta-naltrexol 13 h (label)
    sertraline = lasting("sertraline 50 mg", library)
    assert sertraline is not None
    assert sertraline.stops == "slowly"


def test_a_medicine_that_is_not_known_is_told(library: Library) -> None:
    with pytest.raises(InputError, match="no medicine that is known"):
        lasting("blarbomycin", library)
    with pytest.raises(InputError, match="name one"):
        lasting("sertraline, fluoxetine", library)
    assert half_life("blarbomycin", library) is None


def test_a_level_follows_the_doses_and_short_ones_are_as_they_are() -> None:
    doses = [0.0, 0.0, 10.0, 10.0]
    assert level(doses, None) == level(doses, 0.1) == doses
    assert level(doses, 1.0) == pytest.approx([0, 0, 5, 7.5])
