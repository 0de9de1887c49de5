"""The days that are analysed: of a table or of the journal, with what is known of scale and medicine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cotake._errors import InputError
from cotake._home import home
from cotake._record import record
from cotake.surfaces.cli._files import read_text

if TYPE_CHECKING:
    from cotake.journal import Journal
    from cotake.knowledge import Library
    from cotake.trial import Scale
    from cotake.trial.reading import Days


@record
class Given:
    """The days, the scale, and the medicine with its half-life in days where that is known.

    `better_by` says why one end was taken as the better one, where nobody said so.
    """

    days: Days
    scale: Scale
    medicine: str
    half_life_days: float | None
    better_by: str = ""


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
    from cotake.trial.medicine import lasting
    from cotake.trial.reading import days_of_table

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
    if scale:
        of_scale, why = replace(known_scale(scale, mid), name=columns.outcome), ""
    else:
        better, why = direction(columns.outcome)
        of_scale = Scale(columns.outcome, better, mid=mid)
    life = None
    if medicine:
        found = lasting(medicine, known_library())
        life = _told(medicine, found.days if found else None)
    return Given(days, of_scale, medicine, life, why)


def of_journal(
    journal: Journal, outcome: str, medicine: str, mid: float | None, *, with_dose: bool, with_events: bool
) -> Given:
    """Those of a journal."""
    from cotake.surfaces.cli.journal._open import known_library, scales_of
    from cotake.trial.medicine import half_life, same_substance
    from cotake.trial.of_journal import days_of_journal, named_in, scale_of

    library = known_library()

    def same(one: str, other: str) -> bool:
        return same_substance(one, other, library)

    scales = scales_of(journal, library)
    name = scales.read(outcome) or outcome
    if scales.of(name) is None and not library.has("instruments", name):
        raise InputError(f"{outcome!r} is no scale of the journal; see: cotake journal scale list")
    scale = scale_of(name, scales, library, mid)
    marks = [(each, at.date(), value) for each, at, value in journal.marks()]
    entries = list(journal.entries(kind="dose"))
    events = list(journal.entries(kind="event")) if with_events else []
    days = days_of_journal(
        [*entries, *events],
        marks,
        name,
        medicine,
        half_life=lambda each: half_life(each, library),
        same=same,
        with_dose=with_dose,
    )
    written = named_in(entries, medicine, same) if with_dose else ""
    return Given(days, scale, written, _told(written, half_life(written, library)) if written else None)


def known_scale(name: str, mid: float | None) -> Scale:
    """A scale or questionnaire of the records, by its name.

    Raises:
        InputError: there is none.
    """
    from cotake.journal import Scales
    from cotake.surfaces.cli.journal._open import known_library
    from cotake.trial.of_journal import scale_of

    library = known_library()
    found = _id_of(name, library)
    if not found:
        names = ", ".join([*library.vocabulary("scales"), *library.ids("instruments")])
        raise InputError(f"{name!r} is no scale of the records; there are {names}")
    return scale_of(found, Scales(library), library, mid)


def direction(name: str) -> tuple[Literal["higher", "lower"], str]:
    """Which end of a scale is better by the records, and how that is told; higher where it is not known."""
    from cotake.surfaces.cli.journal._open import known_library

    found = _id_of(name, known_library())
    if found:
        scale = known_scale(found, None)
        return (
            scale.better,
            f"{scale.better.capitalize()} {name} is taken as better, as on the scale {found}.",
        )
    return "higher", f"Higher {name} is taken as better; --better lower turns that."


def _id_of(name: str, library: Library) -> str:
    """The scale or questionnaire of this name, however it is written; "" where there is none."""
    from cotake.journal import Scales

    scales = Scales(library)
    found = scales.read(name)
    scale = scales.of(found) if found else None
    if scale is not None and scale.better != "neither":
        return found
    bare = "".join(letter for letter in name.lower() if letter.isalnum())
    for each in library.ids("instruments"):
        if bare == each.replace("-", "") and library.instrument(each).score != "none":
            return str(each)
    return ""


def _told(medicine: str, life: float | None) -> float | None:
    if life is None:
        click.echo(
            f"No half-life of {medicine!r} is on record: the effect is taken to come at once, or within "
            "days.",
            err=True,
        )
    return life
