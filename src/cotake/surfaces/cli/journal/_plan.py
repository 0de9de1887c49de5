"""`cotake journal plan`: the plan that was agreed, kept beside what is written down."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cotake.surfaces._here import now_here
from cotake.surfaces.cli._files import read_text
from cotake.surfaces.cli.journal._open import known_library, opened_journal, scales_of

if TYPE_CHECKING:
    from cotake.journal import Entry, Journal, Scales
    from cotake.titration import Rule


@click.command("plan")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def plan_in_journal(path: Path, source: Path | None) -> int:
    """Keep the plan that was agreed, from what cotake plan --json prints, and show where it stands."""
    from cotake.journal import SETTING, agreed_text, read_agreed
    from cotake.surfaces._agreed import standing
    from cotake.titration import rule_in_words

    library = known_library()
    new = read_agreed(read_text(source)) if source else None
    with opened_journal(path) as journal:
        if new is not None:
            journal.set(SETTING, agreed_text(new))
        found = standing(journal, scales_of(journal, library), now_here())
    if found is None:
        click.echo("No plan is kept here yet. Keep one: cotake journal plan plan.json")
        return 0
    click.echo(f"{found.agreed.name}, as you agreed with your prescriber")
    step = found.step
    if step is None:
        first = found.agreed.steps[0]
        click.echo(f"It begins on {first.first:%d %b %Y}: {first.says}.")
    else:
        until = f", until {step.last:%d %b %Y}" if step.last else ""
        click.echo(f"Today: step {step.number}{until}: {step.says}.")
    for rule in found.agreed.rules:
        unseen = (
            f" ({rule.scale!r} is no scale here: it is not watched.)" if rule in found.unwatched else ""
        )
        click.echo(f"Rule: {rule_in_words(rule)}{unseen}")
    _repeat(found.met)
    return 0


def rules_after(made: Iterable[Entry], journal: Journal, scales: Scales) -> None:
    """Repeat the rules of the plan that are met by what was scored just now."""
    from cotake.surfaces._agreed import standing

    if any(entry.kind == "scores" for entry in made):
        found = standing(journal, scales, now_here())
        _repeat(found.met if found else ())


def _repeat(rules: Iterable[Rule]) -> None:
    from cotake.titration import rule_in_words

    for rule in rules:
        click.echo(f"\nYour own plan says: {rule_in_words(rule)} It has come to that.")
