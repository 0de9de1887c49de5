"""Names and lists as they stand in English sentences."""

from __future__ import annotations

from collections.abc import Iterable


def in_text(name: str) -> str:
    """A name as it stands inside a sentence: small, but as it is with inner capitals.

    >>> in_text("Herb"), in_text("St Mary's herb"), in_text("5-AB")
    ('herb', "St Mary's herb", '5-AB')
    """
    rest = name[1:]
    if rest.isascii():  # the same, and quicker
        return name if rest != rest.lower() else name[:1].lower() + rest
    return name if any(letter.isupper() for letter in rest) else name[:1].lower() + rest


def clause(text: str) -> str:
    """A sentence as a later part of another: its first word small, unless it has inner capitals.

    >>> clause("Herb raises CYP1A2"), clause("5-AB acts")
    ('herb raises CYP1A2', '5-AB acts')
    """
    first, space, rest = text.partition(" ")
    return f"{in_text(first)}{space}{rest}"


def joined(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; each once.

    >>> joined(["a", "b", "a", "c"])
    'a, b and c'
    """
    listed = list(dict.fromkeys(names))
    if len(listed) < 2:
        return listed[0] if listed else ""
    last = listed.pop()
    return f"{', '.join(listed)} and {last}"


def days_of(days: float) -> str:
    """A span in words.

    >>> days_of(1), days_of(14), days_of(2.5)
    ('1 day', '14 days', '2.5 days')
    """
    shown = f"{days:.1f}".rstrip("0").rstrip(".") if days < 10 else f"{days:.0f}"
    return f"{shown} day" if shown == "1" else f"{shown} days"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
