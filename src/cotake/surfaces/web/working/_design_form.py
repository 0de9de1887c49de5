"""What is asked of a trial in blocks, as its form has it."""

from __future__ import annotations

import math
from collections.abc import Mapping, MutableMapping
from datetime import date, timedelta
from typing import Any

from cotake._record import record
from cotake.surfaces.web._fields import SHORT, day_of, text_of
from cotake.surfaces.web.check._forms import Refused

#: Under this name the vault keeps the form, and what was simulated for it.
DRAFT, POWER = "trial-design", "trial-power"
FIELDS = (
    "outcome", "medicine", "dose-a", "dose-b", "dose-c", "before", "begin", "block", "washout", "rounds",
    "points", "agreed", "anytime", "sealed",
)  # fmt: skip
_MOST_MG, _MOST_DAYS, _MOST_ROUNDS, _MOST_POINTS = 100_000.0, 84, 30, 1_000_000.0
#: Years from today within which a trial begins.
_FAR = timedelta(days=730)


@record
class Asked:
    """A trial that is asked for: doses in mg a day, lengths in days.

    `before` is the dose before it begins; `block` and `washout` None by the medicine; `points` the least
    difference that matters, None for that on record. `agreed` says that the prescriber agreed to changes
    from one day to the next; `anytime` that it may be looked at every day; `sealed` that the order is not
    shown to who takes the doses.
    """

    outcome: str
    medicine: str
    doses: tuple[float, ...]
    before: float | None
    begin: date
    block: int | None
    washout: int | None
    rounds: int
    points: float | None
    agreed: bool
    anytime: bool
    sealed: bool


def read_asked(form: Mapping[str, Any], today: date) -> Asked | Refused:
    """The trial of a form."""
    doses: list[float] = []
    for name in ("dose-a", "dose-b", "dose-c"):
        text = text_of(form, name, SHORT)
        if not text and name == "dose-c":
            continue
        dose = _number(text, 0.0, _MOST_MG)
        if dose is None:
            return Refused("design-no-dose", name)
        if dose in doses:
            return Refused("design-same-dose", name)
        doses.append(dose)
    before = None
    if text := text_of(form, "before", SHORT):
        before = _number(text, 0.0, _MOST_MG)
        if before is None:
            return Refused("design-no-dose", "before")
    begin = day_of(text_of(form, "begin", SHORT))
    if begin is None or abs(begin - today) > _FAR:
        return Refused("entry-no-date", "begin")
    lengths: dict[str, int | None] = {}
    for name, least in (("block", 1), ("washout", 0)):
        lengths[name] = None
        if text := text_of(form, name, SHORT):
            lengths[name] = _whole(text, least, _MOST_DAYS)
            if lengths[name] is None:
                return Refused("design-no-days", name)
    rounds = _whole(text_of(form, "rounds", SHORT) or "3", 1, _MOST_ROUNDS)
    if rounds is None:
        return Refused("design-no-rounds", "rounds")
    points = None
    if text := text_of(form, "points", SHORT):
        points = _number(text, 1e-9, _MOST_POINTS)
        if points is None:
            return Refused("working-no-points", "points")
    return Asked(
        text_of(form, "outcome", SHORT),
        text_of(form, "medicine", SHORT),
        tuple(doses),
        before,
        begin,
        lengths["block"],
        lengths["washout"],
        rounds,
        points,
        bool(form.get("agreed")),
        bool(form.get("anytime")),
        bool(form.get("sealed")),
    )


def put_form(drafts: MutableMapping[str, dict[str, str]], form: Mapping[str, Any]) -> None:
    """Keep a form as it was sent; what was simulated for another one goes."""
    kept = {name: text_of(form, name, SHORT) for name in FIELDS}
    if drafts.get(DRAFT) != kept:
        drafts.pop(POWER, None)
    drafts[DRAFT] = kept


def typed_in(form: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form."""
    return {name: text_of(form, name, SHORT) for name in FIELDS}


def _number(text: str, least: float, most: float) -> float | None:
    try:
        found = float(text.lower().removesuffix("mg").strip().replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) and least <= found <= most else None


def _whole(text: str, least: int, most: int) -> int | None:
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    return found if least <= found <= most else None
