"""Looking back."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from cotake._errors import InputError
from cotake.surfaces._here import now_here
from cotake.surfaces.cli.journal._open import known_library, opened_journal, scales_of
from cotake.surfaces.cli.journal._words import curve, doses, told

_DAY = timedelta(days=1)


@click.command("show")
@click.option("--last", default="30d", show_default=True, help="How far back.")
@click.option("--entries", "listed", is_flag=True, help="List every entry with its number.")
@click.option(
    "--picture", type=click.Path(path_type=Path), help="Draw it: .svg, .png or .html; not encrypted."
)
@click.pass_obj
def show(path: Path, last: str, listed: bool, picture: Path | None) -> int:
    """Look back: a line for each scale, the doses, and what happened."""
    from cotake.surfaces.cli._drawing import check_picture, save_picture
    from cotake.titration import read_days

    if picture is not None:
        check_picture(picture)
    library = known_library()
    now = now_here()
    days = read_days(last)
    first = now.date() - (days - 1) * _DAY
    # A day is that of where it was written, so that one from the far east is looked for too.
    since = datetime(first.year, first.month, first.day, tzinfo=now.tzinfo) - _DAY
    with opened_journal(path) as journal:
        scales = scales_of(journal, library)
        entries = [each for each in journal.entries(since) if each.at.date() >= first]
        marks = [each for each in journal.marks(since=since) if each[1].date() >= first]
    if not entries:
        click.echo(f"Nothing was written down in the last {days} days.")
        return 0
    if picture is not None:
        from cotake.journal.picture import picture as drawn

        spec = drawn(entries, marks, scales)
        if not spec:
            raise InputError("nothing was scored or taken, so there is nothing to draw")
        save_picture(spec, picture)
        click.echo(f"wrote {picture}. Anyone can read it: keep it safe.", err=True)
    if listed:
        for entry in entries:
            click.echo(f"{entry.id:>5}  {entry.at:%Y-%m-%d %H:%M}  {told(entry, scales)}")
        return 0
    click.echo(f"{first:%d %b %Y} to {now:%d %b %Y}")
    for name in dict.fromkeys(name for name, _, _ in marks):
        click.echo(curve(name, marks, first, days, scales))
    taken = [entry for entry in entries if entry.kind == "dose"]
    if taken:
        click.echo(f"{'doses':20.20} {doses(taken, first, days)}")
    for entry in entries:
        if entry.kind == "event":
            click.echo(f"{entry.at:%d %b}: {entry.body['text']}")
    return 0


@click.command("history")
@click.argument("number", type=int)
@click.pass_obj
def history(path: Path, number: int) -> int:
    """Show what an entry was before."""
    library = known_library()
    with opened_journal(path) as journal:
        scales = scales_of(journal, library)
        for each in journal.history(number):
            click.echo(f"{each.revision:>3}  {told(each, scales)}")
    return 0
