"""JSON or XML, as the path or the client asks; and errors in the same form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.datastructures import Accept
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec

from cotake._errors import CotakeError, InputError
from cotake.surfaces.rest._problems import log_failure
from cotake.surfaces.rest.rxnav._interactions import failed, failed_of_one
from cotake.surfaces.rest.rxnav._shapes import ErrorReply
from cotake.surfaces.rest.rxnav._xml import to_xml

#: Whether everything that was asked about could be checked; clients that know of it may look.
COMPLETE = "cotake-complete"
_WHY = {
    400: "The request cannot be read",
    404: "The RxCUI is not known here",
    422: "What was asked cannot be answered as it stands; `error` says why, and how to mend it",
    429: "Asked too often",
    500: "A fault of the service; nothing can be concluded from it",
    503: "The knowledge cannot be used, or it takes too long",
}


def refusals(kind: type[msgspec.Struct] = ErrorReply) -> dict[int, ResponseSpec]:
    """What may be answered instead, for OpenAPI: of interactions a reply with a row that says so."""
    return {
        status: ResponseSpec(kind, description=what, generate_examples=False)
        for status, what in _WHY.items()
        if kind is ErrorReply or status != 404
    }


#: The outermost element, by the step of the path before the last; elsewhere it is rxnormdata.
_ROOTS = {"interaction": "interactiondata"}
#: What is made of an error, where clients look for rows.
_ROWS: dict[str, Callable[[str], msgspec.Struct]] = {
    "/interaction/list": failed,
    "/interaction/interaction": failed_of_one,
}
_FORMS = ["application/json", "application/xml", "text/xml"]


def reply(
    request: Request[Any, Any, Any],
    value: msgspec.Struct,
    *,
    status: int = 200,
    complete: bool | None = None,
) -> Response[Any]:
    """The response that holds a value in the form that is wanted."""
    headers = {} if complete is None else {COMPLETE: "true" if complete else "false"}
    if wants_xml(request):
        part = request.url.path.rpartition("/")[0].rpartition("/")[2]
        content = to_xml(_ROOTS.get(part, "rxnormdata"), msgspec.to_builtins(value))
        return Response(content, status_code=status, media_type=MediaType.XML, headers=headers)
    return Response(
        msgspec.json.encode(value), status_code=status, media_type=MediaType.JSON, headers=headers
    )


def refused(request: Request[Any, Any, Any], status: int, why: str) -> Response[Any]:
    """An error in the form that is wanted.

    Of interactions with a row that says so: clients that pass over the status must not read "none".
    """
    made = next((make for part, make in _ROWS.items() if part in request.url.path), ErrorReply)
    value: msgspec.Struct = made(why)
    return reply(request, value, status=status, complete=False)


def wants_xml(request: Request[Any, Any, Any]) -> bool:
    """Whether the path ends in `.xml`, or in neither and the client does not ask for JSON."""
    path = request.url.path
    if path.endswith((".json", ".xml")):
        return path.endswith(".xml")
    accepted = request.headers.get("accept", "")
    return "application/json" not in accepted.lower() or Accept(accepted).best_match(_FORMS) != _FORMS[0]


def of_input(request: Request[Any, Any, Any], error: InputError) -> Response[Any]:
    """What was asked cannot be answered as it stands."""
    return refused(request, 422, str(error))


def of_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """What Litestar itself refuses, such as a parameter that is missing."""
    extra = error.extra if isinstance(error.extra, list) else []
    more = "; ".join(
        f"{each.get('key')}: {each.get('message')}" for each in extra if isinstance(each, dict)
    )
    answer = refused(request, error.status_code, f"{error.detail} ({more})" if more else error.detail)
    for name, value in (error.headers or {}).items():
        answer.set_header(name, value)
    return answer


def of_cotake(request: Request[Any, Any, Any], error: CotakeError) -> Response[Any]:
    """The knowledge cannot be used."""
    log_failure(request, error)
    return refused(request, 503, "the knowledge of this service cannot be used; nothing was checked")


def of_any(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A fault of ours."""
    log_failure(request, error)
    return refused(request, 500, "the service failed; nothing was checked")


HANDLERS: dict[Any, Any] = {
    InputError: of_input,
    CotakeError: of_cotake,
    HTTPException: of_http,
    Exception: of_any,
}
