"""Opening what users bring: plain files, gzip and zip, read as a stream and told in bytes."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from cotake._errors import FileProblem, InputError
from cotake.knowledge.overlays._types import Rows, Tick

_CHUNK = 1 << 20


@contextmanager
def texts(path: Path, tick: Tick, *, ending: str = "") -> Iterator[Iterator[tuple[str, TextIO]]]:
    """Each text in a file, with its name: the file itself, or the members of a zip that end so.

    Raises:
        FileProblem: the file cannot be read, is not UTF-8, or is a broken archive.
    """
    try:
        yield _members(path, tick, ending)
    except UnicodeDecodeError as error:
        raise FileProblem(f"{path} is not UTF-8 text ({error.reason} at byte {error.start})") from error
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise FileProblem(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


def _members(path: Path, tick: Tick, ending: str) -> Iterator[tuple[str, TextIO]]:
    size = path.stat().st_size
    with path.open("rb") as raw:
        counted = _Counted(raw, size, tick)
        if zipfile.is_zipfile(raw):
            raw.seek(0)
            with zipfile.ZipFile(raw) as archive:
                for info in archive.infolist():
                    if info.is_dir() or not info.filename.lower().endswith(ending.lower()):
                        continue
                    with archive.open(info) as member:
                        yield info.filename, io.TextIOWrapper(member, encoding="utf-8-sig", newline="")
                    tick(min(raw.tell(), size), size)
            return
        raw.seek(0)
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        stream = gzip.GzipFile(fileobj=counted) if packed else counted
        yield path.name, io.TextIOWrapper(io.BufferedReader(stream), encoding="utf-8-sig", newline="")
    tick(size, size)


class _Counted(io.RawIOBase):
    """A file that tells how far it was read."""

    def __init__(self, raw: Any, size: int, tick: Tick) -> None:
        self._raw, self._size, self._tick, self._done = raw, size, tick, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._raw.read(len(buffer))
        buffer[: len(data)] = data
        self._done += len(data)
        if data:
            self._tick(self._done, self._size)
        return len(data)


def table(name: str, text: TextIO, needs: Mapping[str, tuple[str, ...]]) -> Rows:
    """The rows of a CSV or TSV, under our names for its columns.

    `needs` gives for each of our names the headings it may stand under, in small letters.

    Raises:
        InputError: the file is no such table: a column is missing, or a line cannot be read.
    """
    head = text.readline()
    delimiter = max(",;\t|", key=head.count)
    headings = [each.strip().lower() for each in next(csv.reader([head], delimiter=delimiter), [])]
    places: dict[str, int] = {}
    for ours, theirs in needs.items():
        found = next((headings.index(each) for each in theirs if each in headings), None)
        if found is None:
            raise InputError(
                f"{name}: there is no column {' or '.join(theirs)}; its columns are: "
                f"{', '.join(headings)[:300] or 'none'}"
            )
        places[ours] = found
    rows = csv.reader(text, delimiter=delimiter)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(f"{name}, line {rows.line_num + 1}: {error}") from error
        if row:
            yield {ours: row[at].strip() if at < len(row) else "" for ours, at in places.items()}


def items(name: str, text: TextIO, key: str = "") -> Iterator[Any]:
    """The items of a JSON array, or of the array under `key` of a JSON object, one by one.

    Only one item is held at a time.

    Raises:
        InputError: the text is not such JSON.
    """
    decoder = json.JSONDecoder()
    buffer, at = text.read(_CHUNK), 0
    if key:
        mark = f'"{key}"'
        while mark not in buffer:
            more = text.read(_CHUNK)
            if not more:
                raise InputError(f"{name}: there is no {mark} in it")
            buffer = buffer[-len(mark) :] + more
        at = buffer.index(mark) + len(mark)
        at = _skip(buffer, at, ":")
    at = _skip(buffer, at, "")
    if buffer[at : at + 1] != "[":
        raise InputError(f"{name}: a JSON list was expected{f' under {mark}' if key else ''}")
    at += 1
    while True:
        at = _skip(buffer, at, ",")
        if at < len(buffer) and buffer[at] == "]":
            return
        try:
            item, at = decoder.raw_decode(buffer, at)
        except (json.JSONDecodeError, RecursionError) as error:
            more = text.read(_CHUNK)
            if not more:
                raise InputError(f"{name}: not JSON, or cut short ({error})") from error
            buffer, at = buffer[at:] + more, 0
            continue
        yield item
        if at > _CHUNK:
            buffer, at = buffer[at:], 0


def _skip(buffer: str, at: int, beside: str) -> int:
    while at < len(buffer) and (buffer[at].isspace() or buffer[at] in beside):
        at += 1
    return at
