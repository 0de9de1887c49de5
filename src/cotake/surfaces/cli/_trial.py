"""`cotake trial`: is it working?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cotake._errors import InputError
from cotake._home import home
from cotake.surfaces.cli._files import read_text

if TYPE_CHECKING:
    from cotake.trial import Analysis, Scale
    from cotake.trial.reading import Days


@click.group("trial")
def trial_group() -> None:
    """Is it working for me? One person's days, analysed."""


@trial_group.command("analyze")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option("--outcome", required=True, help="What was scored: a column, or a scale of the journal.")
@click.option("--dose-column", default="", help="The column of the dose, or of 1 and 0.")
@click.option("--date-column", default="", help="The column of the dates.")
@click.option("--covariate", "covariates", multiple=True, help="A column of what else changed.")
@click.option("--medicine", default="", help="Of the journal: the doses of this medicine.")
@click.option(
    "--journal", "path", type=click.Path(path_type=Path), help="Another journal than the usual one."
)
@click.option("--better", type=click.Choice(["higher", "lower"]), help="Which end of the scale is better.")
@click.option("--least", type=float, help="The low end of the scale.")
@click.option("--most", type=float, help="The high end of the scale.")
@click.option("--important", type=float, help="The least difference that matters, in points.")
@click.option("--anytime", is_flag=True, help="It may be looked at every day; so is the journal.")
@click.option("--once", is_flag=True, help="Of the journal: it is looked at once, and never before.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw the days: .svg, .png or .html.")
def analyze_command(
    source: Path | None,
    outcome: str,
    dose_column: str,
    date_column: str,
    covariates: tuple[str, ...],
    medicine: str,
    path: Path | None,
    better: Literal["higher", "lower"] | None,
    least: float | None,
    most: float | None,
    important: float | None,
    anytime: bool,
    once: bool,
    as_json: bool,
    picture: Path | None,
) -> int:
    """Analyse a CSV file, or the journal, whose days may be looked at as often as one likes."""
    from cotake.surfaces.cli._drawing import check_picture, save_picture
    from cotake.trial import Scale, analyze

    if picture is not None:
        check_picture(picture)
    if anytime and once:
        raise InputError("--anytime and --once contradict each other")
    if source is None:
        days, scale = _of_journal(path, outcome, medicine, important)
    else:
        if medicine or path is not None:
            raise InputError("--medicine and --journal go with the journal, not with a file")
        from cotake.trial.reading import days_of_table

        days = days_of_table(
            read_text(source), outcome, dose=dose_column, day=date_column, covariates=covariates
        )
        scale = Scale(outcome, "higher", mid=important)
    scale = Scale(
        scale.name,
        better or scale.better,
        scale.least if least is None else least,
        scale.most if most is None else most,
        scale.mid,
    )
    found = analyze(
        days.values,
        days.exposure,
        times=days.times,
        scale=scale,
        covariates=days.covariates or None,
        anytime=anytime or (source is None and not once),
    )
    if picture is not None:
        save_picture(found.plots["days"], picture)
        click.echo(f"wrote {picture}. Anyone can read it: keep it safe.", err=True)
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        _tell(found, said_better=better is not None or source is None)
    return 0


def _of_journal(path: Path | None, outcome: str, medicine: str, mid: float | None) -> tuple[Days, Scale]:
    from cotake.surfaces.cli.journal._open import known_library, opened_journal, scales_of
    from cotake.trial.reading import days_of_journal, scale_of

    library = known_library()
    with opened_journal(path or home() / "journal.cotake") as journal:
        scales = scales_of(journal, library)
        name = scales.read(outcome) or outcome
        if scales.of(name) is None and not library.has("instruments", name):
            raise InputError(f"{outcome!r} is no scale of the journal; see: cotake journal scale list")
        marks = [(each, at.date(), value) for each, at, value in journal.marks(name)]
        days = days_of_journal(journal.entries(kind="dose"), marks, name, medicine)
    return days, scale_of(name, scales, mid)


def _tell(found: Analysis, *, said_better: bool) -> None:
    click.echo(found.says)
    days = found.series
    click.echo(
        f"\n{int(days.seen.sum())} of {days.days} days have a value; the exposure goes from {days.low:g} "
        f"to {days.high:g} and changed {days.changes} times."
    )
    for text in found.warnings:
        click.echo(f"! {text}")
    click.echo("\nWhat was assumed:")
    if not said_better:
        click.echo("- Higher is better (--better lower turns it).")
    for text in found.assumptions:
        click.echo(f"- {text}")
    click.echo(
        "\nFor information and for a conversation with your prescriber; not a substitute for advice."
    )
