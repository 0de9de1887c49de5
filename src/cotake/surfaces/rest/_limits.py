"""What a client may ask of the service: how often, and how long a request may take to arrive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from litestar import Litestar, Request
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.stores.memory import MemoryStore

from cotake._errors import InputError
from cotake.surfaces._repeated import repeated
from cotake.surfaces.rest._settings import Settings

Trusted = tuple[IPv4Network | IPv6Network, ...]

#: In the `opt` of a handler: it is never refused for being asked too often.
FREE = "unlimited"
_STORE = "rate_limit"
_SWEEP_S = 60.0


def rate_limit(settings: Settings) -> list[DefineMiddleware]:
    """The limit of requests a minute of one address; none where it is 0."""
    if not settings.rate_per_minute:
        return []
    trusted = networks(settings.trusted_proxies)

    def address(request: Request[Any, Any, Any]) -> str:
        return address_of(request, trusted)

    config = RateLimitConfig(
        rate_limit=("minute", settings.rate_per_minute),
        exclude_opt_key=FREE,
        store=_STORE,
        identifier_for_request=address,
    )
    return [config.middleware]


def networks(trusted: Iterable[str]) -> Trusted:
    """Addresses and networks as written, such as 10.0.0.1 or 10.0.0.0/8.

    Raises:
        InputError: one that is neither.
    """
    try:
        return tuple(ip_network(each, strict=False) for each in trusted)
    except ValueError as error:
        raise InputError(f"trusted_proxies: {error}") from None


def address_of(request: Request[Any, Any, Any], trusted: Trusted) -> str:
    """Who asks: the other end, or the last that is no trusted proxy in X-Forwarded-For."""
    here = request.client.host if request.client else "unknown"
    if not _in(here, trusted):
        return here
    passed = [each.strip() for each in request.headers.get("x-forwarded-for", "").split(",")]
    return next((each for each in reversed(passed) if each and not _in(each, trusted)), here)


def _in(address: str, trusted: Trusted) -> bool:
    try:
        return any(ip_address(address) in each for each in trusted)
    except ValueError:
        return False


@asynccontextmanager
async def sweeping(app: Litestar) -> AsyncIterator[None]:
    """Forget addresses that have not asked for a while, so that memory does not grow."""

    async def sweep() -> None:
        store = app.stores.get(_STORE)
        if isinstance(store, MemoryStore):
            await store.delete_expired()

    async with repeated(_SWEEP_S, sweep):
        yield


def timed_body(app: Any, seconds: float) -> Any:
    """Refuse a request whose body does not arrive in time (408)."""

    async def timed(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await app(scope, receive, send)
            return
        ends = asyncio.get_running_loop().time() + seconds
        whole = False

        async def in_time() -> Any:
            nonlocal whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(ends):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(
                    detail=f"the request did not arrive within {seconds:g} s", status_code=408
                ) from None
            if message["type"] == "http.disconnect":
                raise HTTPException(detail="the request was not whole", status_code=400)
            whole = not message.get("more_body", False)
            return message

        await app(scope, in_time, send)

    return timed
