"""Help in a crisis: a page that opens for anyone, locked or not."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from cotake.surfaces.web._render import page


@get("/help", opt={"open": True}, sync_to_thread=False)
def show_help(request: Request[Any, Any, Any]) -> Response[str]:
    """Whom to call."""
    return page(request, "help.html")
