"""What is known of a medicine that a trial has to reckon with: how long it lasts, and how it is stopped."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Literal

from cotake._errors import InputError
from cotake._record import record
from cotake.knowledge import Library
from cotake.knowledge.types import Substance
from cotake.regimen import Medicine, parse

#: After so many half-lives 3 % of it are left.
_GONE = 5
#: Doses of blocks differ by no more than so many times.
_STEP = 2


@record
class Lasting:
    """How long a medicine lasts: the half-life in days, of it or of what the body makes of it (`of`).

    `days` is the middle one (geometric) of `low` and `high`, the usual range of that which lasts longest.
    `gone_days` is about when little of it is left: five of the middle half-lives. What it did to the body
    may last longer, as with a blocked enzyme. `stops` is whether it is stopped slowly or may be stopped at
    once; "" where no record says.
    """

    name: str
    of: str
    days: float
    low: float
    high: float
    gone_days: int
    stops: Literal["slowly", "at-once", ""]


def lasting(text: str, library: Library) -> Lasting | None:
    """That of a medicine as people write it; None where no half-life of it is on record.

    Raises:
        InputError: it is not known, or several are named.
    """
    found = parse(text, library, today=date.today())
    if found.unknown or not found.medicines:
        raise InputError(f"{text!r} is no medicine that is known; its half-life cannot be looked up")
    if len(found.medicines) > 1:
        raise InputError(f"{text!r} are several medicines; name one")
    medicine = found.medicines[0]
    substance = library.substance(medicine.substance)
    lives = [
        each
        for each in substance.half_lives
        if each.active and each.hours and medicine.route in (each.routes or (medicine.route,))
    ]
    if not lives:
        return None
    longest = max(lives, key=lambda each: each.hours[-1])
    low, high = longest.hours[0] / 24, longest.hours[-1] / 24
    return Lasting(
        substance.name,
        longest.of,
        math.sqrt(low * high),
        low,
        high,
        math.ceil(_GONE * math.sqrt(low * high)),
        _stops(substance, medicine),
    )


def refuse_blocks(known: Lasting, levels: Sequence[float]) -> None:
    """Refuse blocks that would stop a medicine, or lower it far, from one day to the next.

    Raises:
        InputError: the records do not say that it may be.
    """
    ways = "Compare doses that are near one another, or observe a plan"
    if known.stops == "at-once":
        return
    if min(levels) == 0:
        told = (
            f"{known.name} is stopped slowly, and blocks without it would stop it from one day to the next"
            if known.stops == "slowly"
            else f"whether {known.name} may be stopped from one day to the next is not on record"
        )
        raise InputError(f"{told}. {ways}")
    if max(levels) > _STEP * min(levels):
        raise InputError(
            f"from {max(levels):g} to {min(levels):g} from one day to the next is a large step of "
            f"{known.name}. {ways}"
        )


def same_substance(one: str, other: str, library: Library) -> bool:
    """Whether two names mean the same substance."""
    found = [parse(each, library, today=date.today()) for each in (one, other)]
    named = [{medicine.substance for medicine in each.medicines} for each in found]
    return bool(named[0]) and named[0] == named[1]


def half_life(text: str, library: Library) -> float | None:
    """In days; None where the medicine is not known, or its half-life is not."""
    try:
        found = lasting(text, library)
    except InputError:
        return None
    return None if found is None else found.days


def _stops(substance: Substance, medicine: Medicine) -> Literal["slowly", "at-once", ""]:
    said = {
        each.stop
        for each in substance.handling
        if each.stop and (not each.band or each.band in medicine.bands)
    }
    return "slowly" if "slowly" in said else "at-once" if said else ""
