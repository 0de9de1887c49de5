"""The texts and numbers of a record, each with its field and the type that holds it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, NamedTuple

from cotake.knowledge.types import Citation


class Leaf(NamedTuple):
    """One text or number. `field` is its type and field, as `Washout.days`; `path` where it stands."""

    path: str
    field: str
    value: str | float


def leaves_of(record: Any) -> Iterator[Leaf]:
    """Every text and number of a record or a vocabulary; citations, booleans and nulls are left out."""
    return _walk(record, "", "")


def parts_of(record: Any, kind: type) -> Iterator[tuple[str, Any]]:
    """Every part of one type in a record, outermost first, with its path."""
    return ((path, part) for path, part in _parts(record, "") if isinstance(part, kind))


def _walk(value: Any, path: str, field: str) -> Iterator[Leaf]:
    if isinstance(value, (str, float, int)):
        if not isinstance(value, bool):
            yield Leaf(path, field, value)
    else:
        for inner, step, item in _inside(value, path):
            name = f"{type(value).__name__}.{step}" if step else field
            yield from _walk(item, inner, name)


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if dataclasses.is_dataclass(value):
        yield path, value
    for inner, _, item in _inside(value, path):
        yield from _parts(item, inner)


def _inside(value: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    """What a value holds: path, field of a dataclass (empty within lists and mappings), and the item."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield f"{path}[{number}]", "", item
    elif isinstance(value, dict):
        for key, item in value.items():
            yield f"{path}.{key}" if path else key, "", item
    elif dataclasses.is_dataclass(value) and not isinstance(value, Citation):
        dot = f"{path}." if path else ""
        for spec in dataclasses.fields(value):
            held = getattr(value, spec.name)
            if held is not None and held != ():
                name = spec.name.rstrip("_")
                yield dot + name, name, held
