"""Pieces of JSON Schema.

Kept to what draft-07 and draft 2020-12 share, for the validators that clients use.
"""

from __future__ import annotations

from typing import Any

from cotake.surfaces._most import MOST_LETTERS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "maxLength": MOST_LETTERS}
SAID: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
BOOLEAN: Schema = {"type": "boolean"}
MAYBE: Schema = {"type": ["string", "null"]}
LINES: Schema = {"type": "array", "items": {"type": "string"}}
DETAIL: Schema = {
    "enum": ["short", "full"],
    "default": "short",
    "description": "short has all that needs action in full; full leaves nothing out and can be very long.",
}


def shape(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    """An object with all of these, but for those that may be left out, and with nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def items(schema: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": schema}


def or_null(schema: Schema) -> Schema:
    """One of these, or null."""
    return {"anyOf": [schema, {"type": "null"}]}
