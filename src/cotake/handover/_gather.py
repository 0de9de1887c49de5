"""All that may be handed on, gathered from a list of medicines and a journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from cotake._errors import InputError
from cotake._text import in_text, joined
from cotake.handover._compared import compared, medicine_meant
from cotake.handover._dosed import Group, dosed, groups_of, substances_in
from cotake.handover._kept import Kept
from cotake.handover._listed import lines_of_journal, listed_of, taken_of
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
from cotake.interactions import check, label_of
from cotake.journal import met
from cotake.knowledge import Library

_FIXED = (
    "This journal keeps the fingerprint of a trial that was fixed in advance; what is shown here is not "
    "that analysis."
)
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
    return _Journal(found, kept, groups, now, first, last).added(outcomes, medicine)


@dataclass(frozen=True)
class _Journal:
    """What a journal adds to a page, from `first` to `last`."""

    page: Handover
    kept: Kept
    groups: Sequence[Group]
    now: datetime
    first: date
    last: date

    @property
    def library(self) -> Library:
        return self.page.report.library

    def added(self, asked: Sequence[str], medicine: str) -> Handover:
        """The page with it."""
        parts, kept, first, last = self.page.parts, self.kept, self.first, self.last
        shown = outcome_ids(asked, kept, self.library)
        others: list[str] = []
        if not shown:
            shown, others = usual_outcomes(kept, first, last)
        scored = [outcome_of(name, kept, self.library, first, last) for name in shown]
        same = substances_in(self.library, self.now.date())(medicine) if medicine else frozenset()
        listed = listed_of(self.groups, self.page.report)
        among = self.groups if medicine else listed
        meant, why_none = medicine_meant(medicine, among, same, kept.first or first, last)
        if meant is not None and meant not in listed:
            listed.append(meant)
        doses = {each.name: self._dosed(each) for each in listed}
        left_out = [*self.page.left_out]
        if "outcomes" in parts:
            left_out += self._said_of_the_rest(scored, others)
        return replace(
            self.page,
            first=first,
            last=last,
            agreed=kept.agreed if "plan" in parts else None,
            met=met(kept.agreed, kept.marks, kept.scales, self.now)
            if kept.agreed and "plan" in parts
            else (),
            outcomes=tuple(each for each in scored if each.days) if "outcomes" in parts else (),
            answered=answered_of(kept, self.library, first, last) if "outcomes" in parts else (),
            side_effects=side_effects_of(kept, self.library, first, last)
            if "side-effects" in parts
            else (),
            doses=tuple(each for each in doses.values() if each.days) if "doses" in parts else (),
            events=self._events() if "events" in parts else (),
            left_out=tuple(left_out),
            compared=doses[meant.name].name if meant else "",
            not_listed=tuple(
                each.name for each in self.groups if each not in listed and self._dosed(each).days
            ),
            **self._analysed(shown, meant, why_none, listed, primary=shown[0] if asked else ""),
        )

    def _dosed(self, group: Group) -> Dosed:
        """Its doses, under the name that the page has for it, or that of its substance."""
        report = self.page.report
        name = group.name
        if len(group.substances) == 1:
            substance = next(iter(group.substances))
            mine = [each for each in report.medicines if each.substance == substance]
            name = (
                label_of(mine[0], self.library) if mine else in_text(self.library.substance(substance).name)
            )
        return dosed(group, name, self.first, self.last)

    def _events(self) -> tuple[Happened, ...]:
        return tuple(
            Happened(each.at.date(), str(each.body["text"]))
            for each in self.kept.of_kind("event")
            if self.first <= each.at.date() <= self.last
        )

    def _said_of_the_rest(self, scored: Sequence[Outcome], others: Sequence[str]) -> list[str]:
        said = [
            f"Nothing was scored on {each.scale.name} in this time." for each in scored if not each.days
        ]
        others = [each for each in others if not self.library.has("instruments", each)]
        if others:  # questionnaires stand in a table of their own
            scales = self.kept.scales
            names = joined(scale_entry(each, scales, self.library).name for each in others)
            said.append(f"Scored as well, and not shown here: {names}.")
        return said

    def _analysed(
        self,
        shown: Sequence[str],
        meant: Group | None,
        why_none: str,
        listed: Sequence[Group],
        *,
        primary: str,
    ) -> dict[str, Any]:
        parts = self.page.parts
        if "trial" not in parts or not shown:
            return {}
        if meant is None:
            return {"not_analysed": (("", why_none),)}
        done = compared(
            shown,
            meant,
            self.kept,
            self.library,
            primary=primary,
            called=self._dosed(meant).name,
            unnamed=[each for each in self.groups if each not in listed],
            with_events="events" in parts,
        )
        told = done.not_analysed
        if self.kept.fixed and done.analyses:
            told = (*told, ("", _FIXED))
        return {"analyses": done.analyses, "not_analysed": told}
