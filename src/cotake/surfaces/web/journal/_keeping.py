"""What a person does with the journal as a whole: scales, copies, another passphrase, and its end."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.response import Redirect

from cotake._errors import InputError, JournalError
from cotake.journal import SIDE, Journal, Scales, forget, own_scale
from cotake.journal.export import everything, rows_of
from cotake.knowledge import Library
from cotake.surfaces._here import now_here
from cotake.surfaces.web._download import as_download
from cotake.surfaces.web._render import page
from cotake.surfaces.web._slow import TooSoon
from cotake.surfaces.web._vault import Vault, vault_of
from cotake.surfaces.web.journal._choice import choose_scales, chosen_scales

Asked = Request[Any, Any, Any]
_LONGEST = 1000


@get("/journal/keep", sync_to_thread=False)
def show_keeping(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """All of it on one page."""
    return _page(request, journal, library)


@post("/journal/scales")
async def change_scales(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """Choose which scales a day asks for."""
    form = await request.form()
    scales = Scales(library, journal.scales())
    choose_scales(journal, [each.id for each in scales if form.get(f"show-{each.id}")])
    return Redirect("/journal/keep", status_code=303)


@post("/journal/scale")
async def add_scale(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """Add a scale or a side effect of one's own."""
    form = {name: str(value).strip()[:_LONGEST] for name, value in (await request.form()).items()}
    scales = Scales(library, journal.scales())
    side = form.get("better") == "side"
    try:
        made = own_scale(
            form.get("name", ""),
            scales,
            better="" if side else form.get("better", ""),
            low=form.get("low", ""),
            high=form.get("high", ""),
            side_effect=side,
        )
        journal.add_scale(made)
    except InputError as error:
        return _page(request, journal, library, problem=str(error), form=form, status=422)
    shown, _ = chosen_scales(journal, Scales(library, journal.scales()), now_here())
    choose_scales(journal, list(dict.fromkeys([*(each.id for each in shown), made.id])))
    return Redirect("/journal/keep", status_code=303)


@post("/journal/scale/remove")
async def remove_scale(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """Take away a scale of one's own on which nothing is scored."""
    name = str((await request.form()).get("id", ""))
    try:
        journal.delete_scale(name)
    except InputError as error:
        return _page(request, journal, library, problem=str(error), status=422)
    return Redirect("/journal/keep", status_code=303)


@post("/journal/export")
async def export(request: Asked, journal: NamedDependency[Journal]) -> Response[bytes]:
    """The journal in the clear: the entries as a table, or everything as JSON."""
    if (await request.form()).get("as") == "json":
        whole = everything(journal, now_here())
        text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
        return as_download(text.encode(), "application/json", "journal.json")
    return as_download(rows_of(journal.entries()).encode(), "text/csv", "journal.csv")


@post("/journal/backup")
async def backup(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """An encrypted copy, under the passphrase that is written."""
    word = _word(await request.form(), "passphrase")
    try:
        held = await sync_to_thread(_copy, vault_of(request), journal, word)
    except (InputError, JournalError) as error:
        return _page(request, journal, library, problem=str(error), status=422)
    return as_download(held, "application/octet-stream", "journal.cotake")


@post("/journal/passphrase")
async def change_passphrase(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """Write it anew under another passphrase."""
    form = await request.form()
    old, new, again = (_word(form, each) for each in ("old", "new", "again"))
    try:
        if new != again:
            raise InputError("the two new passphrases are not the same")
        vault_of(request).put(await sync_to_thread(_renewed, vault_of(request), journal, old, new))
    except (InputError, JournalError) as error:
        return _page(request, journal, library, problem=str(error), status=422)
    request.session["written"] = 0
    return Redirect("/journal/keep", status_code=303)


@post("/journal/end")
async def end(
    request: Asked, journal: NamedDependency[Journal], library: NamedDependency[Library]
) -> Response[Any]:
    """Delete the whole journal for good, by its passphrase."""
    form = await request.form()
    word, path = _word(form, "passphrase"), journal.path
    vault = vault_of(request)
    try:
        right = bool(form.get("sure")) and await sync_to_thread(_opens, vault, journal, word)
    except InputError as error:
        return _page(request, journal, library, problem=str(error), status=422)
    if not right:
        problem = "the journal was not deleted: tick the box, and write its passphrase"
        return _page(request, journal, library, problem=problem, status=422)
    vault.lock()
    vault.drafts.clear()
    _gone(path)
    for each in ("journal", "written", "span"):
        request.session.pop(each, None)
    return Redirect("/journal/open", status_code=303)


def _opens(vault: Vault, journal: Journal, word: str) -> bool:
    """Whether it is the passphrase.

    Raises:
        InputError: wrong ones came just before, or it holds what is no text.
    """
    try:
        return vault.is_passphrase(journal, word)
    except TooSoon as error:
        raise InputError(f"too many wrong passphrases; wait {error.seconds} s, then try again") from None


def _copy(vault: Vault, journal: Journal, word: str) -> bytes:
    if not _opens(vault, journal, word):
        raise InputError("that is not the passphrase of this journal")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.cotake"
        journal.copy_to(path, word)
        return path.read_bytes()


def _renewed(vault: Vault, journal: Journal, old: str, new: str) -> Journal:
    if not _opens(vault, journal, old):
        raise InputError("the old passphrase is not the right one")
    return journal.change_passphrase(new)


def _gone(path: Path) -> None:
    """Remove the file; without its key, which is forgotten already, its bytes say nothing.

    Raises:
        JournalError: it cannot be removed.
    """
    with suppress(JournalError):  # a keyring that is not there holds no key either
        forget(path)
    try:
        path.unlink()
    except OSError as error:
        raise JournalError(f"{path} cannot be removed: {error.strerror or error}") from error


def _page(
    request: Asked,
    journal: Journal,
    library: Library,
    *,
    problem: str = "",
    form: dict[str, str] | None = None,
    status: int = 200,
) -> Response[Any]:
    scales = Scales(library, journal.scales())
    shown, _ = chosen_scales(journal, scales, now_here())
    return page(
        request,
        "journal/keep.html",
        status=status,
        problem=problem,
        form=form or {},
        scales=[each for each in scales if not each.id.startswith(SIDE)],
        sides=[each for each in scales if each.id.startswith(SIDE)],
        chosen={each.id for each in shown},
        own=scales.own,
        entries=len(journal.entries()),
        file=str(journal.path),
    )


def _word(form: Any, name: str) -> str:
    return str(form.get(name, ""))[:_LONGEST]
