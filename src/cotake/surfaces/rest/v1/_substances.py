"""`GET /v1/substances?q=`: names while they are typed."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import Parameter

from cotake._record import record
from cotake.knowledge import Library
from cotake.knowledge.typeahead import Typed, typed
from cotake.surfaces.rest._problems import WITHOUT_BODY


@record
class Names:
    """Those found, best first."""

    q: str
    names: list[Typed]


@get(
    "/v1/substances",
    sync_to_thread=False,
    tags=["names"],
    summary="Names that begin with what is typed",
    responses=WITHOUT_BODY,
)
def find_substances(
    library: NamedDependency[Library],
    q: Annotated[str, Parameter(min_length=1, max_length=100, description="What was typed so far.")],
    limit: Annotated[int, Parameter(ge=1, le=50, description="At most so many.")] = 10,
) -> Names:
    """Names beginning with it, main names before brands; where there are none, those that are near."""
    return Names(q, list(typed(q, library, limit)))
