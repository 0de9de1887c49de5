"""Signing in and out, where the pages are served to a network."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from secrets import token_urlsafe
from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from cotake.surfaces.web._render import page
from cotake.surfaces.web._sheet import forget_all_but_look
from cotake.surfaces.web._slow import Attempts, TooSoon
from cotake.surfaces.web._vault import WHO, vault_of
from cotake.surfaces.web.accounts._store import Accounts

Asked = Request[Any, Any, Any]
#: In a session: what of the password it began with.
_MARK = "mark"
#: And what it is known by, so that a copy of its cookie ends with it.
_ID = "id"
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
    place = network_of(request.client.host if request.client else "")
    keys = (f"from {place}", f"{name} from {place}")
    try:
        attempts.begin(*keys)
    except TooSoon as error:
        return page(request, "sign-in.html", status=429, problem="sign-in-wait", seconds=error.seconds)
    if not await sync_to_thread(accounts.opens, name, str(form.get("password", ""))):
        return page(request, "sign-in.html", status=422, problem="sign-in-wrong", seconds=0)
    attempts.right(*keys)
    forget_all_but_look(request.session)
    request.session.update({WHO: name, _MARK: accounts.mark(name), _ID: token_urlsafe(16)})
    return Redirect("/", status_code=303)


@post("/sign-out", sync_to_thread=False)
def sign_out(request: Asked) -> Response[Any]:
    """Lock the journal, and forget who it was."""
    accounts = _accounts(request)
    vault_of(request).lock()
    accounts.end(str(request.session.get(_ID, "")))
    forget_all_but_look(request.session)
    return Redirect("/sign-in", status_code=303)


def signed_in(request: Asked) -> bool:
    """Whether a session is of an account that is still there, under the password that it has."""
    accounts = _accounts(request)
    mark = accounts.mark(str(request.session.get(WHO, "")))
    over = accounts.is_ended(str(request.session.get(_ID, "")))
    return bool(mark) and request.session.get(_MARK) == mark and not over


def network_of(address: str) -> str:
    """From where somebody comes: of IPv6 the network, since one machine has all the addresses of it.

    >>> network_of("10.0.0.1"), network_of("2001:db8:1:2:3::4"), network_of("testclient")
    ('10.0.0.1', '2001:db8:1:2::/64', 'testclient')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ip_network((int(found) >> 64 << 64, 64)))


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
