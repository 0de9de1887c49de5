"""Which of several strengths belongs to which part of a product."""

from __future__ import annotations

import re

from cotake.knowledge import Library
from cotake.knowledge.types import Product

_BETWEEN = re.compile(r"\s*(?:[/,+&-]|\band\b|\bwith\b)\s*", re.IGNORECASE)


def by_part(
    strengths: tuple[float, ...], product: Product, text: str, library: Library
) -> tuple[float, ...]:
    """The strengths in the order of the product's parts; none where there are more or fewer.

    Where the line names the parts, the strengths stand in the order of the names; else the larger of
    two is that of the part of which the record says so; else they stand in the order of the record.
    """
    parts = [each.substance for each in product.parts]
    if len(strengths) != len(parts):
        return ()
    named = _named(text, library)
    if sorted(named) == sorted(parts):
        return tuple(strengths[named.index(each)] for each in parts)
    if product.larger in parts and len(parts) == 2:
        small, large = sorted(strengths)
        return tuple(large if each == product.larger else small for each in parts)
    return strengths


def _named(text: str, library: Library) -> list[str]:
    """The substances that a line names before its first number, in their order."""
    name = re.split(r"\d", text, maxsplit=1)[0]
    hits = [library.find(each) for each in _BETWEEN.split(name) if each.strip()]
    return [each.id for each in hits if each is not None and each.folder == "substances"]
