"""`/REST/interaction`: between several, of one, and where it comes from."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any

from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from cotake.knowledge import Library
from cotake.surfaces.rest._beside import Beside
from cotake.surfaces.rest.rxnav._interactions import (
    Against,
    Answered,
    against_all,
    between,
    disclaimer,
    of_one,
    one_identifier,
)
from cotake.surfaces.rest.rxnav._replies import reply
from cotake.surfaces.rest.rxnav._shapes import (
    ListReply,
    OneReply,
    SourceList,
    SourcesReply,
    SourceVersionList,
    SourceVersionReply,
)

#: For an application that has none of its own.
_BESIDE = Beside()

Asking = Request[Any, Any, Any]
Known = NamedDependency[Library]
Sources = Annotated[
    list[str] | None,
    QueryParameter(description="cotake, DrugBank (all that cotake knows), ONCHigh (its classes 1 and 2)."),
]


def interaction_list(
    request: Asking,
    library: Known,
    rxcuis: Annotated[list[str], QueryParameter(description="RxCUIs with + or a space between them.")],
    sources: Sources = None,
) -> Response[ListReply]:
    """The interactions between the identifiers; whatever could not be checked stands among them."""
    return _told(request, between(rxcuis, sources or [], library, date.today()))


async def interaction_of_one(
    request: Asking,
    library: Known,
    rxcui: Annotated[str, QueryParameter(description="One RxCUI.")],
    sources: Sources = None,
) -> Response[OneReply]:
    """The interactions with each substance known, worked out beside what others are answered."""
    today, named = date.today(), sources or []
    before: Against | None = None
    if one := one_identifier(rxcui, named):
        beside: Beside = request.app.state.get("beside") or _BESIDE
        before = await beside.get((library, today), one, partial(against_all, one, library, today))
    return _told(request, of_one(rxcui, named, library, today, before))


def interaction_sources(request: Asking, library: Known) -> Response[SourcesReply]:
    """The one source there is."""
    told = SourcesReply(disclaimer(library, date.today()), SourceList(["cotake"]))
    return reply(request, told)


def interaction_version(request: Asking, library: Known) -> Response[SourceVersionReply]:
    """Its version."""
    told = SourceVersionReply(
        disclaimer(library, date.today()), SourceVersionList([f"cotake {library.version}"])
    )
    return reply(request, told)


def _told(request: Asking, answered: Answered) -> Response[Any]:
    status = 422 if answered.refused else 200
    return reply(request, answered.reply, status=status, complete=answered.complete)
