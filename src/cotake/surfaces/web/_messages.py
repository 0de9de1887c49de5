"""What the pages say, in one catalogue of messages a language (Project Fluent)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Any

#: By code, each by its own name. The first is the one where no other fits.
LANGUAGES = {"en": "English", "es": "Español"}
Say = Callable[..., str]
_ENTRY = re.compile(r"^-?([a-zA-Z][\w-]*) *=", re.MULTILINE)


@cache
def messages_in(language: str) -> Say:
    """The words of a language: `say("list-count", n=3)`.

    The function raises a KeyError for a message that is not in the catalogue, and a ValueError where one
    cannot be filled in: neither is ever shown half.
    """
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language], use_isolating=False)
    unread = entries_of(source_of(language))

    def say(name: str, /, **values: Any) -> str:
        if text := unread.get(name):  # read when it is first said: all of them take long in a browser
            bundle.add_resource(FluentResource(text))
            unread.pop(name, None)
        message = bundle.get_message(name)
        if message.value is None:
            raise KeyError(name)
        said, errors = bundle.format_pattern(message.value, values)
        if errors:
            raise ValueError(f"{name} in {language}: {errors[0]}")
        return str(said)

    return say


def entries_of(source: str) -> dict[str, str]:
    """Each message of a catalogue as it is written. None refers to another.

    >>> entries_of("# Words.\\na = One\\n  and more\\nb = Two\\n")
    {'a': 'a = One\\n  and more\\n', 'b': 'b = Two\\n'}
    """
    found = list(_ENTRY.finditer(source))
    ends = [*(each.start() for each in found[1:]), len(source)]
    return {each[1]: source[each.start() : end] for each, end in zip(found, ends, strict=True)}


def source_of(language: str) -> str:
    """The catalogue of a language as it stands in its files, one for each room."""
    folder = files("cotake.surfaces.web") / "messages" / language
    parts = sorted(
        (each for each in folder.iterdir() if each.name.endswith(".ftl")), key=lambda it: it.name
    )
    return "\n".join(each.read_text(encoding="utf-8") for each in parts)


def language_of(wanted: str, accepted: str) -> str:
    """The language to speak: the one that was chosen, else the first that the browser takes.

    >>> language_of("", "es-MX,es;q=0.9,en;q=0.8"), language_of("en", "es"), language_of("", "fr")
    ('es', 'en', 'en')
    """
    tried: Iterable[str] = (wanted, *(each.split(";")[0].strip() for each in accepted.split(",")))
    known = (code for each in tried if (code := each.split("-")[0].lower()) in LANGUAGES)
    return next(known, next(iter(LANGUAGES)))
