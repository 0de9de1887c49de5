"""`cotake exposure`: how far one medicine changes the level of another, from CSV to CSV."""

from __future__ import annotations

import math
from difflib import get_close_matches
from pathlib import Path

import click

from cotake._errors import InputError
from cotake.surfaces.cli._table import Row, read_table, with_bar, write_table

_OPTIONAL = ("perp_dose_mg", "perp_days")


@click.command("exposure")
@click.argument("pairs", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option(
    "--model-only",
    is_flag=True,
    help="Leave the ratio measured for the pair itself aside; the fit has still seen it.",
)
def exposure_command(pairs: Path, out: Path, model_only: bool) -> int:
    """Predict AUC ratios for pairs of medicines from a CSV file.

    PAIRS has the columns victim and perpetrator. It may have perp_dose_mg, one dose of the perpetrator
    in mg, taken as often as is usual, and perp_days, the days on which it is taken until the victim is
    given: 1 for a single dose, empty for regular use. The file written repeats every row and adds aucr
    (the level with the perpetrator over that without), low and high (80 % bounds) and status: predicted,
    not_covered (a metabolite as the victim, or a record without the ways it is cleared) or
    not_recognised. Both are taken by mouth.
    """
    from cotake.interactions import MOST_DAYS, Prediction, Predictor
    from cotake.knowledge import open_library

    rows, heading = read_table(pairs, ("victim", "perpetrator"))
    for name in heading:
        meant = get_close_matches(name.lower(), _OPTIONAL, 1, 0.8)
        if name not in _OPTIONAL and meant:
            click.echo(f"the column {name} is not read; write {meant[0]} if that is meant", err=True)
    doses = [_number(row, "perp_dose_mg", "a number of mg above 0", 0) for row in rows]
    most = f"a number of days from 1 to {MOST_DAYS}"
    days = [_number(row, "perp_days", most, 0.999, MOST_DAYS) for row in rows]
    predictor = Predictor(open_library(), use_measured=not model_only)
    for row, dose, taken in zip(with_bar(rows, "predicting"), doses, days, strict=True):
        change = predictor.of(row["victim"], row["perpetrator"], dose, taken)
        if isinstance(change, Prediction):
            figures = (f"{value:.3g}" for value in (change.ratio, change.low, change.high))
            row.update(_cells("predicted", *figures))
        else:
            row.update(_cells(change))
    write_table(out, rows, heading, ("aucr", "low", "high", "status"))
    known = sum(row["status"] == "predicted" for row in rows)
    click.echo(f"{known} of {len(rows)} ratios predicted, written to {out}", err=True)
    return 0


def _number(row: Row, column: str, what: str, above: float, most: float = math.inf) -> float | None:
    text = row.get(column, "")
    if not text.strip():
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (above < number <= most and number < math.inf):
        raise InputError(f'line {row.line}: {column} is {what}, got "{text}"; leave it empty if unknown')
    return number


def _cells(status: str, aucr: str = "", low: str = "", high: str = "") -> dict[str, str]:
    return {"aucr": aucr, "low": low, "high": high, "status": status}
