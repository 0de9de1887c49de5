"""The service as it runs: workers of granian, set up through the environment, stopped gracefully."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import Any

from cotake._errors import CotakeError, FileProblem
from cotake.knowledge import open_library
from cotake.surfaces._listening import begin_worker, free_place, run_workers
from cotake.surfaces.rest._settings import SHARED, Settings, settings_of

#: The settings as the workers find them.
_SETTINGS = "COTAKE_SERVICE_SETTINGS"
_TARGET = "cotake.surfaces.rest._serve:worker_app"
#: Workers where nothing is said: each takes some 200 MB.
_MOST_BY_ITSELF = 4


def serve(settings: Settings, listening: Callable[[str, int], object] = lambda host, port: None) -> bool:
    """Run the service until it is told to stop (SIGINT or SIGTERM), then let running requests end.

    Args:
        settings: how; port 0 is any that is free.
        listening: told the host and the port once connections are taken.

    Returns:
        Whether it was told to stop; else its workers ended again and again, and it gave up.

    Raises:
        InputError: a setting that cannot be used, such as a port that another service has.
        FileProblem: a file or folder that cannot be read or written.
        KnowledgeError: the knowledge cannot be used; nothing is started then.
    """
    open_library()  # a service that could not answer does not start
    address, port = free_place(settings.host, settings.port)
    settings = replace(settings, port=port)
    workers = settings.workers or min(_MOST_BY_ITSELF, _cores())
    # Prometheus keeps the figures of several processes in files, which go when the service does.
    with _figures() as shared:
        os.environ[SHARED] = shared  # read when the library of Prometheus is imported
        os.environ[_SETTINGS] = settings.to_json()
        try:
            _app(settings)
            return run_workers(
                _TARGET,
                address,
                port,
                workers=workers,
                stop_s=settings.stop_timeout_s,
                opened=lambda: listening(settings.host, port),
            )
        finally:
            os.environ.pop(_SETTINGS, None)
            os.environ.pop(SHARED, None)


def _app(settings: Settings) -> Any:
    from cotake.surfaces.rest._app import create_app

    return create_app(settings)


def worker_app() -> Any:
    """The application of one worker; its log goes to standard error."""
    from cotake.surfaces._warm import warm
    from cotake.surfaces.rest._observing import log_to_stderr

    try:
        begin_worker()
        settings = settings_of(os.environ[_SETTINGS])
        log_to_stderr(settings.log_level)
        warm(open_library())
        app = _app(settings)
        gc.collect()
        gc.freeze()  # what is known stays: looking through it again and again would hold up answers
        return app
    except (KeyError, CotakeError) as error:
        sys.stderr.write(f"cotake: a worker cannot start: {error}\n")
        raise


def _cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _figures() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="cotake-metrics-")
    except OSError as error:
        raise FileProblem(
            f"the workers keep their figures in a temporary folder, and none can be written "
            f"({error.strerror or error}): set TMPDIR, or in a container that is read only give it "
            "--tmpfs /tmp"
        ) from error
