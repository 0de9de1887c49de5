"""Is it working: the answer from the journal."""

from typing import Any

from cotake.surfaces.web.working._routes import ask, show

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (show, ask)
