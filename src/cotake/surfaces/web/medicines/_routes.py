"""A medicine is looked up by name, and has a page of its own at an address that does not name it."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from cotake.knowledge import Library
from cotake.surfaces.web._render import answered
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web.medicines._turns import medicine_shown, medicines_shown

Asked = Request[Any, Any, Any]


@get("/medicines", sync_to_thread=False)
def show_medicines(request: Asked, spoken: NamedDependency[Library]) -> Response[Any]:
    """The field to look one up, and those of the list."""
    return _found(request, spoken, "")


@post("/medicines", status_code=200)
async def find_medicine(request: Asked, spoken: NamedDependency[Library]) -> Response[Any]:
    """The page of what was written; where that is several, or none, all of them to choose from."""
    form = await request.form()
    return _found(request, spoken, form.get("name"))


@get("/medicines/{token:str}", sync_to_thread=False)
def show_medicine(request: Asked, token: FromPath[str], spoken: NamedDependency[Library]) -> Response[str]:
    """All that is known of one, with its sources."""
    shown = medicine_shown(sheet_of(request.session), spoken, _secret(request), token)
    if shown is None:
        raise NotFoundException
    return answered(request, shown)


def _found(request: Asked, spoken: Library, asked: Any) -> Response[Any]:
    shown = medicines_shown(sheet_of(request.session), spoken, _secret(request), asked)
    return Redirect(shown, status_code=303) if isinstance(shown, str) else answered(request, shown)


def _secret(request: Asked) -> bytes:
    return bytes(request.app.state.settings.cookie_secret)


handlers: list[Any] = [show_medicines, find_medicine, show_medicine]
