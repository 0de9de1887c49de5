"""The journal while it is open: its key is in the memory of this process, and goes with the lock."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from cotake._errors import WrongPassphrase
from cotake.journal import Journal
from cotake.surfaces._repeated import repeated
from cotake.surfaces.web._slow import Attempts

_Clock = Callable[[], float]


def _clock() -> float:
    """Seconds that go on while the machine sleeps, where the system tells them: a lid was closed, too."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


#: In a session: the account that signed in; none on this machine alone.
WHO = "who"
_TOKEN = "journal"
_LOOK_S = 1.0
_ANY = "passphrase"


class NotOpen(Exception):
    """The journal is not open in this browser."""


class Vault:
    """One journal for all browsers that were let in; each shows the token that it got by the passphrase.

    `drafts` are what is half written in forms, by the name of the form, and `brought` the file that is
    being brought in: in memory alone. Drafts outlast the lock, and are shown only when the journal is open.
    """

    def __init__(self, path: Path, idle_s: float, clock: _Clock = _clock) -> None:
        self.path, self.idle_s = path, idle_s
        self.drafts: dict[str, dict[str, str]] = {}
        self.brought: object = None
        self._clock, self._lock = clock, Lock()
        self._journal: Journal | None = None
        self._token = ""
        self._used = 0.0
        self._attempts = Attempts(clock)

    @property
    def exists(self) -> bool:
        """Whether there is a journal to open."""
        return self.path.exists()

    def is_open(self, session: Mapping[str, Any]) -> bool:
        """Whether it is open in this browser. This is no use of it: it may still be locked meanwhile."""
        self.lock_if_idle()
        shown = session.get(_TOKEN, "")
        token = self._token
        return self._journal is not None and token != "" and secrets.compare_digest(str(shown), token)

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
            WrongPassphrase: it is not its passphrase, or the file is damaged.
            JournalError: there is none, or another process has it.
        """
        with self._lock:
            self._attempts.check(_ANY)
            try:
                if self._journal is None:
                    self._held(Journal.open(self.path, passphrase))
                elif not self._journal.is_passphrase(passphrase):
                    raise WrongPassphrase("the passphrase is not the right one")
            except WrongPassphrase:
                self._attempts.wrong(_ANY)
                raise
            self._attempts.right(_ANY)
            self._used = self._clock()
            session[_TOKEN] = self._token

    def make(self, session: MutableMapping[str, Any], passphrase: str) -> None:
        """Make a new one, and open it in this browser. Errors as for `Journal.create`."""
        with self._lock:
            self._held(Journal.create(self.path, passphrase))
            session[_TOKEN] = self._token

    def is_passphrase(self, journal: Journal, passphrase: str) -> bool:
        """Whether it is that of the open journal; guessing is as slow as at its door.

        Raises:
            TooSoon: wrong passphrases came just before.
            JournalError: the file cannot be read.
        """
        with self._lock:
            self._attempts.check(_ANY)
            right = journal.is_passphrase(passphrase)
            (self._attempts.right if right else self._attempts.wrong)(_ANY)
            return right

    def put(self, journal: Journal) -> None:
        """Hold another in its place, such as under a new passphrase; who had it open still has.

        Where it was locked meanwhile it stays so.
        """
        with self._lock:
            if self._journal is None:
                journal.close()
                return
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

    def _held(self, journal: Journal) -> None:
        self._journal, self._token = journal, secrets.token_urlsafe(32)
        self._used = self._clock()


class Vaults:
    """The journal of each who was let in: of the one person on this machine, or of each account."""

    def __init__(self, path_of: Callable[[str], Path], idle_s: float) -> None:
        self._path_of, self._idle_s = path_of, idle_s
        self._held: dict[str, Vault] = {}

    def of(self, name: str) -> Vault:
        """That of an account; "" is the one person on this machine."""
        if name not in self._held:
            self._held[name] = Vault(self._path_of(name), self._idle_s)
        return self._held[name]

    @asynccontextmanager
    async def watched(self, app: Any) -> AsyncIterator[None]:
        """While the pages run, they are looked after; at their end they are closed."""
        async with repeated(_LOOK_S, self._look):
            try:
                yield
            finally:
                for each in self._held.values():
                    each.lock()

    async def _look(self) -> None:
        for each in list(self._held.values()):
            each.lock_if_idle()


def vault_of(request: Any) -> Vault:
    """The journal of who sent a request."""
    vaults: Vaults = request.app.state.vaults
    return vaults.of(str(request.session.get(WHO, "")))
