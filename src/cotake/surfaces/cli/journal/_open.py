"""What the commands of the journal share: opening it, moments, and what must be answered."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cotake._errors import InputError, JournalError
from cotake.surfaces._here import here, now_here

if TYPE_CHECKING:
    from cotake.journal import Cost, Entry, Journal, Notice, Scales
    from cotake.knowledge import Library

PASSPHRASE = "COTAKE_PASSPHRASE"
#: Worsening looks back five weeks.
_BACK = timedelta(days=36)


def known_library() -> Library:
    """The knowledge as it ships, or as it was updated."""
    from cotake.knowledge import open_library

    return open_library()


def opened_journal(path: Path, word: str = "") -> Journal:
    """The journal, open: with this passphrase, the environment's, the key in the keyring, or asked."""
    from cotake.journal import Journal, remembered

    word = word or os.environ.get(PASSPHRASE, "")
    if not word:
        try:
            key = remembered(path)
        except JournalError as error:
            key = ""
            click.echo(f"{error}; the passphrase is asked for.", err=True)
        if key:
            return Journal.open(path, key=key)
    return Journal.open(path, word or asked_passphrase())


def scales_of(journal: Journal, library: Library) -> Scales:
    """What can be scored in this journal."""
    from cotake.journal import Scales

    return Scales(library, journal.scales())


def asked_passphrase() -> str:
    """The passphrase, from the environment or asked for."""
    return os.environ.get(PASSPHRASE) or str(click.prompt("Passphrase", hide_input=True, err=True))


def new_passphrase(named: str = PASSPHRASE) -> str:
    """A new one, asked for twice."""
    said = os.environ.get(named)
    return said or str(click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True))


def cost_of(memory: int | None, passes: int | None, lanes: int | None) -> Cost | None:
    """What guessing the passphrase is to cost; None where nothing was said.

    Raises:
        InputError: the memory is no power of two.
    """
    from cotake.journal import Cost

    if memory is None and passes is None and lanes is None:
        return None
    usual = Cost()
    power = usual.memory
    if memory is not None:
        if memory < 1 or memory & (memory - 1):
            raise InputError(f"the memory is a power of two in MiB, such as 64 or 256, not {memory}")
        power = memory.bit_length() + 9  # of KiB
    return Cost(power, passes or usual.passes, lanes or usual.lanes)


def moment(text: str | None) -> datetime:
    """A moment as written, on the clock of this machine where no offset is told; now where none is.

    Raises:
        InputError: it cannot be read.
    """
    if text is None:
        return now_here()
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is not a moment such as 2026-12-01T08:30") from None
    return when if when.tzinfo else when.replace(tzinfo=here())


def answer_first(entries: Iterable[tuple[str, Mapping[str, Any]]], library: Library) -> None:
    """Show what must be answered before anything is opened or written: neither may fail first."""
    from cotake.journal import body_calls_for

    found = {each.kind: each for kind, body in entries for each in body_calls_for(kind, body, library)}
    show_notices(list(found.values()))


def notices_after(made: Iterable[Entry], journal: Journal, scales: Scales) -> list[Notice]:
    """Whether things get worse slowly; what the entries call for by themselves was shown before."""
    from cotake.journal import worsening

    if not any(entry.kind == "scores" for entry in made):
        return []
    now = datetime.now(UTC)
    slow = worsening(journal.marks(since=now - _BACK), scales, now)
    return [slow] if slow else []


def show_notices(notices: Sequence[Notice]) -> None:
    """Print them, the loud ones between stars."""
    for notice in notices:
        loud = notice.kind in ("crisis", "serotonin")
        click.echo(f"\n{'*** ' if loud else ''}{notice.text}{' ***' if loud else ''}")
