"""A step is begun on another day: what follows moves with it, and nothing rises faster unseen."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.titration import Plan, hold_to_begin, movable, pausing_named, plan, read_liquid
from tests.conftest import TODAY

BEGIN = date(2026, 12, 1)


def ldn(library: Library, **more: Any) -> Plan:
    given = {"start": Decimal("1.5"), "target": Decimal("4.5"), "step": Decimal("1.5"), "every": 14}
    return plan("LDN", begin=BEGIN, library=library, today=TODAY, **{**given, **more})


def test_a_step_held_four_days_longer_moves_all_that_follow_and_the_supply(library: Library) -> None:
    forms = [read_liquid("1 mg/mL")]
    before = ldn(library, forms=forms)
    number, days = hold_to_begin(before, 3, before.steps[2].first + timedelta(days=4))
    assert (number, days) == (2, 18)
    after = ldn(library, forms=forms, holds={number: days})
    assert [each.first for each in after.steps] == [date(2026, 12, 1), date(2026, 12, 15), date(2027, 1, 2)]
    assert after.supply[0].count - before.supply[0].count == 4 * 3  # mL of 3 mg a day


def test_what_begins_with_the_plan_or_after_a_pause_is_not_moved_by_a_hold(library: Library) -> None:
    pause = pausing_named(date(2026, 12, 20), date(2027, 1, 10), "agreed")
    made = ldn(library, pauses=[pause])
    kinds = [(each.number, each.kind, each.level) for each in made.steps]
    assert kinds == [(1, "dose", 1), (2, "dose", 2), (3, "pause", 0), (4, "dose", 1), (5, "dose", 2),
                     (6, "dose", 3)]  # fmt: skip
    assert movable(made) == (2, 5, 6)
    for number in (1, 3, 4, 9):
        with pytest.raises(InputError):
            hold_to_begin(made, number, date(2027, 1, 20))


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2026, 12, 15), "lasts a day at least"),
        (date(2026, 12, 22), "is a pause"),
        (date(2029, 1, 1), "a step lasts 1 to 400"),
    ],
)
def test_a_day_that_cannot_be_is_refused(library: Library, on: date, told: str) -> None:
    made = ldn(library, pauses=[pausing_named(date(2026, 12, 22), date(2026, 12, 22), "agreed")])
    step = next(each for each in made.steps if each.level == 3)
    with pytest.raises(InputError, match=told):
        hold_to_begin(made, step.number, on)


@given(days=st.integers(1, 60), length=st.sampled_from([0, 1]))
def test_it_begins_on_the_day_that_was_asked_for(library: Library, days: int, length: int) -> None:
    """A day without it within the step before it counts for nothing."""
    first = date(2026, 12, 20)
    pauses = [pausing_named(first, first, "agreed")] * length
    made = ldn(library, pauses=pauses)
    on = date(2026, 12, 15) + timedelta(days=days)
    if length and on == first:
        return
    level, held = hold_to_begin(made, made.steps[-1].number, on)
    after = ldn(library, pauses=pauses, holds={level: held})
    last = next(each for each in after.steps if each.level == made.steps[-1].level)
    assert (level, last.first) == (2, on)


def test_a_step_held_longer_gives_no_days_to_the_next(library: Library) -> None:
    """Lamotrigine: four weeks at 25 mg do not make one day at 50 mg enough; its rash can kill."""
    usual = plan("lamotrigine", begin=BEGIN, library=library, today=TODAY)
    assert [each.level for each in usual.steps[:3]] == [1, 2, 3]
    with pytest.raises(InputError, match="no plan is made"):
        plan("lamotrigine", begin=BEGIN, library=library, today=TODAY, holds={1: 60, 2: 1})
    later = plan("lamotrigine", begin=BEGIN, library=library, today=TODAY, holds={1: 28})
    assert later.steps[1].first == BEGIN + timedelta(days=28)


def test_a_shorter_step_than_any_on_record_is_told(library: Library) -> None:
    usual = plan("LDN", begin=BEGIN, library=library, today=TODAY)
    quick = plan("LDN", begin=BEGIN, library=library, today=TODAY, holds={1: 60, 2: 1})
    assert not any("by the schedules on record" in each for each in usual.notices)
    assert any("by the schedules on record" in each for each in quick.notices)


def test_a_taper_of_the_records_that_is_made_shorter_is_told_or_refused(library: Library) -> None:
    usual = plan("prednisone 20 mg daily", schedule="taper-slow-end", begin=BEGIN, library=library,
                 today=TODAY)  # fmt: skip
    level = usual.steps[0].level
    quick = plan("prednisone 20 mg daily", schedule="taper-slow-end", begin=BEGIN, library=library,
                 today=TODAY, holds={level: 1})  # fmt: skip
    assert not any("by the schedule" in each for each in usual.notices)
    assert any("by the schedule" in each for each in quick.notices)


def test_what_is_not_stopped_suddenly_is_not_hurried_to_none_by_moving_steps(library: Library) -> None:
    """A taper of the records over a week stays one; its steps of a day each would be a sudden stop."""
    found = 0
    for name in library.ids("substances"):
        record = library.substance(name)
        slowly = any(each.stop == "slowly" and not each.band for each in record.handling)
        for schedule in record.schedules if slowly else ():
            stages = schedule.stages
            if schedule.kind == "taper" and 2 < len(stages) < 7 and not stages[-1].mg and not schedule.who:
                holds = dict.fromkeys(range(1, len(stages)), 1)
                try:
                    plan(record.name, schedule=schedule.id, library=library, today=TODAY)
                except InputError:
                    continue
                with pytest.raises(InputError, match="suddenly"):
                    plan(record.name, schedule=schedule.id, holds=holds, library=library, today=TODAY)
                found += 1
    assert found
