"""Whether it works: the analyses of the outcomes, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from cotake.trial.of_journal import amount_of, name_of


@record
class Compared:
    """The analyses in the order of the outcomes; those without one and why, "" and what else to know."""

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
    return None, "No dose of these medicines changed in the journal, so there is nothing to compare."


def compared(
    outcomes: Sequence[str],
    meant: Group,
    kept: Kept,
    library: Library,
    *,
    primary: str,
    called: str,
    unnamed: Sequence[Group],
    with_events: bool,
) -> Compared:
    """The analyses of the whole journal.

    Several outcomes are held to a common error, but for the `primary` one. `called` is the medicine as the
    page has it. Medicines that are `unnamed`, and events without `with_events`, are reckoned with, but what
    they are is not told.
    """
    doses = one_name([each for each in kept.entries if each.kind == "dose"], meant)
    entries = [*doses, *kept.of_kind("event")]
    asked = "" if meant.name == NAMELESS else meant.name
    medicines = {name_of(each) for each in doses}
    hidden = {name_of(entry) for group in unnamed for entry in group.entries}
    found: dict[str, Analysis] = {}
    failed: list[tuple[str, str]] = []
    notes: list[str] = []
    for name in outcomes:
        try:
            given = given_of_journal(entries, kept.marks, kept.scales, library, name, asked)
            days = given.days
            covariates = days.covariates
            for kind, some in (
                ("another medicine", [each for each in covariates if each in hidden]),
                ("event", [each for each in covariates if each not in medicines and not with_events]),
            ):
                covariates = _renamed(covariates, kind, some)
            found[name] = analyze(
                days.values,
                days.exposure,
                times=days.times,
                scale=given.scale,
                covariates=covariates or None,
                half_life_days=given.half_life_days,
                guess=days.guess,
                anytime=True,
                medicine=called,
            )
        except InputError as error:
            failed.append((scale_entry(name, kept.scales, library).name, str(error)))
            continue
        notes += days.notes
        if days.left_out:
            notes.append(f"{len(days.left_out)} more kinds of events were too many to be reckoned with.")
        if given.half_life_days is None:
            notes.append(
                f"No half-life of {called} is on record: the effect is taken to come at once, or within "
                "days."
            )
    held = held_together(found, primary)
    told = (*failed, *(("", each) for each in dict.fromkeys(notes)))
    return Compared(tuple(held[name] for name in outcomes if name in held), told)


def _renamed(columns: Mapping[str, list[float]], kind: str, some: Sequence[str]) -> dict[str, list[float]]:
    """The columns, some of them as `event 1`, `event 2`; in their order."""
    numbers = {name: f"{kind} {at}" for at, name in enumerate(some, 1)}
    return {numbers.get(name, name): column for name, column in columns.items()}


def one_name(doses: Sequence[Entry], meant: Group) -> list[Entry]:
    """The doses, those of one medicine under one name, however they were written."""
    if not meant.substances:
        return list(doses)
    mine = {each.id for each in meant.entries}
    return [replace(each, body=_as(each, meant.name)) if each.id in mine else each for each in doses]


def _as(entry: Entry, name: str) -> dict[str, Any]:
    amount = amount_of(entry)
    return {**entry.body, "medicine": name, "dose": "" if amount is None else f"{amount:g} mg"}
