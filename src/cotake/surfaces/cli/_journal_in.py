"""`cotake journal import`: entries from the files of other apps."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cotake._errors import InputError
from cotake.surfaces.cli._files import read_text
from cotake.surfaces.cli._journal import (
    known_library,
    notices_after,
    opened_journal,
    show_notices,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cotake.journal import Entry, Journal, Order

#: Rows of an import that are shown, and the most a scale goes to.
_SHOWN, _MOST = 12, 10


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--map", "maps", multiple=True, help="A column and what it holds, such as Stimmung=mood.")
@click.option("--mood", "moods", multiple=True, help="A mood of Daylio and its place, such as great=9.")
@click.option("--dates", type=click.Choice(["day-first", "month-first"]), help="How 03/04/2026 is meant.")
@click.option("--yes", is_flag=True, help="Write it; without it, it is only shown.")
@click.pass_obj
def bring_in(
    path: Path,
    source: Path,
    maps: tuple[str, ...],
    moods: tuple[str, ...],
    dates: Order | None,
    yes: bool,
) -> int:
    """Read a CSV file of another app, show what it holds, and with --yes write it."""
    from cotake.journal import Entry, notices_of
    from cotake.journal.bringing import bring, not_yet

    library = known_library()
    zone = datetime.now().astimezone().tzinfo
    places = {name: _place(value) for name, value in map(_pair, moods)}
    found = bring(
        read_text(source),
        library,
        zone or UTC,
        mapping=dict(map(_pair, maps)) or None,
        moods=places or None,
        dates=dates,
    )
    click.echo(f"{found.kind}: {len(found.rows):,} entries, {len(found.unread):,} rows that cannot be read")
    if found.ignored:
        click.echo(f"Columns that were left out: {', '.join(found.ignored)}")
    for text in found.unread[:_SHOWN]:
        click.echo(f"  {text}")
    if len(found.unread) > _SHOWN:
        click.echo(f"  and {len(found.unread) - _SHOWN:,} more")
    if not yes:
        for kind, body, at, _ in found.rows[:_SHOWN]:
            click.echo(f"  {at:%Y-%m-%d %H:%M}  {kind}: {body}")
        click.echo("Nothing was written. Add --yes to write it.")
        return 0
    now = datetime.now().astimezone()
    rows = (Entry(0, at, of, kind, body, 1, source.name) for kind, body, at, of in found.rows)
    called = [notices_of(row, library, now) for row in rows]
    show_notices(list({each.kind: each for notices in called for each in notices}.values()))
    with opened_journal(path) as journal:
        had = [each for now in journal.entries() for each in _ever(now, journal)]
        made = journal.add_all(not_yet(found.rows, had), came_from=source.name)
        there = len(found.rows) - len(made)
        named = "1 entry" if len(made) == 1 else f"{len(made):,} entries"
        click.echo(f"wrote {named}" + (f"; {there:,} were there already" if there else ""))
        show_notices(notices_after(made, journal, library))
    return 0


def _ever(entry: Entry, journal: Journal) -> Sequence[Entry]:
    """An entry, with what it was before: a row that was changed here does not come in again."""
    return journal.history(entry.id) if entry.revision > 1 else [entry]


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise InputError(f"{text!r} is not a pair such as Stimmung=mood")
    return name.strip(), value.strip()


def _place(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= _MOST:
        raise InputError(f"a mood has a place from 0 to {_MOST}, not {text!r}")
    return value
