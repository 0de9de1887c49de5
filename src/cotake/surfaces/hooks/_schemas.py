"""The bodies of calls and answers as JSON Schema, for the OpenAPI document.

A call that fits the schema of its service is answered; CDS Hooks 2.0, with what this service needs of the
optional parts.
"""

from __future__ import annotations

from typing import Any

from cotake.surfaces.hooks._feedback import MOST_ENTRIES, MOST_SUGGESTIONS
from cotake.surfaces.hooks._services import LISTS, PREFETCH, Service

Json = dict[str, Any]

_TEXT: Json = {"type": "string", "minLength": 1, "pattern": r"\S"}
_UUID: Json = {
    "type": "string",
    "format": "uuid",
    "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
}
_CODING: Json = {
    "type": "object",
    "required": ["code", "system", "display"],
    "properties": {name: {"type": "string", "minLength": 1} for name in ("code", "system", "display")},
}


def _object(required: tuple[str, ...], **properties: Json) -> Json:
    return {"type": "object", "required": list(required), "properties": properties}


def _list(of: Json, least: int = 0, most: int | None = None) -> Json:
    ends = {"minItems": least} if least else {}
    return {"type": "array", "items": of, **ends, **({"maxItems": most} if most else {})}


def _or_null(schema: Json) -> Json:
    """Null where the specification wants nothing: some clients write it so."""
    return {**schema, "type": [schema["type"], "null"]}


def call_schema(service: Service) -> Json:
    """What is posted to a service."""
    context = {"userId": _TEXT, "patientId": _TEXT}
    if service.drafts:
        entries = _list({"type": "object"})
        context["draftOrders"] = _object(("resourceType",), resourceType={"const": "Bundle"}, entry=entries)
    if service.hook == "order-select":
        context["selections"] = _list({"type": "string"})
    resource: Json = {
        "type": ["object", "null"],
        "required": ["resourceType"],
        "properties": {"resourceType": {"type": "string"}},
    }
    prefetch: Json = {
        "type": "object",
        "description": "As the discovery asks for it; null where the record has nothing.",
        "properties": {name: {**resource, "description": query} for name, query in PREFETCH.items()},
        "additionalProperties": resource,
        "anyOf": [{"required": [name]} for name in LISTS],
    }
    return _object(
        ("hook", "hookInstance", "context", "prefetch"),
        hook={"const": service.hook},
        hookInstance=_UUID,
        context=_object(tuple(context), **context),
        prefetch=prefetch,
    )


def cards_schema() -> Json:
    """What a service answers."""
    action = _object(
        ("type", "description", "resourceId"),
        type={"const": "delete"},
        description={"type": "string"},
        resourceId={"type": "string"},
    )
    suggestion = _object(
        ("label", "uuid", "isRecommended", "actions"),
        label={"type": "string"},
        uuid=_UUID,
        isRecommended={"const": False},
        actions=_list(action, 1),
    )
    source = _object(
        ("label", "topic"),
        label={"type": "string"},
        url={"type": "string", "format": "uri"},
        topic=_CODING,
    )
    card = _object(
        ("uuid", "summary", "detail", "indicator", "source"),
        uuid=_UUID,
        summary={"type": "string", "minLength": 1, "maxLength": 139},
        detail={"type": "string", "description": "GitHub Flavored Markdown"},
        indicator={"enum": ["info", "warning", "critical"]},
        source=source,
        suggestions=_list(suggestion, 1),
        selectionBehavior={"enum": ["at-most-one", "any"]},
        overrideReasons=_list(_CODING, 1),
    )
    return _object(("cards",), cards=_list(card))


def discovery_schema() -> Json:
    """What the discovery answers."""
    names = ("hook", "title", "description", "id", "usageRequirements")
    texts: dict[str, Json] = {name: {"type": "string"} for name in names}
    queries: Json = {"type": "object", "additionalProperties": {"type": "string"}}
    return _object(("services",), services=_list(_object((*names, "prefetch"), **texts, prefetch=queries)))


def feedback_schema() -> Json:
    """What is posted as feedback."""
    coding = _object(
        ("code",),
        code={"type": "string", "minLength": 1, "maxLength": 200},
        system={"type": ["string", "null"], "maxLength": 200},
    )
    common: dict[str, Json] = {
        "card": _UUID,
        "outcomeTimestamp": {"type": "string", "format": "date-time", "maxLength": 40},
        "overrideReason": _or_null(
            _object((), reason=_or_null(coding), userComment={"type": ["string", "null"]})
        ),
    }
    accepted = _list(_object(("id",), id=_UUID), most=MOST_SUGGESTIONS)
    entry: Json = {
        "oneOf": [
            _object(
                ("card", "outcome", "outcomeTimestamp", "acceptedSuggestions"),
                outcome={"const": "accepted"},
                acceptedSuggestions={**accepted, "minItems": 1},
                **common,
            ),
            _object(
                ("card", "outcome", "outcomeTimestamp"),
                outcome={"const": "overridden"},
                acceptedSuggestions=_or_null(accepted),
                **common,
            ),
        ]
    }
    return _object(("feedback",), feedback=_list(entry, 1, MOST_ENTRIES))


def kept_schema() -> Json:
    """What feedback is answered with."""
    return _object(("kept",), kept={"type": "integer", "minimum": 1})
