"""The JSON Schema of each record type, written from the types, for editors."""

from __future__ import annotations

import dataclasses
import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from cotake.knowledge._read import hints_of
from cotake.knowledge._records import RECORDS, Records, read_records
from cotake.knowledge.types import RECORD_TYPES, VOCABULARY_TYPES, Term

#: Lists that grow with every record are not spelled out; lint checks those.
_OPEN = frozenset({"substances", "mechanisms", "studies", "sources"})


def schemas(records: Records | None = None) -> dict[str, dict[str, Any]]:
    """The schema of every record type and of the vocabulary files, by name."""
    records = records or read_records(RECORDS)
    found: dict[str, dict[str, Any]] = {}
    for name, kind in {**RECORD_TYPES, **VOCABULARY_TYPES}.items():
        definitions: dict[str, Any] = {}
        top = _of(kind, definitions, records)
        if name in VOCABULARY_TYPES:
            top = {"type": "array", "items": top}
        found[name] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"cotake {name}",
            **top,
            "$defs": definitions,
        }
    return found


def _of(kind: Any, definitions: dict[str, Any], records: Records) -> dict[str, Any]:
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        mark = args[1]
        terms = records.vocabulary.get(mark.vocabulary, {}) if isinstance(mark, Term) else {}
        if terms and mark.vocabulary not in _OPEN:
            return {"enum": sorted(terms)}
        return {"type": "string"}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(option, definitions, records) for option in args]}
    if origin is Literal:
        return {"enum": [option for option in args if option != ""]}
    if origin is tuple:
        item = _of(args[0], definitions, records)
        return {"anyOf": [item, {"type": "array", "items": item}]}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(args[1], definitions, records)}
    if dataclasses.is_dataclass(kind):
        return _of_dataclass(kind, definitions, records)
    if kind is str:  # an unquoted number is read as text
        return {"type": ["string", "number"]}
    simple = {int: "integer", float: "number", bool: "boolean", type(None): "null"}
    return {"type": simple[kind]}


def _of_dataclass(kind: Any, definitions: dict[str, Any], records: Records) -> dict[str, Any]:
    name = kind.__name__
    reference: dict[str, Any] = {"$ref": f"#/$defs/{name}"}
    if hasattr(kind, "from_text"):
        reference = {"anyOf": [{"type": "string"}, reference]}
    if name == "Step":
        return {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    if name in definitions:
        return reference
    definitions[name] = {}
    required = []
    for spec in dataclasses.fields(kind):
        if spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING:
            required.append(spec.name.rstrip("_"))
    definitions[name] = {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split("\n\n")[0].split()),
        "properties": {key: _of(hint, definitions, records) for key, (_, hint) in hints_of(kind).items()},
        "required": required,
        "additionalProperties": False,
    }
    return reference
