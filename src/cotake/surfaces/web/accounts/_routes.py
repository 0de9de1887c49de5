"""Signing in and out, where the pages are served to a network."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from cotake.surfaces.web._render import page
from cotake.surfaces.web._slow import Attempts, TooSoon
from cotake.surfaces.web._vault import WHO, vault_of
from cotake.surfaces.web.accounts._store import Accounts

Asked = Request[Any, Any, Any]
#: In a session: what of the password it began with.
_MARK = "mark"
_LONGEST = 1000


@get("/sign-in", opt={"open": True}, sync_to_thread=False)
def show_sign_in(request: Asked) -> Response[Any]:
    """The form to sign in."""
    _accounts(request)
    return Redirect("/", status_code=303) if signed_in(request) else page(request, "sign-in.html")


@post("/sign-in", opt={"open": True})
async def sign_in(request: Asked) -> Response[Any]:
    """Let in who has an account, as slowly as there were wrong tries on it and from there."""
    accounts, attempts = _accounts(request), _attempts(request)
    form = await request.form()
    name = str(form.get("name", ""))[:_LONGEST].strip().lower()
    # A stranger cannot keep out who comes from elsewhere by wrong tries on their name.
    place = request.client.host if request.client else ""
    keys = (f"from {place}", f"{name} from {place}")
    try:
        attempts.check(*keys)
    except TooSoon as error:
        return page(request, "sign-in.html", status=429, problem="sign-in-wait", seconds=error.seconds)
    if not await sync_to_thread(accounts.opens, name, str(form.get("password", ""))):
        attempts.wrong(*keys)
        return page(request, "sign-in.html", status=422, problem="sign-in-wrong", seconds=0)
    attempts.right(*keys)
    request.session.clear()
    request.session.update({WHO: name, _MARK: accounts.mark(name)})
    return Redirect("/", status_code=303)


@post("/sign-out", sync_to_thread=False)
def sign_out(request: Asked) -> Response[Any]:
    """Lock the journal, and forget who it was."""
    _accounts(request)
    vault_of(request).lock()
    request.session.clear()
    return Redirect("/sign-in", status_code=303)


def signed_in(request: Asked) -> bool:
    """Whether a session is of an account that is still there, under the password that it has."""
    mark = _accounts(request).mark(str(request.session.get(WHO, "")))
    return bool(mark) and request.session.get(_MARK) == mark


def _accounts(request: Asked) -> Accounts:
    """The accounts.

    Raises:
        NotFoundException: the pages are for one person on this machine, who needs none.
    """
    found = request.app.state.accounts
    if not isinstance(found, Accounts):
        raise NotFoundException
    return found


def _attempts(request: Asked) -> Attempts:
    found: Attempts = request.app.state.attempts
    return found
