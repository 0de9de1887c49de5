"""How to start: the schedule on a calendar."""

from typing import Any

from cotake.surfaces.web.plan._routes import show

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (show,)
