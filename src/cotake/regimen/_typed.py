"""Lines in other languages: what stands around a name is put into English, as the vocabulary has it."""

from __future__ import annotations

import re
import unicodedata

from cotake._record import slotted
from cotake.knowledge import Library

_WORD = re.compile(r"\w+")
_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d00)(?![\d.,])")
_NUMBER = r"(\d+(?:[.,]\d+)?)"


def in_english(text: str, library: Library) -> str:
    """The line with its phrases in English, small and without accents; itself where it has none."""
    phrases = _phrases(library)
    if phrases.telling.isdisjoint(_WORD.findall(_plain(text))):
        return text  # most lines are in English, and the pattern takes long to make

    def said(found: re.Match[str]) -> str:
        number = next((each for each in found.groups() if each), "")
        shape = found[0].replace(number, "#", 1) if number else found[0]
        return phrases.means.get(_spaced(shape), found[0]).replace("#", number)

    plain = _plain(text)
    english = phrases.pattern().sub(said, plain)
    return text if english == plain else " ".join(english.split())


def without_points(text: str, library: Library) -> tuple[str, dict[str, str]]:
    """A line with its thousands as English has them, and which numbers these were.

    "1.000 mg" is a thousand to many who do not write English: it is read so where the library or the line
    is in another language. What ends otherwise ("3.125 mg") stays a decimal.
    """
    if not _THOUSANDS.search(text) or (library.speech.is_english and in_english(text, library) == text):
        return text, {}
    numbers = {found[0]: f"{found[1]}{found[2]}" for found in _THOUSANDS.finditer(text)}
    return _THOUSANDS.sub(r"\1\2", text), numbers


@slotted
class _Phrases:
    """What each phrase means; `telling` holds a word of each, without which it is not in a text."""

    means: dict[str, str]
    telling: frozenset[str]
    made: re.Pattern[str] | None = None

    def pattern(self) -> re.Pattern[str]:
        """All phrases, the longest first."""
        if self.made is None:
            shapes = [
                re.escape(each).replace(r"\#", _NUMBER).replace(r"\ ", r"\s+")
                for each in sorted(self.means, key=len, reverse=True)
            ]
            self.made = re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)")
        return self.made


def _phrases(library: Library) -> _Phrases:
    """The phrases of a library, read once."""
    kept = library.derived("typed")
    if not kept:
        entries = library.vocabulary("typed").values()
        means = {_spaced(_plain(name)): each.means for each in entries for name in each.names}
        kept["all"] = _Phrases(means, frozenset(max(_WORD.findall(each), key=len) for each in means))
    found: _Phrases = kept["all"]
    return found


def _plain(text: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(each for each in parts if not unicodedata.combining(each))


def _spaced(text: str) -> str:
    return " ".join(text.split())
