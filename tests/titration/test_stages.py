"""Levels: even steps, tapers, what is at hand, amounts and rules as typed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.knowledge.types import Citation, Occupancy, Words
from cotake.titration import Form, Pausing, read_amount, read_days, read_liquid, read_piece, read_rule
from cotake.titration._dates import joined_pauses, placed
from cotake.titration._forms import portions_of, supply_of
from cotake.titration._stages import Level, by_occupancy, even_steps, held_by, with_holds

SRC = (Citation("meyer-2004"),)
#: Half of the transporter is held at 12.5 mg.
HOLDS = Occupancy("sert", 50, 0.8, "average", SRC)

amounts = st.integers(1, 4000).map(lambda tenths: Decimal(tenths) / 10)
days = st.integers(1, 60)


@given(amounts, amounts, amounts, days)
def test_steps_reach_the_target_and_none_is_larger_than_allowed(
    start: Decimal, target: Decimal, step: Decimal, length: int
) -> None:
    try:
        levels = even_steps(start, target, step, length)
    except InputError:
        assert abs(target - start) / step > 100
        return
    doses = [level.mg for level in levels]
    assert doses[0] == start
    assert doses[-1] == target
    assert all(abs(later - earlier) <= step for earlier, later in pairwise(doses))
    assert doses == sorted(doses, reverse=target < start)
    assert all(level.days == length for level in levels[:-1])
    assert levels[-1].days is None


def test_the_last_step_is_the_smaller_one() -> None:
    doses = [str(each.mg) for each in even_steps(Decimal("0.5"), Decimal("4"), Decimal("1.5"), 14)]
    assert doses == ["0.5", "2.0", "3.5", "4"]


@pytest.mark.parametrize(
    ("start", "target", "step"), [("0", "4", "1"), ("1", "4", "0"), ("1", "4", "-1"), ("1", "500", "0.1")]
)
def test_what_cannot_be_a_schedule_is_refused(start: str, target: str, step: str) -> None:
    with pytest.raises(InputError):
        even_steps(Decimal(start), Decimal(target), Decimal(step), 14)


@given(amounts, st.integers(2, 40), days, st.sampled_from(["0.1", "0.5", "2.5"]))
def test_a_taper_only_falls(start: Decimal, number: int, length: int, grain: str) -> None:
    levels = by_occupancy(start, Decimal(0), HOLDS, number, length, Decimal(grain))
    doses = [level.mg for level in levels]
    assert doses[0] == start
    assert doses[-1] == 0
    assert all(later < earlier for earlier, later in pairwise(doses))
    assert len(doses) <= number + 1


def test_a_hyperbolic_taper_lets_go_of_even_parts() -> None:
    """Horowitz and Taylor 2019: even steps of occupancy are ever smaller steps of dose."""
    levels = by_occupancy(Decimal(100), Decimal(0), HOLDS, 5, 28, Decimal("0.01"))
    held = [held_by(level.mg, HOLDS) for level in levels]
    assert held[0] == pytest.approx(100 / 112.5)
    assert all(earlier - later == pytest.approx(held[0] / 5, abs=1e-3) for earlier, later in pairwise(held))
    drops = [earlier.mg - later.mg for earlier, later in pairwise(levels)]
    assert drops == sorted(drops, reverse=True)


def test_a_taper_goes_down() -> None:
    with pytest.raises(InputError, match="goes down"):
        by_occupancy(Decimal(50), Decimal(50), HOLDS, 5, 28, Decimal(1))


def test_a_step_can_be_held_longer_and_the_last_cannot() -> None:
    levels = even_steps(Decimal(1), Decimal(3), Decimal(1), 7)
    assert [each.days for each in with_holds(levels, {2: 28})] == [7, 28, None]
    for number in (0, 3, 4):
        with pytest.raises(InputError):
            with_holds(levels, {number: 28})


@given(
    st.integers(1, 200).map(lambda tenths: Decimal(tenths) / 10),
    st.lists(st.sampled_from(["0.5", "1", "1.5", "3", "4.5"]), min_size=1, max_size=3, unique=True),
)
def test_pieces_add_up_to_the_dose_or_it_is_refused(dose: Decimal, strengths: list[str]) -> None:
    forms = [Form("capsule", Decimal(each)) for each in strengths]
    by_name = {form.what: form.mg for form in forms}
    try:
        portions = portions_of(dose, forms)
    except InputError:
        assert dose % min(by_name.values()) or dose > 12 * min(by_name.values())
        return
    assert sum(each.count * by_name[each.what] for each in portions) == dose


def test_the_fewest_pieces_are_taken() -> None:
    forms = [read_piece("1.5mg", "capsule"), read_piece("3mg", "capsule"), read_piece("0.5mg", "capsule")]
    found = portions_of(Decimal("5"), forms)
    assert {each.what: each.count for each in found} == {
        "3 mg capsules": 1,
        "1.5 mg capsules": 1,
        "0.5 mg capsules": 1,
    }
    half = portions_of(Decimal("75"), [read_piece("50mg", "tablet", 2)])
    assert [each.count for each in half] == [Decimal("1.5")]


@pytest.mark.parametrize(
    ("strength", "dose", "said"),
    [
        ("50 mg/mL", "0.5", "too little to measure"),
        ("0.1 mg/mL", "4.5", "too much at a time"),
        ("1 mg/mL", "0.52", "not on a syringe"),
    ],
)
def test_a_liquid_of_the_wrong_strength_is_told(strength: str, dose: str, said: str) -> None:
    """Ten times too thin or too thick is the slip of a compounded liquid."""
    with pytest.raises(InputError, match=said):
        portions_of(Decimal(dose), [read_liquid(strength)])


@pytest.mark.parametrize("text", ["4.5", "4.5 ml", "mg", "", "4,5,5 mg", "-1 mg", "five mg", "100 IU"])
def test_an_amount_needs_a_number_and_a_unit_of_mass(text: str) -> None:
    with pytest.raises(InputError):
        read_amount(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_amount, read_days, read_rule, read_liquid):
        with suppress(InputError):
            read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "if a side effect scores 4 or more for 3 days, stay or go back one step",
            ("side effect", ">=", 4, 3, "back"),
        ),
        ("side effect >= 4 for 3 days: hold", ("side effect", ">=", 4, 3, "hold")),
        ("mood <= 3 for 5 days: call", ("mood", "<=", 3, 5, "call")),
        ("nausea at least 6, then ask the prescriber", ("nausea", ">=", 6, 1, "call")),
        ("sleep is 3 or less for 2 days: stay on this step", ("sleep", "<=", 3, 2, "hold")),
    ],
)
def test_rules_as_people_write_them(text: str, expected: tuple[str, str, int, int, str]) -> None:
    rule = read_rule(text)
    found: tuple[object, ...] = (rule.scale, rule.sign, rule.value, rule.days, rule.then)
    assert found == expected


def test_a_rule_looks_at_a_score_from_0_to_10() -> None:
    with pytest.raises(InputError, match="from 0 to 10"):
        read_rule("pain >= 40 for 3 days: hold")


BEGIN = date(2026, 12, 1)


def pause(first: int, last: int) -> Pausing:
    return Pausing("test", BEGIN + timedelta(first), BEGIN + timedelta(last), Words("", ""), ())


pauses = st.lists(
    st.tuples(st.integers(-10, 150), st.integers(0, 30)).map(
        lambda pair: pause(pair[0], pair[0] + pair[1])
    ),
    max_size=4,
)


@given(st.lists(st.tuples(amounts, days), min_size=1, max_size=6), amounts, pauses, st.integers(0, 20))
def test_every_day_has_one_step_and_no_level_is_lost(
    parts: list[tuple[Decimal, int]], stays: Decimal, planned: list[Pausing], restart: int
) -> None:
    levels = [*(Level(mg, length) for mg, length in parts), Level(stays, None)]
    planned_once = joined_pauses(planned)
    steps = placed(levels, BEGIN, planned_once, restart)
    for earlier, later in pairwise(steps):
        assert earlier.last is not None
        assert later.first == earlier.last + timedelta(days=1)
    assert steps[-1].last is None
    assert steps[-1].mg_per_day == stays
    for each in planned_once:
        for step in steps:
            if step.kind == "dose" and step.last is not None:
                assert step.last < each.first or step.first > each.last
    if not planned_once:
        assert [step.mg_per_day for step in steps] == [level.mg for level in levels]
    taken = sum(step.days or 0 for step in steps if step.kind == "dose")
    assert taken >= sum(level.days or 0 for level in levels)


def test_after_a_long_pause_it_begins_anew_and_after_a_short_one_goes_on() -> None:
    levels = even_steps(Decimal(1), Decimal(3), Decimal(1), 10)
    short = placed(levels, BEGIN, [pause(15, 17)], 7)
    assert [str(step.mg_per_day) for step in short] == ["1", "2", "0", "2", "3"]
    assert [step.days for step in short] == [10, 5, 3, 5, None]
    long = placed(levels, BEGIN, [pause(15, 30)], 7)
    assert [str(step.mg_per_day) for step in long] == ["1", "2", "0", "1", "2", "3"]


@given(
    st.lists(st.tuples(st.integers(1, 9), days), min_size=1, max_size=6),
    st.integers(1, 3),
    st.integers(1, 60),
)
def test_the_supply_is_the_sum_of_all_steps(parts: list[tuple[int, int]], times: int, kept: int) -> None:
    form = Form("capsule", Decimal("0.5"))
    levels = [
        *(Level(Decimal(each) * times / 2, length) for each, length in parts),
        Level(Decimal(times), None),
    ]
    steps = placed(levels, BEGIN, (), 7)
    made = [
        replace(step, times=times, portions=portions_of(step.mg_per_day / times, [form])) for step in steps
    ]
    (supply,) = supply_of(made, kept)
    whole = sum((step.days or kept) * step.mg_per_day for step in steps)
    assert supply.count * form.mg == whole
