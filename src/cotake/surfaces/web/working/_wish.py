"""What is asked of the journal: which outcome, by the doses of which medicine, and how."""

from __future__ import annotations

import math
from collections.abc import Mapping, MutableMapping
from typing import Any

from cotake._record import record
from cotake.surfaces.web._fields import SHORT, text_of
from cotake.surfaces.web.check._forms import Refused

#: Under this name the vault keeps it: what one asks tells of what is in the journal.
DRAFT = "working"
_MOST_POINTS = 1_000_000


@record
class Wish:
    """An outcome by its id and a medicine as the journal has it; "" for the likeliest.

    `points` is the least difference that matters, None for that on record. `events` are reckoned with;
    `once` says that it is looked at once and never before; `by_doses` that a trial which was fixed is
    analysed by the doses of the journal instead.
    """

    outcome: str = ""
    medicine: str = ""
    points: float | None = None
    events: bool = True
    once: bool = False
    by_doses: bool = False


def read_wish(form: Mapping[str, Any]) -> Wish | Refused:
    """The wish of a form."""
    text = text_of(form, "points", SHORT).replace(",", ".")
    points = None
    if text:
        try:
            points = float(text)
        except ValueError:
            return Refused("working-no-points", "points")
        if not (math.isfinite(points) and 0 < points <= _MOST_POINTS):
            return Refused("working-no-points", "points")
    return Wish(
        text_of(form, "outcome", SHORT),
        text_of(form, "medicine", SHORT),
        points,
        bool(form.get("events")),
        bool(form.get("once")),
        bool(form.get("by_doses")),
    )


def wish_of(drafts: Mapping[str, dict[str, str]]) -> Wish:
    """The one that was asked last; the usual one where none was."""
    found = read_wish(drafts[DRAFT]) if DRAFT in drafts else Wish()
    return found if isinstance(found, Wish) else Wish()


def put_wish(drafts: MutableMapping[str, dict[str, str]], wish: Wish) -> None:
    """Keep it until the pages are stopped."""
    drafts[DRAFT] = {
        "outcome": wish.outcome,
        "medicine": wish.medicine,
        "points": "" if wish.points is None else f"{wish.points:g}",
        "events": "1" if wish.events else "",
        "once": "1" if wish.once else "",
        "by_doses": "1" if wish.by_doses else "",
    }
