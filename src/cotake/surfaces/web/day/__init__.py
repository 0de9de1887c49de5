"""Levels and receptors over the days of the list."""

from typing import Any

from cotake.surfaces.web.day._routes import choose, show, show_after

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (show, choose, show_after)
