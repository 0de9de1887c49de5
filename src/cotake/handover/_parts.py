"""What goes onto the page: the person chooses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from cotake._errors import InputError
from cotake._text import joined
from cotake.handover._types import Part

#: Every part, in the order of the page, and what it holds.
PARTS: dict[Part, str] = {
    "medicines": "what is taken, how much, and since when",
    "findings": "what the medicines do together, and what to do about it",
    "plan": "the plan that was agreed, and where it is now",
    "outcomes": "what was scored, day by day, and the scores of questionnaires",
    "doses": "on how many days each medicine was taken",
    "side-effects": "side effects, by dose",
    "events": "what you wrote down as an event, word for word",
    "trial": "whether it works, and what that rests on",
    "questions": "questions to ask",
    "sources": "where the findings come from",
}
#: Those that go in where nobody says otherwise: what one wrote in one's own words does not.
USUAL: frozenset[Part] = frozenset(PARTS) - {"events"}


def chosen(more: Iterable[str] = (), less: Iterable[str] = ()) -> frozenset[Part]:
    """The usual parts with `more` and without `less`.

    Raises:
        InputError: a name that is no part, or one that is asked for and left out.
    """
    added, left = {_part(each) for each in more}, {_part(each) for each in less}
    if both := sorted(added & left):
        raise InputError(f"{joined(both)} cannot go in and stay out")
    return (USUAL | added) - left


def _part(name: str) -> Part:
    for part in get_args(Part):
        if name.strip().lower() == part:
            found: Part = part
            return found
    raise InputError(f"{name!r} is no part of the page; there are {', '.join(PARTS)}")
