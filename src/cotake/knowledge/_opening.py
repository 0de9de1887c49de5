"""Which knowledge file counts: one that was named, a newer one put in place, or the one that ships."""

from __future__ import annotations

import os
from pathlib import Path

from cotake._errors import CotakeError, InputError, KnowledgeError
from cotake._home import home
from cotake.knowledge._library import HERE, SHIPPED, Library
from cotake.knowledge._stamp import stamp_of

_DEFAULT: dict[Path, Library] = {}


def open_library(path: str | Path | None = None) -> Library:
    """The knowledge that ships with cotake, a newer one that was put in place, or another compiled file.

    In a checkout, a compiled file that no longer fits its records is rebuilt first. The environment
    variable COTAKE_KNOWLEDGE names another file.

    Raises:
        InputError: the path is neither a text nor a Path.
        KnowledgeError: no usable knowledge file.
    """
    if path is not None and not isinstance(path, (str, Path)):
        raise InputError(f"the path of a knowledge file is a text or a Path, got {type(path).__name__}")
    named = os.environ.get("COTAKE_KNOWLEDGE") if path is None else path
    chosen = SHIPPED if path is None and not named else Path(named or "")
    if chosen == SHIPPED and (updated := updated_file()).exists() and not in_checkout():
        chosen = _newer(updated)
    if chosen not in _DEFAULT:
        if chosen == SHIPPED:
            _rebuild_if_stale(chosen)
        _DEFAULT[chosen] = Library(chosen)
    return _DEFAULT[chosen]


def reopen_library() -> Library:
    """The same, opened anew: what was put in place since it was opened counts. What is in use stays usable.

    Raises:
        KnowledgeError: no usable knowledge file; `open_library` then still gives what it gave before.
    """
    before = dict(_DEFAULT)
    _DEFAULT.clear()
    try:
        return open_library()
    except BaseException:
        _DEFAULT.update(before)
        raise


def updated_file() -> Path:
    """Where knowledge that is newer than what ships is put in place."""
    return home() / "knowledge.sqlite"


def in_checkout() -> bool:
    """Whether cotake runs where its records are edited, whose own compiled file then always counts."""
    return (HERE.parents[2] / "pyproject.toml").exists() and (HERE / "records").is_dir()


def _newer(updated: Path) -> Path:
    """The updated file where it can be used and is not older than what ships."""
    try:
        _DEFAULT.setdefault(SHIPPED, Library(SHIPPED))
        library = _DEFAULT.setdefault(updated, Library(updated))
    except KnowledgeError:
        return SHIPPED  # left by another version of cotake
    return updated if library.version >= _DEFAULT[SHIPPED].version else SHIPPED


def _rebuild_if_stale(path: Path) -> None:
    records = HERE / "records"
    if not in_checkout():
        return
    if path.exists():
        try:
            meta = Library(path).meta
        except CotakeError:
            meta = {}
        if meta.get("stamp") == stamp_of(records):
            return
    from cotake.knowledge._compile import build

    build(path, strict=False)
