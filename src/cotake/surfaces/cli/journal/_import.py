"""`cotake journal import`: entries from the files of other apps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cotake._errors import InputError
from cotake.surfaces._here import here, now_here
from cotake.surfaces.cli._bar import Bar
from cotake.surfaces.cli.journal._open import (
    known_library,
    notices_after,
    opened_journal,
    scales_of,
    show_notices,
)
from cotake.surfaces.cli.journal._words import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cotake.journal import Entry, Journal
    from cotake.journal.bringing import Brought, Order

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
    """Read a file of another app, show what it holds, and with --yes write it.

    Daylio, Bearable, MedTimer, eMoods, Apple Health, Health Connect, our own, and any other CSV.
    """
    from cotake.journal import Entry, Scales, notices_of
    from cotake.journal.bringing import How, bring_file, not_yet

    library = known_library()
    places = {name: _place(value) for name, value in map(_pair, moods)}
    how = How(here(), dict(map(_pair, maps)) or None, places or None, dates)
    with opened_journal(path) as journal:
        scales = scales_of(journal, library)
        with Bar("reading") as progress:
            found = bring_file(source, scales, how, progress)
        _tell(found)
        scales = Scales(library, (*scales.own, *found.scales))
        if not yes:
            for kind, body, at, _ in found.rows[:_SHOWN]:
                click.echo(f"  {at:%Y-%m-%d %H:%M}  {told(Entry(0, at, '', kind, body), scales)}")
            click.echo("Nothing was written. Add --yes to write it.")
            return 0
        now = now_here()
        rows = (Entry(0, at, of, kind, body, 1, source.name) for kind, body, at, of in found.rows)
        called = [notices_of(row, library, now) for row in rows]
        show_notices(list({each.kind: each for notices in called for each in notices}.values()))
        had = [each for entry in journal.entries() for each in _ever(entry, journal)]
        made = journal.add_all(not_yet(found.rows, had), came_from=source.name, scales=found.scales)
        there = len(found.rows) - len(made)
        named = "1 entry" if len(made) == 1 else f"{len(made):,} entries"
        click.echo(f"wrote {named}" + (f"; {there:,} were there already" if there else ""))
        show_notices(notices_after(made, journal, scales))
    return 0


def _tell(found: Brought) -> None:
    """What a file holds, and what of it is not taken over."""
    unread = len(found.unread)
    click.echo(f"{found.kind}: {len(found.rows):,} entries, {unread:,} that cannot be read")
    if found.ignored:
        click.echo(f"Left out: {', '.join(found.ignored)}")
    for text in found.unread[:_SHOWN]:
        click.echo(f"  {text}")
    if unread > _SHOWN:
        click.echo(f"  and {unread - _SHOWN:,} more")


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
