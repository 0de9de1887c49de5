"""The clock of this machine."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo


def here() -> tzinfo:
    """The zone of this machine, by name where it has one, so that past summers keep their clock."""
    from tzlocal import reload_localzone

    try:
        return reload_localzone()
    except (LookupError, ValueError, OSError):  # a TZ that is no zone of the database
        return datetime.now().astimezone().tzinfo or UTC


def now_here() -> datetime:
    """This moment on the clock of this machine."""
    return datetime.now(here())
