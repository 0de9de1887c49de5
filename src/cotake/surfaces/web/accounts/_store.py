"""Who may sign in, in a file that only its owner can read: names, and passwords as Argon2id hashes."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from hashlib import sha256
from pathlib import Path
from threading import Lock

from cotake._errors import FileProblem, InputError

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")
_MOST_ENDED = 100_000
_SHORTEST, _LONGEST = 12, 1000
#: Reckoned with where there is no such name, so that the time does not tell.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$c2l4dGVlbiBieXRlcyEhIQ$1V2TOnXz4gq3z0CCxO5dEw0KQyJmvHNq5mE0G6DqFJ4"
)


class Accounts:
    """The accounts of a file; what another process changes in it counts at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._one = Lock()
        self._ended: dict[str, None] = {}
        self._read: tuple[float, int, dict[str, str]] = (-1.0, -1, {})

    def names(self) -> list[str]:
        """Who may sign in.

        Raises:
            FileProblem: the file cannot be read.
        """
        return sorted(self._hashes())

    def add(self, name: str, password: str) -> None:
        """Let somebody sign in, or give who may another password.

        Raises:
            InputError: a name or password that is none.
            FileProblem: the file cannot be read or written.
        """
        if not _NAME.fullmatch(name):
            raise InputError(
                f"{name!r} is no name of an account: a to z, digits, and . _ - between, at most 40"
            )
        if not _SHORTEST <= len(password) <= _LONGEST:
            raise InputError(f"a password has {_SHORTEST} signs or more; several words are best")
        from argon2 import PasswordHasher

        self._write({**self._hashes(), name: PasswordHasher().hash(_plain(password))})

    def remove(self, name: str) -> None:
        """Let nobody sign in under a name any more; the journal of it stays where it is.

        Raises:
            InputError: there is no such account.
            FileProblem: the file cannot be read or written.
        """
        held = dict(self._hashes())
        if held.pop(name, None) is None:
            raise InputError(f"there is no account {name!r}")
        self._write(held)

    def opens(self, name: str, password: str) -> bool:
        """Whether a password is that of a name; it takes the same time for a name that is none."""
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        held = self._hashes().get(name, "")
        try:
            with self._one:  # each takes 64 MB
                right = PasswordHasher().verify(held or _NOBODY, _plain(password[: _LONGEST + 1]))
        except (Argon2Error, InvalidHashError):
            return False
        return right and bool(held)

    def mark(self, name: str) -> str:
        """What a session holds of a password, to end with it; "" where there is no such account."""
        held = self._hashes().get(name, "")
        return sha256(held.encode()).hexdigest()[:32] if held else ""

    def end(self, session: str) -> None:
        """Let nobody in any more by a session that was signed out, such as by a copy of its cookie.

        It is remembered by this process, among the latest of many; by itself a session is over in a day.
        """
        self._ended[session] = None
        while len(self._ended) > _MOST_ENDED:
            del self._ended[next(iter(self._ended))]

    def is_ended(self, session: str) -> bool:
        """Whether a session was signed out; one without a name is over."""
        return not session or session in self._ended

    def _hashes(self) -> dict[str, str]:
        try:
            found = self.path.stat()
            if self._read[:2] != (found.st_mtime, found.st_ino):
                held = json.loads(self.path.read_text(encoding="utf-8"))
                kept = {str(name): str(value) for name, value in held.items()}
                self._read = (found.st_mtime, found.st_ino, kept)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError) as error:
            raise FileProblem(f"the accounts, {self.path}, cannot be read: {error}") from error
        return self._read[2]

    def _write(self, held: dict[str, str]) -> None:
        """Beside, and then put in place whole."""
        fresh = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(held, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)
        except OSError as error:
            raise FileProblem(f"the accounts, {self.path}, cannot be written: {error}") from error


def _plain(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace")
