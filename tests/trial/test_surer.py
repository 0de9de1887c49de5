"""What would make an answer surer, and how many days are missing before there is one."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from cotake.trial import analyze
from cotake.trial.reading import Days
from cotake.trial.surer import lacking, surer
from tests.trial.making import blocks, noise

NAN = float("nan")


def test_a_dose_that_never_changed_waits_for_another() -> None:
    days = Days([3.0] * 20, [4.5] * 20, None, {})
    found = lacking(days, date(2026, 11, 28))
    assert found is not None
    assert (found.lower, found.higher, found.from_day) == (0, 20, None)


def test_enough_days_lack_nothing() -> None:
    assert lacking(Days([1.0] * 10, [0.0] * 5 + [1.0] * 5, None, {}), date(2026, 11, 28)) is None
    short = lacking(Days([1.0] * 5 + [NAN] * 5, [0.0] * 5 + [1.0] * 5, None, {}), date(2026, 11, 28))
    assert short is not None and short.from_day == date(2026, 12, 3)


def test_a_day_that_has_no_score_yet_can_still_have_one() -> None:
    """Two of five are there, and today may be the third: enough the day after tomorrow."""
    today = date(2026, 11, 28)
    times = [today - timedelta(days=back) for back in range(9, -1, -1)]
    values = [1.0] * 5 + [NAN, NAN, 1.0, 1.0, NAN]
    found = lacking(Days(values, [0.0] * 5 + [1.0] * 5, times, {}), today)
    assert found is not None and found.from_day == date(2026, 11, 30)


def test_one_change_is_told_surer_by_another_and_blocks_are_not() -> None:
    once = np.repeat([0.0, 1.0], 40)
    assert any("in an order that is drawn" in each for each in surer(analyze(noise(80) + once, once)))
    turns = blocks(4, 10)
    assert not any("in an order that is drawn" in each for each in surer(analyze(noise(80) + turns, turns)))


def test_days_that_are_missing_are_asked_for() -> None:
    turns = blocks(4, 10)
    values = noise(80) + turns
    values[::4] = NAN
    found = analyze(values, turns)
    assert "A score each day: 20 of 80 days have none." in surer(found)
    if found.days_needed is not None:
        assert f"About {found.days_needed} more days" in surer(found)[0]


def test_what_is_settled_may_still_be_hoped_for() -> None:
    turns = blocks(4, 10)
    found = analyze(noise(80) + 3 * turns, turns)
    assert found.verdict == "better"
    assert [each for each in surer(found) if "score by what they hope for" in each] == list(surer(found))
