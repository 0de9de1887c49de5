"""`cotake account`: who may sign in where the pages are served to a network."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from cotake._home import home

if TYPE_CHECKING:
    from cotake.surfaces.web import Accounts

PASSWORD = "COTAKE_PASSWORD"


@click.group("account")
def account_group() -> None:
    """Say who may sign in where the pages are served to a network."""


@account_group.command("add")
@click.argument("name")
def add(name: str) -> int:
    """Let somebody sign in, or give who may another password; it is asked for.

    It may stand in the environment variable COTAKE_PASSWORD instead.
    """
    accounts = _accounts()
    word = os.environ.get(PASSWORD) or click.prompt(
        "Password", hide_input=True, confirmation_prompt=True, err=True
    )
    accounts.add(name, str(word))
    click.echo(f"{name} may sign in")
    return 0


@account_group.command("remove")
@click.argument("name")
def remove(name: str) -> int:
    """Let nobody sign in under a name any more; its journal stays where it is."""
    _accounts().remove(name)
    click.echo(f"{name} may not sign in any more; the journal is kept in {home() / 'people' / name}")
    return 0


@account_group.command("list")
def show() -> int:
    """Show who may sign in."""
    names = _accounts().names()
    click.echo("\n".join(names) if names else "Nobody has an account.")
    return 0


def _accounts() -> Accounts:
    from cotake.surfaces.web import Accounts

    return Accounts(home() / "accounts.json")
