"""The guide to the list, and claims: those on what is in the list, and the one nearest to a text."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from cotake.evidence import NEAR, claims_about, nearest_claims
from cotake.guidance import guide_of
from cotake.interactions import check
from cotake.knowledge import Library
from cotake.surfaces.web._render import page
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web.reading._claims import Heard, claim_view

Asked = Request[Any, Any, Any]
_MOST_ASKED = 300


@get("/guide", sync_to_thread=False)
def show_guide(request: Asked, library: NamedDependency[Library]) -> Response[str]:
    """The article on the list; the way to the list where it is empty."""
    sheet = sheet_of(request.session)
    if not sheet.entries:
        return page(request, "guide.html", article=None, complete=True)
    report = check(sheet.lines, person=dict(sheet.person), library=library)
    article = guide_of(report, sheet.audience)
    return page(request, "guide.html", article=article, complete=report.complete)


@get("/claims", sync_to_thread=False)
def show_claims(request: Asked, library: NamedDependency[Library]) -> Response[str]:
    """The claims on what is in the list, and the field to ask of another."""
    return _claims(request, library, "")


@post("/claims", status_code=200)
async def ask_claim(request: Asked, library: NamedDependency[Library]) -> Response[str]:
    """The claim nearest to what was heard; asked in the body, so that no address names a medicine."""
    form = await request.form()
    held = form.get("heard")
    return _claims(request, library, " ".join(held.split())[:_MOST_ASKED] if isinstance(held, str) else "")


def _claims(request: Asked, library: Library, heard: str) -> Response[str]:
    sheet = sheet_of(request.session)
    report = check(sheet.lines, person=dict(sheet.person), library=library) if sheet.entries else None
    bands = {each.substance: each.bands for each in report.medicines} if report else {}
    about = claims_about(list(bands), bands, library) if bands else []
    near = [each for each in nearest_claims(heard, library) if each.score >= NEAR] if heard else []
    found = (
        Heard(heard, claim_view(near[0].claim, library, sheet.audience), near[0].turned) if near else None
    )
    return page(
        request,
        "claims.html",
        heard=heard,
        found=found,
        about=[claim_view(each, library, sheet.audience) for each in about],
        empty=not sheet.entries,
    )
