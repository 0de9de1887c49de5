"""`cotake trial`: is it working?"""

from __future__ import annotations

import json
import secrets
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cotake._errors import InputError
from cotake._home import home
from cotake.surfaces.cli._files import read_text
from cotake.surfaces.cli._options import read_date

if TYPE_CHECKING:
    from cotake.trial import Analysis, Scale
    from cotake.trial.design import Design
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
@click.option("--design", type=click.Path(path_type=Path), help="A trial as it was drawn, with its order.")
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
    design: Path | None,
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
        days, scale = _of_journal(path, outcome, medicine, important, with_dose=design is None)
    else:
        if medicine or path is not None:
            raise InputError("--medicine and --journal go with the journal, not with a file")
        from cotake.trial.reading import days_of_table

        days = days_of_table(
            read_text(source),
            outcome,
            dose=dose_column,
            day=date_column,
            covariates=covariates,
            with_dose=design is None,
        )
        scale = Scale(outcome, "higher", mid=important)
    scale = Scale(
        scale.name,
        better or scale.better,
        scale.least if least is None else least,
        scale.most if most is None else most,
        scale.mid,
    )
    if design is not None:
        found = _as_drawn(design, days, scale, important, None if source else path or _usual())
    else:
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


@trial_group.command("design")
@click.option("--levels", default="0,1", show_default=True, help="The exposures, such as 0,4.5 (mg).")
@click.option("--from", "begin", help="The first day; by default today.")
@click.option("--block", default="14d", show_default=True, help="How long a block lasts.")
@click.option(
    "--washout", default="0", show_default=True, help="Days at the start of a block not compared."
)
@click.option("--rounds", type=int, default=3, show_default=True, help="How often each level comes.")
@click.option("--seed", type=int, help="By which the order is drawn; by default a random one.")
@click.option("--outcome", required=True, help="What is scored.")
@click.option("--better", type=click.Choice(["higher", "lower"]), default="higher", help="The better end.")
@click.option("--important", type=float, help="The least difference that matters, in points.")
@click.option("--baseline", type=click.Path(path_type=Path), help="A CSV of days before, for the power.")
@click.option(
    "--seal", type=click.Path(path_type=Path), help="Write the order to this file, and do not show it."
)
@click.option(
    "--journal", "path", type=click.Path(path_type=Path), help="Keep the fingerprint in this journal."
)
@click.option("--json", "as_json", is_flag=True, help="Print the design as JSON.")
def design_command(
    levels: str,
    begin: str | None,
    block: str,
    washout: str,
    rounds: int,
    seed: int | None,
    outcome: str,
    better: Literal["higher", "lower"],
    important: float | None,
    baseline: Path | None,
    seal: Path | None,
    path: Path | None,
    as_json: bool,
) -> int:
    """Draw blocks on and off, or of doses, in random order; with the power by your own days before."""
    from cotake.surfaces.cli._files import write_text
    from cotake.titration import read_days
    from cotake.trial import Scale
    from cotake.trial.design import draw
    from cotake.trial.reading import column_of_table

    if seal is not None and as_json:
        raise InputError("--json would show what --seal hides")
    made = draw(
        [_level(each) for each in levels.split(",")],
        begin=read_date(begin) if begin else date.today(),
        block_days=read_days(block),
        rounds=rounds,
        seed=secrets.randbelow(2**63) if seed is None else seed,
        washout_days=0 if washout.strip() in ("0", "0d") else read_days(washout),
        outcome=outcome,
        scale=Scale(outcome, better, mid=important),
    )
    before = column_of_table(read_text(baseline), outcome) if baseline else None
    if path is not None:  # before anything is written or shown: the order is not drawn twice
        _keep(made, path)
    if as_json:
        click.echo(made.text, nl=False)
    elif seal is None:
        for number, each in enumerate(made.blocks, 1):
            out = f", the first {each.washout} days are not compared" if each.washout else ""
            click.echo(f"{number}. {each.first:%d %b %Y} to {each.last:%d %b %Y}: {each.exposure:g}{out}")
        click.echo(f"Drawn by the seed {made.seed}.")
    else:
        write_text(seal, made.text, mode=0o600)
        click.echo(f"wrote {seal}: for who prepares the doses, and not for who takes them")
        first, last = made.blocks[0].first, made.blocks[-1].last
        click.echo(f"{len(made.blocks)} blocks from {first:%d %b %Y} to {last:%d %b %Y}")
    click.echo(f"Fingerprint: {made.fingerprint}", err=as_json)
    if path is not None:
        click.echo(f"kept the fingerprint in {path}", err=as_json)
    if before is not None:
        _tell_power(made, before, important, as_json)
    if not as_json:
        click.echo(
            "To discuss with your prescriber before the first day; some medicines must not be stopped so."
        )
    return 0


def _keep(made: Design, path: Path) -> None:
    from cotake.surfaces.cli.journal._open import opened_journal

    with opened_journal(path) as journal:
        journal.set("trial", made.fingerprint)


def _tell_power(made: Design, before: list[float], important: float | None, quiet: bool) -> None:
    """The power of the blocks, and of taking it all the time after a baseline as long."""
    import numpy as np

    from cotake.surfaces.cli._bar import Bar
    from cotake.trial.design import exposure_of, power_of

    effect = important if important is not None else float(np.nanstd(before)) / 2
    exposure, compared = exposure_of(made)
    once = (np.arange(exposure.size) >= exposure.size // 2).astype(float)
    for name, taken, kept in (("these blocks", exposure, compared), ("one change half-way", once, None)):
        with Bar("simulating") as progress:
            found = power_of(taken, effect, before, compared=kept, progress=progress)
        click.echo(
            f"An effect of {effect:.2g} points would be told by {name} in {found.right:.0%} of "
            f"{found.trials} simulated trials; where there is none, {found.wrong:.0%} would tell one.",
            err=quiet,
        )


def _level(text: str) -> float:
    cleaned = text.strip().removesuffix("mg").strip()
    try:
        return float(cleaned)
    except ValueError:
        raise InputError(f"{text!r} is no exposure; a number, such as 4.5") from None


def _as_drawn(path: Path, days: Days, scale: Scale, mid: float | None, journal: Path | None) -> Analysis:
    """The analysis that was fixed when the trial was drawn; the order has to be the one that was sealed."""
    from cotake.surfaces.cli.journal._open import opened_journal
    from cotake.trial import Scale, analyze
    from cotake.trial.design import by_design, read_design
    from cotake.trial.reading import scored_by_day

    made = read_design(read_text(path))
    if mid is not None and mid != made.scale.mid:
        raise InputError("the least difference that matters was fixed when the trial was drawn")
    if journal is not None:
        with opened_journal(journal) as opened:
            kept = opened.setting("trial")
        if kept and kept != made.fingerprint:
            raise InputError(f"{path} is not the design whose fingerprint the journal keeps ({kept[:12]}…)")
    values, exposure, times = by_design(made, scored_by_day(days))
    fixed = Scale(scale.name, made.scale.better, scale.least, scale.most, made.scale.mid)
    return analyze(values, exposure, times=times, scale=fixed, anytime=made.anytime)


def _usual() -> Path:
    return home() / "journal.cotake"


def _of_journal(
    path: Path | None, outcome: str, medicine: str, mid: float | None, *, with_dose: bool
) -> tuple[Days, Scale]:
    from cotake.surfaces.cli.journal._open import known_library, opened_journal, scales_of
    from cotake.trial.reading import days_of_journal, scale_of

    library = known_library()
    with opened_journal(path or _usual()) as journal:
        scales = scales_of(journal, library)
        name = scales.read(outcome) or outcome
        if scales.of(name) is None and not library.has("instruments", name):
            raise InputError(f"{outcome!r} is no scale of the journal; see: cotake journal scale list")
        marks = [(each, at.date(), value) for each, at, value in journal.marks(name)]
        days = days_of_journal(journal.entries(kind="dose"), marks, name, medicine, with_dose=with_dose)
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
