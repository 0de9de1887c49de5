"""The pages as they run: one process, on this machine alone or over TLS, until it is told to stop."""

from __future__ import annotations

import json
import os
import ssl
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cotake._errors import InputError
from cotake._home import home
from cotake.knowledge import open_library
from cotake.surfaces._listening import begin_worker, free_place, run_workers
from cotake.surfaces._warm import warm
from cotake.surfaces.web._keys import cookie_secret
from cotake.surfaces.web._messages import LANGUAGES, messages_in
from cotake.surfaces.web._settings import IDLE_S, Public, WebSettings, new_key
from cotake.surfaces.web._templates import pages
from cotake.surfaces.web.accounts._store import Accounts

#: The settings of the pages on their way to the process that answers.
_SETTINGS = "COTAKE_PAGES"
_TARGET = "cotake.surfaces.web._serve:worker_pages"
_STOP_S = 5


def serve_pages(
    port: int,
    opened: Callable[[str], object] = lambda link: None,
    *,
    journal: Path | None = None,
    idle_s: float = IDLE_S,
    host: str = "127.0.0.1",
    public: Public | None = None,
) -> bool:
    """Serve the pages on this machine, or with `public` to a network, until told to stop.

    Args:
        port: where; 0 is any that is free.
        opened: told the start link, or the address, once connections are taken.
        journal: the file of the journal; the usual one where nothing is said.
        idle_s: how long a journal stays open when nobody uses it.
        host: the address to listen on; another than this machine's own asks for `public`.
        public: under which names it is reached, with which certificate, and for whom.

    Returns:
        Whether they were told to stop; else their process ended again and again.

    Raises:
        InputError: the port cannot be used, the certificate is none, or nobody has an account.
        FileProblem: the key of the pages cannot be kept, or the accounts cannot be read.
        KnowledgeError: the knowledge cannot be used; nothing is started then.
    """
    open_library()
    if public is None and not is_own(host):
        raise InputError(f"the pages are served to {host} with --public alone: over TLS, for accounts")
    if public is not None:
        check_public(public)
    address, port = free_place(host, port)
    path = (journal or home() / "journal.cotake").absolute()
    settings = WebSettings(port, new_key(), cookie_secret(), path, idle_s, address, public)
    os.environ[_SETTINGS] = _packed(settings)
    try:
        return run_workers(
            _TARGET,
            address,
            port,
            workers=1,  # the key of a journal is held in memory, of one process
            stop_s=_STOP_S,
            opened=lambda: opened(settings.start_link),
            tls=(public.certificate, public.private_key) if public else None,
        )
    finally:
        os.environ.pop(_SETTINGS, None)


def worker_pages() -> Any:
    """The application of the process that answers."""
    from cotake.surfaces.web._app import create_pages

    begin_worker()
    warm(open_library())
    pages().get_template("check.html")  # what the first page would wait for
    for language in LANGUAGES:
        messages_in(language)("list-head", n=1)
    return create_pages(_unpacked(os.environ[_SETTINGS]))


def is_own(host: str) -> bool:
    """Whether an address is one that only this machine reaches."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_public(public: Public) -> None:
    """See that the pages can be served to a network, and that somebody could sign in.

    Raises:
        InputError: no name, a certificate or key that cannot be used, or no account.
        FileProblem: the accounts cannot be read.
    """
    if not public.names:
        raise InputError("say under which name the pages are reached: --name pages.example")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(public.certificate, public.private_key)
    except (OSError, ssl.SSLError) as error:
        files = f"{public.certificate} and {public.private_key}"
        raise InputError(f"the certificate and its key, {files}, cannot be used: {error}") from error
    if not Accounts(public.accounts).names():
        raise InputError("nobody has an account yet; make one with: cotake account add NAME")


def _packed(settings: WebSettings) -> str:
    public = settings.public
    files = (public.certificate, public.private_key, public.accounts, public.people) if public else ()
    return json.dumps(
        {
            "port": settings.port,
            "key": settings.key,
            "host": settings.host,
            "journal": str(settings.journal),
            "idle_s": settings.idle_s,
            "names": list(public.names) if public else None,
            "files": [str(each.absolute()) for each in files],
        }
    )


def _unpacked(text: str) -> WebSettings:
    held = json.loads(text)
    public = None
    if held["names"] is not None:
        public = Public(tuple(held["names"]), *map(Path, held["files"]))
    journal = Path(held["journal"])
    secret, host = cookie_secret(), held["host"]
    return WebSettings(held["port"], held["key"], secret, journal, held["idle_s"], host, public)
