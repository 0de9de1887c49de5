"""Names in sentences, and templates filled with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from cotake.knowledge._types import Words

_HOLE = re.compile(r"\{(\w+)\}")


def in_text(name: str) -> str:
    """A name as it stands inside a sentence: small, but as it is with inner capitals.

    >>> in_text("Herb"), in_text("St Mary's herb"), in_text("5-AB")
    ('herb', "St Mary's herb", '5-AB')
    """
    return name if any(letter.isupper() for letter in name[1:]) else name[:1].lower() + name[1:]


def joined(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; each once."""
    listed = list(dict.fromkeys(names))
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


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
