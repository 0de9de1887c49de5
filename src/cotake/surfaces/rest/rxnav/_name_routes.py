"""`/REST/rxcui`, `/REST/drugs` and what else is asked on the way to an interaction."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter

from cotake._errors import InputError
from cotake._version import __version__
from cotake.knowledge import Library
from cotake.surfaces.rest.rxnav import _names
from cotake.surfaces.rest.rxnav._given import why_unknown
from cotake.surfaces.rest.rxnav._replies import refused, reply
from cotake.surfaces.rest.rxnav._shapes import (
    AllRelatedReply,
    ApproximateReply,
    DrugsReply,
    IdReply,
    PropertiesReply,
    RelatedReply,
    SuggestionReply,
    VersionReply,
)

Asking = Request[Any, Any, Any]
Known = NamedDependency[Library]
Name = Annotated[str, QueryParameter(description="The name of a medicine.")]
Rxcui = Annotated[str, PathParameter(description="One RxCUI.")]


def find_rxcui(
    request: Asking,
    library: Known,
    name: Annotated[str | None, QueryParameter(description="The name of a medicine.")] = None,
    idtype: Annotated[str | None, QueryParameter(description="ATC, UNII_CODE or RXCUI, with id.")] = None,
    code: Annotated[str | None, QueryParameter(name="id", description="The code of that kind.")] = None,
) -> Response[IdReply]:
    """The RxCUIs of a name, or of a code of another kind."""
    if name is not None:
        return reply(request, _names.find_by_name(name, library))
    if idtype is None or code is None:
        raise InputError("say which name is meant (name=), or which code (idtype= and id=)")
    return reply(request, _names.find_by_code(idtype, code, library))


def approximate_term(
    request: Asking,
    library: Known,
    term: Annotated[str, QueryParameter(description="What was typed.")],
    most: Annotated[int, QueryParameter(name="maxEntries", ge=1, le=100)] = 20,
) -> Response[ApproximateReply]:
    """The concepts that a term may mean, the likeliest first."""
    return reply(request, _names.approximate(term, most, library))


def find_drugs(request: Asking, library: Known, name: Name) -> Response[DrugsReply]:
    """The products of a name; without RxNorm, the ingredient."""
    return reply(request, _names.drugs(name, library))


def spelling_suggestions(request: Asking, library: Known, name: Name) -> Response[SuggestionReply]:
    """Names that are near."""
    return reply(request, _names.suggestions(name, library))


def concept_name(request: Asking, library: Known, rxcui: Rxcui) -> Response[IdReply]:
    """The name of an RxCUI."""
    rxcui = rxcui.removesuffix(".json").removesuffix(".xml")
    return _found(request, _names.name_of(rxcui, library), rxcui, library)


def concept_properties(request: Asking, library: Known, rxcui: Rxcui) -> Response[PropertiesReply]:
    """The name, term type and synonym of an RxCUI."""
    return _found(request, _names.properties(rxcui, library), rxcui, library)


def related_concepts(
    request: Asking,
    library: Known,
    rxcui: Rxcui,
    tty: Annotated[list[str], QueryParameter(description="Term types with + between them, such as IN.")],
) -> Response[RelatedReply]:
    """The related concepts of some term types."""
    return _found(request, _names.related(rxcui, tty, library), rxcui, library)


def all_related_concepts(request: Asking, library: Known, rxcui: Rxcui) -> Response[AllRelatedReply]:
    """The related concepts of all term types that are kept."""
    return _found(request, _names.all_related(rxcui, library), rxcui, library)


def version(request: Asking, library: Known) -> Response[VersionReply]:
    """The version of the knowledge and of cotake."""
    return reply(request, VersionReply(library.version, __version__))


def _found(request: Asking, value: Any, rxcui: str, library: Library) -> Response[Any]:
    if value is None:
        return refused(request, 404, why_unknown(rxcui, library))
    return reply(request, value)
