"""`cotake screen`: the class of many pairs, from CSV to CSV."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cotake._errors import InputError
from cotake.surfaces.cli._table import read_table, with_bar, write_table

if TYPE_CHECKING:
    from cotake.interactions import Screener, Verdict


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

    rows, heading = read_table(pairs, ("drug_a", "drug_b"))
    screener = Screener(open_library(), date.today())
    for row in with_bar(rows, "screening"):
        named = all(re.search(r"\w", row[name]) for name in ("drug_a", "drug_b"))
        pair = (_text(row, "a"), _text(row, "b"))
        verdict = _judge(screener, pair) if named else Verdict("not_recognised", None)
        row["status"] = verdict.status
        row["classification"] = "" if verdict.classification is None else str(verdict.classification)
    write_table(out, rows, heading, ("status", "classification"))
    click.echo(f"{len(rows)} pairs screened, written to {out}", err=True)
    return 0


def _judge(screener: Screener, pair: tuple[str, str]) -> Verdict:
    """One row; a cell that is no medicine, such as a page of text, spoils no other row."""
    from cotake.interactions import Verdict

    try:
        return screener.judge(pair)
    except InputError:
        return Verdict("not_recognised", None)


def _text(row: dict[str, str], side: str) -> str:
    parts = (row[f"drug_{side}"], row.get(f"dose_{side}", ""), row.get(f"route_{side}", ""))
    return " ".join(part.strip() for part in parts if part.strip())
