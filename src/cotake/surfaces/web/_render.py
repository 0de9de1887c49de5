"""Pages from templates, in the language and the theme of the person."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from litestar import Request, Response

from cotake._version import __version__
from cotake.surfaces.web._messages import LANGUAGES, Say, language_of, messages_in
from cotake.surfaces.web._sheet import THEMES, Sheet, sheet_of

#: The rooms, in the order of the navigation: those of the list, then those of the person. Path and message.
ROOMS = (
    (
        ("/", "room-check"),
        ("/day", "room-day"),
        ("/guide", "room-guide"),
        ("/claims", "room-claims"),
        ("/evidence", "room-evidence"),
        ("/medicines", "room-medicines"),
    ),
    (
        ("/plan", "room-plan"),
        ("/journal", "room-journal"),
        ("/working", "room-working"),
        ("/report", "room-report"),
        ("/care", "room-care"),
    ),
)
PATHS = (*(path for group in ROOMS for path, _ in group), "/help")


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("cotake.surfaces.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(asset=asset, rooms=ROOMS, languages=LANGUAGES, themes=THEMES, version=__version__)
    return made


@cache
def asset(name: str) -> str:
    """The address of a file of ours, with a digest of it in the name: it may be kept for ever."""
    held = (files("cotake.surfaces.web") / "static" / name).read_bytes()
    stem, _, ending = name.rpartition(".")
    return f"/static/{stem}.{hashlib.sha256(held).hexdigest()[:12]}.{ending}"


def words_for(request: Request[Any, Any, Any], sheet: Sheet) -> tuple[str, Say]:
    """The language of a request, and its words."""
    language = language_of(sheet.language, request.headers.get("accept-language", ""))
    return language, messages_in(language)


def page(
    request: Request[Any, Any, Any], template: str, *, status: int = 200, **values: Any
) -> Response[str]:
    """A page: `template` with `values`, the words of the language, and what every page shows."""
    from litestar.utils.scope.state import ScopeState

    sheet = sheet_of(request.session) if "session" in request.scope else Sheet()
    language, say = words_for(request, sheet)
    vault = getattr(request.app.state, "vault", None)
    text = (
        _environment()
        .get_template(template)
        .render(
            say=say,
            language=language,
            sheet=sheet,
            path=request.url.path,
            unlocked=vault.is_open(request.session) if vault and "session" in request.scope else False,
            csrf=ScopeState.from_scope(request.scope).csrf_token or "",
            **values,
        )
    )
    return Response(text, status_code=status, media_type="text/html; charset=utf-8")
