"""What a page needs of a journal, read once. Notes are not read at all."""

from __future__ import annotations

from datetime import date, datetime

from cotake._record import record
from cotake.journal import SETTING, Agreed, Entry, Journal, Scales, read_agreed
from cotake.knowledge import Library


@record
class Kept:
    """Doses, answers and events of a journal, what was scored, its scales, and the plan that was agreed.

    `entries` are in the order of their moments, `marks` are scale, moment and value. `fixed` says that the
    journal keeps the fingerprint of a trial that was designed before.
    """

    entries: tuple[Entry, ...]
    marks: tuple[tuple[str, datetime, float], ...]
    scales: Scales
    agreed: Agreed | None = None
    fixed: bool = False

    def of_kind(self, kind: str) -> list[Entry]:
        """The entries of one kind."""
        return [each for each in self.entries if each.kind == kind]

    @property
    def first(self) -> date | None:
        """The first day on which anything of these was written."""
        days = [each.at.date() for each in self.entries] + [at.date() for _, at, _ in self.marks]
        return min(days, default=None)


def kept_of(journal: Journal, library: Library, *, until: date) -> Kept:
    """What the journal holds up to a day, that day included.

    Raises:
        InputError: the plan in it is none.
    """
    entries = [each for kind in ("dose", "answers", "event") for each in journal.entries(kind=kind)]
    plan = journal.setting(SETTING)
    return Kept(
        tuple(sorted((each for each in entries if each.at.date() <= until), key=lambda each: each.at)),
        tuple(each for each in journal.marks() if each[1].date() <= until),
        Scales(library, journal.scales()),
        read_agreed(plan) if plan else None,
        bool(journal.setting("trial")),
    )
