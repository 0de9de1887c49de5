"""Looking back: the curves with the doses below, each entry, and what it was before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from cotake._errors import InputError
from cotake._record import record
from cotake.journal import Entry, Journal, Scales, read_line
from cotake.journal.picture import picture
from cotake.knowledge import Library
from cotake.surfaces._here import now_here
from cotake.surfaces.web._render import page
from cotake.surfaces.web.journal._forms import MOST_LETTERS
from cotake.surfaces.web.journal._told import Told, told

Asked = Request[Any, Any, Any]
_DAY = timedelta(days=1)
#: Times that can be looked back on, in days; 0 is all of it.
SPANS = (14, 30, 90, 365, 0)
_USUAL = 30
_MOST_LISTED = 60


@record
class Lane:
    """A scale over the time: on how many days it was scored, from what to what, and its mean."""

    name: str
    days: int
    least: str
    most: str
    mean: str


@get("/journal/back", sync_to_thread=False)
def show_back(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """The curves, their figures, and the entries by day, the newest first."""
    span = request.session.get("span", _USUAL)
    now, scales = now_here(), Scales(library, journal.scales())
    # A day is that of where it was written, so that one from the far east is looked for too.
    first = now.date() - (span - 1) * _DAY if span else date.min
    since = datetime(first.year, first.month, first.day, tzinfo=now.tzinfo) - _DAY if span else None
    entries = [each for each in journal.entries(since) if each.at.date() >= first]
    marks = [each for each in journal.marks(since=since) if each[1].date() >= first]
    days = [
        (day, [told(each, scales, library) for each in held])
        for day, held in groupby(reversed(entries), key=lambda each: each.at.date())
    ]
    return page(
        request,
        "journal/back.html",
        spans=SPANS,
        span=span,
        spec=picture(entries, marks, scales),
        lanes=_lanes(marks, scales, library),
        days=days[:_MOST_LISTED],
        more=max(0, len(days) - _MOST_LISTED),
    )


@post("/journal/back")
async def change_span(request: Asked) -> Response[Any]:
    """Look further back, or less far."""
    said = str((await request.form()).get("span", ""))
    request.session["span"] = int(said) if said in map(str, SPANS) else _USUAL
    return Redirect("/journal/back", status_code=303)


@get("/journal/entry/{number:int}", sync_to_thread=False)
def show_entry(
    request: Asked,
    number: FromPath[int],
    journal: NamedDependency[Journal],
    library: NamedDependency[Library],
) -> Response[Any]:
    """One entry, to be changed or deleted."""
    return _entry_page(request, number, journal, library)


@post("/journal/entry/{number:int}")
async def change(
    request: Asked,
    number: FromPath[int],
    journal: NamedDependency[Journal],
    library: NamedDependency[Library],
) -> Response[Any]:
    """Change an entry; what it was stays in its history."""
    form = await request.form()
    text = str(form.get("text", ""))[:MOST_LETTERS].strip()
    scales = Scales(library, journal.scales())
    try:
        had = journal.entry(number)
        journal.change(number, _body(had, text, str(form.get("taken", "")), scales))
    except InputError as error:
        return _entry_page(request, number, journal, library, problem=str(error), text=text)
    return Redirect(f"/journal/entry/{number}", status_code=303)


@post("/journal/entry/{number:int}/delete")
async def delete(request: Asked, number: FromPath[int], journal: NamedDependency[Journal]) -> Response[Any]:
    """Delete an entry and its history for good, once that was ticked."""
    if not (await request.form()).get("sure"):
        return Redirect(f"/journal/entry/{number}", status_code=303)
    journal.delete(number)
    return Redirect("/journal/back", status_code=303)


def _entry_page(
    request: Asked, number: int, journal: Journal, library: Library, *, problem: str = "", text: str = ""
) -> Response[Any]:
    scales = Scales(library, journal.scales())
    history = [told(each, scales, library) for each in journal.history(number)]
    now: Told = history[-1]
    entry = journal.entry(number)
    return page(
        request,
        "journal/entry.html",
        status=422 if problem else 200,
        it=now,
        earlier=history[:-1],
        text=text or now.text,
        taken=str(entry.body.get("taken", "")),
        problem=problem,
    )


def _body(had: Entry, text: str, taken: str, scales: Scales) -> dict[str, Any]:
    """The body that an entry gets.

    Raises:
        InputError: nothing was written, or a line that is not of the kind of the entry.
    """
    if not text:
        raise InputError("nothing was written; to take the entry away, delete it")
    if had.kind in ("note", "event"):
        return {"text": text}
    if had.kind == "dose":
        kept = taken if taken in ("taken", "late", "skipped") else str(had.body["taken"])
        name, amount = str(had.body["medicine"]), text.removeprefix(str(had.body["medicine"])).strip()
        same = text.startswith(name)
        return {"medicine": name if same else text, "taken": kept, "dose": amount if same else ""}
    if had.kind == "answers":
        raise InputError("a questionnaire is filled in anew, and the old one deleted")
    said = read_line(text.replace(",", " "), scales)
    if [kind for kind, _ in said.entries] != ["scores"]:
        raise InputError("write scores alone, such as: mood 6, pain 3")
    return said.entries[0][1]


def _lanes(marks: list[tuple[str, datetime, float]], scales: Scales, library: Library) -> list[Lane]:
    by_name: dict[str, list[tuple[date, float]]] = {}
    for name, at, value in marks:
        by_name.setdefault(name, []).append((at.date(), value))
    found = []
    for name, scored in by_name.items():
        scale = scales.of(name)
        called = scale.name if scale else name
        if scale is None and library.has("instruments", name):
            called = library.instrument(name).name
        values = [value for _, value in scored]
        least, most, mean = (
            f"{each:.3g}" for each in (min(values), max(values), sum(values) / len(values))
        )
        found.append(Lane(called, len({day for day, _ in scored}), least, most, mean))
    return found
