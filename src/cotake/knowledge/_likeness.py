"""How alike two names are. RapidFuzz is used where present; it changes no answer."""

from __future__ import annotations

from collections.abc import Callable

from cotake.knowledge._names import distance

_distance: Callable[[str, str], int]
try:
    from rapidfuzz.distance.OSA import distance as _distance
except ImportError:  # the plain install
    _distance = distance


def likeness(one: str, other: str) -> float:
    """1 less the slips per letter of the longer name; 0 where the lengths differ too much.

    >>> round(likeness("abcdefghij", "abcdefghik"), 2)
    0.9
    """
    longest = max(len(one), len(other))
    if not longest or abs(len(one) - len(other)) > 0.4 * longest:
        return 0.0
    return 1 - float(_distance(one, other)) / longest
