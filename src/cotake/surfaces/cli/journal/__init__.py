"""`cotake journal`: write down how it goes, and look back."""

from __future__ import annotations

from pathlib import Path

import click

from cotake._home import home
from cotake.surfaces.cli.journal import _file, _import, _key, _look, _plan, _scale, _write


@click.group("journal")
@click.option("--journal", "path", type=click.Path(path_type=Path), help="Another file than the usual one.")
@click.pass_context
def journal_group(context: click.Context, path: Path | None) -> None:
    """Keep an encrypted journal on this machine.

    The passphrase is asked for, or taken from the environment variable COTAKE_PASSPHRASE. Without it nobody
    can read the journal, and nobody can restore it.
    """
    context.obj = path or home() / "journal.cotake"


for command in (
    _file.init,
    _write.add,
    _write.event,
    _write.ask,
    _write.edit,
    _write.delete,
    _look.show,
    _look.history,
    _scale.scale_group,
    _plan.plan_in_journal,
    _import.bring_in,
    _file.export,
    _file.backup,
    _file.restore,
    _key.passphrase,
    _key.remember,
    _key.forget,
):
    journal_group.add_command(command)
