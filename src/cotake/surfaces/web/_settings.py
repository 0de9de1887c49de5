"""How the pages are served."""

from __future__ import annotations

import secrets
from pathlib import Path

from cotake._record import record

#: How long an open journal waits for a hand before it is locked.
IDLE_S = 600.0


@record
class WebSettings:
    """Where the pages are served, and what opens them.

    `key` is the secret of the start link: who has it may open the pages. `cookie_secret` are 32 bytes that
    keep what the browser holds sealed; the same after a restart, so that nothing is lost by one. `journal`
    is the file of the journal; it is locked when nobody used it for `idle_s` seconds.
    """

    port: int
    key: str
    cookie_secret: bytes
    journal: Path
    idle_s: float = IDLE_S
    host: str = "127.0.0.1"

    @property
    def origins(self) -> tuple[str, ...]:
        """The addresses under which a browser may know the pages."""
        return tuple(f"http://{name}:{self.port}" for name in (self.host, "localhost"))

    @property
    def start_link(self) -> str:
        """What the person opens."""
        return f"http://{self.host}:{self.port}/start/{self.key}"


def new_key() -> str:
    """A key for a start link, of 256 random bits."""
    return secrets.token_urlsafe(32)
