"""The two ways to reach the server: standard input and output, and streamable HTTP."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any

import anyio

from cotake._errors import InputError
from cotake.surfaces.mcp._server import Service

PATH = "/mcp"
#: The longest request: sixty medicines and sixty illnesses of 500 letters, each letter escaped.
_MOST_BYTES = 512 * 1024
#: Calls that are answered when the server is told to stop have so long to end.
_GRACE_S = 5.0
_MOST_CONNECTIONS = 200
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def serve_stdio(service: Service | None = None) -> None:
    """Serve one client over standard input and output, until it closes them or a signal comes.

    Only the protocol is written to standard output; what anything else writes there goes to standard error.
    """
    _silence()
    anyio.run(_over_stdio, service or Service())


async def _over_stdio(service: Service) -> None:
    from mcp.server.stdio import stdio_server

    server = service.server()
    async with anyio.create_task_group() as tasks:
        if sys.platform != "win32":
            tasks.start_soon(_leave_on_signal, service)
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())
        tasks.cancel_scope.cancel()


async def _leave_on_signal(service: Service) -> None:
    """End the process; a thread that waits for a line of input would hold it up otherwise."""
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        async for _ in signals:
            with anyio.move_on_after(_GRACE_S):
                while service.busy:
                    await anyio.sleep(0.02)
            await anyio.sleep(0.05)  # the last answer is on its way to the pipe
            os._exit(0)


def http_app(service: Service, host: str, allowed: Sequence[str] = ()) -> Any:
    """The ASGI application; requests that name another host or origin than those allowed are refused.

    Args:
        service: what answers.
        host: the address it listens on.
        allowed: further names under which clients reach it, such as `pharmacy.example` or
            `pharmacy.example:8766`.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    names = list(
        dict.fromkeys([*_LOOPBACK, *([] if host in ("0.0.0.0", "::") else [_in_address(host)]), *allowed])
    )
    hosts = [form for name in names for form in (name, f"{name}:*")]
    return service.server().streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=_MOST_BYTES,
        transport_security=TransportSecuritySettings(
            enable_dns_rebinding_protection=True,
            allowed_hosts=hosts,
            allowed_origins=[f"{scheme}://{each}" for each in hosts for scheme in ("http", "https")],
        ),
        host=host,
    )


def _in_address(host: str) -> str:
    """A host as it stands in an address: version 6 in brackets."""
    return f"[{host}]" if ":" in host else host


def serve_http(
    host: str,
    port: int,
    allowed: Sequence[str] = (),
    service: Service | None = None,
    tell: Callable[[str], object] = lambda _: None,
) -> None:
    """Serve many clients over HTTP, until SIGINT or SIGTERM; what is being answered then is ended first.

    Args:
        host: the address to listen on.
        port: the port.
        allowed: as for `http_app`.
        service: what answers.
        tell: called with the address of the server once it listens.

    Raises:
        InputError: the address cannot be listened on.
    """
    import uvicorn

    _silence()
    listening = _listen(host, port)
    tell(f"http://{_in_address(host)}:{port}{PATH}")
    config = uvicorn.Config(
        http_app(service or Service(), host, allowed),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=round(_GRACE_S),
        ws="none",
    )
    # uvicorn raises the signal again once it has stopped: that is not to end the process with a signal
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    anyio.run(uvicorn.Server(config).serve, [listening])


def _listen(host: str, port: int) -> Any:
    import socket

    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, OverflowError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(
            f"cannot listen on {host} port {port}: {why}; take another with --host or --port"
        ) from None


def _silence() -> None:
    """The libraries' own logs may hold what was asked: none is written."""
    for name in ("mcp", "mcp_types", "uvicorn", "sse_starlette", "starlette", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
