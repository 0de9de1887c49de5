"""`cotake trial`: is it working?"""

from __future__ import annotations

import click

from cotake.surfaces.cli.trial import _analyze, _design, _pool


@click.group("trial")
def trial_group() -> None:
    """Is it working for me? One person's days, analysed."""


for command in (_analyze.analyze_command, _design.design_command, _design.show_command, _pool.pool_command):
    trial_group.add_command(command)
