"""The medicines of the page, and since when each is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cotake.handover._dosed import NAMELESS, Group, line_of
from cotake.handover._types import Taken
from cotake.interactions import Report
from cotake.knowledge import key_of
from cotake.regimen import Medicine


def lines_of_journal(groups: Sequence[Group], first: date, last: date) -> tuple[list[str], list[str]]:
    """The medicines whose doses were written down within a time; and what could not be listed, in words."""
    lines, left = [], []
    for group in groups:
        days = {each.at.date() for each in group.entries if first <= each.at.date() <= last}
        if not days:
            continue
        if group.name == NAMELESS:
            left.append(
                f"On {len(days)} days doses were written down without the name of a medicine; which they "
                "were is not known."
            )
        else:
            lines.append(line_of(group))
    return lines, left


def taken_of(
    medicines: Sequence[Medicine], groups: Sequence[Group], *, in_journal: bool
) -> tuple[Taken, ...]:
    """Each with the day it began: as typed, else the first dose of the same substance in the journal."""
    found = []
    for each in medicines:
        mine = [group for group in groups if each.substance in group.substances]
        began = min((group.began for group in mine if group.began), default=None)
        last = max((group.entries[-1].at.date() for group in mine), default=None)
        if each.start is not None:
            found.append(Taken(each, each.start, each.stop, "said", last))
        elif began is not None and in_journal:
            found.append(Taken(each, began, each.stop, "journal", last))
        else:
            found.append(Taken(each, None, each.stop, "", last))
    return tuple(found)


def listed_of(groups: Sequence[Group], report: Report) -> list[Group]:
    """Those of the journal's medicines that stand in the list, known or not."""
    known = {each.substance for each in report.medicines} | {each.substance for each in report.not_covered}
    unknown = [key_of(each.text) for each in report.not_recognised]
    return [
        group
        for group in groups
        if group.name == NAMELESS
        or (group.substances & known)
        or any(key_of(group.name) in each for each in unknown)
    ]
