"""Which lines may hold a date: the cheap look before the large patterns misses none of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake.regimen import _dates
from tests.conftest import TODAY

WORDS = (
    "sertraline", "50 mg", "stopped", "stopped taking it", "no longer on", "quit", "discontinued",
    "finished", "ended", "came off it", "off since", "last dose was", "until", "till", "started",
    "starting", "from", "since", "begun", "began", "beginning", "planned for", "will start", "for the last",
    "about", "3 weeks ago", "a couple of days", "in 2 days", "yesterday", "last month", "may 2026",
    "2026-10-01", "x 5 days", "on", "(", ")", ",",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_a_line_in_which_a_date_is_found_is_never_passed_over(text: str) -> None:
    patterns = (_dates._STOP, _dates._START, _dates._FOR, _dates._AGO)
    found = any(_dates._pattern(each).search(text) for each in patterns)
    if found or _dates._pattern(_dates._VERB_FIRST).match(text) or _dates._COURSE.search(text):
        assert _dates._HINT.search(text)


@pytest.mark.parametrize("text", ["sertraline 50 mg", "warfarin 5 mg at night", "St. John's wort"])
def test_a_line_without_a_date_is_given_back_as_it_is(text: str) -> None:
    dates, rest = _dates.take_dates(text, TODAY)
    assert (dates.start, dates.stop, dates.assumptions, rest) == (None, None, (), text)
