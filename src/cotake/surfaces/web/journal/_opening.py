"""The journal is made, opened and locked."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from cotake._errors import InputError, JournalError, WrongPassphrase
from cotake.surfaces.web._render import page
from cotake.surfaces.web._slow import TooSoon
from cotake.surfaces.web._templates import inside
from cotake.surfaces.web._vault import vault_of

Asked = Request[Any, Any, Any]
_LONGEST = 1000


@get("/journal/open", sync_to_thread=False)
def show_closed(request: Asked) -> Response[Any]:
    """The way in; who is in already goes where they wanted to."""
    return _closed(request)


@post("/journal/open")
async def open_it(request: Asked) -> Response[Any]:
    """Open the journal with its passphrase, or make it."""
    form = await request.form()
    word, again = (str(form.get(each, ""))[:_LONGEST] for each in ("passphrase", "again"))
    vault = vault_of(request)
    try:
        if vault.exists:
            await sync_to_thread(vault.unlock, request.session, word)
        elif word != again:
            return _closed(request, problem="journal-not-same", status=422)
        else:
            await sync_to_thread(vault.make, request.session, word)
    except TooSoon as error:
        return _closed(request, problem="journal-wait", seconds=error.seconds, status=429)
    except WrongPassphrase:
        return _closed(request, problem="journal-wrong", status=422)
    except (InputError, JournalError) as error:
        return _closed(request, told=str(error), status=422)
    back = request.session.pop("back", "")
    return Redirect(back if inside(back) else "/journal", status_code=303)


@post("/journal/lock", sync_to_thread=False)
def lock(request: Asked) -> Response[Any]:
    """Lock it, everywhere."""
    vault_of(request).lock()
    request.session.pop("journal", None)
    return Redirect("/journal/open", status_code=303)


def _closed(
    request: Asked, *, problem: str = "", seconds: int = 0, told: str = "", status: int = 200
) -> Response[Any]:
    vault = vault_of(request)
    return page(
        request,
        "journal/open.html",
        status=status,
        new=not vault.exists,
        problem=problem,
        seconds=seconds,
        told=told,
    )
