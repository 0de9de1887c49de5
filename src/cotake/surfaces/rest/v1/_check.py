"""`POST /v1/check`."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import MediaType, Request, Response, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from cotake.interactions import check
from cotake.knowledge import Library
from cotake.surfaces.rest._problems import REFUSALS
from cotake.surfaces.rest.v1._bodies import Asked, read


@post(
    "/v1/check",
    status_code=200,
    sync_to_thread=False,
    tags=["answers"],
    summary="Can these be taken together?",
    description="The same answer as `cotake check --json`. Read `status` and `complete` first.",
    responses=REFUSALS,
)
def check_list(
    body: RawBody, library: NamedDependency[Library], request: Request[Any, Any, Any]
) -> Response[dict[str, Any]]:
    """The answer, as bytes: encoding it once more would cost as much as the check."""
    encoded: Any = request.app.state.kept.answer(body, library, lambda: _answered(body, library))
    return Response(encoded, media_type=MediaType.JSON)


def _answered(body: bytes, library: Library) -> bytes:
    data = read(body, Asked)
    medicines, person, left_out = data.list_and_person(library)
    report = check(medicines, person=person, library=library, today=data.today)
    answer = report.to_dict(data.audience, left_out=left_out if data.bundle is not None else None)
    return msgspec.json.encode(answer)
