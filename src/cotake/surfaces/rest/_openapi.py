"""The OpenAPI document, with the JSON schema of the command line where an answer is described.

What goes in and out of `/v1` is described by msgspec, which reads and writes it: Litestar's own description
leaves bounds out.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import msgspec
from litestar import Request
from litestar.enums import OpenAPIMediaType
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.serialization import encode_json

from cotake.interactions import answer_schema
from cotake.surfaces.rest.v1 import ANSWERS, BODIES, TEXTS

_JSON = "application/json"
_PLACE = "#/components/schemas/"


class AnswerSchema(OpenAPIRenderPlugin):
    """`/schema/openapi.json`."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json", media_type=OpenAPIMediaType.OPENAPI_JSON)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return _written(encode_json(openapi_schema))


@lru_cache(maxsize=2)
def _written(text: bytes) -> bytes:
    document = json.loads(text)
    kinds = (*BODIES.values(), *ANSWERS.values())
    _, described = msgspec.json.schema_components(kinds, ref_template=f"{_PLACE}{{name}}")
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas |= described | _of_check()
    for path, kind in BODIES.items():
        operation = document["paths"][path]["post"]
        operation["requestBody"] = {"required": True, "content": _content(kind.__name__)}
        answer = ANSWERS[path].__name__ if path in ANSWERS else "Answer"
        operation["responses"]["200"]["content"] = _content(answer)
    guide = document["paths"]["/v1/guide"]["post"]["responses"]["200"]["content"]
    guide |= {media: {"schema": {"type": "string"}} for media in TEXTS}
    return msgspec.json.encode(document)


def _content(name: str) -> dict[str, Any]:
    return {_JSON: {"schema": {"$ref": f"{_PLACE}{name}"}}}


def _of_check() -> dict[str, Any]:
    """The schema of an answer as `Answer`, its definitions beside it."""
    answer = json.loads(answer_schema())
    answer.pop("$schema")
    definitions = {f"Answer.{name}": each for name, each in answer.pop("$defs").items()}
    text = json.dumps({"Answer": answer, **definitions})
    found: dict[str, Any] = json.loads(text.replace('"#/$defs/', f'"{_PLACE}Answer.'))
    return found
