"""The answer as a page shows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake._text import sentence
from cotake.handover import Kept
from cotake.handover._by_dose import means_by_dose
from cotake.handover._dosed import Group, dosed
from cotake.handover._scored import side_effects_of
from cotake.journal import Journal
from cotake.knowledge import Library
from cotake.surfaces._trial import analysed, as_fixed, no_half_life, notes_of
from cotake.surfaces.web.working._asked import Choice, given_for, group_named
from cotake.surfaces.web.working._kept import Fixed, fixed_in
from cotake.surfaces.web.working._wish import Wish
from cotake.trial import Analysis
from cotake.trial._numbers import of_hundred, shown
from cotake.trial.given import Given, given_of_journal
from cotake.trial.report import report
from cotake.trial.surer import Lacking, lacking, surer

#: Of the drawing of the effect: its width, and the room at each side.
_WIDE, _SIDE = 320.0, 14.0


@record
class Interval:
    """The effect drawn: places on a line where better is to the right, and how they are told."""

    low: float
    middle: float
    high: float
    nothing: float
    matters: float
    says: tuple[str, str, str]


@record
class Told:
    """The answer: its kind and sentence, what it rests on, and what would make it surer.

    `rows` are the stretches of one dose: from, to, dose, days, with a score, mean, spread. `harms` are the
    headings and rows of side effects by dose.
    """

    verdict: str
    head: str
    says: str
    effect: Interval | None
    chances: tuple[str, str, str]
    seen: int
    days: int
    plot: dict[str, Any]
    rows: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...]
    surer: tuple[str, ...]
    assumed: tuple[str, ...]
    notes: tuple[str, ...]
    harms: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
    fixed: bool
    anytime: bool


@record
class Waiting:
    """Why there is no answer yet: a message of the page, what the core says, and what is missing."""

    message: str
    told: str = ""
    missing: Lacking | None = None
    until: date | None = None


def told_of(
    wish: Wish, choice: Choice, kept: Kept, journal: Journal, library: Library, today: date
) -> Told | Waiting:
    """The answer to a settled wish, or why there is none yet."""
    if not choice.outcomes:
        return Waiting("working-no-scores")
    fixed = None if wish.by_doses else fixed_in(journal)
    if fixed is not None and fixed.design.outcome == wish.outcome:
        return _as_fixed(fixed, kept, journal, library, today)
    group = group_named(wish.medicine, choice)
    if group is None:
        return Waiting("working-no-doses")
    given = None
    try:
        given = given_for(wish, group, kept, library)
        found = analysed(given, anytime=not wish.once)
    except InputError as error:
        return Waiting("working-too-early", str(error), lacking(given.days, today) if given else None)
    if found.nothing:
        return Waiting("working-too-early", found.nothing, lacking(given.days, today))
    notes = list(notes_of(given))
    if given.half_life_days is None:
        notes.append(no_half_life(given.medicine))
    return _told(found, given, tuple(notes), _harms(group, kept, library, today))


def _as_fixed(fixed: Fixed, kept: Kept, journal: Journal, library: Library, today: date) -> Told | Waiting:
    """The answer of a trial that was fixed in advance; of one look not before its end."""
    made = fixed.design
    last = made.blocks[-1].last
    if today <= last and not made.anytime:
        return Waiting("working-fixed-runs", until=last)
    try:
        given = given_of_journal(
            kept.entries, kept.marks, kept.scales, library, made.outcome, with_dose=False
        )
        found, note = as_fixed(made, given, made.scale)
    except InputError as error:
        return Waiting("working-too-early", str(error))
    if found.nothing:
        return Waiting("working-too-early", found.nothing)
    table = ((), ())
    return _told(found, given, (note,) if note else (), table, made=fixed)


def _told(
    found: Analysis,
    given: Given,
    notes: tuple[str, ...],
    harms: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]],
    made: Fixed | None = None,
) -> Told:
    head, _, rest = found.says.partition(". ")
    done = report(found, design=made.design if made else None)
    rows = tuple(
        (
            each.first,
            each.last,
            f"{each.exposure:g}",
            str(each.days),
            str(each.scored),
            "" if each.mean is None else shown(each.mean),
            "" if each.sd is None else shown(each.sd),
        )
        for each in done.periods
    )
    return Told(
        verdict=found.verdict,
        head=f"{head}.",
        says=rest,
        effect=_interval(found),
        chances=(of_hundred(found.p_benefit), shown(found.mid), of_hundred(found.p_meaningful)),
        seen=int(found.series.seen.sum()),
        days=found.series.days,
        plot=found.plots["days"],
        rows=rows,
        warnings=found.warnings,
        surer=surer(found),
        assumed=found.assumptions,
        notes=(*notes, *((given.better_by,) if given.better_by else ())),
        harms=harms,
        fixed=made is not None,
        anytime=found.anytime,
    )


def _interval(found: Analysis) -> Interval:
    """Its ends in points of better; the line holds them, nothing, and what matters."""
    sign = found.scale.sign
    low, high = sorted((sign * found.effect.low, sign * found.effect.high))
    middle = sign * found.effect.mean
    least, most = min(low, 0.0, -found.mid), max(high, 0.0, found.mid)
    span = (most - least) or 1.0

    def place(value: float) -> float:
        return round(_SIDE + (value - least) / span * (_WIDE - 2 * _SIDE), 1)

    return Interval(
        place(low),
        place(middle),
        place(high),
        place(0.0),
        place(found.mid),
        (_signed(low), _signed(middle), _signed(high)),
    )


def _signed(value: float) -> str:
    """With a minus that is one."""
    return shown(value).replace("-", "−")


def _harms(
    group: Group, kept: Kept, library: Library, today: date
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Side effects by the dose of the medicine, over all of the journal."""
    first = kept.first or today
    scored = side_effects_of(kept, library, first, today)
    if not scored:
        return (), ()
    return means_by_dose(scored, dosed(group, sentence(group.name), first, today), first, today)
