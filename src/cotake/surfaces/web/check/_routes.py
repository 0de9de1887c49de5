"""The list and its answer: every change is one form, and the page after it shows what there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from cotake.interactions import check
from cotake.knowledge import Library
from cotake.knowledge.typeahead import typed
from cotake.surfaces.web._render import PATHS, page
from cotake.surfaces.web._sheet import THEMES, Sheet, problem_of, put_sheet, sheet_of
from cotake.surfaces.web.check._forms import Refused, read_details, read_entry
from cotake.surfaces.web.check._view import answer_of

Asked = Request[Any, Any, Any]
_MOST_TYPED, _MOST_NAMES = 100, 8


@get("/", sync_to_thread=False)
def show(request: Asked, library: NamedDependency[Library]) -> Response[str]:
    """The list with its answer."""
    return _page(request, library)


@post("/list/add")
async def add(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """Put a medicine to the list."""
    form = await request.form()
    entry = read_entry(form)
    if isinstance(entry, Refused):
        return _page(request, library, refused=entry, form=dict(form))
    sheet = sheet_of(request.session)
    grown = replace(sheet, entries=(*sheet.entries, entry))
    if problem := problem_of(grown):
        return _page(request, library, refused=Refused(problem, "name"), form=dict(form))
    return _keep(request, grown)


@post("/list/remove/{number:int}")
async def remove(request: Asked, number: FromPath[int]) -> Response[Any]:
    """Take a medicine off the list."""
    return _keep(request, sheet_of(request.session).without(number))


@post("/list/person")
async def change_person(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """Say who takes them."""
    form = await request.form()
    details = read_details(form)
    if isinstance(details, Refused):
        return _page(request, library, refused=details, person=dict(form))
    changed = replace(sheet_of(request.session), person=details)
    if problem := problem_of(changed):
        return _page(request, library, refused=Refused(problem, "conditions"), person=dict(form))
    return _keep(request, changed)


@post("/look")
async def change_look(request: Asked) -> Response[Any]:
    """Language, theme, and for whom it is worded."""
    form = await request.form()
    sheet = sheet_of(request.session)
    if form.get("audience") in ("person", "clinician"):
        sheet = replace(sheet, audience=form["audience"])
    if form.get("theme") in THEMES:
        sheet = replace(sheet, theme=form["theme"])
    if isinstance(form.get("language"), str):
        sheet = replace(sheet, language=form["language"][:8])
    return _keep(request, sheet, form.get("back"))


@post("/list/clear", sync_to_thread=False)
def begin_again(request: Asked) -> Response[Any]:
    """Forget the list and the person."""
    sheet = sheet_of(request.session)
    return _keep(request, replace(sheet, entries=(), person={}))


@post("/names", status_code=200)
async def names(request: Asked, library: NamedDependency[Library]) -> list[dict[str, str]]:
    """Names while they are typed; in the body, so that no address names a medicine."""
    form = await request.form()
    asked = str(form.get("q", ""))[:_MOST_TYPED].strip()
    if not asked:
        return []
    return [
        {"name": each.name, "is": each.stands_for if each.stands_for != each.name else ""}
        for each in typed(asked, library, _MOST_NAMES)
    ]


def _keep(request: Asked, sheet: Sheet, back: Any = "/") -> Response[Any]:
    """Put it into the session, and show a room anew: reloading it sends nothing twice."""
    put_sheet(request.session, sheet)
    return Redirect(back if back in PATHS else "/", status_code=303)


def _page(
    request: Asked,
    library: Library,
    *,
    refused: Refused | None = None,
    form: dict[str, Any] | None = None,
    person: dict[str, Any] | None = None,
) -> Response[str]:
    sheet = sheet_of(request.session)
    report = check(sheet.lines, person=dict(sheet.person), library=library) if sheet.entries else None
    return page(
        request,
        "check.html",
        status=422 if refused else 200,
        answer=answer_of(report, sheet.audience) if report else None,
        refused=refused,
        form=form or {},
        person=person or _as_typed(sheet),
    )


def _as_typed(sheet: Sheet) -> dict[str, Any]:
    """The details of the person as the fields of the form hold them."""
    return {
        name: "\n".join(value) if isinstance(value, list) else value for name, value in sheet.person.items()
    }
