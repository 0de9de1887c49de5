"""The passphrase of a journal, and its key in the system's keyring."""

from __future__ import annotations

from pathlib import Path

import click

from cotake._errors import JournalError
from cotake.surfaces.cli.journal._open import asked_passphrase, cost_of, new_passphrase, opened_journal
from cotake.surfaces.cli.journal._options import cost_options


@click.command("passphrase")
@cost_options
@click.pass_obj
def passphrase(path: Path, memory: int | None, passes: int | None, lanes: int | None) -> int:
    """Change the passphrase, and what guessing it costs."""
    from cotake.journal import forget as taken_out
    from cotake.journal import remember as put_in

    cost = cost_of(memory, passes, lanes)
    with opened_journal(path, asked_passphrase()) as journal:
        word = new_passphrase("COTAKE_NEW_PASSPHRASE")
        journal.change_passphrase(word, cost=cost).close()
    click.echo("changed. Backups made before still have the old one.")
    try:
        if taken_out(path):
            put_in(path, word)
    except JournalError as error:
        click.echo(f"{error}: from now on the passphrase is asked for.", err=True)
    return 0


@click.command("remember")
@click.pass_obj
def remember(path: Path) -> int:
    """Keep the key in the system's keyring: whoever is logged in as you can then open the journal."""
    from cotake.journal import remember as put_in

    word = asked_passphrase()
    opened_journal(path, word).close()
    put_in(path, word)
    click.echo("kept. Whoever is logged in as you can open the journal now; forget undoes it.")
    click.echo("Keep the passphrase all the same: backups need it, and so does another machine.")
    return 0


@click.command("forget")
@click.pass_obj
def forget(path: Path) -> int:
    """Take the key out of the system's keyring."""
    from cotake.journal import forget as taken_out

    was = taken_out(path)
    click.echo("taken out; the passphrase is asked for again" if was else "it was not in the keyring")
    return 0
