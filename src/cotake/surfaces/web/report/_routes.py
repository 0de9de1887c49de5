"""The page for the appointment: chosen, seen exactly as it would be handed on, and then written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake._errors import CotakeError
from cotake.journal import Journal
from cotake.knowledge import Library
from cotake.surfaces._here import now_here
from cotake.surfaces.web._download import as_download
from cotake.surfaces.web._render import page
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web._vault import vault_of
from cotake.surfaces.web.check._forms import Refused
from cotake.surfaces.web.report._choice import DAYS, PAPERS, Choice, choice_in, put_choice, read_choice

Asked = Request[Any, Any, Any]
#: The parts that come from the journal alone, in the order of the page.
_OF_JOURNAL = ("plan", "outcomes", "doses", "side-effects", "events", "trial")


@get("/report")
async def show(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """What goes in, and the page as it would be handed on."""
    return await sync_to_thread(_page, request, library)


@post("/report")
async def choose(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """Choose what goes in."""
    form = await request.form()
    refused = _kept(request, form)
    if refused:
        return await sync_to_thread(_page, request, library, refused=refused, form=_typed(form))
    return Redirect("/report#preview", status_code=303)


@get("/report/unlock", sync_to_thread=False)
def unlock(request: Asked, journal: NamedDependency[Journal]) -> Response[Any]:
    """By way of the passphrase, where the journal is locked."""
    return Redirect("/report", status_code=303)


@post("/report/download", status_code=200)
async def download(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """The page as a file, as the form has it now."""
    form = await request.form()
    refused = _kept(request, form)
    if refused:
        return await sync_to_thread(_page, request, library, refused=refused, form=_typed(form))
    asked = form.get("as")
    return await sync_to_thread(_file, request, library, asked if isinstance(asked, str) else "")


def _file(request: Asked, library: Library, asked: str) -> Response[Any]:
    from cotake.surfaces.web.report._made import FORMS, Form, file_of, made_of

    form: Form | None = next((each for each in get_args(Form) if each == asked), None)
    if form is None:
        return _page(request, library, refused=Refused("report-no-form", "as"))
    now, choice = now_here(), _choice(request)
    made = made_of(choice, sheet_of(request.session), _journal(request, choice), library, now)
    try:
        data = file_of(made, form, choice)
    except CotakeError as error:
        return _page(request, library, told=str(error))
    name = f"for-the-appointment-{now.date().isoformat()}.{form}"
    return as_download(data, FORMS[form], name)


def _page(
    request: Asked,
    library: Library,
    *,
    refused: Refused | None = None,
    form: dict[str, str] | None = None,
    told: str = "",
) -> Response[Any]:
    # Setting a page takes its time to load, and is not needed before it is asked for.
    from cotake.handover import PARTS
    from cotake.surfaces.web.report._made import chart_of, kind_of, made_of, parts_on, why_no_pdf

    choice, sheet = _choice(request), sheet_of(request.session)
    made = made_of(choice, sheet, _journal(request, choice), library, now_here())
    return page(
        request,
        "report/report.html",
        status=422 if refused or told else 200,
        choice=choice,
        made=made,
        headings=parts_on(made.page) if made.page else (),
        of_list=[each for each in PARTS if each not in _OF_JOURNAL],
        of_journal=_OF_JOURNAL,
        state=_state(request),
        days=DAYS,
        papers=PAPERS,
        no_pdf=why_no_pdf(),
        kind_of=kind_of,
        chart_of=chart_of,
        refused=refused,
        form=form or {},
        told=told,
    )


def _kept(request: Asked, form: Mapping[str, Any]) -> Refused | None:
    """Keep the choice of a form; why it cannot be kept, or None."""
    from cotake.handover import PARTS, USUAL

    vault, usual = vault_of(request), frozenset[str](USUAL)
    choice = read_choice(form, choice_in(request.session, vault.drafts, usual), tuple(PARTS))
    if isinstance(choice, Refused):
        return choice
    put_choice(request.session, vault.drafts, choice, usual)
    return None


def _typed(form: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _choice(request: Asked) -> Choice:
    from cotake.handover import USUAL

    return choice_in(request.session, vault_of(request).drafts, frozenset[str](USUAL))


def _state(request: Asked) -> str:
    """Whether the journal is `open`, `locked`, or there is `none`."""
    vault = vault_of(request)
    if vault.is_open(request.session):
        return "open"
    return "locked" if vault.exists else "none"


def _journal(request: Asked, choice: Choice) -> Journal | None:
    """The journal where it is open and was not left aside."""
    if not choice.with_journal or _state(request) != "open":
        return None
    return vault_of(request).journal(request.session)
