"""Other sources that users bring: read as published, kept apart, and shown beside cotake's answer.

Nothing of them ships, and nothing of them is merged into the records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from cotake._errors import FileProblem, InputError
from cotake._home import home
from cotake.knowledge.overlays._overlay import Overlay
from cotake.knowledge.overlays._types import Concept, Format, Provenance, Reader, Statement

__all__ = [
    "SOURCES",
    "Concept",
    "Format",
    "Overlay",
    "Provenance",
    "Statement",
    "add",
    "folder",
    "installed",
    "remove",
]

#: The sources that can be read, in the order in which they are shown.
SOURCES = ("ansm", "ddinter", "openfda", "crediblemeds", "twosides", "rxnorm")


def folder() -> Path:
    """Where overlays are kept."""
    return home() / "overlays"


def add(
    source: str,
    files: Sequence[Path],
    *,
    known: Callable[[str], bool] = lambda key: False,
    into: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Provenance:
    """Read the files of a source into an overlay, in place of what was added of it before.

    Args:
        source: one of SOURCES.
        files: as published; all that belong together at once.
        known: whether a folded name is known here, for the count of what matches.
        into: the folder to keep it in.
        progress: told the bytes read, and of how many.

    Raises:
        InputError: no such source, no file, or a file is not of the format.
        FileProblem: a file cannot be read, or the overlay cannot be written.
    """
    reader = _reader(source)
    if not files:
        raise InputError(f"name the files: {reader.FORMAT.title} is read from {reader.FORMAT.files}")
    from cotake.knowledge.overlays._draft import write

    path = (into or folder()) / f"{source}.sqlite"
    write(reader, files, path, known, progress)
    return Overlay(path, reader.FORMAT).provenance


def remove(source: str, *, within: Path | None = None) -> bool:
    """Take an overlay away; False where there was none.

    Raises:
        InputError: no such source.
        FileProblem: the file cannot be removed.
    """
    _reader(source)
    path = (within or folder()) / f"{source}.sqlite"
    if not path.exists():
        return False
    try:
        path.unlink()
    except OSError as error:
        raise FileProblem(f"cannot remove {path}: {error.strerror or error}") from error
    return True


def installed(within: Path | None = None) -> tuple[Overlay, ...]:
    """The overlays that were added, in the order of SOURCES.

    Raises:
        KnowledgeError: one of them cannot be read.
    """
    place = within or folder()
    if not place.is_dir():
        return ()
    return tuple(
        Overlay(path, _reader(source).FORMAT)
        for source in SOURCES
        if (path := place / f"{source}.sqlite").exists()
    )


def _reader(source: str) -> Reader:
    if source not in SOURCES:
        raise InputError(f"there is no source {source!r}; those that can be read: {', '.join(SOURCES)}")
    return cast(Reader, import_module(f"cotake.knowledge.overlays._{source}"))
