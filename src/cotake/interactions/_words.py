"""Templates filled with names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from cotake._text import sentence
from cotake.knowledge.types import Words

_HOLE = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[tuple[str, str, bool], ...]:
    """A template as (text, key, capital) pieces: the text, then the name of that key."""
    pieces = []
    end = 0
    for found in _HOLE.finditer(template):
        text = template[end : found.start()]
        before = template[: found.start()]
        pieces.append((text, found[1], not before or before.endswith(". ")))
        end = found.end()
    pieces.append((template[end:], "", False))
    return tuple(pieces)


def fill(template: str, names: Mapping[str, str]) -> str:
    """A template with `{a}`, `{b}`, … replaced, and a capital where a sentence begins.

    >>> fill("{a} blocks it. {b} does not act on {a}.", {"a": "one", "b": "two"})
    'One blocks it. Two does not act on one.'
    """
    if "{" not in template:
        return template
    parts = []
    for text, key, capital in _pieces(template):
        parts.append(text)
        if key:
            name = names.get(key, "{" + key + "}")
            parts.append(sentence(name) if capital else name)
    return "".join(parts)


def fill_words(words: Words, names: Mapping[str, str]) -> Words:
    """Both wordings filled."""
    return Words(fill(words.person, names), fill(words.clinician, names))
