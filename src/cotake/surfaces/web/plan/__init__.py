"""How to start: the schedule on a calendar."""

from typing import Any

from cotake.surfaces.web.plan._handed import (
    agree,
    hand_calendar,
    hand_data,
    hand_page,
    show_agreed,
)
from cotake.surfaces.web.plan._routes import clear, draw, move, put_back, show

__all__ = ["handlers"]

handlers: tuple[Any, ...] = (
    show,
    draw,
    move,
    put_back,
    clear,
    hand_calendar,
    hand_data,
    hand_page,
    show_agreed,
    agree,
)
