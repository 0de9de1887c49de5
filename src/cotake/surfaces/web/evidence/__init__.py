"""What the studies show."""

from typing import Any

from cotake.surfaces.web.evidence._routes import find, show, show_outcome, show_topic

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (show, find, show_topic, show_outcome)
