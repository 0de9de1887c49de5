"""The texts and numbers of a record, each with its field and the type that holds it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from cotake.knowledge._codec import is_record
from cotake.knowledge.types import Citation


class Leaf(NamedTuple):
    """One text or number. `field` is its type and field, as `Washout.days`; `path` where it stands."""

    path: str
    field: str
    value: str | float


def leaves_of(record: Any) -> tuple[Leaf, ...]:
    """Every text and number of a record or a vocabulary; citations, booleans and nulls are left out."""
    found: list[Leaf] = []
    _gather(record, "", "", found)
    return tuple(found)


def parts_of(record: Any, kind: type) -> Iterator[tuple[str, Any]]:
    """Every part of one type in a record, outermost first, with its path."""
    return ((path, part) for path, part in _parts(record, "") if isinstance(part, kind))


def _gather(value: Any, path: str, field: str, found: list[Leaf]) -> None:
    kind = type(value)
    if kind in _LEAF:
        found.append(Leaf(path, field, value))
    elif kind is not bool:
        for inner, step, item in _inside(value, path):
            within = f"{kind.__name__}.{step}" if step else field
            if type(item) in _LEAF:
                found.append(Leaf(inner, within, item))
            else:
                _gather(item, inner, within, found)


#: Types of texts and numbers; a boolean is neither.
_LEAF = frozenset({str, int, float})


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    kind: Any = type(value)
    if is_record(kind):
        yield path, value
    for inner, _, item in _inside(value, path):
        if type(item) is not str:
            yield from _parts(item, inner)


def _inside(value: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    """What a value holds: path, field of a dataclass (empty within lists and mappings), and the item."""
    kind: Any = type(value)
    if kind is tuple:
        for number, item in enumerate(value):
            yield f"{path}[{number}]", "", item
    elif kind is dict:
        for key, item in value.items():
            yield f"{path}.{key}" if path else key, "", item
    elif kind is not Citation and is_record(kind):
        dot = f"{path}." if path else ""
        for field, name in fields_of(kind):
            held = getattr(value, field)
            if held is not None and held != ():
                yield dot + name, name, held


@cache
def fields_of(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a record type, each with its YAML key."""
    specs: Any = dataclasses.fields(kind)
    return tuple((spec.name, spec.name.rstrip("_")) for spec in specs)
