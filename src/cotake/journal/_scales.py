"""What can be scored: the scales and side effects of the records, and those of one's own."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from cotake._errors import InputError
from cotake.knowledge import Library, key_of
from cotake.knowledge.types import ScaleEntry

#: A side effect is scored like a scale, under this and its id.
SIDE = "side:"
#: What one added oneself stands under this, so that no later record takes its name.
OWN = "own:"
_LONGEST, _LABEL = 40, 80
_MOST = 1_000_000.0
#: Words that a line of the day has a use for.
_TAKEN_WORDS = frozenset(
    {"took", "taken", "skipped", "missed", "forgot", "late", "note", "side effect", "side effects"}
)


class Scales:
    """The scales of the records and one's own, by id and by what people write."""

    def __init__(self, library: Library, own: Iterable[ScaleEntry] = ()) -> None:
        self.library = library
        self.own = tuple(own)
        self._of: dict[str, ScaleEntry] = dict(library.vocabulary("scales"))
        for effect in library.vocabulary("side-effects").values():
            name = f"{SIDE}{effect.id}"
            self._of[name] = ScaleEntry(name, effect.name, "lower", "none", "the worst")
        self._of |= {each.id: each for each in self.own}

    def of(self, name: str) -> ScaleEntry | None:
        """The scale of a mark; that of a side effect is less is better. None where it is not known."""
        return self._of.get(name)

    def __iter__(self) -> Iterator[ScaleEntry]:
        return iter(self._of.values())

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What can be written, folded, and the id it means; one's own first, then scales."""
        found: dict[str, str] = {}
        for scale in (*self.own, *self._of.values()):
            bare = scale.id.removeprefix(SIDE).removeprefix(OWN)
            for text in (bare, scale.name, *scale.names):
                found.setdefault(key_of(text), scale.id)
        return found

    def read(self, text: str) -> str:
        """The id of what is written; "" where it is none."""
        return self.names.get(key_of(text), "")

    def check(self, name: str, value: float) -> None:
        """Refuse a value beyond the ends of a scale.

        Raises:
            InputError: it is, or there is no such scale.
        """
        scale = self.of(name)
        if scale is None:
            what = "side effect" if name.startswith(SIDE) else "scale"
            bare = name.removeprefix(SIDE).removeprefix(OWN)
            raise InputError(f"there is no {what} {bare!r}; one of your own: cotake journal scale add")
        if not scale.least <= value <= scale.most:
            raise InputError(f"{scale.name} goes from {scale.least:g} to {scale.most:g}, not to {value:g}")


def own_scale(
    name: str,
    scales: Scales,
    *,
    better: str = "",
    low: str = "",
    high: str = "",
    least: float = 0,
    most: float = 10,
    unit: str = "",
    side_effect: bool = False,
) -> ScaleEntry:
    """A scale of one's own, checked; a side effect goes from 0 to 10, and less is better.

    Raises:
        InputError: a name that is none or taken, ends that are no ends, or no direction.
    """
    name, low, high, unit = (" ".join(each.split()) for each in (name, low, high, unit))
    key = key_of(name)
    if not key or len(name) > _LONGEST or not re.fullmatch(r"[^\W\d_][\w '/+-]*", name):
        raise InputError(
            f"{name!r} is no name of a scale: letters first, at most {_LONGEST} signs, no commas or colons"
        )
    if len(name.split()) > 4:
        raise InputError("the name of a scale has at most four words")
    taken = scales.read(name)
    if taken:
        scale = scales.of(taken)
        raise InputError(f"{name!r} is there already: {scale.name if scale else taken}")
    clash = sorted(_TAKEN_WORDS & {name.lower(), *name.lower().split()})
    if clash:
        raise InputError(f"{clash[0]!r} means something else in a line of the day; take another name")
    if max(len(low), len(high), len(unit)) > _LABEL:
        raise InputError(f"a label has at most {_LABEL} signs")
    stem = "-".join(re.findall(r"\w+", name.casefold()))
    if side_effect:
        if better == "higher" or (least, most) != (0, 10) or unit:
            raise InputError("a side effect goes from 0 to 10, and less is better")
        return ScaleEntry(f"{SIDE}{OWN}{stem}", name, "lower", low or "none", high or "the worst")
    if better not in ("lower", "higher"):
        raise InputError("say which end is better: --better higher, or lower")
    if not all(map(math.isfinite, (least, most))) or not 0 <= least < most <= _MOST:
        raise InputError("a scale goes from 0 or more to a higher number, such as --least 0 --most 10")
    way: Literal["lower", "higher"] = "higher" if better == "higher" else "lower"
    return ScaleEntry(f"{OWN}{stem}", name, way, low, high, (), least, most, unit)
