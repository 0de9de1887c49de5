"""The texts of a record that people read, and the record with these in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from cotake._speech import Speech
from cotake._text import sentence
from cotake.knowledge._codec import is_record
from cotake.knowledge.types import (
    PROSE,
    Citation,
    Claim,
    ClassEntry,
    ConditionEntry,
    FormEntry,
    RouteEntry,
    Substance,
    Translated,
    Words,
)

T = TypeVar("T")
#: What is read in the language of a library; studies and sources stay as they are.
_SPOKEN = frozenset({"vocabulary", "mechanisms", "pairs", "claims"})
#: The parts of a substance that are read in it, beside its name.
PARTS = ("about", "doses", "starting", "exposure", "cautions")
#: What is found by what people type: these keep what they are called in English among their names.
_TYPED = (Claim, ClassEntry, ConditionEntry, RouteEntry, FormEntry)


def spoken(folder: str, held: Any, speech: Speech) -> Any:
    """A record of a folder in a language: of a substance its name, its cautions, and its levels."""
    if folder in _SPOKEN:
        return in_words_of(held, speech.phrases)
    if folder == "substances":
        parts = {name: in_words_of(getattr(held, name), speech.phrases) for name in PARTS}
        return replace(held, name=_name_in(speech.language, held), **parts)
    return held


def _name_in(language: str, substance: Substance) -> str:
    """The usual name of a substance in a language: the first that is no brand; else its own."""
    names = (substance.names or {}).get(language, ())
    return next((sentence(name) for name in names if name[:1].islower()), substance.name)


def prose_of(value: Any) -> Iterator[str]:
    """Every text of a record, or of a part of one, that is translated."""
    if isinstance(value, Words):
        yield value.person
        yield value.clinician
        return
    for held, is_prose in _inside(value):
        if not is_prose:
            yield from prose_of(held)
        elif isinstance(held, str):
            yield held
        else:
            yield from held


def _inside(value: Any) -> Iterator[tuple[Any, bool]]:
    """What a value holds, and whether it is text that people read."""
    kind: Any = type(value)
    if kind is tuple:
        yield from ((item, False) for item in value)
    elif kind is dict:
        yield from ((item, False) for item in value.values())
    elif kind is not Citation and is_record(kind):
        prose = _prose_fields(kind)
        for name in _fields(kind):
            yield getattr(value, name), name in prose


def in_words_of(value: T, phrases: Mapping[str, str]) -> T:
    """The same with its texts in another language, where there are translations.

    A statement in two wordings is `Translated` where both are; else it stays as it is.
    """
    turned: T = _turned(value, phrases.get)
    return turned


def _turned(value: Any, find: Callable[[str], str | None]) -> Any:
    kind: Any = type(value)
    if kind is tuple:
        return tuple([_turned(item, find) for item in value])
    if kind is dict:
        return {key: _turned(item, find) for key, item in value.items()}
    if kind is Words:
        person, clinician = find(value.person), find(value.clinician)
        return value if person is None or clinician is None else Translated(person, clinician)
    if kind is Citation or not is_record(kind):
        return value
    changes: dict[str, Any] = {}
    prose = _prose_fields(kind)
    for name in _fields(kind):
        held = getattr(value, name)
        new = _said(held, find) if name in prose else _turned(held, find)
        if new is not held and new != held:
            changes[name] = new
    if changes and isinstance(value, _TYPED):
        changes["names"] = tuple(dict.fromkeys([*changes.get("names", ()), *value.names, *_called(value)]))
    return replace(value, **changes) if changes else value


def _called(value: Any) -> tuple[str, ...]:
    """What an entry is called in English besides its other names."""
    if isinstance(value, Claim):
        return (value.says,)
    return (value.name, value.plural) if isinstance(value, ClassEntry) else (value.name,)


def _said(held: str | tuple[str, ...], find: Callable[[str], str | None]) -> str | tuple[str, ...]:
    if isinstance(held, str):
        return find(held) or held
    return tuple([find(each) or each for each in held])


@cache
def _fields(kind: type) -> tuple[str, ...]:
    specs: Any = fields(kind)
    return tuple(spec.name for spec in specs)


@cache
def _prose_fields(kind: type) -> frozenset[str]:
    """The fields of a record type that hold such a text, or several."""
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(name for name, hint in hints.items() if _is_prose(hint))


def _is_prose(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        hint = get_args(hint)[0]
    return get_origin(hint) is Annotated and get_args(hint)[1] == PROSE
