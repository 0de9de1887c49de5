"""A plan is drawn, its steps are moved, and it is forgotten: each is one form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.surfaces.web._fields import day_of
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web.plan._asked import KEY, asked_in, holds_in, keep, problem_of, typed_in
from cotake.surfaces.web.plan._draw import drawn, moved
from cotake.surfaces.web.plan._show import MOVED, Asked, drawn_for, shown_plan, today_here

_FARTHEST = 400


@get("/plan", sync_to_thread=False)
def show(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """The form, and the plan where one was asked for."""
    return shown_plan(request, library)


@post("/plan")
async def draw(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """Draw what was asked for."""
    typed = typed_in(await request.form())
    if refused := problem_of(typed):
        return shown_plan(request, library, typed=typed, refused=refused)
    asked = {"begin": today_here().isoformat(), **typed}
    found = drawn(asked, {}, sheet_of(request.session), library, today_here())
    if found.told:
        return shown_plan(request, library, typed=typed, told=found.told)
    keep(request.session, typed, today_here())
    return Redirect("/plan", status_code=303)


@post("/plan/move")
async def move(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """Begin a step on another day: on the one that is told, or so many days from where it begins."""
    form = await request.form()
    found = drawn_for(request, library)
    made = found.plan if found else None
    number = _whole(form.get("number"))
    step = next((each for each in made.steps if each.number == number), None) if made else None
    if made is None or step is None:
        return Redirect("/plan", status_code=303)
    try:
        on = _day(form.get("on"), step.first + timedelta(days=_whole(form.get("by"))))
        begin, holds = moved(made, step.number, on)
    except InputError as error:
        return shown_plan(request, library, moved_told=str(error))
    asked = asked_in(request.session)
    if begin is not None:
        asked["begin"] = begin.isoformat()
    both = {**holds_in(request.session), **holds}
    again = drawn(asked, both, sheet_of(request.session), library, today_here())
    if again.plan is None:
        return shown_plan(request, library, moved_told=again.told or str(again.refused))
    keep(request.session, asked, today_here())
    request.session[KEY]["holds"] = {str(level): days for level, days in both.items()}
    request.session[MOVED] = [step.number, on.isoformat()]
    return Redirect("/plan", status_code=303)


@post("/plan/unmoved", sync_to_thread=False)
def put_back(request: Asked) -> Response[Any]:
    """Every step as long as it was drawn."""
    if isinstance(request.session.get(KEY), dict):
        request.session[KEY].pop("holds", None)
    return Redirect("/plan", status_code=303)


@post("/plan/clear", sync_to_thread=False)
def clear(request: Asked) -> Response[Any]:
    """Forget the plan that was drawn; one that was agreed stays in the journal."""
    request.session.pop(KEY, None)
    return Redirect("/plan", status_code=303)


def _whole(text: Any) -> int:
    """A number of days or a step; 0 where it is none that can be meant."""
    try:
        number = int(str(text))
    except ValueError:
        return 0
    return number if abs(number) <= _FARTHEST else 0


def _day(text: Any, otherwise: date) -> date:
    """The day that was told, where one was.

    Raises:
        InputError: it is no date.
    """
    if not text:
        return otherwise
    found = day_of(str(text))
    if found is None:
        raise InputError("that is no date such as 2026-12-01")
    return found
