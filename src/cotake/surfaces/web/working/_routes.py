"""Is it working: the answer from the journal, and what it rests on."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake.journal import Journal
from cotake.knowledge import Library
from cotake.surfaces._here import now_here
from cotake.surfaces.web._render import page
from cotake.surfaces.web._vault import vault_of
from cotake.surfaces.web.check._forms import Refused
from cotake.surfaces.web.working._wish import put_wish, read_wish, wish_of

Asked = Request[Any, Any, Any]


@get("/working")
async def show(
    request: Asked, library: NamedDependency[Library], journal: NamedDependency[Journal]
) -> Response[Any]:
    """The answer to what was asked last; at first to what is likeliest."""
    return await sync_to_thread(_answered, request, library, journal)


@post("/working")
async def ask(
    request: Asked, library: NamedDependency[Library], journal: NamedDependency[Journal]
) -> Response[Any]:
    """Ask of another outcome or medicine, or in another way."""
    wish = read_wish(await request.form())
    if isinstance(wish, Refused):
        form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        return await sync_to_thread(_answered, request, library, journal, refused=wish, form=form)
    put_wish(vault_of(request).drafts, wish)
    return Redirect("/working", status_code=303)


def _answered(
    request: Asked,
    library: Library,
    journal: Journal,
    *,
    refused: Refused | None = None,
    form: dict[str, str] | None = None,
) -> Response[Any]:
    # What analyses takes its time to load, and is not needed before it is asked for.
    from cotake.handover import kept_of
    from cotake.surfaces._trial import FINGERPRINT
    from cotake.surfaces.web.working._asked import choice_of, settled
    from cotake.surfaces.web.working._view import Waiting, told_of

    today = now_here().date()
    kept = kept_of(journal, library, until=today)
    choice = choice_of(kept, library, today)
    wish = settled(wish_of(vault_of(request).drafts), choice, kept, today)
    found = told_of(wish, choice, kept, journal, library, today)
    waiting = isinstance(found, Waiting)
    return page(
        request,
        "working/answer.html",
        status=422 if refused else 200,
        wish=wish,
        choice=choice,
        told=None if waiting else found,
        waiting=found if waiting else None,
        names=dict(choice.outcomes),
        kept_trial=bool(journal.setting(FINGERPRINT)),
        refused=refused,
        form=form,
    )
