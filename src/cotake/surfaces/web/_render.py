"""Pages as answers to a request, in the language and the theme of the person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from litestar import Request, Response

from cotake.knowledge import Library
from cotake.surfaces.web._messages import Say, language_of, messages_in
from cotake.surfaces.web._sheet import Sheet, sheet_of
from cotake.surfaces.web._templates import PATHS, Shown, pages, worded
from cotake.surfaces.web._templates import asset as asset
from cotake.surfaces.web._vault import WHO, vault_of


def words_for(request: Request[Any, Any, Any], sheet: Sheet) -> tuple[str, Say]:
    """The language of a request, and its words."""
    language = language_of(sheet.language, request.headers.get("accept-language", ""))
    return language, messages_in(language)


def library_for(request: Request[Any, Any, Any], library: Library) -> Library:
    """The knowledge in the language of a request, as far as it is translated."""
    return library.in_language(words_for(request, sheet_of(request.session))[0])


def page(
    request: Request[Any, Any, Any], template: str, *, status: int = 200, **values: Any
) -> Response[str]:
    """A page: `template` with `values`, the words of the language, and what every page shows."""
    return answered(request, Shown(template, values, status))


def answered(request: Request[Any, Any, Any], shown: Shown) -> Response[str]:
    """A page as the answer to a request."""
    from litestar.utils.scope.state import ScopeState

    there = "session" in request.scope
    sheet = sheet_of(request.session) if there else Sheet()
    language, _ = words_for(request, sheet)
    who = str(request.session.get(WHO, "")) if there else ""
    state = request.app.state
    version = state.in_use.library().version
    always = {
        "who": who,
        "public": state.accounts is not None,
        "knowledge": version,
        "back": _back(request),
    }
    text = worded(
        pages(),
        replace(shown, values={**always, **shown.values}),
        sheet=sheet,
        language=language,
        path=request.url.path,
        csrf=str(ScopeState.from_scope(request.scope).csrf_token or ""),
        unlocked=there and vault_of(request).is_open(request.session),
    )
    return Response(text, status_code=shown.status, media_type="text/html")


def _back(request: Request[Any, Any, Any]) -> str:
    """Where this page can be asked for again: its address, or its room where a form was answered."""
    path = request.url.path
    if request.method == "GET":
        return path
    return next((room for room in PATHS if room != "/" and path.startswith(f"{room}/")), "/")
