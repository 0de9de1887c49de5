"""The OpenAPI document, with the JSON schema of the command line where an answer is described."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from litestar import Request
from litestar.enums import OpenAPIMediaType
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.serialization import encode_json

from cotake.interactions import answer_schema

_ANSWER = {"$ref": "#/components/schemas/Answer"}


class AnswerSchema(OpenAPIRenderPlugin):
    """`/schema/openapi.json`."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json", media_type=OpenAPIMediaType.OPENAPI_JSON)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return _written(encode_json(openapi_schema).decode())


@lru_cache(maxsize=2)
def _written(text: str) -> bytes:
    document = json.loads(text)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    answer = json.loads(answer_schema())
    definitions = answer.pop("$defs", {})
    for drop in ("$schema", "$id"):
        answer.pop(drop, None)
    moved = json.dumps({"Answer": answer, **{f"Answer.{name}": each for name, each in definitions.items()}})
    schemas |= json.loads(moved.replace('"#/$defs/', '"#/components/schemas/Answer.'))
    operation = document["paths"]["/v1/check"]["post"]
    for content in operation["responses"]["200"]["content"].values():
        content["schema"] = _ANSWER
    return json.dumps(document, ensure_ascii=False).encode()
