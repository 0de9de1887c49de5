"""The service as it runs: workers of granian, set up through the environment, stopped gracefully."""

from __future__ import annotations

import ctypes
import errno
import gc
import os
import signal
import socket
import sys
from tempfile import TemporaryDirectory
from typing import Any

from cotake._errors import CotakeError, InputError
from cotake.knowledge import open_library
from cotake.surfaces.rest._settings import SHARED, Settings, settings_of

#: The settings as the workers find them.
_SETTINGS = "COTAKE_SERVICE_SETTINGS"
_TARGET = "cotake.surfaces.rest._serve:worker_app"
_SLOW_HEADERS_MS = 10_000
_WAITING = 2048
#: PR_SET_PDEATHSIG of prctl(2).
_PARENT_GONE = 1
#: Workers where nothing is said: each takes some 200 MB.
_MOST_BY_ITSELF = 4


def serve(settings: Settings) -> None:
    """Run the service until it is told to stop (SIGINT or SIGTERM), then let running requests end.

    Raises:
        InputError: a setting that cannot be used.
        KnowledgeError: the knowledge cannot be used; nothing is started then.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    open_library()  # a service that could not answer does not start
    _see_port_free(settings)
    workers = settings.workers or min(_MOST_BY_ITSELF, _cores())
    # Prometheus keeps the figures of several processes in files, which go when the service does.
    with TemporaryDirectory(prefix="cotake-metrics-") as shared:
        os.environ[SHARED] = shared  # read when the library of Prometheus is imported
        os.environ[_SETTINGS] = settings.to_json()
        try:
            _app(settings)
            server: Any = Granian(
                _TARGET,
                address=settings.host,
                port=settings.port,
                interface=Interfaces.ASGI,
                workers=workers,
                backlog=_WAITING,
                http1_settings=HTTP1Settings(header_read_timeout=_SLOW_HEADERS_MS),
                websockets=False,
                log_level=LogLevels.warning,
                respawn_failed_workers=True,
                workers_kill_timeout=settings.stop_timeout_s,
                factory=True,
            )
            server.serve()
        finally:
            os.environ.pop(_SETTINGS, None)
            os.environ.pop(SHARED, None)


def _app(settings: Settings) -> Any:
    from cotake.surfaces.rest._app import create_app

    return create_app(settings)


def worker_app() -> Any:
    """The application of one worker; its log goes to standard error."""
    from cotake.surfaces.rest._observing import log_to_stderr
    from cotake.surfaces.rest._warm import warm

    try:
        _leave_with_parent()
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


def _leave_with_parent() -> None:
    """On Linux a worker is told to stop when the process that started it is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_GONE, signal.SIGTERM)


def _see_port_free(settings: Settings) -> None:
    """Complain before any worker starts, since each would on its own."""
    try:
        kind = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind[0], socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(kind[4])
    except OSError as error:
        why = "it is in use" if error.errno == errno.EADDRINUSE else error.strerror or str(error)
        raise InputError(f"cannot listen on {settings.host}, port {settings.port}: {why}") from error
