"""What the fields of a form hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

#: Letters of a field that takes a name or a number.
SHORT = 200
#: Every day that is reckoned from one in these years is a day, too.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def text_of(form: Mapping[str, Any], name: str, most: int | None = None) -> str:
    """What a field holds, in one line, cut at `most` letters; nothing where it was not sent or is a file.

    >>> text_of({"name": " a  b "}, "name"), text_of({"name": "abc"}, "name", 2), text_of({}, "name")
    ('a b', 'ab', '')
    """
    held = form.get(name)
    return " ".join(held.split())[:most] if isinstance(held, str) else ""


def day_of(text: str) -> date | None:
    """A day as a field of days sends it; None for what is none, or one that nobody lives to see.

    >>> day_of("2026-12-01"), day_of("1.12.2026"), day_of("0001-01-01")
    (datetime.date(2026, 12, 1), None, None)
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
