"""Where the plan that was agreed stands today, whichever way it is asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from cotake._record import record
from cotake.journal import SETTING, Agreed, AgreedStep, Journal, Scales, met, read_agreed, step_on, watched
from cotake.titration import Rule

#: Rules look no further back than a year and some days.
_BACK = timedelta(days=401)


@record
class Standing:
    """The plan, its step of the day (None before the first), its rules, and those that are met.

    `unwatched` are rules that look at no scale of this journal.
    """

    agreed: Agreed
    step: AgreedStep | None
    unwatched: tuple[Rule, ...]
    met: tuple[Rule, ...]


def standing(journal: Journal, scales: Scales, now: datetime) -> Standing | None:
    """Where it stands; None where none is kept. Errors as those of the journal."""
    kept = journal.setting(SETTING)
    if not kept:
        return None
    agreed = read_agreed(kept)
    return Standing(
        agreed=agreed,
        step=step_on(agreed, now.date()),
        unwatched=tuple(each for each in agreed.rules if not watched(each, scales)),
        met=met(agreed, journal.marks(since=now - _BACK), scales, now),
    )
