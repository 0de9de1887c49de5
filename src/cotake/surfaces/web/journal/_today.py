"""Today: what is asked of a day, and what was written down of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from cotake._errors import InputError, JournalError
from cotake.journal import SIDE, Journal, Scales
from cotake.knowledge import Library
from cotake.surfaces._here import now_here
from cotake.surfaces.web._fields import day_of
from cotake.surfaces.web._render import page
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web._vault import NotOpen, Vault, vault_of
from cotake.surfaces.web.journal._choice import chosen_scales
from cotake.surfaces.web.journal._forms import bodies_of, kept_fields, moment_of
from cotake.surfaces.web.journal._medicines import medicines_asked
from cotake.surfaces.web.journal._told import agreed_in, calls_of, notices_now, rules_met, told

Asked = Request[Any, Any, Any]
#: What is half written of a day is held under this and the day; of so many days, the latest.
_DRAFT, _MOST_DRAFTS = "day ", 14
_DAY, _LATELY = timedelta(days=1), timedelta(days=60)


@get("/journal", sync_to_thread=False)
def show_today(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """The form of today, and what was written down."""
    return _day_page(request, journal, library, now_here().date())


@get("/journal/day/{day:str}", sync_to_thread=False)
def show_day(
    request: Asked,
    day: FromPath[str],
    journal: NamedDependency[Journal],
    library: NamedDependency[Library],
) -> Response[Any]:
    """The form of another day that has been."""
    found = day_of(day)
    if found is None or found > now_here().date():
        raise NotFoundException
    return _day_page(request, journal, library, found)


@post("/journal/day")
async def go_to_day(request: Asked) -> Response[Any]:
    """To the page of a day."""
    found = day_of(str((await request.form()).get("day", "")))
    return Redirect(_place(found or now_here().date()), status_code=303)


@post("/journal/add")
async def add(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """Write a day down; what cannot be written is kept in memory, and shown again."""
    form = await request.form()
    fields, vault = kept_fields(form), vault_of(request)
    day = day_of(fields.pop("day", "")) or now_here().date()
    calls = calls_of([("note", {"text": fields.get("note", "")})], library)
    _hold(vault, day, fields)
    try:
        journal = vault.journal(request.session)
    except NotOpen:
        request.session["back"] = _place(day)
        return page(
            request,
            "journal/open.html",
            status=401,
            new=not vault.exists,
            problem="journal-kept",
            seconds=0,
            told="",
            notices=calls,
        )
    scales, now = Scales(library, journal.scales()), now_here()
    try:
        when = moment_of(fields.get("at", ""), day, now)
        bodies = bodies_of(fields, scales)
        journal.add_all([(kind, body, when, "") for kind, body in bodies])
    except (InputError, JournalError) as error:
        status = 422 if isinstance(error, InputError) else 500
        return _day_page(request, journal, library, day, problem=str(error), status=status, calls=calls)
    vault.drafts.pop(f"{_DRAFT}{day}", None)
    request.session["written"] = len(bodies)
    return Redirect(_place(day), status_code=303)


@post("/journal/draft", status_code=200)
async def keep_draft(request: Asked) -> dict[str, bool]:
    """Hold what is half written, in memory alone, so that a reload or the lock does not lose it."""
    vault = vault_of(request)
    kept = vault.left(request.session) > 0
    if kept:
        fields = kept_fields(await request.form())
        day = day_of(fields.pop("day", "")) or now_here().date()
        vault.journal(request.session)
        _hold(vault, day, fields)
    return {"kept": kept}


@post("/journal/awake", status_code=200, sync_to_thread=False)
def stay_open(request: Asked) -> dict[str, float]:
    """Somebody is there: begin the time until the lock anew."""
    vault = vault_of(request)
    if vault.left(request.session) > 0:
        vault.journal(request.session)
    return {"left": vault.left(request.session)}


@get("/journal/left", sync_to_thread=False)
def tell_left(request: Asked) -> dict[str, float]:
    """The seconds until the lock; asking is no use of the journal."""
    return {"left": vault_of(request).left(request.session)}


def _hold(vault: Vault, day: date, fields: dict[str, str]) -> None:
    """Hold what is half written of a day, the latest last."""
    vault.drafts.pop(f"{_DRAFT}{day}", None)
    vault.drafts[f"{_DRAFT}{day}"] = fields
    days = [each for each in vault.drafts if each.startswith(_DRAFT)]
    for name in days[:-_MOST_DRAFTS]:
        del vault.drafts[name]


def _day_page(
    request: Asked,
    journal: Journal,
    library: Library,
    day: date,
    *,
    problem: str = "",
    status: int = 200,
    calls: Any = (),
) -> Response[Any]:
    now, scales = now_here(), Scales(library, journal.scales())
    start = datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
    written = [each for each in journal.entries(start - _DAY, start + 2 * _DAY) if each.at.date() == day]
    doses = journal.entries(since=start - _LATELY, until=start + _DAY, kind="dose")
    agreed = agreed_in(journal)
    draft: Mapping[str, str] = vault_of(request).drafts.get(f"{_DRAFT}{day}", {})
    shown, others = chosen_scales(journal, scales, now)
    lines = sheet_of(request.session).lines
    notices = {each.kind: each for each in (*calls, *notices_now(journal, scales, library, now))}
    return page(
        request,
        "journal/today.html",
        status=status,
        day=day,
        today=now.date(),
        before=day - _DAY,
        after=day + _DAY if day < now.date() else None,
        notices=list(notices.values()),
        rules=rules_met(agreed, journal, scales, now),
        problem=problem,
        draft=draft,
        written=[told(each, scales, library) for each in written],
        count=request.session.pop("written", 0),
        shown=[each for each in shown if not each.id.startswith(SIDE)],
        sides=[each for each in shown if each.id.startswith(SIDE)],
        others=others,
        others_open=any(f"score-{each.id}" in draft for each in others),
        medicines=medicines_asked(agreed, doses, lines, library, day),
        instruments=[library.instrument(each) for each in library.ids("instruments")],
    )


def _place(day: date) -> str:
    return "/journal" if day == now_here().date() else f"/journal/day/{day.isoformat()}"
