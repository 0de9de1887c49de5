"""The file of a journal: made, exported, copied and put back."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cotake._errors import InputError
from cotake.surfaces._here import now_here
from cotake.surfaces.cli._files import write_text
from cotake.surfaces.cli.journal._open import (
    asked_passphrase,
    cost_of,
    known_library,
    new_passphrase,
    opened_journal,
)
from cotake.surfaces.cli.journal._options import cost_options


@click.command("init")
@cost_options
@click.pass_obj
def init(path: Path, memory: int | None, passes: int | None, lanes: int | None) -> int:
    """Make a new journal."""
    from cotake.journal import Journal

    cost = cost_of(memory, passes, lanes)
    Journal.create(path, new_passphrase(), cost=cost).close()
    click.echo(f"made {path}. Nobody but you can read it: keep the passphrase.")
    click.echo(known_library().vocabulary("notices")["nobody-watches"].text)
    return 0


@click.command("backup")
@click.argument("to", type=click.Path(path_type=Path))
@click.pass_obj
def backup(path: Path, to: Path) -> int:
    """Write an encrypted copy, under the same passphrase, and check it by content."""
    word = asked_passphrase()
    with opened_journal(path, word) as journal:
        journal.copy_to(to, word)
        number = len(journal.entries())
    click.echo(f"wrote {to} with {number:,} entries, and read it back")
    return 0


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path))
@click.pass_obj
def restore(path: Path, source: Path) -> int:
    """Put a backup in place where there is no journal."""
    word = asked_passphrase()
    with opened_journal(source, word) as journal:
        path.parent.mkdir(parents=True, exist_ok=True)
        journal.copy_to(path, word)
        entries = journal.entries()
    last = f"; the last is of {entries[-1].at:%d %b %Y}, and nothing later is in it" if entries else ""
    click.echo(f"restored {path} with {len(entries):,} entries{last}")
    return 0


@click.command("export")
@click.argument("to", type=click.Path(path_type=Path))
@click.pass_obj
def export(path: Path, to: Path) -> int:
    """Write it to a file that is not encrypted: the entries as .csv, everything as .json."""
    from cotake.journal.export import everything, rows_of

    suffix = to.suffix.lower()
    if suffix not in (".csv", ".json"):
        raise InputError(f"{to}: give a name that ends in .csv or .json")
    with opened_journal(path) as journal:
        entries = journal.entries()
        whole = everything(journal, now_here()) if suffix == ".json" else {}
    text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n" if whole else rows_of(entries)
    write_text(to, text, mode=0o600)
    click.echo(f"wrote {to} with {len(entries):,} entries. Anyone can read it: keep it safe.", err=True)
    return 0
