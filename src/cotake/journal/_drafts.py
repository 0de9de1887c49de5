"""Drafts beside a journal: named, cleared, and cleared away after a crash; and which file a path is."""

from __future__ import annotations

import glob
import secrets
from contextlib import suppress
from pathlib import Path


def place_of(path: Path) -> tuple[int, int]:
    """Which file it is, whatever its name, by device and number; (0, 0) where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def draft_of(path: Path) -> Path:
    """A name of its own, beside the file, for what is not finished."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.draft")


def clear(draft: Path) -> None:
    """Remove a draft and what it left."""
    for each in (draft, Path(f"{draft}-journal")):
        with suppress(OSError):
            each.unlink()


def clear_leftovers(path: Path) -> None:
    """Remove drafts that a killed process left; they hold what was deleted since."""
    for each in path.parent.glob(f".{glob.escape(path.name)}.*.draft*"):
        with suppress(OSError):
            each.unlink()


def mark_of(path: Path) -> Path:
    """The file that says that the key of a journal is in the system's keyring."""
    return path.with_name(f".{path.name}.keyring")
