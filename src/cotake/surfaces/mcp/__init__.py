"""The Model Context Protocol server: what a language model can call."""

from typing import TYPE_CHECKING, Any

__all__ = ["Service", "serve_http", "serve_stdio"]

if TYPE_CHECKING:
    from cotake.surfaces.mcp._serve import serve_http, serve_stdio
    from cotake.surfaces.mcp._server import Service


def __getattr__(name: str) -> Any:
    """The library that speaks the protocol is loaded when it is first asked for."""
    if name == "Service":
        from cotake.surfaces.mcp._server import Service

        return Service
    if name in ("serve_http", "serve_stdio"):
        from cotake.surfaces.mcp import _serve

        return getattr(_serve, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
