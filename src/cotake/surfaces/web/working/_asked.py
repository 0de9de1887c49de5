"""What the journal can be asked, and the days that answer it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cotake._record import record
from cotake._text import sentence
from cotake.handover import Kept
from cotake.handover._compared import medicine_meant, one_name
from cotake.handover._dosed import NAMELESS, Group, groups_of, substances_in
from cotake.handover._scored import scale_entry, usual_outcomes
from cotake.knowledge import Library
from cotake.surfaces.web.working._wish import Wish
from cotake.trial.given import Given, given_of_journal


@record
class Choice:
    """What can be chosen: outcomes as (id, name) with those of most days first, medicines by name."""

    outcomes: tuple[tuple[str, str], ...]
    medicines: tuple[str, ...]
    groups: tuple[Group, ...]
    why_no_medicine: str = ""


def choice_of(kept: Kept, library: Library, today: date) -> Choice:
    """What a journal has to choose from."""
    first = kept.first or today
    most, others = usual_outcomes(kept, first, today)
    named = tuple(
        (each, sentence(scale_entry(each, kept.scales, library).name)) for each in (*most, *others)
    )
    groups = groups_of(kept.of_kind("dose"), substances_in(library, today))
    return Choice(named, tuple(each.name for each in groups), tuple(groups))


def settled(wish: Wish, choice: Choice, kept: Kept, today: date) -> Wish:
    """The wish with what was not said, or is not in the journal, as is likeliest.

    The outcome is the one of most days; the medicine the only one whose dose changed, else the first.
    """
    outcomes = [each for each, _ in choice.outcomes]
    outcome = wish.outcome if wish.outcome in outcomes else next(iter(outcomes), "")
    medicine = wish.medicine
    if medicine not in choice.medicines:
        meant, _ = medicine_meant("", choice.groups, frozenset(), kept.first or today, today)
        medicine = meant.name if meant else next(iter(choice.medicines), "")
    return replace(wish, outcome=outcome, medicine=medicine)


def group_named(name: str, choice: Choice) -> Group | None:
    """The doses of a medicine by its name."""
    return next((each for each in choice.groups if each.name == name), None)


def given_for(wish: Wish, group: Group, kept: Kept, library: Library) -> Given:
    """The days of an outcome by the doses of a medicine, however that was written.

    Raises:
        InputError: as `given_of_journal`.
    """
    doses = one_name(kept.of_kind("dose"), group)
    events = kept.of_kind("event") if wish.events else []
    asked = "" if group.name == NAMELESS else group.name
    return given_of_journal(
        [*doses, *events], kept.marks, kept.scales, library, wish.outcome, asked, mid=wish.points
    )
