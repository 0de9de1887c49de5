"""Lines in other languages: what stands around a name is put into English, as the vocabulary has it."""

from __future__ import annotations

import re
import unicodedata

from cotake.knowledge import Library

_NUMBER = r"(\d+(?:[.,]\d+)?)"


def in_english(text: str, library: Library) -> str:
    """The line with its phrases in English, small and without accents; itself where it has none."""
    pattern, phrases = _phrases(library)
    if pattern is None:
        return text

    def said(found: re.Match[str]) -> str:
        number = next((each for each in found.groups() if each), "")
        shape = found[0].replace(number, "#", 1) if number else found[0]
        return phrases.get(_spaced(shape), found[0]).replace("#", number)

    plain = _plain(text)
    english = pattern.sub(said, plain)
    return text if english == plain else " ".join(english.split())


def _phrases(library: Library) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """One pattern of all phrases, the longest first, and what each means; made once."""
    kept = library.derived("typed")
    if not kept:
        entries = library.vocabulary("typed").values()
        means = {_spaced(_plain(name)): each.means for each in entries for name in each.names}
        shapes = [
            re.escape(each).replace(r"\#", _NUMBER).replace(r"\ ", r"\s+")
            for each in sorted(means, key=len, reverse=True)
        ]
        pattern = rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)" if shapes else ""
        kept["all"] = re.compile(pattern) if pattern else None, means
    found: tuple[re.Pattern[str] | None, dict[str, str]] = kept["all"]
    return found


def _plain(text: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(each for each in parts if not unicodedata.combining(each))


def _spaced(text: str) -> str:
    return " ".join(text.split())
