"""How the pages are served."""

from __future__ import annotations

import secrets
from pathlib import Path

from cotake._record import record

#: How long an open journal waits for a hand before it is locked.
IDLE_S = 600.0
_HTTPS = 443


@record
class Public:
    """How the pages are served to a network: under which names, over TLS, for whom.

    `accounts` is the file of those who may sign in; the journal of each is in `people`, in a folder of its
    name.
    """

    names: tuple[str, ...]
    certificate: Path
    private_key: Path
    accounts: Path
    people: Path


@record
class WebSettings:
    """Where the pages are served, and what opens them.

    `key` is the secret of the start link: who has it may open the pages. `cookie_secret` are 32 bytes that
    keep what the browser holds sealed; the same after a restart, so that nothing is lost by one. `journal`
    is the file of the journal; it is locked when nobody used it for `idle_s` seconds. With `public`
    they are for those who have an account, and there is no start link.
    """

    port: int
    key: str
    cookie_secret: bytes
    journal: Path
    idle_s: float = IDLE_S
    host: str = "127.0.0.1"
    public: Public | None = None

    @property
    def origins(self) -> tuple[str, ...]:
        """The addresses under which a browser may know the pages."""
        if self.public is not None:
            end = "" if self.port == _HTTPS else f":{self.port}"
            return tuple(f"https://{name.lower()}{end}" for name in self.public.names)
        return tuple(f"http://{name}:{self.port}" for name in (self._own, "localhost"))

    @property
    def start_link(self) -> str:
        """What the person opens."""
        if self.public is not None:
            return self.origins[0]
        return f"http://{self._own}:{self.port}/start/{self.key}"

    @property
    def _own(self) -> str:
        """The address of this machine as it stands in the address of a page."""
        return f"[{self.host}]" if ":" in self.host else self.host

    def journal_of(self, name: str) -> Path:
        """The journal of an account; "" is the one person on this machine."""
        if self.public is None or not name:
            return self.journal
        return self.public.people / name / "journal.cotake"


def new_key() -> str:
    """A key for a start link, of 256 random bits."""
    return secrets.token_urlsafe(32)
