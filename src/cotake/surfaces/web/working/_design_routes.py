"""The trial designer: asked for, looked at, fixed in advance, and kept."""

from __future__ import annotations

import secrets
from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake._errors import InputError
from cotake._text import sentence
from cotake.journal import Journal
from cotake.knowledge import Library
from cotake.surfaces._here import now_here
from cotake.surfaces.web._download import as_download
from cotake.surfaces.web._render import page
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web._vault import vault_of
from cotake.surfaces.web.check._forms import Refused
from cotake.surfaces.web.working._design_form import DRAFT, Asked, put_form, read_asked, typed_in

Sent = Request[Any, Any, Any]
#: About how long one request simulates.
_SOME_S = 1.5


@get("/working/design")
async def show_design(
    request: Sent, library: NamedDependency[Library], journal: NamedDependency[Journal]
) -> Response[Any]:
    """The trial that is fixed; else the form of one, and what comes of it."""
    return await sync_to_thread(_page, request, library, journal)


@post("/working/design")
async def ask_design(
    request: Sent, library: NamedDependency[Library], journal: NamedDependency[Journal]
) -> Response[Any]:
    """Look at a trial before it is fixed."""
    form = await request.form()
    drafts, typed = vault_of(request).drafts, typed_in(form)
    asked = read_asked(form, now_here().date())
    if isinstance(asked, Refused):
        return await sync_to_thread(_page, request, library, journal, refused=asked, typed=typed)
    put_form(drafts, form)
    return await sync_to_thread(_looked, request, library, journal, asked, typed)


@post("/working/design/power")
async def simulate(
    request: Sent, library: NamedDependency[Library], journal: NamedDependency[Journal]
) -> Response[Any]:
    """How often it would tell an effect, by the person's own days before: some lengths at a time."""
    return await sync_to_thread(_simulated, request, library, journal)


@post("/working/design/fix")
async def fix_design(
    request: Sent, library: NamedDependency[Library], journal: NamedDependency[Journal]
) -> Response[Any]:
    """Draw the order and keep it: from here on neither it nor the analysis changes."""
    return await sync_to_thread(_fixed, request, library, journal)


@post("/working/design/give-up")
async def forget_design(request: Sent, journal: NamedDependency[Journal]) -> Response[Any]:
    """Forget the trial that was fixed, where that was said twice."""
    from cotake.surfaces.web.working._kept import give_up

    if (await request.form()).get("sure"):
        await sync_to_thread(give_up, journal)
    return Redirect("/working/design", status_code=303)


@post("/working/design/download", status_code=200)
async def download_design(
    request: Sent, library: NamedDependency[Library], journal: NamedDependency[Journal]
) -> Response[Any]:
    """The trial as a file: for whoever prepares the doses, and for the analysis elsewhere."""
    from cotake.surfaces.web.working._kept import fixed_in

    fixed = fixed_in(journal)
    if fixed is None:
        return await sync_to_thread(_page, request, library, journal)
    name = f"trial-{fixed.design.blocks[0].first.isoformat()}.json"
    return as_download(fixed.design.text.encode(), "application/json", name)


def _looked(
    request: Sent, library: Library, journal: Journal, asked: Asked, typed: dict[str, str]
) -> Response[Any]:
    """Back to the page where it can be made; else why not, beside what was typed."""
    from cotake.handover import kept_of
    from cotake.surfaces.web.working._design_view import outline_of

    try:
        outline_of(asked, kept_of(journal, library, until=now_here().date()), library)
    except InputError as error:
        return _page(request, library, journal, told=sentence(str(error)), typed=typed)
    return Redirect("/working/design#outline", status_code=303)


def _simulated(request: Sent, library: Library, journal: Journal) -> Response[Any]:
    from cotake.handover import kept_of
    from cotake.surfaces.web.working._asked import choice_of
    from cotake.surfaces.web.working._design_view import before_of, simulate_some

    today, drafts = now_here().date(), vault_of(request).drafts
    asked = read_asked(drafts.get(DRAFT, {}), today)
    if isinstance(asked, Refused):
        return Redirect("/working/design", status_code=303)
    kept = kept_of(journal, library, until=today)
    try:
        before = before_of(asked, choice_of(kept, library, today), kept, library, today)
        simulate_some(asked, before, kept, library, drafts, _SOME_S)
    except InputError as error:
        return _page(request, library, journal, told=sentence(str(error)))
    return Redirect("/working/design#power", status_code=303)


def _fixed(request: Sent, library: Library, journal: Journal) -> Response[Any]:
    from cotake.handover import kept_of
    from cotake.surfaces._trial import FINGERPRINT
    from cotake.surfaces.web.working._design_view import drawn
    from cotake.surfaces.web.working._kept import fix

    today, drafts = now_here().date(), vault_of(request).drafts
    asked = read_asked(drafts.get(DRAFT, {}), today)
    if isinstance(asked, Asked) and not journal.setting(FINGERPRINT):
        try:
            made = drawn(
                asked, kept_of(journal, library, until=today), library, seed=secrets.randbelow(2**63)
            )
        except InputError as error:
            return _page(request, library, journal, told=sentence(str(error)))
        fix(journal, made, sealed=asked.sealed)
        drafts.pop(DRAFT, None)
    return Redirect("/working/design", status_code=303)


def _page(
    request: Sent,
    library: Library,
    journal: Journal,
    *,
    refused: Refused | None = None,
    told: str = "",
    typed: dict[str, str] | None = None,
) -> Response[Any]:
    from cotake.handover import kept_of
    from cotake.surfaces._trial import FINGERPRINT
    from cotake.surfaces.web.working._asked import choice_of
    from cotake.surfaces.web.working._design_shown import fixed_page, form_page
    from cotake.surfaces.web.working._kept import fixed_in

    today = now_here().date()
    kept = kept_of(journal, library, until=today)
    status = 422 if refused or told else 200
    fixed = fixed_in(journal)
    if fixed is not None:
        values = fixed_page(fixed, kept, library, today)
        return page(request, "working/fixed.html", status=status, told=told, **values)
    drafts = vault_of(request).drafts
    values = form_page(
        typed or drafts.get(DRAFT), drafts, choice_of(kept, library, today), kept, library, today
    )
    return page(
        request,
        "working/design.html",
        status=status,
        refused=refused,
        told=told,
        foreign=journal.setting(FINGERPRINT)[:12],
        listed=[each.name for each in sheet_of(request.session).entries],
        **values,
    )
