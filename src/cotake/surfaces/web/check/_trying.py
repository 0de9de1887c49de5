"""The forms in which a change of the list is tried, kept or left."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake.knowledge import Library
from cotake.surfaces.web._render import answered
from cotake.surfaces.web._sheet import put_sheet, sheet_of
from cotake.surfaces.web._templates import Shown
from cotake.surfaces.web.check._what_if import kept, what_if_shown

Asked = Request[Any, Any, Any]


@post("/what-if", status_code=200)
async def try_change(request: Asked, spoken: NamedDependency[Library]) -> Response[Any]:
    """Say what a change would do; the list stays as it is."""
    form = dict(await request.form())
    return answered(request, what_if_shown(sheet_of(request.session), spoken, form))


@post("/what-if/keep")
async def keep_change(request: Asked, spoken: NamedDependency[Library]) -> Response[Any]:
    """Do it."""
    form = dict(await request.form())
    changed = kept(sheet_of(request.session), spoken, form)
    if isinstance(changed, Shown):
        return answered(request, changed)
    put_sheet(request.session, changed)
    return Redirect("/", status_code=303)
