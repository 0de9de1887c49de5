"""All that may be handed on, gathered from a list of medicines and a journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from cotake._errors import InputError
from cotake._text import joined
from cotake.handover._compared import Compared, compared, medicine_meant
from cotake.handover._dosed import Group, dosed, groups_of, substances_in
from cotake.handover._kept import Kept
from cotake.handover._listed import lines_of_journal, taken_of
from cotake.handover._parts import USUAL
from cotake.handover._scored import (
    answered_of,
    outcome_ids,
    outcome_of,
    scale_entry,
    side_effects_of,
    usual_outcomes,
)
from cotake.handover._types import Dosed, Handover, Happened, Outcome, Part
from cotake.interactions import Report, check, label_of
from cotake.journal import met
from cotake.knowledge import Library

#: How many days are looked back on where nobody says so.
DAYS = 90


def gather(
    medicines: Sequence[str],
    *,
    library: Library,
    now: datetime,
    person: Mapping[str, Any] | None = None,
    journal: Kept | None = None,
    parts: frozenset[Part] = USUAL,
    days: int = DAYS,
    outcomes: Sequence[str] = (),
    medicine: str = "",
    questions: Iterable[str] = (),
    name: str = "",
) -> Handover:
    """Gather what the person chose to hand on. What is in no part that was chosen is not in it.

    Args:
        medicines: as people write them; without any, those whose doses are in the journal.
        library: the knowledge to check them with.
        now: the moment that counts as now, with its offset.
        person: as for `cotake.check`.
        journal: what a journal holds, as `kept_of` reads it; None for none.
        parts: what goes in.
        days: how many days of the journal are looked back on, today included.
        outcomes: scales or questionnaires to show; without any, those scored on most days, three at most.
            The first stands by itself in the analysis.
        medicine: by whose dose scores are compared; needed where several doses changed.
        questions: the person's own.
        name: what stands at the top.

    Raises:
        InputError: no medicine, a scale or medicine that is not in the journal, days that are none, or as
            for `cotake.check`.
    """
    today = now.date()
    if not 1 <= days <= 3660:
        raise InputError(f"a page looks back on 1 to 3660 days, not {days}")
    if (outcomes or medicine) and journal is None:
        raise InputError("an outcome and --medicine are those of a journal, and there is none")
    kept = journal
    groups: list[Group] = []
    first = last = None
    if kept is not None and kept.first is not None:
        groups = groups_of(kept.of_kind("dose"), substances_in(library, today))
        first, last = max(kept.first, today - timedelta(days=days - 1)), today
    lines = [each for each in medicines if each.strip()]
    left_out: list[str] = []
    if not lines:
        if first is not None and last is not None:
            lines, left_out = lines_of_journal(groups, first, last)
        if not lines:
            raise InputError(
                "no medicine was given, and the journal has no doses of one in this time: write them, such "
                'as "NAME 50 mg"'
            )
    report = check(lines, person=person, library=library, today=today)
    found = Handover(
        made_on=today,
        parts=parts,
        report=report,
        name=" ".join(name.split()),
        taken=taken_of(report.medicines, groups, in_journal=bool(groups)) if "medicines" in parts else (),
        questions=tuple(each.strip() for each in questions if each.strip()) if "questions" in parts else (),
        left_out=tuple(left_out),
    )
    if kept is None or first is None or last is None:
        return found
    return _with_journal(found, kept, groups, library, now, first, last, outcomes, medicine)


def _with_journal(
    found: Handover,
    kept: Kept,
    groups: Sequence[Group],
    library: Library,
    now: datetime,
    first: date,
    last: date,
    asked: Sequence[str],
    medicine: str,
) -> Handover:
    from dataclasses import replace

    parts = found.parts
    shown = outcome_ids(asked, kept, library)
    others: list[str] = []
    if not shown:
        shown, others = usual_outcomes(kept, first, last)
    scored = [outcome_of(name, kept, library, first, last) for name in shown]
    same = substances_in(library, now.date())(medicine) if medicine else frozenset()
    meant, why_none = medicine_meant(medicine, groups, same, kept.first or first, last)
    left_out = [*found.left_out, *_said_of_the_rest(scored, others, kept, library)]
    doses = _doses(groups, found.report, first, last)
    name = doses[groups.index(meant)].name if meant else ""
    return replace(
        found,
        first=first,
        last=last,
        agreed=kept.agreed if "plan" in parts else None,
        met=met(kept.agreed, kept.marks, kept.scales, now) if kept.agreed and "plan" in parts else (),
        outcomes=tuple(each for each in scored if each.days) if "outcomes" in parts else (),
        answered=answered_of(kept, library, first, last) if "outcomes" in parts else (),
        side_effects=side_effects_of(kept, library, first, last) if "side-effects" in parts else (),
        doses=doses if "doses" in parts else (),
        events=tuple(
            Happened(each.at.date(), str(each.body["text"]))
            for each in kept.of_kind("event")
            if first <= each.at.date() <= last
        )
        if "events" in parts
        else (),
        left_out=tuple(left_out) if "outcomes" in parts else found.left_out,
        compared=name,
        **_analysed(
            shown, meant, why_none, kept, library, parts, primary=shown[0] if asked else "", called=name
        ),
    )


def _doses(groups: Sequence[Group], report: Report, first: date, last: date) -> tuple[Dosed, ...]:
    """By medicine, each called as on the page, or as its substance where it is not on it."""
    listed = {each.substance: label_of(each, report.library) for each in reversed(report.medicines)}

    def called(group: Group) -> str:
        if len(group.substances) != 1:
            return group.name
        substance = next(iter(group.substances))
        return listed.get(substance) or report.library.substance(substance).name

    return tuple(dosed(each, called(each), first, last) for each in groups)


def _said_of_the_rest(
    scored: Sequence[Outcome], others: Sequence[str], kept: Kept, library: Library
) -> list[str]:
    said = [f"Nothing was scored on {each.scale.name} in this time." for each in scored if not each.days]
    if others:
        names = joined(scale_entry(each, kept.scales, library).name for each in others)
        said.append(f"Scored as well, and not shown here: {names}.")
    return said


def _analysed(
    shown: Sequence[str],
    meant: Group | None,
    why_none: str,
    kept: Kept,
    library: Library,
    parts: frozenset[Part],
    *,
    primary: str,
    called: str,
) -> dict[str, Any]:
    if "trial" not in parts or not shown:
        return {}
    if meant is None:
        done = Compared((), (("", why_none),))
    else:
        done = compared(
            shown, meant, kept, library, primary=primary, called=called, with_events="events" in parts
        )
    if kept.fixed and done.analyses:
        told = (
            "This journal keeps the fingerprint of a trial that was fixed in advance; what is shown here "
            "is not that analysis."
        )
        done = Compared(done.analyses, (*done.not_analysed, ("", told)))
    return {"analyses": done.analyses, "not_analysed": done.not_analysed}
