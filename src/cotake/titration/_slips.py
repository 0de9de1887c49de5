"""Slips of a dose: ten times too much, the wrong band, a step larger than any that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from cotake._errors import InputError
from cotake._text import sentence
from cotake.knowledge import Library
from cotake.knowledge.types import Band, Limit, Schedule, Substance
from cotake.regimen import Medicine
from cotake.titration._amounts import as_dose
from cotake.titration._stages import Level, of_schedule
from cotake.titration._types import Told
from cotake.titration._who import limit_in_words, most_of

#: A dose this many times the top of its band is refused: it is a slip, or not for a plan made at home.
_FAR = 2
_TEN, _THOUSAND = Decimal(10), Decimal(1000)
#: A hazard of this grade leaves no room above the usual top.
_DEADLY, _GRADE = "respiratory-depression", 3
_ROUNDING = Decimal("1e-6")


def refuse_slips(levels: Sequence[Level], record: Substance, band: Band | None) -> None:
    """Refuse a level that is far above the band that the name stands for, or above all bands.

    Raises:
        InputError: a level is more than twice the top; it names the top, and the dose of a tenth where that
            would fit.
    """
    named, top = _top_of(record, band)
    if top is None:
        return
    highest = max(level.mg for level in levels)
    far = 1 if is_dangerous(record) else _FAR
    if highest > far * top:
        above = "above" if far == 1 else "more than twice"
        text = f"{as_dose(highest)} is {above} {named}, {as_dose(top)} a day"
        tenth = highest / _TEN
        hint = ""
        for each in (tenth, highest / _THOUSAND):
            if not hint and _is_usual(each, record, band):
                hint = f". Was {as_dose(each)} meant?"
        raise InputError(f"{text}{hint}")


def is_dangerous(record: Substance) -> bool:
    """Whether more than usual is dangerous at once: by a narrow index, or as it can stop the breath."""
    narrow = record.exposure is not None and record.exposure.index == "narrow"
    return narrow or any(each.hazard == _DEADLY and (each.grade or 0) >= _GRADE for each in record.does)


def _is_usual(dose: Decimal, record: Substance, band: Band | None) -> bool:
    """Whether a dose lies within a band, its usual top included."""
    for each in (band,) if band else record.doses:
        if each is not None and len(each.mg_per_day) == 2:
            low, high = each.mg_per_day
            if (low or 0) <= float(dose) <= (high or each.usual_top_mg or 0):
                return True
    return False


def within_limit(
    levels: Sequence[Level], limit: Limit | None, name: str, of_record: bool, library: Library
) -> tuple[tuple[Level, ...], tuple[Told, ...]]:
    """The levels up to the most that is on record for this person, and what was cut off.

    A schedule of the records ends where it would go above; doses that were asked for are refused.

    Raises:
        InputError: a level that was asked for, or the first of a schedule, is above the most.
    """
    if limit is None:
        return tuple(levels), ()
    most = most_of(limit)
    kept = [level for level in levels if level.mg <= most + _ROUNDING]
    if len(kept) == len(levels):
        return tuple(levels), ()
    told = sentence(limit_in_words(limit, name, library))
    if not kept or not most or not of_record:
        highest = as_dose(max(level.mg for level in levels))
        begins = f"it would begin with {as_dose(levels[0].mg)}" if of_record else f"{highest} was asked for"
        cited = f" [{', '.join(str(each) for each in limit.src)}]"
        raise InputError(f"{told}; {begins}{cited}" if most else f"{told}{cited}")
    cut = f"{told}. The schedule goes to {as_dose(levels[-1].mg)} a day; here it ends before."
    return (*kept[:-1], replace(kept[-1], days=None)), (Told(cut, limit.src),)


def within_said(
    levels: Sequence[Level], taken: Medicine, of_record: bool
) -> tuple[tuple[Level, ...], tuple[str, ...]]:
    """A schedule of the records up to the dose that was named with the medicine, and what was cut off.

    Raises:
        InputError: it begins above that dose.
    """
    if not of_record or taken.mg_per_day is None:
        return tuple(levels), ()
    said = Decimal(str(taken.mg_per_day))
    kept = [level for level in levels if level.mg <= said + _ROUNDING]
    if not kept:
        raise InputError(
            f"{as_dose(said)} a day was named, and the schedule begins with {as_dose(levels[0].mg)}. Say "
            "what is meant with --start, --target, --step and --every, or leave the dose out"
        )
    if len(kept) == len(levels):
        above = said > levels[-1].mg
        return tuple(levels), (f"{as_dose(said)} was named; the schedule ends before.",) if above else ()
    return (*kept[:-1], replace(kept[-1], days=None)), (f"It ends where the {as_dose(said)} was named.",)


def limits_unknown(levels: Sequence[Level], limits: Sequence[Limit], library: Library) -> Iterator[Told]:
    """What would be the most if something that is not known of the person were so."""
    highest = max(level.mg for level in levels)
    for limit in limits:
        if most_of(limit) + _ROUNDING < highest:
            text = sentence(limit_in_words(limit, "it", library))
            yield Told(f"{text}. That is not known here: ask.", limit.src)


def noticed(
    levels: Sequence[Level],
    record: Substance,
    band: Band | None,
    schedules: Sequence[Schedule],
    taken: Medicine,
) -> Iterator[str]:
    """What is odd about the levels, and may be meant: above the band, or steps larger than those known.

    `schedules` are those that fit what is taken, and by whom.
    """
    named, top = _top_of(record, band)
    highest = max(level.mg for level in levels)
    if top is None:
        yield f"No highest dose of {record.name} is on record: a slip of the dose would not be seen here."
    if top is not None and highest > top:
        yield f"{as_dose(highest)} is above {named}, {as_dose(top)} a day."
    known = _largest_step(schedules)
    rises = [later.mg - earlier.mg for earlier, later in pairwise(levels)]
    if known is not None and rises and max(rises) > known:
        yield (
            f"A step of {as_dose(max(rises))} is larger than any in the schedules on record "
            f"({as_dose(known)})."
        )
    first = _least_start(schedules)
    begun = taken.mg_per_day is not None and taken.mg_per_day >= float(levels[0].mg)
    if first is not None and levels[0].mg > first and not begun:
        yield f"It starts at {as_dose(levels[0].mg)}; the schedules on record start at {as_dose(first)}."


def _top_of(record: Substance, band: Band | None) -> tuple[str, Decimal | None]:
    if band is not None:
        top = band.mg_per_day[1] if len(band.mg_per_day) == 2 else None
        return f"the top of the {band.band} band", None if top is None else Decimal(str(top))
    tops = [each.usual_top_mg or (each.mg_per_day[1:] or (None,))[0] for each in record.doses]
    known = [Decimal(str(each)) for each in tops if each is not None]
    return "the usual top", max(known) if known else None


def _largest_step(schedules: Sequence[Schedule]) -> Decimal | None:
    steps = [
        later.mg - earlier.mg
        for each in schedules
        if each.kind == "start"
        for earlier, later in pairwise(of_schedule(each))
    ]
    return max(steps, default=None)


def _least_start(schedules: Sequence[Schedule]) -> Decimal | None:
    """The highest of the doses with which schedules start."""
    starts = (of_schedule(each)[0].mg for each in schedules if each.kind == "start")
    return max(starts, default=None)
