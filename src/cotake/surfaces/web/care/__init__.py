"""Who can help: the room for the directory."""

from typing import Any

from cotake.surfaces.web.care._routes import show

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (show,)
