"""Where a service listens: a place that is free, and word of it once connections are taken."""

from __future__ import annotations

import ctypes
import errno
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

from cotake._errors import InputError

_LOOK_S = 0.05
#: From the beginning of a connection, or the answer before, to the end of the head of a request.
_SLOW_HEADERS_MS = 10_000
_WAITING = 2048
#: PR_SET_PDEATHSIG of prctl(2).
_PARENT_GONE = 1


@contextmanager
def _once_open(address: str, port: int, tell: Callable[[], object]) -> Iterator[None]:
    """Tell of it when the first worker takes connections: until then a client would be refused."""
    over = Event()
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)

    def look() -> None:
        while not over.is_set():
            try:
                socket.create_connection((near, port), timeout=1).close()
            except OSError:
                over.wait(_LOOK_S)
            else:
                tell()
                return

    thread = Thread(target=look, name="cotake-listening", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def free_place(host: str, port: int) -> tuple[str, int]:
    """The address in numbers, and the port, for 0 one that is free.

    It complains before any worker starts, since each would.

    Raises:
        InputError: it cannot be listened there.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        # Of a name with both, such as that of this machine, the one that every client tries.
        kind = min(found, key=lambda each: each[0] != socket.AF_INET)
        with socket.socket(kind[0], socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(kind[4])
            return str(kind[4][0]), int(tried.getsockname()[1])
    except OSError as error:
        why = "it is in use" if error.errno == errno.EADDRINUSE else error.strerror or str(error)
        raise InputError(f"cannot listen on {host}, port {port}: {why}") from error


def run_workers(
    target: str,
    address: str,
    port: int,
    *,
    workers: int,
    stop_s: int,
    opened: Callable[[], object],
    tls: tuple[Path, Path] | None = None,
) -> bool:
    """Run workers of granian until told to stop (SIGINT or SIGTERM), then let running requests end.

    Args:
        target: the function that makes the application of a worker, as module:name.
        address: in numbers.
        port: where.
        workers: how many processes.
        stop_s: how long running requests may take to end, in s.
        opened: called once connections are taken.
        tls: the certificate, with those that vouch for it, and its key; without, it is plain HTTP.

    Returns:
        Whether it was told to stop. Where a worker ends twice within seconds granian gives up, and would
        end this process with a status of 1.
    """
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    server: Any = Granian(
        target,
        address=address,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,  # to see which HTTP it is, it would wait for ever for a first byte
        workers=workers,
        backlog=_WAITING,
        http1_settings=HTTP1Settings(header_read_timeout=_SLOW_HEADERS_MS),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=stop_s,
        factory=True,
        ssl_cert=tls[0] if tls else None,
        ssl_key=tls[1] if tls else None,
    )
    with _once_open(address, port, opened):
        try:
            server.serve()
        except SystemExit:
            return False
    return bool(server.interrupt_signal)


def begin_worker() -> None:
    """Of a worker, before anything else: it stops when told to, and on Linux when its parent is gone.

    Forked, it has the handlers of its parent, which do nothing here: told to stop while it starts, it would
    not, and be killed after a long wait. Once it runs, the server sets its own.
    """
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_GONE, signal.SIGTERM)
