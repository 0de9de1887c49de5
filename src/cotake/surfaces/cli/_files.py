"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cotake._errors import FileProblem


def write_text(path: Path, text: str, mode: int = 0o644) -> None:
    """Write beside the file and move into place, so that a failure leaves the old one.

    Raises:
        FileProblem: the folder is missing, or cannot be written.
    """
    draft = ""
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(draft).chmod(mode)
        Path(draft).replace(path)
    except OSError as error:
        if draft:
            Path(draft).unlink(missing_ok=True)
        raise FileProblem(f"cannot write {path}: {error.strerror or error}") from error


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        FileProblem: it is missing, cannot be read, or is not UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileProblem(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise FileProblem(f"{path} is not text in UTF-8; save it as UTF-8 and try again") from error
