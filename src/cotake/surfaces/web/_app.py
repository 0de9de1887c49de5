"""The application of the pages: its rooms, and what stands before them."""

from __future__ import annotations

import logging
import traceback
from secrets import compare_digest
from typing import Any, cast

from litestar import Litestar, Request, Response, get
from litestar.config.csrf import CSRFConfig
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, NotFoundException, PermissionDeniedException
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ASGIApp

from cotake._errors import CotakeError, FileProblem, InputError, JournalClosed
from cotake.journal import Journal
from cotake.knowledge import Library
from cotake.surfaces._in_use import InUse
from cotake.surfaces.web._files import static_file
from cotake.surfaces.web._guard import guarded
from cotake.surfaces.web._help import show_help
from cotake.surfaces.web._installing import handlers as installing
from cotake.surfaces.web._render import library_for, page
from cotake.surfaces.web._request import OPEN, NotLetIn, Sent
from cotake.surfaces.web._session import sessions, used_today
from cotake.surfaces.web._settings import WebSettings
from cotake.surfaces.web._sheet import forget_all_but_look
from cotake.surfaces.web._slow import Attempts
from cotake.surfaces.web._vault import NotOpen, Vaults, vault_of
from cotake.surfaces.web.accounts import Accounts, signed_in
from cotake.surfaces.web.accounts import handlers as accounts
from cotake.surfaces.web.care import handlers as care
from cotake.surfaces.web.check import handlers as check
from cotake.surfaces.web.day import handlers as day
from cotake.surfaces.web.evidence import handlers as evidence
from cotake.surfaces.web.journal import handlers as journal
from cotake.surfaces.web.medicines import handlers as medicines
from cotake.surfaces.web.plan import handlers as plan
from cotake.surfaces.web.reading import handlers as reading
from cotake.surfaces.web.report import handlers as report
from cotake.surfaces.web.working import handlers as working

_OPENED = "opened"
_MOST_BODY = 256 * 1024
#: The way back is kept in the cookie beside the list: no address of ours is longer.
_MOST_PATH = 100
_log = logging.getLogger("cotake.pages")


def create_pages(settings: WebSettings) -> ASGIApp:
    """The application, behind its guard."""
    in_use = InUse()
    vaults = Vaults(settings.journal_of, settings.idle_s)
    of_list = (*check, *day, *reading, *evidence, *medicines)
    of_person = (*plan, *journal, *working, *report, *care)
    app = Litestar(
        route_handlers=[
            start,
            static_file,
            show_help,
            *installing,
            *accounts,
            *of_list,
            *of_person,
            nowhere,
        ],
        dependencies={
            "library": Provide(in_use.library, sync_to_thread=False),
            "spoken": Provide(_spoken, sync_to_thread=False),
            "journal": Provide(_journal, sync_to_thread=False),
        },
        lifespan=[vaults.watched, in_use.watching],
        before_request=_let_in,
        exception_handlers={
            NotFoundException: _not_found,
            PermissionDeniedException: _too_old,
            HTTPException: _refused,
            NotLetIn: _closed,
            NotOpen: _unlock_first,
            JournalClosed: _unlock_first,
            CotakeError: _failed,
            Exception: _broken,
        },
        middleware=[sessions(settings).middleware],
        csrf_config=CSRFConfig(
            secret=settings.cookie_secret.hex(),
            cookie_name="cotake-form",
            cookie_httponly=True,
            cookie_samesite="strict",
            cookie_secure=settings.public is not None,
        ),
        request_class=Sent,
        openapi_config=None,
        request_max_body_size=_MOST_BODY,
        logging_config=None,
        debug=False,
    )
    app.state.settings, app.state.vaults, app.state.in_use = settings, vaults, in_use
    app.state.accounts = Accounts(settings.public.accounts) if settings.public else None
    app.state.attempts = Attempts()
    app.state.let_in = _is_let_in
    return cast("ASGIApp", guarded(app, settings))


@get("/start/{key:str}", opt={OPEN: True}, sync_to_thread=False)
def start(request: Request[Any, Any, Any], key: FromPath[str]) -> Response[Any]:
    """Let in who has the link that was printed."""
    if request.app.state.accounts is not None:
        raise NotFoundException
    if not compare_digest(key.encode(), request.app.state.settings.key.encode()):
        return page(request, "closed.html", status=403)
    request.session[_OPENED] = True
    return Redirect("/", status_code=303)


@get("/{rest:path}", sync_to_thread=False)
def nowhere(request: Request[Any, Any, Any], rest: FromPath[str]) -> Response[Any]:
    """Any other address, told in the language and the colours of the person."""
    return _not_found(request, NotFoundException())


def _spoken(request: Request[Any, Any, Any], library: NamedDependency[Library]) -> Library:
    """The knowledge in the language of the page."""
    return library_for(request, library)


def _journal(request: Request[Any, Any, Any]) -> Journal:
    """The journal where it is open in this browser.

    Raises:
        NotOpen: it is not; the answer is the way to open it, and back.
    """
    return vault_of(request).journal(request.session)


def _let_in(request: Request[Any, Any, Any]) -> Response[Any] | None:
    """None for who came by the start link or signed in; for all others a page that says how."""
    if request.route_handler.opt.get(OPEN):
        return None
    if _is_let_in(request):
        used_today(request.session)
        return None
    return _closed(request, NotLetIn())


def _is_let_in(request: Request[Any, Any, Any]) -> bool:
    """Whether a request comes from who has the start link, or an account."""
    if "session" not in request.scope:
        return False
    if request.app.state.accounts is not None:
        return signed_in(request)
    return bool(request.session.get(_OPENED))


def _closed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """How one is let in."""
    if request.app.state.accounts is None or "session" not in request.scope:
        return page(request, "closed.html", status=403)
    forget_all_but_look(request.session)
    return Redirect("/sign-in", status_code=303)


def _not_found(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    return page(request, "problem.html", status=404, message="problem-not-found")


def _too_old(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    return page(request, "problem.html", status=403, message="problem-form-too-old")


def _refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    message = "problem-too-large" if error.status_code == 413 else "problem-request"
    return page(request, "problem.html", status=error.status_code, message=message)


def _unlock_first(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    path = request.url.path if request.method == "GET" else ""
    request.session["back"] = path if len(path) <= _MOST_PATH else ""
    return Redirect("/journal/open", status_code=303)


def _failed(request: Request[Any, Any, Any], error: CotakeError) -> Response[Any]:
    """What the core refuses or cannot do, in its own words; over a network no file of the host is named."""
    if request.app.state.accounts is not None and isinstance(error, FileProblem):
        _log.error("a page failed: %s", error)
        return page(request, "problem.html", status=500, message="problem-ours")
    status = 422 if isinstance(error, InputError) else 500
    return page(request, "problem.html", status=status, message="problem-told", told=str(error))


def _broken(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A fault of ours: told as one on the page, and to who runs it by where it was."""
    handler = request.route_handler.handler_name
    _log.error("a page failed: %s: %s\n%s", handler, type(error).__name__, _where(error))
    return page(request, "problem.html", status=500, message="problem-ours")


def _where(error: BaseException) -> str:
    """The lines that led to an error. Its text is left out: it may hold what a person wrote."""
    return "".join(traceback.format_tb(error.__traceback__))
