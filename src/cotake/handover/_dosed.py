"""The doses of a journal, by medicine and day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from statistics import median

from cotake._record import record
from cotake.handover._types import Dosed
from cotake.journal import Entry
from cotake.knowledge import Library
from cotake.regimen import parse
from cotake.trial.of_journal import amount_of, name_of

#: Doses that were written without the name of a medicine stand for all that is taken.
NAMELESS = "doses without a name"
_DAYS_LOOKED_AT = 14


@record
class Group:
    """The doses of one medicine: ids of its substances (none where it is not known), and its entries."""

    name: str
    substances: frozenset[str]
    entries: tuple[Entry, ...]

    @property
    def began(self) -> date | None:
        """The day of the first dose that was taken."""
        return next((each.at.date() for each in self.entries if each.body["taken"] != "skipped"), None)


def substances_in(library: Library, today: date) -> Callable[[str], frozenset[str]]:
    """A function from what people write to the ids of the substances it means."""

    @lru_cache(maxsize=4096)
    def meant(text: str) -> frozenset[str]:
        read = parse(text, library, today=today)
        return frozenset() if read.unknown else frozenset(each.substance for each in read.medicines)

    return meant


def groups_of(doses: Sequence[Entry], meant: Callable[[str], frozenset[str]]) -> list[Group]:
    """The doses put together by what they are, however they were written; in the order of their names."""
    found: dict[object, list[Entry]] = {}
    for entry in doses:
        name = name_of(entry)
        known = meant(name) if name else frozenset()
        found.setdefault(known or name, []).append(entry)
    groups = []
    for key, entries in found.items():
        name = _bare(entries[-1]) or NAMELESS
        groups.append(Group(name, key if isinstance(key, frozenset) else frozenset(), tuple(entries)))
    return sorted(groups, key=lambda each: each.name.casefold())


def _bare(entry: Entry) -> str:
    """The medicine as it was written, without its amount, which may change."""
    small = name_of(entry)
    written = " ".join(str(entry.body["medicine"]).split())
    at = written.lower().find(small)
    return written[at : at + len(small)] if small and at >= 0 else small


def line_of(group: Group) -> str:
    """What was taken last, as one writes it in a list: `NAME 4.5 mg`, `NAME 5 mg 2 times a day`."""
    taken = [each for each in group.entries if each.body["taken"] != "skipped"] or list(group.entries)
    last = taken[-1]
    parts = [str(last.body["medicine"]).strip()]
    dose = str(last.body.get("dose") or "").strip()
    if dose and dose.lower() not in parts[0].lower():
        parts.append(dose)
    by_day: dict[date, int] = {}
    for each in taken:
        by_day[each.at.date()] = by_day.get(each.at.date(), 0) + 1
    recent = sorted(by_day)[-_DAYS_LOOKED_AT:]
    times = round(median(by_day[day] for day in recent))
    if times > 1:
        parts.append(f"{times} times a day")
    return " ".join(parts)


def dosed(group: Group, name: str, first: date, last: date) -> Dosed:
    """Its days within a time, both ends counted."""
    by_day: dict[date, list[Entry]] = {}
    for entry in group.entries:
        if first <= entry.at.date() <= last:
            by_day.setdefault(entry.at.date(), []).append(entry)
    days = []
    for day, entries in sorted(by_day.items()):
        taken = [each for each in entries if each.body["taken"] != "skipped"]
        amounts = [amount_of(each) for each in taken]
        known = [each for each in amounts if each is not None]
        mg = sum(known) if len(known) == len(amounts) else None
        late = any(each.body["taken"] == "late" for each in taken)
        days.append((day, mg, "late" if late else "taken" if taken else "skipped"))
    substance = next(iter(group.substances)) if len(group.substances) == 1 else ""
    return Dosed(name, substance, tuple(days), group.began)


def levels(of: Dosed, first: date, last: date) -> dict[date, float]:
    """The dose of each day from the first to the last.

    A day without an entry keeps the dose of the day before; before the first dose it is 0, or, where the
    medicine was taken before these days, that of their first entry. Where an amount is missing, a day on
    which it was taken counts 1.
    """
    told = amounts_known(of)
    by_day = {
        day: (mg or 0.0) if told else float(how != "skipped") for day, mg, how in of.days if first <= day
    }
    began = of.began
    now = 0.0
    if by_day and began is not None and began < min(by_day):
        now = by_day[min(by_day)]
    found = {}
    for back in range((last - first).days + 1):
        day = first + timedelta(days=back)
        now = by_day.get(day, now)
        found[day] = now
    return found


def amounts_known(of: Dosed) -> bool:
    """Whether each dose was written with its amount in mg."""
    return all(mg is not None for _, mg, _ in of.days)


def changes(of: Dosed, first: date) -> bool:
    """Whether its dose changed: more than one amount, or a beginning a week or more after the first day.

    A day on which it was skipped is no change of the dose.
    """
    amounts = {mg for _, mg, how in of.days if how != "skipped" and mg is not None}
    return len(amounts) > 1 or (of.began is not None and (of.began - first).days >= 7)
