"""Entries from the file of another app: shown first, then written."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake._errors import CotakeError, InputError
from cotake._record import record
from cotake.journal import Entry, Journal, Scales
from cotake.journal.bringing import Brought, How, Order, bring_file, not_yet
from cotake.knowledge import Library
from cotake.surfaces._here import here, now_here
from cotake.surfaces.web._render import page
from cotake.surfaces.web._vault import vault_of
from cotake.surfaces.web.journal._told import calls_of, told

Asked = Request[Any, Any, Any]
#: A larger file, such as years of a watch, is for the command line.
_MOST_BODY = 64 << 20
_SHOWN, _MOST_COLUMNS, _HEAD = 12, 40, 1 << 16
_ORDERS: tuple[Order, ...] = ("day-first", "month-first")


@record
class Held:
    """A file that was sent, held in memory until it is written or left; `found` is None on a problem."""

    name: str
    content: bytes
    columns: tuple[str, ...] = ()
    mapping: Mapping[str, str] | None = None
    dates: str = ""
    found: Brought | None = None
    problem: str = ""


@get("/journal/bring", sync_to_thread=False)
def show_bring(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """The form to send a file; or what the file that was sent holds."""
    return _page(request, journal, library, vault_of(request).brought)


@post("/journal/bring", request_max_body_size=_MOST_BODY)
async def look_into(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """Read a file, or the same one anew with what its columns hold; nothing is written."""
    form, vault = await request.form(), vault_of(request)
    sent = form.get("file")
    if isinstance(sent, UploadFile) and sent.filename:
        content = await sent.read()
        held = Held(Path(sent.filename).name[:100], content, _headings(content))
    elif isinstance(vault.brought, Held):
        held = vault.brought
    else:
        return _page(request, journal, library, None, problem="bring-no-file", status=422)
    mapping = {
        column: meaning
        for number, column in enumerate(held.columns)
        if (meaning := str(form.get(f"column-{number}", "")).strip()[:100])
    }
    dates = str(form.get("dates", ""))
    scales = Scales(library, journal.scales())
    how = How(here(), mapping or None, None, next((each for each in _ORDERS if each == dates), None))
    try:
        found, problem = await sync_to_thread(_read, held, scales, how), ""
    except CotakeError as error:
        found, problem = None, str(error)
    vault.brought = Held(held.name, held.content, held.columns, mapping, dates, found, problem)
    return Redirect("/journal/bring", status_code=303)


@post("/journal/bring/keep")
async def keep(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """Write what was shown: all of it or nothing, and what is there already not twice."""
    held = vault_of(request).brought
    if not isinstance(held, Held) or held.found is None:
        return Redirect("/journal/bring", status_code=303)
    rows = not_yet(held.found.rows, _ever(journal))
    made = await sync_to_thread(_write, journal, rows, held)
    vault_of(request).brought = None
    request.session["written"] = made
    return Redirect("/journal", status_code=303)


@post("/journal/bring/drop", sync_to_thread=False)
def drop(request: Asked) -> Response[Any]:
    """Leave it; nothing was written."""
    vault_of(request).brought = None
    return Redirect("/journal/bring", status_code=303)


def _read(held: Held, scales: Scales, how: How) -> Brought:
    """What the file holds. Errors as for `bring_file`, with the name that it came with."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        path.touch(0o600)
        path.write_bytes(held.content)
        try:
            return bring_file(path, scales, how)
        except CotakeError as error:
            raise InputError(
                str(error).replace(str(path), held.name).replace("sent ", f"{held.name} ")
            ) from None


def _write(journal: Journal, rows: Sequence[Any], held: Held) -> int:
    scales = held.found.scales if held.found else ()
    return len(journal.add_all(list(rows), came_from=held.name, scales=scales))


def _page(
    request: Asked,
    journal: Journal,
    library: Library,
    held: Any,
    *,
    problem: str = "",
    status: int = 200,
) -> Response[Any]:
    found = held.found if isinstance(held, Held) else None
    new, sample, calls = 0, [], []
    if found is not None:
        scales = Scales(library, (*journal.scales(), *found.scales))
        rows = not_yet(found.rows, _ever(journal))
        new = len(rows)
        sample = [
            told(Entry(0, at, zone, kind, body), scales, library) for kind, body, at, zone in rows[:_SHOWN]
        ]
        lately = [(kind, body) for kind, body, at, _ in rows if (now_here() - at).days < 1]
        calls = calls_of(lately, library)
    return page(
        request,
        "journal/bring.html",
        status=status,
        held=held if isinstance(held, Held) else None,
        found=found,
        new=new,
        sample=sample,
        unread=found.unread[:_SHOWN] if found else (),
        notices=calls,
        problem=problem,
    )


def _ever(journal: Journal) -> list[Entry]:
    """Every entry, with what it was before: a row that was changed here does not come in again."""
    return [*journal.entries(), *(before for before, _ in journal.earlier())]


def _headings(content: bytes) -> tuple[str, ...]:
    """The columns of a table; none where it is no text with a first line of them."""
    try:
        line = content[:_HEAD].decode("utf-8-sig").splitlines()[0]
    except (UnicodeDecodeError, IndexError):
        return ()
    if line.lstrip()[:1] in ("{", "[", "<"):
        return ()
    sign = max(",;\t", key=line.count)
    found = next(csv.reader(io.StringIO(line), delimiter=sign), [])
    return tuple(each.strip()[:100] for each in found[:_MOST_COLUMNS] if each.strip())
