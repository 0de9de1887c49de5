"""What a health record says, as lines and details that a check takes; and what of it was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cotake._record import record
from cotake.knowledge import Library
from cotake.regimen._parse import parse

#: More names than this with one reason stand in one line, of which the first ones are shown.
_ALONE, _SHOWN = 3, 8


@record
class FromRecord:
    """Medicines as lines, the person as `read_person` takes it, and what was left out, and why."""

    lines: tuple[str, ...]
    person: dict[str, Any]
    left_out: tuple[str, ...]

    def beside(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The person with what was said by hand: it goes over the record, and takes no list away."""
        found = dict(self.person)
        for key, value in said.items():
            held = found.get(key)
            if isinstance(held, list) and value:
                found[key] = [*([value] if isinstance(value, str) else value), *held]
            elif value is not None and not isinstance(held, list):
                found[key] = value
        return found


@record
class Left:
    """Something of a record that was left out, or read with a remark, and why; "" where its name says it.

    `unread` where it may tell of what is taken: the list is then not whole.
    """

    name: str
    why: str
    unread: bool = False


def from_record(lines: Iterable[str], person: dict[str, Any], left: Iterable[Left | str]) -> FromRecord:
    """A record as read; what could not be read makes every check of it incomplete."""
    listed = list(left)
    unread = told(each for each in listed if isinstance(each, Left) and each.unread)
    whole = {**person, "unread": list(unread)} if unread else person
    return FromRecord(tuple(dict.fromkeys(lines)), whole, told(listed))


def told(left: Iterable[Left | str]) -> tuple[str, ...]:
    """What was left out, each once, and many with one reason in one line."""
    listed = list(left)
    reasons: dict[str, list[str]] = {}
    for each in listed:
        if isinstance(each, Left):
            reasons.setdefault(each.why, []).append(each.name)
    found: list[str] = []
    for each in listed:
        if isinstance(each, str) or not each.why:
            found.append(each if isinstance(each, str) else each.name)
            continue
        names = list(dict.fromkeys(reasons[each.why]))
        if len(names) <= _ALONE:
            found.append(f"{each.name}: {each.why}")
        else:
            rest = len(names) - _SHOWN
            shown = ", ".join(names[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
            found.append(f"{len(names)} entries ({shown}): {each.why}")
    return tuple(dict.fromkeys(found))


def is_understood(text: str, library: Library, today: Any) -> bool:
    """Whether a line is read as a medicine, wholly."""
    read = parse(text, library, today=today)
    return bool(read.medicines) and not (read.unknown or read.not_covered)
