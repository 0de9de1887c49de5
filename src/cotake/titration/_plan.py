"""Put a plan together: levels, dates, forms, and the check of what is taken beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from cotake._errors import InputError, PlanRefused
from cotake._text import joined
from cotake.interactions import Finding, Report, check
from cotake.knowledge import Library, open_library
from cotake.knowledge.types import Band, Handling, Limit, Schedule, Substance
from cotake.regimen import Medicine, Person, form_of, normalised, parse, read_person
from cotake.titration._amounts import as_dose, shown
from cotake.titration._asked import check_words, levels_of
from cotake.titration._choice import (
    chosen_schedule,
    fitting_schedules,
    named_with_use,
    nearest,
    substances_of,
)
from cotake.titration._dates import joined_pauses, pausing_for_opioids, pausing_for_surgery, placed
from cotake.titration._forms import Form, not_made_of, portions_of, sold_for, supply_of, together
from cotake.titration._pace import (
    abrupt,
    of_another,
    of_person,
    refuse_child,
    refuse_high_start,
    refuse_too_high_a_start,
    refuse_unplanned,
    steep,
    too_fast,
    unsettled,
    usual_times,
)
from cotake.titration._slips import limits_unknown, noticed, refuse_slips, within_limit, within_said
from cotake.titration._stages import Level, below, with_holds
from cotake.titration._types import Measure, Pausing, Plan, Rule, Step, Told
from cotake.titration._who import Case, for_planning, limits_of, refuse_unknown_kidneys

#: What is written down where nothing else was agreed.
_MEASURES = (
    Measure("what it is for, 0 to 10", "every day at the same time, from a week before the first dose"),
    Measure("side effects, each 0 to 10", "every day"),
    Measure("whether to go on, stay or go back", "on the last day of each step, before the next"),
)
#: After a pause longer than this, and no rule on record, it is begun anew.
_LONG_PAUSE = 1.0
#: Days that a last level is counted for in the supply.
KEPT = 28
_CARRIED = 3
#: An opioid begun so long after an operation belongs to it.
_NEAR = timedelta(days=7)
_WEEK = 7
#: Decimals of a mg that a dose may have.
_PLACES = 4


def plan(
    medicine: str,
    *,
    start: Decimal | None = None,
    target: Decimal | None = None,
    step: Decimal | None = None,
    every: int | None = None,
    schedule: str = "",
    fast: bool = False,
    use: str = "",
    taper: Literal["", "linear", "hyperbolic"] = "",
    steps: int = 10,
    grain: Decimal = Decimal("0.1"),
    begin: date | None = None,
    when: str = "",
    times_per_day: int | None = None,
    holds: Mapping[int, int] | None = None,
    beside: Sequence[str] = (),
    person: Person | Mapping[str, Any] | None = None,
    rules: Sequence[Rule] = (),
    measures: Sequence[Measure] = (),
    forms: Sequence[Form] = (),
    pauses: Sequence[Pausing] = (),
    opioids: Sequence[tuple[date, date]] = (),
    kept_days: int = KEPT,
    library: Library | None = None,
    today: date | None = None,
) -> Plan:
    """A dated schedule for one medicine, to discuss with the prescriber.

    Args:
        medicine: its name, with what is known of how it is taken.
        start, target, step: mg a day; `every` days a step. Without them a schedule of the records is used,
            that of the id `schedule` or for the illness `use`, by the longest of its days unless `fast`.
        taper: downwards, by even steps or by even parts of the target that is held, in `steps` steps,
            rounded to `grain` mg.
        begin: the first day; by default today.
        when, times_per_day: as in the schedule, else once a day.
        holds: other lengths of steps, number to days.
        beside: the other medicines, as for `cotake.check`.
        person: as for `cotake.check`; an operation that is planned makes a pause.
        rules, measures: what was agreed.
        forms: what is at hand, to say what makes up each dose.
        pauses: pauses that were agreed; `opioids`: courses of an opioid, each with its first and last day.
        kept_days: for how long the last level is counted in the supply.
        library, today: as for `cotake.check`.

    Raises:
        InputError: something in it is not known or cannot be, such as a dose far above the top of its band.
        PlanRefused: the check of the list finds something to avoid (class 1) with this medicine.
    """
    library = library or open_library()
    today = today or date.today()
    taken = _one(medicine, library, today)
    record = library.substance(taken.substance)
    check_words(start, target, taper, schedule, use, step, every)
    named = taken.named_band or (taken.bands[0] if taken.bands and taken.mg_per_day else "")
    band = next((each for each in record.doses if each.band == named), None)
    given = (
        normalised(person, library) if isinstance(person, Person) else read_person(person or {}, library)
    )
    who = for_planning(given)
    form = form_of(taken, library) or "plain"
    others = substances_of(beside, library, today)
    case = Case(taken, record, band, form, others, who, library)
    own = bool(taper) or start is not None or target is not None
    if own or not record.schedules:
        refuse_unplanned(taken, record, band, form, taper)
    chosen = None if own else chosen_schedule(case, schedule, use)
    kind: Literal["start", "taper"] = "taper" if taper or (chosen and chosen.kind == "taper") else "start"
    levels, src = levels_of(record, chosen, kind, taper, start, target, step, every, fast, steps, grain)
    if levels[-1].mg < levels[0].mg:
        kind = "taper"
    joined = chosen is not None and kind == "taper" and below(levels, taken.mg_per_day) != levels
    if joined:
        levels = below(levels, taken.mg_per_day)
    limits: tuple[Told, ...] = ()
    limit: Limit | None = None
    fitting = nearest(fitting_schedules(case), who)
    cut: tuple[str, ...] = ()
    if kind == "start":
        refuse_unknown_kidneys(case)
        limit, may = limits_of(case)
        levels, limits = within_limit(levels, limit, record.name, chosen is not None, library)
        limits += tuple(limits_unknown(levels, may, library))
        levels, cut = within_said(levels, taken, chosen is not None)
    levels = with_holds(levels, dict(holds or {}))
    if kind == "start":
        refuse_slips(levels, record, band)
        if chosen is None:
            refuse_child(who)
            refuse_high_start(levels, taken, fitting)
    else:
        refuse_too_high_a_start(levels, taken)
    pace = (
        ()
        if kind == "taper"
        else (*too_fast(levels, taken, fitting), *unsettled(levels, record, taken.route, fitting))
    )
    usual = usual_times(chosen, fitting, record)
    times = usual if times_per_day is None else times_per_day
    if times < 1:
        raise InputError("a dose is taken once a day or more often")
    first = begin or today
    report, carried = _checked(taken, record, band, levels, beside, person, library, today, kind)
    handling = _handling(record, band)
    all_pauses, untold = _pauses(taken, record, band, report.person, pauses, opioids)
    after = handling.restart_after_days if handling else None
    dated = placed(
        levels, first, all_pauses, _LONG_PAUSE if after is None else after, falls=kind == "taper"
    )
    dated = tuple(_made(each, times, forms) for each in dated)
    sold = () if forms else sold_for(record, taken.route)
    doses = [part for each in dated for part in (each.parts or (each.each_mg,)) if part]
    return Plan(
        substance=record.id,
        name=_name(taken, record, band),
        route=taken.route,
        times_per_day=times,
        when=when or (chosen.when if chosen else ""),
        kind=kind,
        steps=dated,
        beside=tuple(beside),
        report=report,
        carried=carried,
        rules=tuple(rules),
        measures=tuple(measures) or _MEASURES,
        pauses=all_pauses,
        supply=supply_of(dated, kept_days),
        kept_days=kept_days,
        missed=handling.missed if handling else None,
        restart=handling.restart if handling else None,
        stopping=handling.stopping if handling else None,
        schedule=chosen.id if chosen else "",
        title=named_with_use(chosen) if chosen else "",
        assumptions=(
            *_joined(levels, taken, joined),
            *_assumed(record, band, chosen, kind, times, times_per_day, after, all_pauses),
        ),
        notices=(
            *untold,
            *pace,
            *(
                noticed(levels, record, band, fitting, taken)
                if kind == "start"
                else steep(levels, handling, chosen)
            ),
            *abrupt(all_pauses, handling, dated),
            *cut,
            *of_another(chosen, fitting, who),
            *of_person(who, chosen, limit),
        ),
        limits=limits,
        note=chosen.note if chosen else "",
        ours=bool(chosen and chosen.own),
        src=src,
        handling_src=handling.src if handling else (),
        sold=sold,
        not_sold=not_made_of(doses, sold),
    )


def _one(text: str, library: Library, today: date) -> Medicine:
    regimen = parse([text], library, today=today)
    if len(regimen.medicines) != 1 or regimen.not_covered:
        near = ", ".join(each.name for unknown in regimen.unknown for each in unknown.candidates)
        raise InputError(
            f"{text!r} is not one medicine that is known" + (f"; near it: {near}" if near else "")
        )
    return regimen.medicines[0]


def _name(taken: Medicine, record: Substance, band: Band | None) -> str:
    return band.names[0] if band and band.names else record.name


def _checked(
    taken: Medicine,
    record: Substance,
    band: Band | None,
    levels: Sequence[Level],
    beside: Sequence[str],
    person: Person | Mapping[str, Any] | None,
    library: Library,
    today: date,
    kind: str,
) -> tuple[Report, tuple[Finding, ...]]:
    """The check at each level; what it finds of this medicine, the worst of each kind first.

    Raises:
        PlanRefused: something is to be avoided with it, and the plan would begin or raise it.
    """
    name = _name(taken, record, band)
    route = library.vocabulary("routes")[taken.route].name if taken.route != record.default.route else ""
    worst: dict[str, Finding] = {}
    report: Report | None = None
    for amount in dict.fromkeys(_taken(level) for level in levels if level.mg):
        text = " ".join(filter(None, (name, amount, route)))
        at_level = check([text, *beside], person=person, library=library, today=today)
        report = at_level  # that of the last level is kept
        for finding in at_level.findings:
            had = worst.get(finding.id)
            mine = record.id in finding.substances and finding.classification <= _CARRIED
            if mine and (had is None or finding.classification < had.classification):
                worst[finding.id] = finding
    if report is None:
        raise InputError("a plan needs a level above 0 mg")
    stops = tuple(each for each in worst.values() if each.classification == 1)
    if stops and kind == "start":
        told = " ".join(f"{each.summary.person} {each.action.person}" for each in stops)
        others = joined(sorted({name for each in stops for name in each.names} - {record.name}))
        raise PlanRefused(
            f"No plan is made for {name}{f' with {others}' if others else ''}: it is to be avoided. {told}",
            stops,
        )
    return report, tuple(sorted(worst.values(), key=lambda each: each.classification))


def _taken(level: Level) -> str:
    """A level as a line of a list: `25 mg every 2 days`, `12.5 mg daily`."""
    if level.every == 1:
        return f"{shown(level.mg)} mg once a day"
    often = "once a week" if level.every == _WEEK else f"every {level.every} days"
    return f"{shown(level.each)} mg {often}"


def _handling(record: Substance, band: Band | None) -> Handling | None:
    wanted = band.band if band else record.default.band
    fitting = [each for each in record.handling if each.band in ("", wanted)]
    return max(fitting, key=lambda each: bool(each.band), default=None)


def _pauses(
    taken: Medicine,
    record: Substance,
    band: Band | None,
    person: Person,
    pauses: Sequence[Pausing],
    opioids: Sequence[tuple[date, date]],
) -> tuple[tuple[Pausing, ...], tuple[str, ...]]:
    """All pauses, and what is planned of which no days are on record."""
    wanted = band.band if band else record.default.band
    facts = [
        each
        for each in record.pauses
        if each.band in ("", wanted) and (not each.routes or taken.route in each.routes)
    ]
    found = list(pauses)
    untold = []
    for first, last in opioids:
        pause = pausing_for_opioids(first, last, facts)
        if pause is not None:
            found.append(pause)
        else:
            untold.append(
                f"An opioid is planned from {first.isoformat()} to {last.isoformat()}. Whether "
                f"{record.name} goes with it is not part of this plan: name it with --with, and ask."
            )
    on = person.surgery
    if isinstance(on, date):
        near = [last for first, last in opioids if first <= on + _NEAR and last >= on]
        pause = pausing_for_surgery(on, facts, max(near, default=None))
        if pause is not None:
            found.append(pause)
        else:
            untold.append(
                f"An operation is planned on {on.isoformat()}. Whether {record.name} is paused for it is "
                f"not on record: ask the surgeon and the prescriber."
            )
    return joined_pauses(found), tuple(untold)


def _made(step: Step, times: int, forms: Sequence[Form]) -> Step:
    often = 1 if step.every > 1 else step.times or times
    if step.parts:
        portions = together([portions_of(part, forms) for part in step.parts])
        return replace(step, times=len(step.parts), portions=portions)
    each = step.each_mg or step.mg_per_day / often
    if each != round(each, _PLACES):
        raise InputError(
            f"{as_dose(step.mg_per_day)} a day cannot be parted into {often} even doses; "
            "say how often it is taken with --times"
        )
    return replace(step, each_mg=each, times=often, portions=portions_of(each, forms))


def _joined(levels: Sequence[Level], taken: Medicine, joined: bool) -> Iterator[str]:
    """Where the way down of the records begins above the dose that is taken."""
    if joined and taken.mg_per_day is not None:
        now, first = as_dose(Decimal(str(taken.mg_per_day))), as_dose(levels[0].mg)
        yield f"The schedule begins higher; from the {now} a day that are taken, it is joined at {first}."


def _assumed(
    record: Substance,
    band: Band | None,
    chosen: Schedule | None,
    kind: str,
    times: int,
    asked: int | None,
    after: float | None,
    pauses: Sequence[Pausing],
) -> list[str]:
    found = []
    if chosen is not None:
        others = [
            each.id
            for each in record.schedules
            if each is not chosen
            and each.kind == chosen.kind
            and (not band or each.band in ("", band.band))
        ]
        more = f"; others on record: {', '.join(others)}" if others else ""
        found.append(f'The schedule is "{chosen.title}"{more}.')
        if any(len(stage.days) > 1 for stage in chosen.stages):
            found.append(
                "Where a step may last shorter or longer, the longer one is taken (--fast turns it)."
            )
    if asked is None and chosen is None:
        how = {1: "once", 2: "twice"}.get(times, f"{times} times")
        found.append(f"It is taken {how} a day (--times turns it).")
    if pauses and after is None and kind == "start":
        found.append("How to begin again after a pause is not on record: this plan begins anew. Ask.")
    if kind == "taper":
        found.append("A taper may take longer: a step is only right if the one before it was borne well.")
    return found
