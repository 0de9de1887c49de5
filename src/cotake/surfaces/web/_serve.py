"""The pages as they run: one process, on this machine alone, until it is told to stop."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from cotake.knowledge import open_library
from cotake.surfaces._listening import begin_worker, free_place, run_workers
from cotake.surfaces._warm import warm
from cotake.surfaces.web._keys import cookie_secret
from cotake.surfaces.web._settings import WebSettings, new_key

_KEY, _PORT = "COTAKE_PAGES_KEY", "COTAKE_PAGES_PORT"
_TARGET = "cotake.surfaces.web._serve:worker_pages"
_STOP_S = 5


def serve_pages(port: int, opened: Callable[[str], object] = lambda link: None) -> bool:
    """Serve the pages on this machine until told to stop (SIGINT or SIGTERM).

    Args:
        port: where; 0 is any that is free.
        opened: told the start link once connections are taken.

    Returns:
        Whether they were told to stop; else their process ended again and again.

    Raises:
        InputError: the port cannot be used.
        FileProblem: the key of the pages cannot be kept.
        KnowledgeError: the knowledge cannot be used; nothing is started then.
    """
    open_library()
    address, port = free_place("127.0.0.1", port)
    settings = WebSettings(port, new_key(), cookie_secret())
    os.environ[_KEY], os.environ[_PORT] = settings.key, str(port)
    try:
        return run_workers(
            _TARGET,
            address,
            port,
            workers=1,  # the key of a journal is held in memory, of one process
            stop_s=_STOP_S,
            opened=lambda: opened(settings.start_link),
        )
    finally:
        os.environ.pop(_KEY, None)
        os.environ.pop(_PORT, None)


def worker_pages() -> Any:
    """The application of the process that answers."""
    from cotake.surfaces.web._app import create_pages

    begin_worker()
    warm(open_library())
    return create_pages(WebSettings(int(os.environ[_PORT]), os.environ[_KEY], cookie_secret()))
