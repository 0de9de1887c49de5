"""Templates filled with names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from cotake._text import sentence
from cotake.knowledge.types import Words

_HOLE = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=16384)
def _parted(template: str) -> tuple[str, tuple[tuple[str, bool], ...]]:
    """A template with `%s` for each hole, and of each hole the key and whether it takes a capital.

    The templates of the records are a few thousand; each is taken apart once.
    """
    shape = ""
    holes = []
    end = 0
    for found in _HOLE.finditer(template):
        before = template[: found.start()]
        shape += template[end : found.start()].replace("%", "%%") + "%s"
        holes.append((found[1], not before or before.endswith(". ")))
        end = found.end()
    return shape + template[end:].replace("%", "%%"), tuple(holes)


def fill(template: str, names: Mapping[str, str]) -> str:
    """A template with `{a}`, `{b}`, … replaced, and a capital where a sentence begins.

    >>> fill("{a} blocks it. {b} does not act on {a}.", {"a": "one", "b": "two"})
    'One blocks it. Two does not act on one.'
    """
    if "{" not in template:
        return template
    shape, holes = _parted(template)
    filled = []
    for key, capital in holes:
        name = names.get(key)
        if name is None:
            name = "{" + key + "}"
        filled.append(sentence(name) if capital else name)
    return shape % tuple(filled)


def fill_words(words: Words, names: Mapping[str, str]) -> Words:
    """Both wordings filled."""
    return Words(fill(words.person, names), fill(words.clinician, names))
