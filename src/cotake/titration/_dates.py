"""From levels to dated steps, with planned pauses and what comes after them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from cotake._errors import InputError
from cotake.knowledge.types import Pause, Words
from cotake.titration._stages import Level
from cotake.titration._types import Pausing, Step

_DAY = timedelta(days=1)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def day_of(when: date) -> str:
    """`7 Dec 2026`."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def placed(
    levels: Sequence[Level],
    begin: date,
    pauses: Sequence[Pausing],
    restart_after_days: float,
    *,
    falls: bool = False,
) -> tuple[Step, ...]:
    """The levels on days, none left out, with the pauses between them.

    A pause cuts a level in two. Afterwards it goes on with the rest of that level, or, where the pause
    lasted longer than `restart_after_days`, from the first level again. What begins within a pause begins
    after it. A plan that `falls` ends at a pause of more than a day: whoever has been without it must not
    go back to where it was.
    """
    waiting = sorted(pauses, key=lambda each: each.first)
    steps: list[Step] = []
    day = begin
    whole = list(enumerate(levels, 1))
    queue = list(whole)
    while queue:
        pause = next((each for each in waiting if each.last >= day), None)
        if pause is not None and pause.first <= day:
            steps.append(_pause(len(steps) + 1, max(day, pause.first), pause))
            waiting.remove(pause)
            if falls and steps[:-1] and pause.last > pause.first:
                return tuple(steps)
            if steps[:-1] and (pause.last - pause.first).days + 1 > restart_after_days:
                queue = list(whole)
            day = pause.last + _DAY
            continue
        place, level = queue.pop(0)
        if not level.mg:  # the end: what is planned later touches nothing
            steps.append(_step(len(steps) + 1, place, level, day, None))
            return tuple(steps)
        last = None if level.days is None else day + timedelta(days=level.days - 1)
        if pause is not None and (last is None or pause.first <= last):
            cut = pause.first - _DAY
            left = None if last is None else (last - cut).days
            steps.append(_step(len(steps) + 1, place, level, day, cut))
            if left != 0:
                queue.insert(0, (place, replace(level, days=left)))
            day = pause.first
            continue
        steps.append(_step(len(steps) + 1, place, level, day, last))
        if last is not None:
            day = last + _DAY
    return tuple(steps)


def _step(number: int, place: int, level: Level, first: date, last: date | None) -> Step:
    kind: Literal["dose", "end"] = "dose" if level.mg else "end"
    return Step(
        number,
        level.mg,
        first,
        last,
        kind,
        level.each,
        level.times,
        level.every,
        level.parts,
        when=level.when,
        level=place,
    )


def _pause(number: int, first: date, pause: Pausing) -> Step:
    return Step(number, Decimal(0), first, pause.last, "pause", why=pause.why)


def pausing_for_surgery(on: date, facts: Sequence[Pause], last_opioid: date | None) -> Pausing | None:
    """The pause around an operation, by the longest of the days on record; None where none is.

    After it counts from the last opioid; where that is not known, from the operation.
    """
    fact = next((each for each in facts if each.reason == "surgery"), None)
    if fact is None:
        return None
    before, after = math.ceil(max(fact.before_days)), math.ceil(max(fact.after_days))
    counted = max(on, last_opioid) if last_opioid is not None and fact.after == "last-opioid" else on
    return Pausing(
        f"operation on {on.isoformat()}",
        on - timedelta(days=before),
        counted + timedelta(days=after),
        fact.says,
        fact.src,
    )


def pausing_for_opioids(first: date, last: date, facts: Sequence[Pause]) -> Pausing | None:
    """The pause around a course of an opioid, by the longest of the days on record; None where none is.

    Raises:
        InputError: the course ends before it begins.
    """
    if last < first:
        raise InputError(f"the opioid course ends on {last}, before it begins on {first}")
    fact = next((each for each in facts if each.reason == "opioids"), None)
    if fact is None:
        return None
    return Pausing(
        f"opioid from {first.isoformat()} to {last.isoformat()}",
        first - timedelta(days=math.ceil(max(fact.before_days))),
        last + timedelta(days=math.ceil(max(fact.after_days))),
        fact.says,
        fact.src,
    )


def pausing_named(first: date, last: date, why: str) -> Pausing:
    """A pause that the person names.

    Raises:
        InputError: it ends before it begins.
    """
    if last < first:
        raise InputError(f"the pause ends on {last}, before it begins on {first}")
    says = "A pause that was agreed."
    return Pausing(why, first, last, Words(says, says), ())


def joined_pauses(pauses: Sequence[Pausing]) -> tuple[Pausing, ...]:
    """Pauses that overlap or touch as one, with both reasons."""
    found: list[Pausing] = []
    for pause in sorted(pauses, key=lambda each: (each.first, each.last)):
        if found and pause.first <= found[-1].last + _DAY:
            had = found.pop()
            says = Words(
                f"{had.says.person} {pause.says.person}", f"{had.says.clinician} {pause.says.clinician}"
            )
            pause = Pausing(
                f"{had.why}; {pause.why}",
                had.first,
                max(had.last, pause.last),
                says,
                tuple(dict.fromkeys((*had.src, *pause.src))),
            )
        found.append(pause)
    return tuple(found)
