"""Newer knowledge, put in place from a file whose digest was checked."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import tempfile
from pathlib import Path

from cotake._errors import FileProblem, InputError, KnowledgeError
from cotake.knowledge._library import Library
from cotake.knowledge._opening import updated_file


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        FileProblem: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileProblem(f"cannot read {path}: {error.strerror or error}") from error


def update(
    path: Path, *, sha256: str = "", present: str = "", older: bool = False, into: Path | None = None
) -> str:
    """Put a knowledge file in place of the one in use, and return its version.

    Args:
        path: the compiled file.
        sha256: what its digest must be; without it, the file `PATH.sha256` beside it says so.
        present: the version in use; an older one is refused unless `older` is set.
        into: where to put it.

    Raises:
        InputError: there is no digest to check by, it is none, or the file is older.
        KnowledgeError: the digest does not fit, or the file is damaged or of another version of cotake.
        FileProblem: a file cannot be read or written.
    """
    wanted = (sha256 or _beside(path)).strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", wanted):
        raise InputError(f"a SHA-256 has 64 hexadecimal digits, got {wanted!r}")
    target = into or updated_file()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".knowledge-", suffix=".sqlite")
        os.close(handle)
        draft = Path(name)
        try:
            shutil.copyfile(path, draft)  # what is checked is what is put in place
            version = _checked(draft, path, wanted)
            if version < present and not older:
                raise InputError(
                    f"{path} is of {version}, older than the {present} in use; --older puts it in place"
                )
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise FileProblem(f"cannot put {path} in place: {error.strerror or error}") from error
    return version


def _checked(draft: Path, path: Path, wanted: str) -> str:
    if (found := digest_of(draft)) != wanted:
        raise KnowledgeError(
            f"{path} is not the file that the digest was made for: its SHA-256 is {found}, not {wanted}. "
            "Fetch it again; nothing was changed"
        )
    library = Library(draft)
    try:
        verdict = library.query("PRAGMA quick_check(1)")[0][0]
    except sqlite3.Error as error:  # pragma: no cover - query wraps them
        raise KnowledgeError(f"{path} is damaged ({error})") from error
    if verdict != "ok":
        raise KnowledgeError(f"{path} is damaged ({verdict}); nothing was changed")
    for name in library.ids("mechanisms"):
        library.plain("mechanisms", name)
    return library.version


def _beside(path: Path) -> str:
    file = path.with_name(path.name + ".sha256")
    try:
        return file.read_text(encoding="utf-8").split()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        raise InputError(
            f"there is no digest to check {path} by: put {file.name} beside it, or give --sha256"
        ) from None
