"""The pages as they run: one process, on this machine alone, until it is told to stop."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cotake._home import home
from cotake.knowledge import open_library
from cotake.surfaces._listening import begin_worker, free_place, run_workers
from cotake.surfaces._warm import warm
from cotake.surfaces.web._keys import cookie_secret
from cotake.surfaces.web._settings import IDLE_S, WebSettings, new_key

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
) -> bool:
    """Serve the pages on this machine until told to stop (SIGINT or SIGTERM).

    Args:
        port: where; 0 is any that is free.
        opened: told the start link once connections are taken.
        journal: the file of the journal; the usual one where nothing is said.
        idle_s: how long the journal stays open when nobody uses it.

    Returns:
        Whether they were told to stop; else their process ended again and again.

    Raises:
        InputError: the port cannot be used.
        FileProblem: the key of the pages cannot be kept.
        KnowledgeError: the knowledge cannot be used; nothing is started then.
    """
    open_library()
    address, port = free_place("127.0.0.1", port)
    path = (journal or home() / "journal.cotake").absolute()
    settings = WebSettings(port, new_key(), cookie_secret(), path, idle_s)
    os.environ[_SETTINGS] = json.dumps([port, settings.key, str(path), idle_s])
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
        os.environ.pop(_SETTINGS, None)


def worker_pages() -> Any:
    """The application of the process that answers."""
    from cotake.surfaces.web._app import create_pages

    begin_worker()
    warm(open_library())
    port, key, journal, idle_s = json.loads(os.environ[_SETTINGS])
    return create_pages(WebSettings(port, key, cookie_secret(), Path(journal), idle_s))
