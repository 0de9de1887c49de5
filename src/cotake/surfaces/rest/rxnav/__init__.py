"""The paths of the RxNav service, so that software written for it runs again by changing the host.

What is said there comes from cotake alone. The functions that make the replies know nothing of the web.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any

from litestar import get
from msgspec import Struct

from cotake.surfaces.rest.rxnav import _interaction_routes as interaction
from cotake.surfaces.rest.rxnav import _name_routes as names
from cotake.surfaces.rest.rxnav._interactions import Answered, between, of_one
from cotake.surfaces.rest.rxnav._replies import HANDLERS, refusals
from cotake.surfaces.rest.rxnav._shapes import ErrorReply, ListReply, OneReply
from cotake.surfaces.rest.rxnav._xml import to_xml

__all__ = ["Answered", "between", "handlers", "of_one", "to_xml"]

_ROOTS = ("/REST", "/REST/Prescribe")

_ROUTES: dict[str, tuple[Callable[..., Any], str]] = {
    "interaction/list": (interaction.interaction_list, "The interactions between several RxCUIs"),
    "interaction/interaction": (interaction.interaction_of_one, "The interactions of one RxCUI"),
    "interaction/sources": (interaction.interaction_sources, "The sources of the interactions"),
    "interaction/version": (interaction.interaction_version, "The version of the interactions"),
    "rxcui": (names.find_rxcui, "The RxCUIs of a name or code"),
    "approximateTerm": (names.approximate_term, "What a term may mean"),
    "drugs": (names.find_drugs, "The products of a name"),
    "spellingsuggestions": (names.spelling_suggestions, "Names that are near"),
    "rxcui/{rxcui:str}/properties": (names.concept_properties, "What an RxCUI is"),
    "rxcui/{rxcui:str}/related": (names.related_concepts, "What is related to an RxCUI, by term type"),
    "rxcui/{rxcui:str}/allrelated": (names.all_related_concepts, "All that is related to an RxCUI"),
    "version": (names.version, "The version of the knowledge"),
}


#: What a refusal has the shape of, where clients look for rows.
_REFUSED: dict[str, type[Struct]] = {"interaction_list": ListReply, "interaction_of_one": OneReply}


def _handler(paths: list[str], function: Callable[..., Any], summary: str, *, shown: bool) -> Any:
    return get(
        paths,
        tags=["RxNav"],
        summary=summary,
        operation_id=f"rxnav_{function.__name__}" if shown else None,
        include_in_schema=shown,
        responses=refusals(_REFUSED.get(function.__name__, ErrorReply)),
        exception_handlers=HANDLERS,
        sync_to_thread=None if iscoroutinefunction(function) else False,
    )(function)


def _handlers() -> list[Any]:
    """Each path as JSON, which OpenAPI shows, as XML, and as what the client asks for; twice."""
    found = []
    for tail, (function, summary) in _ROUTES.items():
        shown = f"{_ROOTS[0]}/{tail}.json"
        paths = [f"{root}/{tail}{ending}" for root in _ROOTS for ending in ("", ".json", ".xml")]
        found.append(_handler([shown], function, summary, shown=True))
        found.append(_handler([path for path in paths if path != shown], function, summary, shown=False))
    # The ending is part of the last step here, so it cannot be told apart in the path.
    paths = [f"{root}/rxcui/{{rxcui:str}}" for root in _ROOTS]
    found.append(_handler(paths, names.concept_name, "The name of an RxCUI", shown=False))
    return found


handlers: list[Any] = _handlers()
