"""The journal in the browser: opened, written, read, locked."""

from typing import Any

from cotake.surfaces.web.journal._opening import lock, open_it, show_closed

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (show_closed, open_it, lock)
