"""Options that several commands of the journal have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def cost_options(command: F) -> F:
    """What guessing the passphrase is to cost, by Argon2id."""
    for name, says in (
        ("--lanes", "Lanes of Argon2id; by default 4."),
        ("--passes", "Passes of Argon2id over its memory; by default 3."),
        ("--memory", "Memory of Argon2id in MiB, a power of two; by default 64."),
    ):
        command = click.option(name, type=click.IntRange(min=1), help=says)(command)
    return command
