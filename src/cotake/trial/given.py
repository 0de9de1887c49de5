"""What is analysed of a journal: the days of an outcome, its scale, the medicine and its half-life."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cotake._errors import InputError
from cotake._record import record
from cotake.journal import Entry, Scales
from cotake.knowledge import Library
from cotake.trial._types import Scale
from cotake.trial.medicine import half_life, same_substance
from cotake.trial.of_journal import days_of_journal, named_in
from cotake.trial.reading import Days
from cotake.trial.scales import scale_of


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


def given_of_journal(
    entries: Iterable[Entry],
    marks: Iterable[tuple[str, datetime, float]],
    scales: Scales,
    library: Library,
    outcome: str,
    medicine: str = "",
    *,
    mid: float | None = None,
    with_dose: bool = True,
) -> Given:
    """That of one outcome, by its id or as people call it.

    Args:
        entries: doses, and events where these are to be reckoned with.
        marks: scale, moment and value of what was scored.
        scales: what can be scored in this journal.
        library: where half-lives are looked up.
        outcome: a scale of the journal, or a questionnaire.
        medicine: whose doses are meant; needed where those of several are written down.
        mid: the least difference that matters, in points, instead of that on record.
        with_dose: whether doses are looked at.

    Raises:
        InputError: no such scale, nothing scored on it, or as `days_of_journal`.
    """
    name = scales.read(outcome) or outcome
    if scales.of(name) is None and not library.has("instruments", name):
        raise InputError(f"{outcome!r} is no scale of the journal; see: cotake journal scale list")
    entries = list(entries)

    def same(one: str, other: str) -> bool:
        return same_substance(one, other, library)

    scale = scale_of(name, scales, library, mid)
    days = days_of_journal(
        entries,
        [(each, at.date(), value) for each, at, value in marks],
        name,
        medicine,
        half_life=lambda each: half_life(each, library),
        same=same,
        with_dose=with_dose,
    )
    written = named_in(entries, medicine, same) if with_dose else ""
    return Given(days, scale, written, half_life(written, library) if written else None)
