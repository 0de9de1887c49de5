"""The endpoints of CDS Hooks, for the one application of `cotake.surfaces.rest`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import msgspec
from litestar import MediaType, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema

from cotake._errors import FileProblem, InputError
from cotake.knowledge import Library
from cotake.surfaces.hooks._cards import cards_for
from cotake.surfaces.hooks._feedback import FeedbackFull, FeedbackStore, read_feedback
from cotake.surfaces.hooks._requests import PrefetchMissing, read_request
from cotake.surfaces.hooks._schemas import (
    Json,
    call_schema,
    cards_schema,
    discovery_schema,
    feedback_schema,
    kept_schema,
)
from cotake.surfaces.hooks._services import SERVICES, Service, discovery
from cotake.surfaces.hooks._settings import HookSettings
from cotake.surfaces.hooks._trust import Gate, NotTrusted
from cotake.surfaces.rest._packed import BOM
from cotake.surfaces.rest._problems import PROBLEM, REFUSALS, Problem

Call = Request[Any, Any, Any]

_TAGS = ["CDS Hooks"]


def routes(settings: HookSettings) -> list[Any]:
    """The route handlers; they take the dependency `library`.

    Raises:
        FileProblem: a file of keys, of used tokens or of feedback cannot be used.
        InputError: keys, or addresses of keys, that cannot be used.
    """
    gate = Gate(settings) if settings.clients else None
    found: list[Any] = [_discovery()]
    found += [_service(each, settings, gate) for each in SERVICES.values()]
    if settings.feedback is not None:
        store = FeedbackStore(settings.feedback, settings.most_feedback_mb)
        found += [_feedback(each, settings, gate, store) for each in SERVICES.values()]
    return found


def _discovery() -> Any:
    known = msgspec.json.encode(discovery())

    @get(
        "/cds-services",
        tags=_TAGS,
        sync_to_thread=False,
        operation_id="cds-services",
        operation_class=_described(None, discovery_schema()),
        summary="The services, and which data they want",
        responses=_refused(429, 500),
    )
    def services() -> Response[dict[str, Any]]:
        return _answered(known)

    return services


def _service(service: Service, settings: HookSettings, gate: Gate | None) -> Any:
    @post(
        f"/cds-services/{service.id}",
        status_code=200,
        tags=_TAGS,
        operation_id=service.id,
        operation_class=_described(call_schema(service), cards_schema()),
        summary=service.title,
        description=service.description,
        request_max_body_size=settings.most_body_kb * 1024,
        responses=_refused(400, 401, 408, 412, 413, 415, 429, 500, 503),
    )
    async def answer(request: Call, library: NamedDependency[Library]) -> Response[dict[str, Any]]:
        await _admitted(request, gate, [_address(settings, service)])
        data = await _body(request)
        try:
            asked = read_request(data, service.id)
            cards = cards_for(asked, library, date.today(), about_url=settings.about_url)
        except PrefetchMissing as error:
            raise HTTPException(detail=str(error), status_code=412) from None
        except InputError as error:
            raise HTTPException(detail=str(error), status_code=400) from None
        return _answered(msgspec.json.encode(cards))

    return answer


def _feedback(service: Service, settings: HookSettings, gate: Gate | None, store: FeedbackStore) -> Any:
    own = _address(settings, service)

    @post(
        f"/cds-services/{service.id}/feedback",
        status_code=200,
        tags=_TAGS,
        operation_id=f"{service.id}-feedback",
        operation_class=_described(feedback_schema(), kept_schema()),
        summary="What became of cards",
        description="Kept without anything of the patient; a comment in free words is not kept.",
        request_max_body_size=settings.most_body_kb * 1024,
        responses=_refused(400, 401, 408, 413, 415, 429, 500, 503, 507),
    )
    async def keep(request: Call, library: NamedDependency[Library]) -> Response[dict[str, Any]]:
        client = await _admitted(request, gate, [f"{own}/feedback", own])
        data = await _body(request)
        try:
            entries = read_feedback(data)
            kept = await asyncio.to_thread(store.add, service.id, client, entries, library)
        except InputError as error:
            raise HTTPException(detail=str(error), status_code=400) from None
        except FeedbackFull:
            raise HTTPException(detail="there is no room for more feedback", status_code=507) from None
        except FileProblem:
            raise HTTPException(
                detail="the feedback could not be kept; send it again", status_code=503
            ) from None
        return _answered(msgspec.json.encode({"kept": kept}))

    return keep


def _address(settings: HookSettings, service: Service) -> str:
    return f"{settings.base_url.rstrip('/')}/cds-services/{service.id}"


async def _admitted(request: Call, gate: Gate | None, audience: list[str]) -> str:
    """The client that calls; "" where none is asked for."""
    if gate is None:
        return ""
    try:
        # Keys may be fetched, and the file of used tokens waited for.
        return await asyncio.to_thread(gate.admit, request.headers.get("authorization"), audience)
    except NotTrusted as error:
        raise HTTPException(
            detail=str(error), status_code=401, headers={"WWW-Authenticate": "Bearer"}
        ) from None
    except FileProblem:
        raise HTTPException(detail="tokens cannot be verified now", status_code=503) from None


async def _body(request: Call) -> Any:
    raw = await request.body()
    try:
        return msgspec.json.decode(raw.removeprefix(BOM))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HTTPException(detail=f"the body is no JSON: {error}", status_code=400) from None
    except RecursionError:
        raise HTTPException(detail="the body is nested too deeply", status_code=400) from None


def _answered(encoded: bytes) -> Response[dict[str, Any]]:
    content: Any = encoded
    return Response(content, media_type=MediaType.JSON)


_WHY = {
    401: "No valid token of a trusted client",
    412: "The prefetch that an answer needs is missing",
    507: "There is no room for more feedback",
}


def _refused(*statuses: int) -> dict[int, ResponseSpec]:
    own = {
        status: ResponseSpec(Problem, description=what, media_type=PROBLEM, generate_examples=False)
        for status, what in _WHY.items()
    }
    known: Mapping[int, ResponseSpec] = {**REFUSALS, **own}
    return {status: known[status] for status in statuses if status in known}


def _described(body: Json | None, answer: Json) -> type[Operation]:
    """An operation whose body and answer are described by these schemas.

    The body is read by hand, so that a broken one is told in words and none can bring the service down.
    """

    @dataclass
    class Described(Operation):
        def __post_init__(self) -> None:
            if body is not None:
                self.request_body = RequestBody(content={"application/json": _media(body)}, required=True)
            if self.responses is not None and "200" in self.responses:
                cast(Any, self.responses["200"]).content = {"application/json": _media(answer)}

    return Described


def _media(schema: Json) -> OpenAPIMediaType:
    return OpenAPIMediaType(schema=cast(Schema, schema))
