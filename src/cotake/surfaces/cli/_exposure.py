"""`cotake exposure`: how far one medicine changes the level of another, from CSV to CSV."""

from __future__ import annotations

import math
from pathlib import Path

import click

from cotake._errors import InputError
from cotake.surfaces.cli._table import read_table, with_bar, write_table


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

    PAIRS has the columns victim and perpetrator, and may have perp_dose_mg: one dose of the perpetrator in
    mg, taken as often as is usual. The file written repeats every row and adds aucr (the level with the
    perpetrator over that without), low and high (80 % bounds) and status: predicted, not_covered (a
    metabolite as the victim, or a record without the ways it is cleared) or not_recognised. Both are
    taken by mouth, regularly.
    """
    from cotake.interactions import Prediction, Predictor
    from cotake.knowledge import open_library

    rows, heading = read_table(pairs, ("victim", "perpetrator"))
    doses = [_dose(row.get("perp_dose_mg", ""), line) for line, row in enumerate(rows, 2)]
    predictor = Predictor(open_library(), use_measured=not model_only)
    for row, dose in zip(with_bar(rows, "predicting"), doses, strict=True):
        change = predictor.of(row["victim"], row["perpetrator"], dose)
        if isinstance(change, Prediction):
            figures = (f"{value:.3g}" for value in (change.ratio, change.low, change.high))
            row.update(_cells("predicted", *figures))
        else:
            row.update(_cells(change))
    write_table(out, rows, heading, ("aucr", "low", "high", "status"))
    known = sum(row["status"] == "predicted" for row in rows)
    click.echo(f"{known} of {len(rows)} ratios predicted, written to {out}", err=True)
    return 0


def _dose(text: str, line: int) -> float | None:
    if not text.strip():
        return None
    try:
        dose = float(text)
    except ValueError:
        dose = math.nan
    if not 0 < dose < math.inf:
        raise InputError(
            f'line {line}: perp_dose_mg is a number of mg above 0, got "{text}"; leave it empty if unknown'
        )
    return dose


def _cells(status: str, aucr: str = "", low: str = "", high: str = "") -> dict[str, str]:
    return {"aucr": aucr, "low": low, "high": high, "status": status}
