"""Everything that is known of one medicine."""

from typing import Any

from cotake.surfaces.web.medicines._routes import find_medicine, show_medicine, show_medicines

handlers: list[Any] = [show_medicines, find_medicine, show_medicine]

__all__ = ["handlers"]
