"""Sentences in a language: put together from English templates, translated where there is a translation.

What cotake says is written in English, in the records and beside the code that puts a sentence together;
a translation is looked up by the English text itself. So an English text that was changed is never shown in
the words of an older one: it stays English until it is translated again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from cotake._record import record
from cotake._text import days_of, joined

_HOLE = re.compile(r"\{(\w+)\}")
#: The word before the last of a list; in some languages another before the sound of an i.
_AND, _AND_BEFORE_I = "and", "and (before the sound of i)"
_SOUNDS_I = re.compile(r"h?[iíy](?![aeou])", re.IGNORECASE)


@record
class Speech:
    """A language, and its `phrases`: what is said in it, by the English text; `said` are these alone."""

    language: str
    phrases: Mapping[str, str]
    said: frozenset[str] = frozenset()

    def __call__(self, template: str, **names: str) -> str:
        """The text in this language, with its holes filled; a hole without a name stays.

        >>> Speech("es", {"{n} hours": "{n} horas"})("{n} hours", n="3")
        '3 horas'
        """
        told = self.phrases.get(template, template)
        return _HOLE.sub(lambda hole: names.get(hole[1], hole[0]), told) if names else told

    def has(self, text: str) -> bool:
        """Whether a text is in this language: one of its phrases, or any where it is English."""
        return self.is_english or text in self.said

    @property
    def is_english(self) -> bool:
        """Whether it is the language in which the records are written."""
        return self.language == "en"

    def joined(self, names: Iterable[str]) -> str:
        """`a`, `a and b`, `a, b and c`; each once.

        >>> Speech("es", {"and": "y", "and (before the sound of i)": "e"}).joined(["uno", "isla"])
        'uno e isla'
        """
        if self.is_english:
            return joined(names)
        listed = list(dict.fromkeys(names))
        if len(listed) < 2:
            return listed[0] if listed else ""
        last = listed.pop()
        word = self(_AND_BEFORE_I if _SOUNDS_I.match(last) and _AND_BEFORE_I in self.phrases else _AND)
        return f"{', '.join(listed)} {word} {last}"

    def tidy(self, text: str) -> str:
        """The text with its word for "and" as it is before the name that was filled in.

        >>> Speech("es", {"and": "y", "and (before the sound of i)": "e"}).tidy("uno y isla")
        'uno e isla'
        """
        other = self.phrases.get(_AND_BEFORE_I)
        return _tidier(self(_AND)).sub(other, text) if other else text

    def days(self, days: float) -> str:
        """A span in words: `1 day`, `14 days`."""
        number, word = days_of(days).split()
        return self("{n} day" if word == "day" else "{n} days", n=number)


@cache
def _tidier(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{word}\b(?= {_SOUNDS_I.pattern})", re.IGNORECASE)


#: The language of the records.
ENGLISH = Speech("en", {})
