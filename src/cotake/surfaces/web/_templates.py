"""Templates in the words of a language: the same for the pages that are served and for the static site."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from importlib.resources import files
from typing import Any

from cotake._record import record
from cotake._version import __version__
from cotake.surfaces.web._messages import LANGUAGES, messages_in
from cotake.surfaces.web._sheet import THEMES, Sheet

#: The rooms, in the order of the navigation: those of the list, then those of the person. Path and message.
ROOMS = (
    (
        ("/", "room-check"),
        ("/day", "room-day"),
        ("/guide", "room-guide"),
        ("/claims", "room-claims"),
        ("/evidence", "room-evidence"),
        ("/medicines", "room-medicines"),
    ),
    (
        ("/plan", "room-plan"),
        ("/journal", "room-journal"),
        ("/working", "room-working"),
        ("/report", "room-report"),
        ("/care", "room-care"),
    ),
)
PATHS = (*(path for group in ROOMS for path, _ in group), "/help")


def inside(path: str) -> bool:
    """Whether it is the address of a room, or one below.

    >>> inside("/plan/agreed"), inside("/"), inside("//elsewhere.example"), inside("/planet")
    (True, True, False, False)
    """
    return any(path == room or (room != "/" and path.startswith(f"{room}/")) for room in PATHS)


@record
class Shown:
    """A page before it is put into words: its template, what stands in it, and the status of the answer."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


def environment(loader: Any, asset: Callable[[str], str], rooms: Any) -> Any:
    """How templates are read: a name that is not known is an error, and all that is filled in is text."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(asset=asset, rooms=rooms, languages=LANGUAGES, themes=THEMES, version=__version__)
    return made


@cache
def pages() -> Any:
    """The templates of the pages that are served."""
    from jinja2 import PackageLoader

    return environment(PackageLoader("cotake.surfaces.web"), asset, ROOMS)


@cache
def asset(name: str) -> str:
    """The address of a file of ours, with a digest of it in the name: it may be kept for ever."""
    held = (files("cotake.surfaces.web") / "static" / name).read_bytes()
    stem, _, ending = name.rpartition(".")
    return f"/static/{stem}.{hashlib.sha256(held).hexdigest()[:12]}.{ending}"


def worded(
    templates: Any, shown: Shown, *, sheet: Sheet, language: str, path: str, csrf: str, unlocked: bool
) -> str:
    """The page as HTML: with the words of the language, and with what every page shows."""
    return str(
        templates.get_template(shown.template).render(
            say=messages_in(language),
            language=language,
            sheet=sheet,
            path=path,
            csrf=csrf,
            unlocked=unlocked,
            **shown.values,
        )
    )
