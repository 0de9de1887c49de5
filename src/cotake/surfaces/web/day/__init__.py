"""Levels and receptors over the days of the list."""

from typing import Any

from cotake.surfaces.web.day._routes import show

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (show,)
