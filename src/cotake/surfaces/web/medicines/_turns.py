"""Looking a medicine up, and its page: the same wherever the pages run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from cotake.knowledge import Library
from cotake.regimen import parse
from cotake.surfaces.web._sheet import Sheet
from cotake.surfaces.web._templates import Shown
from cotake.surfaces.web.medicines._tokens import name_of, token_of
from cotake.surfaces.web.medicines._view import medicine_view

_MOST_ASKED = 200


def medicines_shown(sheet: Sheet, library: Library, secret: bytes, asked: Any = "") -> Shown | str:
    """The field to look one up, and those of the list; the address of the page of what was written.

    Where that is several, or none, the page has all of them to choose from.
    """
    text = " ".join(asked.split())[:_MOST_ASKED] if isinstance(asked, str) else ""
    found = parse([text], library, today=date.today()) if text else None
    names = list(dict.fromkeys(each.substance for each in found.medicines)) if found else []
    if len(names) == 1:
        return f"/medicines/{token_of(names[0], secret)}"
    listed = parse(sheet.lines, library, today=date.today()).medicines
    own = list(dict.fromkeys(each.substance for each in listed))

    def links(of: Sequence[str]) -> list[tuple[str, str]]:
        return [(library.substance(each).name, token_of(each, secret)) for each in of]

    values = {
        "asked": text,
        "found": links(names),
        "offered": [each.name for unknown in found.unknown for each in unknown.candidates] if found else [],
        "own": links(own),
    }
    return Shown("medicines.html", values)


def medicine_shown(sheet: Sheet, library: Library, secret: bytes, token: str) -> Shown | None:
    """All that is known of one, with its sources; None where the address is that of none."""
    name = name_of(token, secret, library)
    if not name:
        return None
    view = medicine_view(library.substance(name), library, sheet.audience)
    return Shown("medicine.html", {"it": view})
