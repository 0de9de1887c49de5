"""The trial that was fixed in advance, as the journal keeps it."""

from __future__ import annotations

from contextlib import suppress

from cotake._errors import InputError
from cotake._record import record
from cotake.journal import Journal
from cotake.surfaces._trial import FINGERPRINT
from cotake.trial.design import Design, read_design

#: Beside the fingerprint: the design itself, and whether its order is not shown before the end.
_DESIGN, _SEALED = "trial-design", "trial-sealed"


@record
class Fixed:
    """A design, and whether its order is sealed: whoever takes the doses is not shown it before the end."""

    design: Design
    sealed: bool


def fixed_in(journal: Journal) -> Fixed | None:
    """The trial of a journal; None where there is none, or only its fingerprint is kept."""
    kept = journal.setting(FINGERPRINT)
    if not kept:
        return None
    with suppress(InputError):
        made = read_design(journal.setting(_DESIGN))
        if made.fingerprint == kept:
            return Fixed(made, bool(journal.setting(_SEALED)))
    return None


def fix(journal: Journal, made: Design, *, sealed: bool) -> None:
    """Keep a trial in the place of any that was kept before.

    Raises:
        JournalError: it cannot be written.
    """
    journal.set(_DESIGN, made.text)
    journal.set(_SEALED, "1" if sealed else "")
    journal.set(FINGERPRINT, made.fingerprint)


def give_up(journal: Journal) -> None:
    """Forget the trial.

    Raises:
        JournalError: it cannot be written.
    """
    for name in (FINGERPRINT, _DESIGN, _SEALED):
        journal.set(name, "")
