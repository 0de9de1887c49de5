"""What stands before every page: only this machine's own browser, with the start link, from these pages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from cotake.surfaces.web._settings import WebSettings

_SAFE = ("GET", "HEAD", "OPTIONS")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none at all a browser sends its forms as from nowhere
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}
#: Once it was reached over TLS, a browser asks for it in no other way.
_TLS = ((b"strict-transport-security", b"max-age=31536000"),)
#: A file whose name holds a digest of it never changes.
_KEEP = "public, max-age=31536000, immutable"
_LASTING = re.compile(r"/static/.+\.[0-9a-f]{12}\.\w+$")


def guarded(app: Any, settings: WebSettings) -> Any:
    """The application behind its guard: hosts and origins are its own, and every answer has the headers.

    A page of another site may make the browser send a request here, and a name of another site may be made
    to lead here: neither is answered.
    """
    hosts = {urlsplit(each).netloc for each in settings.origins}

    async def guard(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        why = _refused(scope["method"], headers, hosts, settings.origins)
        lasting = _LASTING.search(scope["path"]) is not None

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                held = _with_ours(message.get("headers", []), lasting)
                message = {**message, "headers": [*held, *_TLS] if settings.public else held}
            await send(message)

        if why:
            body = why.encode()
            start = {
                "type": "http.response.start",
                "status": 403,
                "headers": [
                    (b"content-type", b"text/plain; charset=utf-8"),
                    (b"content-length", str(len(body)).encode()),
                ],
            }
            await with_headers(start)
            await send({"type": "http.response.body", "body": body})
            return
        await app(scope, receive, with_headers)

    return guard


def _with_ours(held: Any, lasting: bool) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with ours in the place of any of the same name."""
    ours = {**_HEADERS, "cache-control": _KEEP} if lasting else _HEADERS
    replaced = {name.encode() for name in ours} | {b"server"}
    kept = [(name, value) for name, value in held if name.lower() not in replaced]
    return kept + [(name.encode(), value.encode()) for name, value in ours.items()]


def _refused(method: str, headers: dict[bytes, str], hosts: set[str], origins: tuple[str, ...]) -> str:
    """Why a request is not answered, or ""."""
    if headers.get(b"host", "") not in hosts:
        return "This address is not one of the pages' own. Open the link that cotake printed."
    if method in _SAFE:
        return ""
    origin, site = headers.get(b"origin"), headers.get(b"sec-fetch-site")
    if (origin is not None and origin not in origins) or site not in (None, "same-origin"):
        return "This was sent by another site, and was not done."
    return ""
