"""Which substances a pair record needs in a list before it can matter."""

from __future__ import annotations

from cotake.knowledge.types import Pair, Role

#: Stands for any substance: the record names no substance on either side.
ANY = ""


def needed_by(pair: Pair) -> tuple[str, ...]:
    """The substances of one side, of which one must be there; ANY where no side names them."""
    sides = sorted((_named(pair.a), _named(pair.b)), key=len)
    named = next((side for side in sides if side), frozenset((ANY,)))
    return tuple(sorted(named))


def _named(role: Role) -> frozenset[str]:
    """The substances that alone can fit a role; empty where others may."""
    if role.substance:
        return frozenset(role.substance)
    options = [_named(each) for each in role.any]
    return frozenset().union(*options) if options and all(options) else frozenset()
