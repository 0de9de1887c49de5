"""Can these be taken together? The list, and the answer."""

from typing import Any

from cotake.surfaces.web.check._routes import (
    add,
    begin_again,
    change_look,
    change_person,
    names,
    remove,
    show,
)

handlers: list[Any] = [show, add, remove, change_person, change_look, begin_again, names]

__all__ = ["handlers"]
