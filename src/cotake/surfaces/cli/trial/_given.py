"""The days that are analysed: of a table or of the journal, with what is known of scale and medicine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cotake._home import home
from cotake._record import record
from cotake.surfaces.cli._files import read_text

if TYPE_CHECKING:
    from cotake.journal import Journal
    from cotake.knowledge import Library
    from cotake.trial.given import Given


@record
class Columns:
    """Which columns of a table are meant."""

    outcome: str
    dose: str
    day: str
    covariates: tuple[str, ...]
    events: str
    guess: str


def usual_journal() -> Path:
    """The journal that is meant where none is named."""
    return home() / "journal.cotake"


def of_table(
    source: Path, columns: Columns, medicine: str, scale: str, mid: float | None, *, with_dose: bool
) -> Given:
    """Those of a CSV file; the half-life is looked up where a medicine is named."""
    from cotake.surfaces.cli.journal._open import known_library
    from cotake.trial import Scale
    from cotake.trial.given import Given
    from cotake.trial.medicine import lasting
    from cotake.trial.reading import days_of_table
    from cotake.trial.scales import known_scale

    days = days_of_table(
        read_text(source),
        columns.outcome,
        dose=columns.dose,
        day=columns.day,
        covariates=columns.covariates,
        events=columns.events,
        guess=columns.guess,
        with_dose=with_dose,
    )
    library = known_library()
    if scale:
        of_scale, why = replace(known_scale(scale, library, mid), name=columns.outcome), ""
    else:
        better, why = direction(columns.outcome, library)
        of_scale = Scale(columns.outcome, better, mid=mid)
    life = None
    if medicine:
        found = lasting(medicine, library)
        life = _told(medicine, found.days if found else None)
    return Given(days, of_scale, medicine, life, why)


def of_journal(
    journal: Journal, outcome: str, medicine: str, mid: float | None, *, with_dose: bool, with_events: bool
) -> Given:
    """Those of a journal."""
    from cotake.surfaces.cli.journal._open import known_library, scales_of
    from cotake.trial.given import given_of_journal

    library = known_library()
    entries = list(journal.entries(kind="dose"))
    events = list(journal.entries(kind="event")) if with_events else []
    found = given_of_journal(
        [*entries, *events],
        journal.marks(),
        scales_of(journal, library),
        library,
        outcome,
        medicine,
        mid=mid,
        with_dose=with_dose,
    )
    if found.medicine:
        _told(found.medicine, found.half_life_days)
    return found


def direction(name: str, library: Library) -> tuple[Literal["higher", "lower"], str]:
    """Which end of a scale is better, and how that is told where nobody said so."""
    from cotake.trial.scales import better_end

    way, by = better_end(name, library)
    why = f", as on the scale {by}." if by else "; --better lower turns that."
    return way, f"{way.capitalize()} {name} is taken as better{why}"


def _told(medicine: str, life: float | None) -> float | None:
    from cotake.surfaces._trial import no_half_life

    if life is None:
        click.echo(no_half_life(medicine), err=True)
    return life
