"""`cotake trial analyze`: a table or the journal, analysed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cotake._errors import InputError
from cotake.surfaces.cli._files import read_text
from cotake.surfaces.cli.trial._given import Columns, of_journal, of_table, usual_journal

if TYPE_CHECKING:
    from cotake.journal import Journal
    from cotake.trial import Analysis, Scale
    from cotake.trial.design import Design
    from cotake.trial.given import Given


@click.command("analyze")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option("--outcome", required=True, help="What was scored: a column, or a scale of the journal.")
@click.option("--also", multiple=True, help="Another outcome, held to a common error with its like.")
@click.option("--dose-column", default="", help="The column of the dose, or of 1 and 0.")
@click.option("--date-column", default="", help="The column of the dates.")
@click.option("--covariate", "covariates", multiple=True, help="A column of what else changed.")
@click.option("--event-column", default="", help="A column of text: what happened on the day.")
@click.option("--guess-column", default="", help="What was thought to be taken, 0 (lower) to 1 (higher).")
@click.option("--medicine", default="", help="The medicine: its half-life, and of the journal its doses.")
@click.option("--scale", default="", help="The scale of the records that a column was scored on.")
@click.option(
    "--journal", "path", type=click.Path(path_type=Path), help="Another journal than the usual one."
)
@click.option("--no-events", is_flag=True, help="Of the journal: events are not reckoned with.")
@click.option("--better", type=click.Choice(["higher", "lower"]), help="Which end of the scale is better.")
@click.option("--least", type=float, help="The low end of the scale.")
@click.option("--most", type=float, help="The high end of the scale.")
@click.option("--important", type=float, help="The least difference that matters, in points.")
@click.option("--anytime", is_flag=True, help="It may be looked at every day; so is the journal.")
@click.option("--once", is_flag=True, help="Of the journal: it is looked at once, and never before.")
@click.option("--design", type=click.Path(path_type=Path), help="A trial as it was fixed, with its order.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw the days: .svg, .png or .html.")
@click.option("--record", type=click.Path(path_type=Path), help="Write the record: .md or .json.")
def analyze_command(
    source: Path | None,
    outcome: str,
    also: tuple[str, ...],
    dose_column: str,
    date_column: str,
    covariates: tuple[str, ...],
    event_column: str,
    guess_column: str,
    medicine: str,
    scale: str,
    path: Path | None,
    no_events: bool,
    better: Literal["higher", "lower"] | None,
    least: float | None,
    most: float | None,
    important: float | None,
    anytime: bool,
    once: bool,
    design: Path | None,
    as_json: bool,
    picture: Path | None,
    record: Path | None,
) -> int:
    """Analyse a CSV file, or the journal, whose days may be looked at as often as one likes."""
    from cotake.surfaces._trial import FINGERPRINT
    from cotake.surfaces.cli._drawing import check_picture, save_picture
    from cotake.surfaces.cli.journal._open import opened_journal
    from cotake.trial._several import held_together

    if picture is not None:
        check_picture(picture)
    if record is not None and record.suffix.lower() not in (".md", ".json"):
        raise InputError(f"{record}: a record ends in .md or .json")
    if anytime and once:
        raise InputError("--anytime and --once contradict each other")
    if outcome in also or len(set(also)) < len(also):
        raise InputError("each outcome is named once")
    columns = Columns(outcome, dose_column, date_column, covariates, event_column, guess_column)
    made = _read_design(design, important)
    if made is not None and any((dose_column, better, least is not None, most is not None, scale)):
        raise InputError("the design has the doses and fixed the scale: leave those options out")
    if source is None:
        _only_of_a_table(columns, scale)
    elif path is not None or once or no_events:
        raise InputError("--journal, --once and --no-events go with the journal, not with a file")

    with ExitStack() as stack:
        journal = None if source else stack.enter_context(opened_journal(path or usual_journal()))

        def given_of(name: str, scale_of: str, mid: float | None) -> Given:
            if journal is None and source is not None:
                named = replace(columns, outcome=name)
                return of_table(source, named, medicine, scale_of, mid, with_dose=made is None)
            assert journal is not None
            if made is not None and made.seed is None:  # what was taken is known, and is compared
                with suppress(InputError):
                    what = medicine or made.medicine
                    return of_journal(journal, name, what, mid, with_dose=True, with_events=False)
            events = not no_events and made is None
            return of_journal(journal, name, medicine, mid, with_dose=made is None, with_events=events)

        def analysis_of(given: Given, fixed: Scale) -> Analysis:
            if made is None:
                return _analyzed(given, anytime=anytime or (journal is not None and not once))
            return _as_fixed(made, given, fixed, journal)

        given = _with_ends(given_of(outcome, scale, important), better, least, most)
        givens = [given]
        found = {outcome: analysis_of(given, given.scale if made is None else made.scale)}
        for name in also:
            other = given_of(name, "", None)
            givens.append(other)
            found[name] = analysis_of(other, other.scale)
        if journal is not None and made is None and journal.setting(FINGERPRINT):
            click.echo(
                "This journal keeps the fingerprint of a trial: analyse it as it was fixed, --design FILE.",
                err=True,
            )
    several = held_together(found, outcome)
    first = several.pop(outcome)
    if picture is not None:
        save_picture(first.plots["days"], picture)
        click.echo(f"wrote {picture}. Anyone can read it: keep it safe.", err=True)
    if record is not None:
        _write_record(first, made, given, record)
    if as_json:
        held = first.to_dict() | (
            {"also": {name: each.to_dict() for name, each in several.items()}} if several else {}
        )
        click.echo(json.dumps(held, ensure_ascii=False, indent=2))
    else:
        _tell(first, several, [] if made else [each.better_by for each in givens if each.better_by])
    return 0


def _only_of_a_table(columns: Columns, scale: str) -> None:
    named = (columns.dose, columns.day, columns.covariates, columns.events, columns.guess, scale)
    if any(named):
        raise InputError("columns and --scale go with a file, not with the journal: name the file")


def _with_ends(
    given: Given, better: Literal["higher", "lower"] | None, least: float | None, most: float | None
) -> Given:
    import numpy as np

    from cotake.trial._doubts import outside_of
    from cotake.trial._numbers import shown

    if better is not None:
        given = replace(given, better_by="")
    scale = given.scale
    scale = replace(
        scale,
        better=better or scale.better,
        least=scale.least if least is None else least,
        most=scale.most if most is None else most,
    )
    outside = outside_of(np.array(given.days.values), scale)
    if outside.size:
        raise InputError(
            f"{shown(float(outside[0]))} is not on the scale of {scale.name}, from {scale.least} to "
            f"{scale.most}"
        )
    return replace(given, scale=scale)


def _analyzed(given: Given, *, anytime: bool) -> Analysis:
    from cotake.surfaces._trial import analysed, notes_of

    for note in notes_of(given):
        click.echo(note, err=True)
    return analysed(given, anytime=anytime)


def _read_design(path: Path | None, mid: float | None) -> Design | None:
    from cotake.trial.design import read_design

    if path is None:
        return None
    made = read_design(read_text(path))
    if mid is not None and mid != made.scale.mid:
        raise InputError("the least difference that matters was fixed when the trial was designed")
    return made


def _as_fixed(made: Design, given: Given, fixed: Scale, journal: Journal | None) -> Analysis:
    """The analysis that was fixed with the design; the order has to be the one that was sealed."""
    from cotake.surfaces._trial import FINGERPRINT, as_fixed

    found, note = as_fixed(made, given, fixed, journal.setting(FINGERPRINT) if journal else "")
    if note:
        click.echo(f"{note} Without --design it goes by the journal.", err=True)
    return found


def _write_record(found: Analysis, made: Design | None, given: Given, path: Path) -> None:
    from cotake.surfaces._trial import harms_of
    from cotake.surfaces.cli._files import write_text
    from cotake.trial.report import report

    done = report(found, design=made, harms=harms_of(found, given))
    text = done.markdown
    if path.suffix.lower() == ".json":
        text = json.dumps(done.to_dict(), ensure_ascii=False, indent=2) + "\n"
    write_text(path, text, mode=0o600)
    click.echo(f"wrote {path}", err=True)


def _tell(found: Analysis, several: Mapping[str, Analysis], directions: Sequence[str]) -> None:
    from cotake.surfaces._trial import NOT_ADVICE

    click.echo(found.says)
    for each in several.values():
        click.echo(f"\nBeside it: {each.says}")
    for text in directions:
        click.echo(f"\n{text}")
    days = found.series
    often = "once" if days.changes == 1 else f"{days.changes} times"
    click.echo(
        f"\n{int(days.seen.sum())} of {days.days} days have a value; the exposure goes from {days.low:g} "
        f"to {days.high:g} and changed {often}."
    )
    for text in found.warnings:
        click.echo(f"! {text}")
    click.echo("\nWhat was assumed:")
    for text in found.assumptions:
        click.echo(f"- {text}")
    if found.design:
        click.echo(f"\nDesign: {found.design}, to be compared with the fingerprint that was kept.")
        click.echo(f"Analysis: {found.analysis}")
    click.echo(f"\n{NOT_ADVICE}")
