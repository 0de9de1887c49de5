"""Errors as the client gets them: problem details in JSON (RFC 9457)."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi import ResponseSpec

from cotake._errors import CotakeError, InputError, KnowledgeError
from cotake._record import record

PROBLEM = "application/problem+json"
#: Under this name the scope of a request holds its number.
REQUEST = "cotake_request"
_log = logging.getLogger("cotake.service")


@record
class Problem:
    """What went wrong: its `status`, a short `title`, and in `detail` how to mend it."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"


def problem(status: int, detail: str) -> Response[Problem]:
    """The response that tells it."""
    title = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"
    return Response(Problem(title, status, detail), status_code=status, media_type=PROBLEM)


def of_input(_: Request[Any, Any, Any], error: InputError) -> Response[Problem]:
    """What was asked cannot be answered as it stands."""
    return problem(422, str(error))


def of_cotake(request: Request[Any, Any, Any], error: CotakeError) -> Response[Problem]:
    """The knowledge cannot be used: the service is not ready, and says so."""
    log_failure(request, error)
    return problem(503, "the knowledge of this service cannot be used; see its log")


def of_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """What Litestar itself refuses."""
    told = error.detail
    extra = error.extra if isinstance(error.extra, list) else []
    more = "; ".join(
        f"{each.get('key') or 'the body'}: {each.get('message')}"
        for each in extra
        if isinstance(each, dict)
    )
    answer = problem(error.status_code, f"{told} ({more})" if more else told)
    for name, value in (error.headers or {}).items():
        answer.set_header(name, value)
    return answer


def of_any(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """A fault of ours: told as one, never as an empty answer, and without what was asked."""
    log_failure(request, error)
    return problem(500, "the service failed; nothing can be concluded from this answer")


def log_failure(request: Request[Any, Any, Any], error: Exception) -> None:
    """A line in the log: what failed, where, and of which request."""
    _log.error("failure", extra={"told": _named(error, request)})


def _named(error: Exception, request: Request[Any, Any, Any]) -> dict[str, Any]:
    """Where it failed; with the message, which may hold names of medicines, only where that is allowed."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    name = request.scope.get(REQUEST)
    told: dict[str, Any] = {"error": type(error).__name__, "where": places[-6:], "request": name}
    # What is told of a file of knowledge names no medicine of the one who asks.
    if request.app.state.settings.log_medicines or isinstance(error, KnowledgeError):
        told["message"] = str(error)
    return told


HANDLERS: dict[Any, Any] = {
    InputError: of_input,
    CotakeError: of_cotake,
    HTTPException: of_http,
    Exception: of_any,
}
#: What a handler may answer instead, for OpenAPI.
REFUSALS = {
    status: ResponseSpec(Problem, description=what, media_type=PROBLEM, generate_examples=False)
    for status, what in {
        400: "The request cannot be read",
        408: "It did not arrive in time",
        413: "It is too large",
        415: "The body is packed in a way that is not read",
        422: "What was asked cannot be answered as it stands; `detail` says how to mend it",
        429: "Asked too often",
        500: "A fault of the service; nothing can be concluded from it",
        503: "The knowledge cannot be used, or it takes too long",
    }.items()
}
#: The same where no body is read.
WITHOUT_BODY = {status: each for status, each in REFUSALS.items() if status not in (408, 413, 415)}
