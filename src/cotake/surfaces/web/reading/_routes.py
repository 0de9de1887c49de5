"""The guide to the list, and claims: those on what is in the list, and the one nearest to a text."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from cotake.knowledge import Library
from cotake.surfaces.web._render import answered
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web.reading._turns import claims_shown, guide_shown

Asked = Request[Any, Any, Any]


@get("/guide", sync_to_thread=False)
def show_guide(request: Asked, spoken: NamedDependency[Library]) -> Response[str]:
    """The article on the list; the way to the list where it is empty."""
    return answered(request, guide_shown(sheet_of(request.session), spoken))


@get("/claims", sync_to_thread=False)
def show_claims(request: Asked, spoken: NamedDependency[Library]) -> Response[str]:
    """The claims on what is in the list, and the field to ask of another."""
    return answered(request, claims_shown(sheet_of(request.session), spoken))


@post("/claims", status_code=200)
async def ask_claim(request: Asked, spoken: NamedDependency[Library]) -> Response[str]:
    """The claim nearest to what was heard; asked in the body, so that no address names a medicine."""
    form = await request.form()
    return answered(request, claims_shown(sheet_of(request.session), spoken, form.get("heard")))


handlers: list[Any] = [show_guide, show_claims, ask_claim]
