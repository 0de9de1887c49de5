"""The list and its answer: every change is one form, and the page after it shows what there is."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from cotake.knowledge import Library
from cotake.surfaces.web._render import answered
from cotake.surfaces.web._sheet import Sheet, put_sheet, sheet_of
from cotake.surfaces.web._templates import inside
from cotake.surfaces.web.check._forms import Refused
from cotake.surfaces.web.check._handing import bring, export, take
from cotake.surfaces.web.check._trying import keep_change, try_change
from cotake.surfaces.web.check._turns import (
    emptied,
    list_shown,
    names_like,
    with_entry,
    with_look,
    with_person,
)

Asked = Request[Any, Any, Any]


@get("/", sync_to_thread=False)
def show(request: Asked, spoken: NamedDependency[Library]) -> Response[str]:
    """The list with its answer."""
    return answered(request, list_shown(sheet_of(request.session), spoken))


@post("/list/add")
async def add(request: Asked, spoken: NamedDependency[Library]) -> Response[Any]:
    """Put a medicine to the list."""
    form, sheet = dict(await request.form()), sheet_of(request.session)
    grown = with_entry(sheet, form)
    if isinstance(grown, Refused):
        return answered(request, list_shown(sheet, spoken, refused=grown, form=form))
    return _keep(request, grown)


@post("/list/remove/{number:int}")
async def remove(request: Asked, number: FromPath[int]) -> Response[Any]:
    """Take a medicine off the list."""
    return _keep(request, sheet_of(request.session).without(number))


@post("/list/person")
async def change_person(request: Asked, spoken: NamedDependency[Library]) -> Response[Any]:
    """Say who takes them."""
    form, sheet = dict(await request.form()), sheet_of(request.session)
    changed = with_person(sheet, form)
    if isinstance(changed, Refused):
        return answered(request, list_shown(sheet, spoken, refused=changed, person=form))
    return _keep(request, changed)


@post("/look", opt={"open": True})
async def change_look(request: Asked) -> Response[Any]:
    """Language, theme, and for whom it is worded."""
    form = dict(await request.form())
    return _keep(request, with_look(sheet_of(request.session), form), form.get("back"))


@post("/list/clear", sync_to_thread=False)
def begin_again(request: Asked) -> Response[Any]:
    """Forget the list and the person."""
    return _keep(request, emptied(sheet_of(request.session)))


@post("/names", status_code=200)
async def names(request: Asked, spoken: NamedDependency[Library]) -> list[dict[str, str]]:
    """Names while they are typed; in the body, so that no address names a medicine."""
    form = await request.form()
    return names_like(str(form.get("q", "")), spoken)


def _keep(request: Asked, sheet: Sheet, back: Any = "/") -> Response[Any]:
    """Put it into the session, and show a room anew: reloading it sends nothing twice."""
    put_sheet(request.session, sheet)
    return Redirect(back if isinstance(back, str) and inside(back) else "/", status_code=303)


handlers: list[Any] = [
    show, add, remove, change_person, change_look, begin_again, names, try_change, keep_change,
    export, bring, take,
]  # fmt: skip
