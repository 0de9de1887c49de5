"""Names in sentences, and templates filled with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cotake.knowledge._types import Words


def in_text(name: str) -> str:
    """A name as it stands inside a sentence: `Naltrexone` small, `5-HTP` and `St John's wort` as they are.

    >>> in_text("Naltrexone"), in_text("St John's wort"), in_text("5-HTP")
    ('naltrexone', "St John's wort", '5-HTP')
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


def fill(template: str, names: Mapping[str, str]) -> str:
    """A template with `{a}`, `{b}`, … replaced, and a capital where a sentence begins."""
    if "{" not in template:
        return template
    for key, value in names.items():
        template = template.replace("{" + key + "}", value)
    pieces = template.split(". ")
    return ". ".join(sentence(piece) for piece in pieces)


def fill_words(words: Words, names: Mapping[str, str]) -> Words:
    """Both wordings filled."""
    return Words(fill(words.person, names), fill(words.clinician, names))
