"""The knowledge that answers while it runs, and the switch to what is put in its place."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cotake._errors import CotakeError, KnowledgeError
from cotake._home import home
from cotake.knowledge import Library, open_library
from cotake.knowledge._opening import reopen_library, updated_file
from cotake.knowledge.overlays import SOURCES, folder
from cotake.surfaces._repeated import repeated
from cotake.surfaces._warm import warm

#: How often the files are looked at. What is found has to stay as it is for as long, so that no file is
#: opened which is still being written.
_LOOK_S = 2.0
_PROBLEM = "newer knowledge is in place and cannot be used; the log of the service says why"

#: Of each file of knowledge its number, size and time; None where it is not there.
Files = dict[Path, tuple[int, int, int] | None]


class Told:
    """Who is told of a switch; by itself it passes nothing on."""

    def used(self, library: Library, before: Library | None) -> None:
        """Knowledge answers from now on; `before` is None for the first."""

    def refused(self, error: Exception, still: Library) -> None:
        """New knowledge cannot be used."""


class InUse:
    """The knowledge that answers.

    A request keeps what it began with. New files are opened and read beside the answers and then take the
    place of the old at once; where they cannot be used, the old go on answering, and it is said so.
    """

    def __init__(self, told: Told | None = None) -> None:
        self._told = told or Told()
        self.since = self.problem = ""
        self._library: Library | None = None
        self._place: tuple[str | None, Path] | None = None
        self._seen: Files = {}
        self._found: Files = {}

    def library(self) -> Library:
        """The knowledge for a request that begins now.

        Raises:
            KnowledgeError: none can be used.
        """
        place = (os.environ.get("COTAKE_KNOWLEDGE"), home())
        if self._library is None or place != self._place:
            self._library = None
            opened = open_library()
            seen = files_of(opened)
            with suppress(CotakeError):  # what was added and is damaged is told where it is asked for
                _ = opened.overlays
            self._place, self._seen = place, seen
            self._use(opened)
            return opened
        return self._library

    def look(self) -> bool:
        """Take new files into use where there are any; returns whether that was done."""
        before = self._library
        if before is None:
            return False
        found = files_of(before)
        if found == self._seen:
            self._found = {}
            return False
        if found != self._found:
            self._found = found
            return False
        self._seen = found
        try:
            opened = _opened_anew()
        except Exception as error:
            self.problem = _PROBLEM
            self._told.refused(error, before)
            return False
        self._use(opened)
        return True

    def _use(self, library: Library) -> None:
        before = self._library
        self.since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.problem = ""
        self._library = library
        self._told.used(library, before)

    @asynccontextmanager
    async def watching(self, _: object) -> AsyncIterator[None]:
        """Look for new files while the application runs."""

        async def look() -> None:
            await asyncio.to_thread(self.look)

        with suppress(CotakeError):
            self.library()
        async with repeated(_LOOK_S, look):
            yield


def files_of(library: Library) -> Files:
    """The files that the knowledge is made of, or would be made of if it were opened anew."""
    added = folder()
    paths = [library.path, updated_file(), *(added / f"{source}.sqlite" for source in SOURCES)]
    return {path: _state(path) for path in paths}


def sources_of(library: Library) -> list[str]:
    """The sources that were added, each with the day.

    Raises:
        KnowledgeError: one of them cannot be read.
    """
    return [f"{each.form.id}, added {each.provenance.added}" for each in library.overlays]


def _opened_anew() -> Library:
    """New knowledge, looked through and warm.

    Raises:
        KnowledgeError: it cannot be used.
    """
    opened = reopen_library()
    if opened.query("PRAGMA quick_check(1)") != [("ok",)]:
        raise KnowledgeError(f"{opened.path}: the knowledge file is damaged")
    _ = opened.overlays
    _forget()
    warm(opened)
    gc.freeze()  # as at the start of a worker
    return opened


def _forget() -> None:
    """Drop what functions keep of the knowledge before, so that memory does not hold both."""
    for name, module in list(sys.modules.items()):
        if name.startswith("cotake."):
            for each in list(vars(module).values()):
                clear: Any = getattr(each, "cache_clear", None)
                if callable(clear):
                    clear()


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
