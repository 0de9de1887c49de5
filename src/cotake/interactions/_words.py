"""Templates filled with names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from cotake._speech import Speech
from cotake._text import sentence
from cotake.knowledge.types import Translated, Words

_HOLE = re.compile(r"\{(\w+)\}")


class Names(dict[str, str]):
    """What templates are filled with: a name by its key, and with a capital by its key behind `^`.

    `late` are names that few templates ask for, worked out where one does. A hole without a name stays.
    `tidy` makes the text good that comes of it, in languages where a word depends on the next.
    """

    __slots__ = ("late", "tidy")

    def __init__(
        self,
        names: Mapping[str, str],
        late: Mapping[str, Callable[[], str]] | None = None,
        tidy: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(names)
        self.late = late
        self.tidy = tidy

    def __missing__(self, key: str) -> str:
        if key[0] == "^":
            name = sentence(self[key[1:]])
        elif self.late and key in self.late:
            name = self.late[key]()
        else:
            name = "{" + key + "}"
        self[key] = name
        return name


@lru_cache(maxsize=16384)
def _shape(template: str) -> str:
    """A template as Python's `%` takes it with `Names`: `%(a)s`, and `%(^a)s` where a sentence begins.

    The templates of the records are a few thousand; each is turned once.
    """
    shape = ""
    end = 0
    for found in _HOLE.finditer(template):
        before = template[: found.start()]
        capital = "^" if not before or before.endswith(". ") else ""
        shape += f"{template[end : found.start()].replace('%', '%%')}%({capital}{found[1]})s"
        end = found.end()
    return shape + template[end:].replace("%", "%%")


def fill(template: str, names: Names) -> str:
    """A template with `{a}`, `{b}`, … replaced, and a capital where a sentence begins.

    >>> fill("{a} blocks it. {b} does not act on {a}.", Names({"a": "one", "b": "two"}))
    'One blocks it. Two does not act on one.'
    """
    if "{" not in template:
        return template
    text = _shape(template) % names
    return names.tidy(text) if names.tidy else text


def fill_words(words: Words, names: Names) -> Words:
    """Both wordings filled."""
    person, clinician = words.person, words.clinician
    if "{" not in person and "{" not in clinician:
        return words
    return type(words)(fill(person, names), fill(clinician, names))


def worded(say: Speech, person: str, clinician: str = "", **names: str) -> Words:
    """A statement put together in a language, for both readers alike where it has one wording."""
    text = say(person, **names)
    kind = Words if say.is_english else Translated
    return kind(text, say(clinician, **names) if clinician else text)
