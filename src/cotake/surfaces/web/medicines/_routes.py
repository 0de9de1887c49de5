"""A medicine is looked up by name, and has a page of its own at an address that does not name it."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from cotake.knowledge import Library
from cotake.regimen import parse
from cotake.surfaces.web._render import page
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web.medicines._tokens import name_of, token_of
from cotake.surfaces.web.medicines._view import medicine_view

Asked = Request[Any, Any, Any]
_MOST_ASKED = 200


@get("/medicines", sync_to_thread=False)
def show_medicines(request: Asked, library: NamedDependency[Library]) -> Response[str]:
    """The field to look one up, and those of the list."""
    return _page(request, library)


@post("/medicines", status_code=200)
async def find_medicine(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """The page of what was written; where that is several, or none, all of them to choose from."""
    form = await request.form()
    held = form.get("name")
    asked = " ".join(held.split())[:_MOST_ASKED] if isinstance(held, str) else ""
    found = parse([asked], library, today=date.today()) if asked else None
    names = list(dict.fromkeys(each.substance for each in found.medicines)) if found else []
    if len(names) == 1:
        return Redirect(f"/medicines/{token_of(names[0], _secret(request))}", status_code=303)
    offered = [each.name for unknown in found.unknown for each in unknown.candidates] if found else []
    return _page(request, library, asked=asked, names=names, offered=offered)


@get("/medicines/{token:str}", sync_to_thread=False)
def show_medicine(request: Asked, token: FromPath[str], library: NamedDependency[Library]) -> Response[str]:
    """All that is known of one, with its sources."""
    name = name_of(token, _secret(request), library)
    if not name:
        raise NotFoundException
    view = medicine_view(library.substance(name), library, sheet_of(request.session).audience)
    return page(request, "medicine.html", it=view)


def _secret(request: Asked) -> bytes:
    return bytes(request.app.state.settings.cookie_secret)


def _page(
    request: Asked,
    library: Library,
    *,
    asked: str = "",
    names: list[str] | None = None,
    offered: list[str] | None = None,
) -> Response[str]:
    listed = parse(sheet_of(request.session).lines, library, today=date.today()).medicines
    own = list(dict.fromkeys(each.substance for each in listed))

    def links(of: list[str]) -> list[tuple[str, str]]:
        return [(library.substance(each).name, token_of(each, _secret(request))) for each in of]

    return page(
        request,
        "medicines.html",
        asked=asked,
        found=links(names or []),
        offered=offered or [],
        own=links(own),
    )
