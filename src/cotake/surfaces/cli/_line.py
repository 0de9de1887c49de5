"""A line of an answer, and the part it plays."""

from __future__ import annotations

from cotake._record import record


@record
class Line:
    """One line; `role` says how it may be coloured."""

    text: str
    role: str = ""
    indent: str = ""
