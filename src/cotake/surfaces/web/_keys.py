"""The secret that seals what the browser keeps, in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cotake._errors import FileProblem
from cotake._home import home

_SIZE = 32


def cookie_secret() -> bytes:
    """The secret of this person on this machine; made when first asked for.

    Raises:
        FileProblem: it cannot be read or written.
    """
    path = home() / "pages.key"
    try:
        return _read(path) or _made(path)
    except OSError as error:
        raise FileProblem(
            f"the key of the pages, {path}, cannot be read or written ({error.strerror or error}); set "
            "COTAKE_HOME to a folder of your own"
        ) from error


def _read(path: Path) -> bytes:
    try:
        held = path.read_bytes()
    except FileNotFoundError:
        return b""
    return held if len(held) == _SIZE else b""


def _made(path: Path) -> bytes:
    """Written beside and put in place whole; of two that do so at once, one key stands for both."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(_SIZE))
    fresh.replace(path)
    return path.read_bytes()
