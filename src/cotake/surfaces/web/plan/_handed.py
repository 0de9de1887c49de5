"""The plan is handed on: as a calendar, as data, as a page; and kept as the one that was agreed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake.guidance import to_html, to_text
from cotake.journal import SETTING, Journal, agreed_text, read_agreed
from cotake.knowledge import Library
from cotake.surfaces.web._download import as_download
from cotake.surfaces.web._messages import messages_in
from cotake.surfaces.web._render import page as rendered
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web.plan._show import Asked, drawn_for, shown_plan, standing_in, today_here
from cotake.surfaces.web.plan._words import in_terms_of_the_form
from cotake.titration import Plan, calendar, page, plain, rule_in_words


@post("/plan/calendar")
async def hand_calendar(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """A calendar file with reminders; it names the medicine only where that was ticked."""
    form = await request.form()
    made = _made(request, library)
    if made is None:
        return Redirect("/plan", status_code=303)
    several = max(step.times or 1 for step in made.steps) > 1
    data = calendar(
        made,
        at=None if several else _clock(form.get("at")),
        named=bool(form.get("named")),
        stamp=datetime.now(UTC).replace(microsecond=0),
    )
    return as_download(data, "text/calendar", "plan.ics")


@post("/plan/data", sync_to_thread=False)
def hand_data(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """The plan as JSON, as `cotake journal plan` takes it."""
    made = _made(request, library)
    if made is None:
        return Redirect("/plan", status_code=303)
    text = json.dumps(plain(made, sheet_of(request.session).audience), ensure_ascii=False, indent=2)
    return as_download(text.encode(), "application/json", "plan.json")


@post("/plan/page")
async def hand_page(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """The page, for the person or the prescriber, as HTML or text."""
    form = await request.form()
    made = _made(request, library)
    if made is None:
        return Redirect("/plan", status_code=303)
    article = page(made, "clinician" if form.get("for") == "clinician" else "person")
    as_text = form.get("shape") == "text"
    text = in_terms_of_the_form(to_text(article) if as_text else to_html(article), messages_in("en"))
    kind = "text/plain" if as_text else "text/html"
    return as_download(text.encode(), kind, "plan.txt" if as_text else "plan.html")


@get("/plan/agreed", sync_to_thread=False)
def show_agreed(
    request: Asked, library: NamedDependency[Library], journal: NamedDependency[Journal]
) -> Response[Any]:
    """The plan that was agreed, and where it stands today."""
    return rendered(
        request,
        "plan/agreed.html",
        standing=standing_in(request, library),
        new=_made(request, library),
        rule_in_words=rule_in_words,
        today=today_here(),
    )


@post("/plan/agree", sync_to_thread=False)
def agree(
    request: Asked, library: NamedDependency[Library], journal: NamedDependency[Journal]
) -> Response[Any]:
    """Keep the plan that is drawn as the one that was agreed, in the place of any before."""
    made = _made(request, library)
    if made is None:
        return shown_plan(request, library)
    journal.set(SETTING, agreed_text(read_agreed(json.dumps(plain(made)))))
    return Redirect("/plan/agreed", status_code=303)


def _made(request: Asked, library: Library) -> Plan | None:
    found = drawn_for(request, library)
    return found.plan if found else None


def _clock(text: Any) -> time | None:
    try:
        found = time.fromisoformat(str(text))
    except ValueError:
        return None
    return found.replace(second=0, microsecond=0, tzinfo=None)
