"""`cotake journal plan`: the plan that was agreed, kept beside what is written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cotake.surfaces._here import now_here
from cotake.surfaces.cli._files import read_text
from cotake.surfaces.cli.journal._open import known_library, opened_journal, scales_of

if TYPE_CHECKING:
    from cotake.journal import Entry, Journal, Scales
    from cotake.titration import Rule

#: Rules look no further back than a year and some days.
_BACK = timedelta(days=401)


@click.command("plan")
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def plan_in_journal(path: Path, source: Path | None) -> int:
    """Keep the plan that was agreed, from what cotake plan --json prints, and show where it stands."""
    from cotake.journal import SETTING, agreed_text, met, read_agreed, step_on, watched
    from cotake.titration import rule_in_words

    library = known_library()
    new = read_agreed(read_text(source)) if source else None
    now = now_here()
    with opened_journal(path) as journal:
        if new is not None:
            journal.set(SETTING, agreed_text(new))
        kept = journal.setting(SETTING)
        marks = journal.marks(since=now - _BACK)
        scales = scales_of(journal, library)
    if not kept:
        click.echo("No plan is kept here yet. Keep one: cotake journal plan plan.json")
        return 0
    agreed = read_agreed(kept)
    click.echo(f"{agreed.name}, as you agreed with your prescriber")
    step = step_on(agreed, now.date())
    if step is None:
        click.echo(f"It begins on {agreed.steps[0].first:%d %b %Y}: {agreed.steps[0].says}.")
    else:
        until = f", until {step.last:%d %b %Y}" if step.last else ""
        click.echo(f"Today: step {step.number}{until}: {step.says}.")
    for rule in agreed.rules:
        unseen = "" if watched(rule, scales) else f" ({rule.scale!r} is no scale here: it is not watched.)"
        click.echo(f"Rule: {rule_in_words(rule)}{unseen}")
    _repeat(met(agreed, marks, scales, now))
    return 0


def rules_after(made: Iterable[Entry], journal: Journal, scales: Scales) -> None:
    """Repeat the rules of the plan that are met by what was scored just now."""
    from cotake.journal import SETTING, met, read_agreed

    kept = journal.setting(SETTING)
    if not kept or not any(entry.kind == "scores" for entry in made):
        return
    now = now_here()
    _repeat(met(read_agreed(kept), journal.marks(since=now - _BACK), scales, now))


def _repeat(rules: Iterable[Rule]) -> None:
    from cotake.titration import rule_in_words

    for rule in rules:
        click.echo(f"\nYour own plan says: {rule_in_words(rule)} It has come to that.")
