"""Who can help: the room for the directory."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from cotake.surfaces.web._render import page

Asked = Request[Any, Any, Any]


@get("/care", sync_to_thread=False)
def show(request: Asked) -> Response[str]:
    """The room."""
    return page(request, "room.html", title="room-care", lead="room-care-lead")
