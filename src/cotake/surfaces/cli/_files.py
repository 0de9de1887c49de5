"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from cotake._errors import FileProblem, InputError


def write_text(path: Path, text: str, mode: int = 0o644) -> None:
    """Write it as UTF-8, as `write_bytes` does; `-` is standard output.

    Raises:
        FileProblem: the folder is missing, or cannot be written.
    """
    if str(path) == "-":
        click.echo(text, nl=False)
        return
    write_bytes(path, text.encode("utf-8"), mode)


def write_bytes(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write beside the file and move into place, so that a failure leaves the old one.

    A link is followed, a device written to as it is, and the mode of a file that was there is kept.

    Raises:
        FileProblem: the folder is missing, or cannot be written.
    """
    draft = ""
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        if path.exists():
            mode = path.stat().st_mode & 0o777
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(draft).chmod(mode)
        Path(draft).replace(path)
    except OSError as error:
        if draft:
            Path(draft).unlink(missing_ok=True)
        raise FileProblem(f"cannot write {path}: {error.strerror or error}") from error


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        FileProblem: it is missing or cannot be read.
        InputError: it is not UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileProblem(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not text in UTF-8; save it as UTF-8 and try again") from error
