"""The kinetics of every record against the levels that labels and studies state."""

from __future__ import annotations

import pytest

from cotake import open_library
from cotake.kinetics.seen import compared
from cotake.knowledge import Library

DRAWN = [each.id for each in open_library() if any(course.seen for course in each.kinetics)]


@pytest.mark.parametrize("name", DRAWN)
def test_the_course_gives_what_was_seen(library: Library, name: str) -> None:
    off = [
        f"{each.course.form} {each.seen.mg:g} mg, {each.figure}: {each.low:g} to {each.high:g} stated, "
        f"{each.given:.3g} given"
        for each in compared(library.substance(name), library)
        if not each.is_near
    ]
    assert not off


def test_most_that_are_drawn_are_held_against_something(library: Library) -> None:
    drawn = [each.id for each in library if each.kinetics]
    assert len(DRAWN) >= 0.8 * len(drawn)
