"""The page for the appointment, seen before it is handed on."""

from typing import Any

from cotake.surfaces.web.report._routes import choose, download, show, unlock

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (show, choose, unlock, download)
