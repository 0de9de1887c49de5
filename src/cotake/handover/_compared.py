"""Whether it works: the analyses of the outcomes, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake._text import joined
from cotake.handover._dosed import NAMELESS, Group, changes, dosed
from cotake.handover._kept import Kept
from cotake.handover._scored import scale_entry
from cotake.journal import Entry
from cotake.knowledge import Library
from cotake.trial import Analysis, analyze
from cotake.trial._several import held_together
from cotake.trial.given import given_of_journal
from cotake.trial.of_journal import amount_of


@record
class Compared:
    """The analyses in the order of the outcomes, and the outcomes without one, each with why."""

    analyses: tuple[Analysis, ...] = ()
    not_analysed: tuple[tuple[str, str], ...] = ()


def medicine_meant(
    asked: str, groups: Sequence[Group], same: frozenset[str], first: date, last: date
) -> tuple[Group | None, str]:
    """The medicine by whose dose scores are compared; and why none is, in a sentence.

    Args:
        asked: what was asked for, or "".
        groups: the doses of the journal by medicine.
        same: the substances that `asked` means.
        first: the first day of the journal.
        last: the last day that counts.

    Raises:
        InputError: what was asked for is not among the doses, or is not clear.
    """
    if asked:
        key = asked.strip().casefold()
        for found in (
            [each for each in groups if same and each.substances == same],
            [each for each in groups if key in each.name.casefold()],
        ):
            if len(found) == 1:
                return found[0], ""
            if found:
                raise InputError(f"{asked!r} may be {joined(each.name for each in found)}: say which")
        there = joined(each.name for each in groups)
        written = f"; there are doses of {there}" if there else ""
        raise InputError(f"no dose of {asked!r} is in the journal{written}")
    if not groups:
        return None, "No dose was written down, so there is nothing to compare."
    moved = [each for each in groups if changes(dosed(each, each.name, first, last), first)]
    if len(moved) == 1:
        return moved[0], ""
    if moved:
        names = joined(each.name for each in moved)
        return None, f"The doses of {names} changed, and it was not said which to compare by."
    return None, "No dose changed in the journal, so there is nothing to compare."


def compared(
    outcomes: Sequence[str],
    meant: Group,
    kept: Kept,
    library: Library,
    *,
    primary: str,
    called: str,
    with_events: bool,
) -> Compared:
    """The analyses of the whole journal.

    Several outcomes are held to a common error, but for the `primary` one. Without `with_events` events are
    reckoned with, but not named. `called` is the medicine as the page has it.
    """
    doses = [each for each in kept.entries if each.kind == "dose"]
    events = kept.of_kind("event")
    entries = [*_one_name(doses, meant), *(events if with_events else _unnamed(events))]
    asked = "" if meant.name == NAMELESS else meant.name
    found: dict[str, Analysis] = {}
    failed = []
    for name in outcomes:
        try:
            given = given_of_journal(entries, kept.marks, kept.scales, library, name, asked)
            days = given.days
            found[name] = analyze(
                days.values,
                days.exposure,
                times=days.times,
                scale=given.scale,
                covariates=days.covariates or None,
                half_life_days=given.half_life_days,
                guess=days.guess,
                anytime=True,
                medicine=called,
            )
        except InputError as error:
            failed.append((scale_entry(name, kept.scales, library).name, str(error)))
    held = held_together(found, primary)
    return Compared(tuple(held[name] for name in outcomes if name in held), tuple(failed))


def _one_name(doses: Sequence[Entry], meant: Group) -> list[Entry]:
    """The doses, those of one medicine under one name, however they were written."""
    if not meant.substances:
        return list(doses)
    mine = {each.id for each in meant.entries}
    return [replace(each, body=_renamed(each, meant.name)) if each.id in mine else each for each in doses]


def _renamed(entry: Entry, name: str) -> dict[str, Any]:
    amount = amount_of(entry)
    return {**entry.body, "medicine": name, "dose": "" if amount is None else f"{amount:g} mg"}


def _unnamed(events: Sequence[Entry]) -> list[Entry]:
    """The events as `event 1`, `event 2`: the same text is the same event."""
    numbers: dict[str, int] = {}
    found = []
    for each in events:
        key = " ".join(str(each.body["text"]).split()).casefold()
        number = numbers.setdefault(key, len(numbers) + 1)
        found.append(replace(each, body={"text": f"event {number}"}))
    return found
