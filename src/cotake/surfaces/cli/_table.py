"""A CSV file in, with its columns checked, and the same rows out with more of them."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cotake._errors import InputError
from cotake.surfaces.cli._files import read_text, write_text

#: Fewer rows than this are done before a bar could be read.
_BAR_FROM = 5000


class Row(dict[str, str]):
    """The cells of one row by column, and the line of the file on which it begins."""

    line: int = 0


def read_table(path: Path, needed: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The rows of a CSV file and its heading.

    Raises:
        FileProblem: the file cannot be read.
        InputError: it is no CSV, a needed column is missing, one stands twice, or a row is too long.
    """
    try:
        reader = csv.DictReader(io.StringIO(read_text(path)), restkey=None)
        heading = [name or "" for name in reader.fieldnames or []]
        rows = []
        line = reader.line_num + 1
        for cells in reader:
            rows.append(Row(cells))
            rows[-1].line, line = line, reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path} is not CSV: {error}") from error
    for name in needed:
        if name not in heading:
            raise InputError(f"{path} has no column {name}; its columns: {', '.join(heading) or 'none'}")
    if twice := {name for name in heading if heading.count(name) > 1}:
        raise InputError(f"{path} has more than one column named {', '.join(sorted(twice)) or 'nothing'}")
    for row in rows:
        if None in row:
            raise InputError(f"{path}, line {row.line}: more cells than columns")
        for key, value in row.items():
            row[key] = value or ""
    return rows, heading


def write_table(
    path: Path, rows: Sequence[dict[str, str]], heading: Sequence[str], more: Sequence[str]
) -> None:
    """Write rows as CSV: the columns of `heading`, then those of `more` that it has not."""
    buffer = io.StringIO()
    extra = [name for name in more if name not in heading]
    writer = csv.DictWriter(buffer, [*heading, *extra], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, buffer.getvalue())


def with_bar(rows: list[Row], doing: str) -> Iterator[Row]:
    """The rows, with a progress bar where there are many and someone looks."""
    if len(rows) < _BAR_FROM or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(rows, doing, console=Console(stderr=True))
