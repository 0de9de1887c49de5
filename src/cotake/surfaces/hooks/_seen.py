"""Which tokens were used already: each is good for one call."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from pathlib import Path

from cotake._errors import FileProblem

_SWEEP_S = 60.0


class Seen:
    """The tokens used and not yet past their end; in a file where several processes share them."""

    def __init__(self, path: Path | None) -> None:
        """Open it.

        Raises:
            FileProblem: the file cannot be used.
        """
        self._lock = threading.Lock()
        self._swept = 0.0
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch(mode=0o600, exist_ok=True)
            self._held = sqlite3.connect(
                path or ":memory:", timeout=5, isolation_level=None, check_same_thread=False
            )
            # What is lost with the machine's power are tokens of minutes; speed matters more.
            self._held.execute("PRAGMA journal_mode = WAL")
            self._held.execute("PRAGMA synchronous = OFF")
            self._held.execute(
                "CREATE TABLE IF NOT EXISTS seen (token BLOB PRIMARY KEY, until REAL NOT NULL)"
                " WITHOUT ROWID"
            )
        except (OSError, sqlite3.Error) as error:
            raise FileProblem(f"cannot use {path} to remember tokens: {error}") from error

    def first_use(self, issuer: str, token: str, until: float, now: float) -> bool:
        """Whether a token is used for the first time; from now on it is used.

        Args:
            issuer: who made it.
            token: its jti.
            until: when it can be forgotten, in seconds since 1970.
            now: the time, in seconds since 1970.

        Raises:
            FileProblem: it cannot be remembered, so that it must not be trusted either.
        """
        mark = hashlib.sha256(f"{issuer}\0{token}".encode("utf-8", "replace")).digest()
        try:
            with self._lock:
                if now - self._swept > _SWEEP_S:
                    self._held.execute("DELETE FROM seen WHERE until < ?", (now,))
                    self._swept = now
                done = self._held.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (mark, until))
                return done.rowcount == 1
        except sqlite3.Error as error:
            raise FileProblem(f"a token cannot be remembered: {error}") from error

    def close(self) -> None:
        """Close it."""
        self._held.close()
