"""The journal while it is open: its key is in the memory of this process, and goes with the lock."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from cotake._errors import JournalError
from cotake.journal import Journal

_TOKEN = "journal"
_LOOK_S = 1.0
#: Wrong passphrases that cost no wait, and the longest wait in s; each further one doubles it from 1 s.
_FREE, _LONGEST = 3, 900.0


class NotOpen(Exception):
    """The journal is not open in this browser."""


class TooSoon(Exception):
    """After wrong passphrases the next is not tried before `seconds` are over."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Vault:
    """One journal for all browsers that were let in; each shows the token that it got by the passphrase.

    `drafts` are what is half written in forms, by the name of the form, and `brought` the file that is
    being brought in: in memory alone. Drafts outlast the lock, and are shown only when the journal is open.
    """

    def __init__(self, path: Path, idle_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.path, self.idle_s = path, idle_s
        self.drafts: dict[str, dict[str, str]] = {}
        self.brought: object = None
        self._clock, self._lock = clock, Lock()
        self._journal: Journal | None = None
        self._token = ""
        self._used = self._wrong = 0.0
        self._tries = 0

    @property
    def exists(self) -> bool:
        """Whether there is a journal to open."""
        return self.path.exists()

    def is_open(self, session: Mapping[str, Any]) -> bool:
        """Whether it is open in this browser. This is no use of it: it may still be locked meanwhile."""
        self.lock_if_idle()
        shown = session.get(_TOKEN, "")
        return self._journal is not None and secrets.compare_digest(str(shown), self._token)

    def journal(self, session: Mapping[str, Any]) -> Journal:
        """It, for a browser in which it is open.

        Raises:
            NotOpen: it is not.
        """
        if not self.is_open(session) or self._journal is None:
            raise NotOpen
        self._used = self._clock()
        return self._journal

    def left(self, session: Mapping[str, Any]) -> float:
        """The seconds before it is locked where nobody uses it; 0 where it is not open in this browser."""
        if not self.is_open(session):
            return 0.0
        return max(0.0, self.idle_s - (self._clock() - self._used))

    def unlock(self, session: MutableMapping[str, Any], passphrase: str) -> None:
        """Open it in this browser; in another, where it is open, it stays so.

        Raises:
            TooSoon: wrong passphrases came just before.
            JournalError: there is none, it is not its passphrase, it is damaged, or another process has it.
        """
        with self._lock:
            self._wait()
            try:
                if self._journal is None:
                    self._held(Journal.open(self.path, passphrase))
                elif not self._journal.is_passphrase(passphrase):
                    raise JournalError("the passphrase is not the right one")
            except JournalError:
                self._tries, self._wrong = self._tries + 1, self._clock()
                raise
            self._tries, self._used = 0, self._clock()
            session[_TOKEN] = self._token

    def make(self, session: MutableMapping[str, Any], passphrase: str) -> None:
        """Make a new one, and open it in this browser. Errors as for `Journal.create`."""
        with self._lock:
            self._held(Journal.create(self.path, passphrase))
            session[_TOKEN] = self._token

    def put(self, journal: Journal) -> None:
        """Hold another in its place, such as under a new passphrase; who had it open still has."""
        with self._lock:
            self._journal, self._used = journal, self._clock()

    def lock(self) -> None:
        """Close it in every browser, and forget its key."""
        with self._lock:
            if self._journal is not None:
                self._journal.close()
            self._journal, self._token, self.brought = None, "", None

    def lock_if_idle(self) -> None:
        """Lock it when nobody used it for so long."""
        if self._journal is not None and self._clock() - self._used > self.idle_s:
            self.lock()

    @asynccontextmanager
    async def watched(self, app: Any) -> AsyncIterator[None]:
        """While the pages run, it is looked after; at their end it is closed."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self.lock()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            self.lock_if_idle()

    def _held(self, journal: Journal) -> None:
        self._journal, self._token = journal, secrets.token_urlsafe(32)
        self._used = self._clock()

    def _wait(self) -> None:
        """After a few wrong ones, the next waits twice as long as the one before."""
        if self._tries < _FREE:
            return
        over = self._wrong + min(_LONGEST, 2.0 ** (self._tries - _FREE)) - self._clock()
        if over > 0:
            raise TooSoon(max(1, round(over + 0.49)))
