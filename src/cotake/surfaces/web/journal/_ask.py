"""Questionnaires, one question a screen; an answer that calls for help is met at once."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from cotake.journal import Journal, range_of, score_of
from cotake.knowledge import Library
from cotake.knowledge.types import Instrument
from cotake.surfaces._here import now_here
from cotake.surfaces.web._render import page
from cotake.surfaces.web._vault import vault_of
from cotake.surfaces.web.journal._told import calls_of

Asked = Request[Any, Any, Any]
_LEFT_OUT = "-"


@get("/journal/ask", sync_to_thread=False)
def show_all(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """The questionnaires, each with when it was filled in last and what it came to."""
    last: dict[str, tuple[Any, Any]] = {}
    for entry in journal.entries(kind="answers"):
        last[str(entry.body["instrument"])] = (entry.at, entry.body["score"])
    return page(
        request,
        "journal/ask.html",
        instruments=[(each, last.get(each.id)) for each in _known(library)],
    )


@get("/journal/ask/{name:str}/{place:int}", sync_to_thread=False)
def show_question(
    request: Asked,
    name: FromPath[str],
    place: FromPath[int],
    journal: NamedDependency[Journal],
    library: NamedDependency[Library],
) -> Response[Any]:
    """One question; after the last, what it comes to before it is written down."""
    instrument = _instrument(name, library)
    given = _given(request, instrument)
    notices = calls_of([("answers", {"instrument": name, "answers": given, "score": None})], library)
    if place == len(instrument.items) + 1:
        return _end(request, instrument, given, notices)
    if not 1 <= place <= len(instrument.items):
        raise NotFoundException
    item = instrument.items[place - 1]
    choices = [(each.value, each.says) for each in instrument.options] or [
        (value, str(value)) for value in range(instrument.least, instrument.most + 1)
    ]
    return page(
        request,
        "journal/question.html",
        instrument=instrument,
        item=item,
        place=place,
        of=len(instrument.items),
        choices=choices,
        numbers=not instrument.options,
        chosen=given.get(item.id),
        notices=notices,
    )


@post("/journal/ask/{name:str}/{place:int}")
async def answer(
    request: Asked,
    name: FromPath[str],
    place: FromPath[int],
    journal: NamedDependency[Journal],
    library: NamedDependency[Library],
) -> Response[Any]:
    """Take an answer, or leave it out, and go on to the next question."""
    instrument = _instrument(name, library)
    if not 1 <= place <= len(instrument.items):
        raise NotFoundException
    said = str((await request.form()).get("answer", ""))
    held = vault_of(request).drafts.setdefault(_draft(instrument), {})
    item = instrument.items[place - 1].id
    if said == _LEFT_OUT:
        held.pop(item, None)
    elif said in _allowed(instrument):
        held[item] = said
    else:
        return Redirect(f"/journal/ask/{name}/{place}", status_code=303)
    return Redirect(f"/journal/ask/{name}/{place + 1}", status_code=303)


@post("/journal/ask/{name:str}/keep", sync_to_thread=False)
def keep(
    request: Asked,
    name: FromPath[str],
    journal: NamedDependency[Journal],
    library: NamedDependency[Library],
) -> Response[Any]:
    """Write the answers down."""
    instrument = _instrument(name, library)
    given = _given(request, instrument)
    if not given:
        return Redirect(f"/journal/ask/{name}/1", status_code=303)
    body = {"instrument": instrument.id, "answers": given, "score": score_of(instrument, given)}
    journal.add("answers", body, at=now_here())
    vault_of(request).drafts.pop(_draft(instrument), None)
    request.session["written"] = 1
    return Redirect("/journal", status_code=303)


@post("/journal/ask/{name:str}/drop", sync_to_thread=False)
def drop(request: Asked, name: FromPath[str], library: NamedDependency[Library]) -> Response[Any]:
    """Leave it, and forget the answers."""
    vault_of(request).drafts.pop(_draft(_instrument(name, library)), None)
    return Redirect("/journal/ask", status_code=303)


def _end(request: Asked, instrument: Instrument, given: dict[str, int], notices: Any) -> Response[Any]:
    score = score_of(instrument, given)
    return page(
        request,
        "journal/answered.html",
        instrument=instrument,
        answered=len(given),
        of=len(instrument.items),
        score=score,
        named=range_of(instrument, score),
        notices=notices,
    )


def _known(library: Library) -> list[Instrument]:
    return [library.instrument(each) for each in library.ids("instruments")]


def _instrument(name: str, library: Library) -> Instrument:
    if not library.has("instruments", name):
        raise NotFoundException
    return library.instrument(name)


def _allowed(instrument: Instrument) -> set[str]:
    if instrument.options:
        return {str(each.value) for each in instrument.options}
    return {str(each) for each in range(instrument.least, instrument.most + 1)}


def _given(request: Asked, instrument: Instrument) -> dict[str, int]:
    held = vault_of(request).drafts.get(_draft(instrument), {})
    return {each.id: int(held[each.id]) for each in instrument.items if each.id in held}


def _draft(instrument: Instrument) -> str:
    return f"ask {instrument.id}"
