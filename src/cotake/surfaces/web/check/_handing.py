"""The routes by which a list goes out as a file and comes in from one."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from anyio import to_thread
from litestar import Request, Response, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.surfaces.web._download import as_download
from cotake.surfaces.web._render import answered, words_for
from cotake.surfaces.web._sheet import Sheet, problem_of, put_sheet, sheet_of
from cotake.surfaces.web._templates import Shown, pages, worded
from cotake.surfaces.web.check._forms import Refused
from cotake.surfaces.web.check._sharing import (
    answer_as_json,
    answer_shown,
    brought,
    list_as_json,
    taken,
    unpacked,
)
from cotake.surfaces.web.check._turns import list_shown

Asked = Request[Any, Any, Any]
#: A health record is larger than a form.
_MOST_BODY = 8 << 20


@post("/list/export", status_code=200)
async def export(
    request: Asked, library: NamedDependency[Library], spoken: NamedDependency[Library]
) -> Response[Any]:
    """The list as a file; by a form, so that no address names what is in it."""
    form, sheet = await request.form(), sheet_of(request.session)
    if not sheet.entries:
        return Redirect("/", status_code=303)
    kind = form.get("kind")
    if kind == "page":
        language, _ = words_for(request, sheet)
        values = {"styles": _styles()}
        shown = answer_shown(sheet, spoken)
        shown = Shown(shown.template, {**shown.values, **values})
        html = worded(
            pages(), shown, sheet=sheet, language=language, path="/", csrf="", unlocked=False
        ).replace("<details", "<details open")
        return _saved(html, "text/html", "answer", "html")
    if kind == "answer":
        return _saved(answer_as_json(sheet, library), "application/json", "answer", "json")
    return _saved(list_as_json(sheet), "application/json", "list", "json")


@post("/list/bring", status_code=200, request_max_body_size=_MOST_BODY)
async def bring(request: Asked, spoken: NamedDependency[Library]) -> Response[Any]:
    """Show what a file holds; the list stays as it is."""
    form, sheet = await request.form(), sheet_of(request.session)
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _refused(request, sheet, spoken, "share-no-file")
    content = await sent.read()
    try:
        found = await to_thread.run_sync(brought, content, sent.filename, sheet, spoken)
    except InputError as error:
        return _refused(request, sheet, spoken, "share-unread", str(error))
    return answered(request, Shown("check/brought.html", {"brought": found}))


@post("/list/take")
async def take(request: Asked, spoken: NamedDependency[Library]) -> Response[Any]:
    """Take what was shown, in the place of the list or behind it."""
    form, sheet = await request.form(), sheet_of(request.session)
    try:
        lines, person = unpacked(form.get("brought"), spoken)
    except InputError as error:
        return _refused(request, sheet, spoken, "share-unread", str(error))
    before = sheet if form.get("how") == "beside" else _without(sheet)
    changed = taken(before, lines, person)
    if problem := problem_of(changed):
        return _refused(request, sheet, spoken, problem)
    put_sheet(request.session, changed)
    return Redirect("/", status_code=303)


def _without(sheet: Sheet) -> Sheet:
    return Sheet(audience=sheet.audience, language=sheet.language, theme=sheet.theme)


def _refused(request: Asked, sheet: Sheet, library: Library, message: str, told: str = "") -> Response[Any]:
    shown = list_shown(sheet, library)
    values = {"not_brought": Refused(message, "file"), "not_brought_why": told}
    return answered(request, Shown(shown.template, {**shown.values, **values}, 422))


def _saved(text: str, kind: str, name: str, ending: str) -> Response[bytes]:
    return as_download(text.encode(), kind, f"cotake-{name}-{date.today().isoformat()}.{ending}")


@cache
def _styles() -> str:
    """The styles of the pages, to stand in a page of its own."""
    return (files("cotake.surfaces.web") / "static" / "pages.css").read_text(encoding="utf-8")
