"""`cotake screen`: the class of many pairs, from CSV to CSV."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cotake._errors import InputError
from cotake.surfaces.cli._files import read_text, write_text

if TYPE_CHECKING:
    from cotake.interactions import Screener, Verdict

#: Fewer rows than this are done before a bar could be read.
_BAR_FROM = 5000


@click.command("screen")
@click.argument("pairs", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
def screen_command(pairs: Path, out: Path) -> int:
    """Screen pairs of medicines from a CSV file.

    PAIRS has the columns drug_a and drug_b, and may have dose_a, dose_b, route_a, route_b. The file
    written repeats every row and adds status and classification (empty where there is no finding).
    """
    from cotake.interactions import Screener, Verdict
    from cotake.knowledge import open_library

    rows, heading = _read(pairs)
    screener = Screener(open_library(), date.today())
    buffer = io.StringIO()
    extra = [name for name in ("status", "classification") if name not in heading]
    writer = csv.DictWriter(buffer, [*heading, *extra], lineterminator="\n")
    writer.writeheader()
    for row in _with_bar(rows):
        named = all(re.search(r"\w", row[name]) for name in ("drug_a", "drug_b"))
        pair = (_text(row, "a"), _text(row, "b"))
        verdict = _judge(screener, pair) if named else Verdict("not_recognised", None)
        row["status"] = verdict.status
        row["classification"] = "" if verdict.classification is None else str(verdict.classification)
        writer.writerow(row)
    write_text(out, buffer.getvalue())
    click.echo(f"{len(rows)} pairs screened, written to {out}", err=True)
    return 0


def _judge(screener: Screener, pair: tuple[str, str]) -> Verdict:
    """One row; a cell that is no medicine, such as a page of text, spoils no other row."""
    from cotake.interactions import Verdict

    try:
        return screener.judge(pair)
    except InputError:
        return Verdict("not_recognised", None)


def _read(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    try:
        reader = csv.DictReader(io.StringIO(read_text(path)), restkey=None)
        heading = [name or "" for name in reader.fieldnames or []]
        rows = [dict(row) for row in reader]
    except csv.Error as error:
        raise InputError(f"{path} is not CSV: {error}") from error
    for name in ("drug_a", "drug_b"):
        if name not in heading:
            raise InputError(f"{path} has no column {name}; its columns: {', '.join(heading) or 'none'}")
    if twice := {name for name in heading if heading.count(name) > 1}:
        raise InputError(f"{path} has more than one column named {', '.join(sorted(twice)) or 'nothing'}")
    for number, row in enumerate(rows, 2):
        if None in row:
            raise InputError(f"{path}, line {number}: more cells than columns")
        for key, value in row.items():
            row[key] = value or ""
    return rows, heading


def _text(row: dict[str, str], side: str) -> str:
    parts = (row[f"drug_{side}"], row.get(f"dose_{side}", ""), row.get(f"route_{side}", ""))
    return " ".join(part.strip() for part in parts if part.strip())


def _with_bar(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    if len(rows) < _BAR_FROM or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(rows, "screening", console=Console(stderr=True))
