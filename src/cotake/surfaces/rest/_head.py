"""HEAD, answered as GET without a body: Litestar wants a handler of its own for it, which says less."""

from __future__ import annotations

from typing import Any


def with_head(app: Any) -> Any:
    """The application, which answers HEAD wherever it answers GET: the same status and headers."""

    async def answered(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        asked = scope["method"]
        within = {**scope, "method": "GET"} if asked == "HEAD" else scope

        async def without_body(message: Any) -> None:
            if message["type"] == "http.response.start":
                if message["status"] == 405:
                    message["headers"] = [_allowing(*each) for each in message["headers"]]
            elif asked == "HEAD":
                message["body"] = b""
            await send(message)

        try:
            await app(within, receive, without_body)
        finally:
            if within is not scope and "path_template" in within:  # for the log and the metrics
                scope["path_template"] = within["path_template"]

    return answered


def _allowing(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A header; where it says which methods there are, with HEAD beside GET."""
    listed = [each.strip() for each in value.split(b",")]
    if name.lower() == b"allow" and b"GET" in listed and b"HEAD" not in listed:
        return name, b", ".join([*listed, b"HEAD"])
    return name, value
