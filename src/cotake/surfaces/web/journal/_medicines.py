"""Of which medicines a day is asked: those of the plan, those written down lately, those of the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cotake._record import record
from cotake.journal import Agreed, Entry, step_on
from cotake.knowledge import Library
from cotake.regimen import parse
from cotake.trial.of_journal import name_of


@record
class Asked:
    """A medicine as it is written down, and how much was taken last or is planned."""

    name: str
    amount: str


def medicines_asked(
    agreed: Agreed | None, doses: Sequence[Entry], lines: Iterable[str], library: Library, day: date
) -> list[Asked]:
    """Each medicine once, by what it is; the plan's step tells its amount, else what was taken last.

    `doses` are entries of the time before, oldest first; `lines` the list as it was typed.
    """
    found: dict[str, Asked] = {}
    if agreed is not None and (step := step_on(agreed, day)):
        found[_key(agreed.name, library, day)] = Asked(agreed.name, step.says)
    for entry in reversed(doses):
        name = str(entry.body["medicine"])
        if name:
            key = _key(name_of(entry), library, day)
            found.setdefault(key, Asked(name, str(entry.body.get("dose", ""))))
    for line in lines:
        for each in parse([line], library, today=day).medicines:
            if each.taken and (each.stop is None or each.stop >= day):
                amount = f"{each.dose.value:g} {each.dose.unit}" if each.dose else ""
                name = each.product or each.name
                found.setdefault(_key(name, library, day), Asked(name, amount))
    return list(found.values())


def _key(name: str, library: Library, day: date) -> str:
    """What it is: its substances, or its name where that is not known."""
    substances = sorted(each.substance for each in parse([name], library, today=day).medicines)
    return "+".join(substances) or name.casefold()
