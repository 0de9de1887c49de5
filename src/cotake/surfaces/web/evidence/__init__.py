"""What the studies show."""

from typing import Any

from cotake.surfaces.web.evidence._routes import show

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (show,)
