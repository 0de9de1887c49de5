"""Levels and receptors over the days of the list, and how long each stays after the last dose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from anyio import to_thread
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake._errors import InputError
from cotake._record import record
from cotake.interactions import OverTime, Washout, simulate, washouts
from cotake.knowledge import Library
from cotake.regimen import Medicine, parse
from cotake.surfaces.web._render import page, words_for
from cotake.surfaces.web._sheet import Sheet, sheet_of
from cotake.surfaces.web.check._forms import Refused
from cotake.surfaces.web.day._choices import DAYS, Choices, choices_of, put_choices, read_choices
from cotake.surfaces.web.day._models import models_of
from cotake.surfaces.web.day._panels import panels_of

Asked = Request[Any, Any, Any]
#: So many are drawn where the spread between people is asked for.
_MANY = 100
#: Of the usual level, what is nearly nothing.
_LITTLE = 0.05
#: Days below which a time is told in hours.
_SHORT = 2


@record
class Gone:
    """How long one stays, in days or hours by `unit`; after a stop, `by` is the day it is nearly gone."""

    name: str
    unit: str
    about: str
    low: str
    high: str
    measured: bool
    stop: str
    by: str


@get("/day")
async def show(request: Asked, library: NamedDependency[Library]) -> Response[str]:
    """The curves; the way to the list where it is empty."""
    return await to_thread.run_sync(_page, request, library, choices_of(request.session))


@post("/day")
async def choose(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """Draw them otherwise."""
    form = await request.form()
    sheet = sheet_of(request.session)
    listed = parse(sheet.lines, library, today=date.today()).medicines
    choices = read_choices(form, tuple(each.substance for each in listed))
    if isinstance(choices, Refused):
        typed = form.get("weight")
        before, kept = choices_of(request.session), typed if isinstance(typed, str) else ""
        return await to_thread.run_sync(_page, request, library, before, choices, kept)
    put_choices(request.session, choices)
    return Redirect("/day", status_code=303)


@get("/day/after")
async def show_after(request: Asked, library: NamedDependency[Library]) -> Response[str]:
    """How long each stays after the last dose; where some are stopped, these alone."""
    return await to_thread.run_sync(_after, request, library)


def _after(request: Asked, library: Library) -> Response[str]:
    sheet, weight = sheet_of(request.session), choices_of(request.session).weight
    taken = [each for each in parse(sheet.lines, library, today=date.today()).medicines if each.taken]
    stops = _stops(taken)
    found: list[Washout] = []
    if taken:
        found, _ = washouts(
            sheet.lines,
            part=_LITTLE,
            of=list(stops),
            weight_kg=weight,
            person=dict(sheet.person),
            library=library,
        )
    known = {each.substance for each in found}
    asked = [each for each in taken if not stops or each.substance in stops]
    return page(
        request,
        "day/after.html",
        gone=[_gone(each, stops) for each in found],
        unknown=list(dict.fromkeys(each.name for each in asked if each.substance not in known)),
        empty=not sheet.entries,
    )


def _page(
    request: Asked, library: Library, choices: Choices, refused: Refused | None = None, typed: str = ""
) -> Response[str]:
    sheet = sheet_of(request.session)
    status = 422 if refused else 200
    shown: dict[str, Any] = {"choices": choices, "lengths": DAYS, "refused": refused, "typed": typed}
    if not sheet.entries:
        return page(request, "day/day.html", status=status, found=None, told="", **shown)
    try:
        found = _drawn(sheet, choices, library)
    except InputError as error:
        return page(request, "day/day.html", status=status, found=None, told=str(error), **shown)
    _, say = words_for(request, sheet)
    missed = choices.missed
    taken = [each for each in found.regimen.medicines if each.taken]
    return page(
        request,
        "day/day.html",
        status=status,
        found=found,
        told="",
        levels=panels_of(found, "level", say, missed),
        held=panels_of(found, "held", say, missed),
        models=models_of(found, library),
        listed=dict(dict.fromkeys((each.substance, each.name) for each in taken)),
        stopped=bool(_stops(taken)),
        **shown,
    )


def _drawn(sheet: Sheet, choices: Choices, library: Library) -> OverTime:
    listed = {each.substance for each in parse(sheet.lines, library, today=date.today()).medicines}
    of = choices.of if choices.of in listed else ""
    return simulate(
        sheet.lines,
        days=choices.days,
        step_h=choices.step_h,
        people=_MANY if choices.many else 1,
        weight_kg=choices.weight,
        missed={of: choices.missed} if of else choices.missed,
        steady=choices.regular,
        without_dose="leave out",
        person=dict(sheet.person),
        library=library,
    )


def _stops(taken: list[Medicine]) -> dict[str, date]:
    """When each that is stopped is stopped for good, by its id."""
    on = {each.substance for each in taken if each.stop is None}
    stops: dict[str, date] = {}
    for each in taken:
        if each.stop is not None and each.substance not in on:
            stops[each.substance] = max(each.stop, stops.get(each.substance, each.stop))
    return stops


def _gone(found: Washout, stops: Mapping[str, date]) -> Gone:
    short = found.high < _SHORT
    about, low, high = (
        f"{each * 24 if short else each:.0f}" for each in (found.days, found.low, found.high)
    )
    stop = stops.get(found.substance)
    return Gone(
        name=found.name,
        unit="hours" if short else "days",
        about=about,
        low=low,
        high=high,
        measured=found.known_by == "kinetics",
        stop=stop.isoformat() if stop else "",
        by=_later(stop, found.days).isoformat() if stop else "",
    )


def _later(day: date, days: float) -> date:
    """So many days later; the last day there is where that is none."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
