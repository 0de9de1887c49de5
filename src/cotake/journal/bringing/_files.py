"""A file of any kind that is known, told by what it holds and not by its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from cotake._errors import FileProblem, InputError
from cotake.journal._scales import Scales
from cotake.journal.bringing import _apple, _connect, _everything, _medtimer
from cotake.journal.bringing._brought import Brought, How
from cotake.journal.bringing._table import bring

_ZIP, _SQLITE = b"PK\x03\x04", b"SQLite format 3\x00"
_EMOODS = "entry.csv"
_HEAD = 1 << 16
#: A text is read whole up to this, a database of an archive up to that; an XML is streamed.
_TEXT, _LARGE = 200 << 20, 2 << 30

Progress = Callable[[int, int], None]


def bring_file(path: Path, scales: Scales, how: How, progress: Progress | None = None) -> Brought:
    """Read a file of another app, or of our own, plain or in an archive. `progress`: done and all bytes.

    Raises:
        FileProblem: it is missing, or cannot be read.
        InputError: it is none that is known, or is damaged.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(_ZIP):
                return _archive(path, scales, how, progress)
            if head.startswith(_SQLITE):
                return _connect.of_export(path)
            file.seek(0)
            return _plain(file, path.stat().st_size, head, path.name, scales, how, progress)
    except OSError as error:
        raise FileProblem(f"cannot read {path}: {error.strerror or error}") from error
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise InputError(f"{path} is an archive that cannot be read: {error}") from None


def _plain(
    file: IO[bytes],
    size: int,
    head: bytes,
    name: str,
    scales: Scales,
    how: How,
    progress: Progress | None,
) -> Brought:
    if _apple.is_export(head):
        return _apple.of_export(file, size, progress)
    if size > _TEXT:
        raise InputError(f"{name} is of no kind that is known, and too large to look through")
    try:
        text = file.read(_TEXT).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{name} is not text in UTF-8; save it as UTF-8 and try again") from None
    if text.lstrip()[:1] in ("{", "["):
        return _json(text, name, scales, how)
    if text.lstrip().startswith("<"):
        raise InputError(f"{name} is XML, but no export of Apple Health")
    return bring(text, scales, how)


def _json(text: str, name: str, scales: Scales, how: How) -> Brought:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is no JSON that can be read: {error}") from None
    if _everything.is_everything(found):
        return _everything.of_everything(found, scales)
    if _medtimer.is_backup(found):
        return _medtimer.of_backup(found, how.zone)
    raise InputError(f"{name} is JSON, but no export of cotake and no backup of MedTimer with its events")


def _archive(path: Path, scales: Scales, how: How, progress: Progress | None) -> Brought:
    with ZipFile(path) as archive:
        members = [each for each in archive.infolist() if not each.is_dir()]
        by_name = {Path(each.filename).name.lower(): each for each in members}
        if _connect.MEMBER in by_name:
            return _unpacked(archive, by_name[_connect.MEMBER])
        if _EMOODS in by_name:
            others = [each.filename for each in members if each is not by_name[_EMOODS]]
            with archive.open(by_name[_EMOODS]) as file:
                size = by_name[_EMOODS].file_size
                found = _plain(file, size, b"", _EMOODS, scales, how, progress)
            left = tuple(f"the file {each}" for each in others)
            return replace(found, ignored=(*found.ignored, *left))
        for each in _xml_of(members):
            with archive.open(each) as file:
                if not _apple.is_export(file.read(_HEAD)):
                    continue
            with archive.open(each) as file:
                return _apple.of_export(file, each.file_size, progress)
    names = ", ".join(each.filename for each in members[:5]) or "nothing"
    raise InputError(f"{path.name} is an archive of no kind that is known; it holds {names}")


def _xml_of(members: list[ZipInfo]) -> list[ZipInfo]:
    """Those that may be Apple Health's, whose name is in the language of the phone; the likeliest first."""
    found = []
    for each in members:
        name = Path(each.filename)
        twin = name.stem.lower().endswith("_cda") or name.name.startswith("._")
        if name.suffix.lower() == ".xml" and not twin and "__MACOSX" not in name.parts:
            found.append(each)
    return sorted(found, key=lambda each: -each.file_size)


def _unpacked(archive: ZipFile, member: ZipInfo) -> Brought:
    """The database, in memory."""
    if member.file_size > _LARGE:
        raise InputError(f"{member.filename} is too large to be read in its archive; unpack it first")
    with archive.open(member) as packed:
        return _connect.of_export(bytearray(packed.read()))
