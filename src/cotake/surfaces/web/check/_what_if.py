"""What if one is added, stopped or moved: the answer to a list that is not kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from cotake._record import record
from cotake.interactions import Changed, Finding, Report, check, compare
from cotake.knowledge import Library
from cotake.surfaces.web._sheet import Entry, Sheet, problem_of
from cotake.surfaces.web._templates import Shown
from cotake.surfaces.web.check._forms import Refused, read_entry
from cotake.surfaces.web.check._turns import list_shown
from cotake.surfaces.web.check._view import Answer, Card, answer_of, card_of

Kind = Literal["add", "stop", "move"]
#: The numbers of cards of what was tried follow those of the answer beside them.
_AFTER = 1000
_TOLD = 3


@record
class Change:
    """A change of a list: an entry to be added, or one of the place `number`, which read `was`, to become
    another."""

    kind: Kind
    entry: Entry
    number: int = -1
    was: str = ""


@record
class Line:
    """A finding that changed: a card, and its class and the day of its end before; 0 and "" where new."""

    card: Card
    was: int = 0
    until: str = ""


@record
class Tried:
    """What a change does: the new answer, and what of it is otherwise; `same` where nothing is."""

    change: Change
    before: Answer
    after: Answer
    new: tuple[Line, ...]
    worse: tuple[Line, ...]
    wider: tuple[Line, ...]
    milder: tuple[Line, ...]
    narrower: tuple[Line, ...]
    ending: tuple[Line, ...]
    gone: tuple[Line, ...]
    unread: tuple[str, ...]
    same: bool


def what_if_shown(sheet: Sheet, library: Library, form: Mapping[str, Any]) -> Shown:
    """The list with what a form would make of it; of the kind `pick` the field in which one is changed."""
    if form.get("kind") == "pick":
        number = _number(form)
        if not 0 <= number < len(sheet.entries):
            return _refused(sheet, library, Refused("what-if-other-list", "number"), form)
        entry = sheet.entries[number]
        picked = {"number": number, "was": entry.line, "name": entry.told(library.speech)}
        return _with(list_shown(sheet, library), {"picked": picked, "typed": form})
    change = read_change(sheet, form)
    if isinstance(change, Refused):
        return _refused(sheet, library, change, form)
    changed = with_change(sheet, change)
    if isinstance(changed, Refused):
        return _refused(sheet, library, changed, form)
    return _with(
        list_shown(sheet, library), {"tried": _tried(sheet, changed, change, library), "typed": form}
    )


def kept(sheet: Sheet, library: Library, form: Mapping[str, Any]) -> Sheet | Shown:
    """The list with a change that was tried, or the page that says why it cannot be kept."""
    change = read_change(sheet, form)
    changed = change if isinstance(change, Refused) else with_change(sheet, change)
    return _refused(sheet, library, changed, form) if isinstance(changed, Refused) else changed


def read_change(sheet: Sheet, form: Mapping[str, Any]) -> Change | Refused:
    """The change of a form."""
    kind, number = form.get("kind"), _number(form)
    if kind == "add":
        entry = read_entry(form)
        return entry if isinstance(entry, Refused) else Change("add", entry)
    if kind not in ("stop", "move") or not 0 <= number < len(sheet.entries):
        return Refused("what-if-other-list", "number")
    held = sheet.entries[number]
    was = form.get("was")
    if isinstance(was, str) and was and was != held.line:
        return Refused("what-if-other-list", "number")
    if kind == "move":
        entry = read_entry({"name": form.get("name")})
        return entry if isinstance(entry, Refused) else Change("move", entry, number, held.line)
    day = form.get("stop")
    day = day.strip() if isinstance(day, str) else ""
    entry = read_entry(
        {
            "name": held.name,
            "dose": held.dose,
            "how": held.how,
            "start": held.start,
            "stop": day or date.today().isoformat(),
        }
    )
    return entry if isinstance(entry, Refused) else Change("stop", entry, number, held.line)


def with_change(sheet: Sheet, change: Change) -> Sheet | Refused:
    """The list after a change."""
    entries = list(sheet.entries)
    if change.number < 0:
        entries.append(change.entry)
    else:
        entries[change.number] = change.entry
    changed = replace(sheet, entries=tuple(entries))
    problem = problem_of(changed)
    return Refused(problem, "name") if problem else changed


def _tried(sheet: Sheet, changed: Sheet, change: Change, library: Library) -> Tried:
    today, person = date.today(), dict(sheet.person)
    kept_lines, new_lines = ([each.told(library.speech) for each in it.entries] for it in (sheet, changed))
    before = check(kept_lines, person=person, library=library, today=today)
    after = check(new_lines, person=person, library=library, today=today)
    found = compare(before, after).that_asks()
    numbers = iter(range(_AFTER, 2 * _AFTER))

    def line(finding: Finding, report: Report, was: int = 0) -> Line:
        until = finding.ends.date.isoformat() if finding.ends.date else ""
        return Line(card_of(finding, next(numbers), report, sheet.audience), was, until)

    def lines(some: Iterable[Changed]) -> tuple[Line, ...]:
        return tuple(line(each.after, after, each.before.classification) for each in some)

    return Tried(
        change=change,
        before=answer_of(before, sheet.audience),
        after=answer_of(after, sheet.audience),
        new=tuple(line(each, after) for each in found.new),
        worse=lines(found.worse),
        wider=lines(found.wider),
        milder=lines(found.milder),
        narrower=lines(found.narrower),
        ending=lines(found.ending),
        gone=tuple(line(each, before) for each in found.gone),
        unread=found.unread,
        same=not found.changes,
    )


def _number(form: Mapping[str, Any]) -> int:
    try:
        return int(str(form.get("number", "")))
    except ValueError:
        return -1


def _with(shown: Shown, values: Mapping[str, Any], status: int = 200) -> Shown:
    return Shown(shown.template, {**shown.values, **values}, status)


def _refused(sheet: Sheet, library: Library, why: Refused, form: Mapping[str, Any]) -> Shown:
    values: dict[str, Any] = {"not_tried": why, "typed": form}
    number = _number(form)
    if form.get("kind") == "move" and 0 <= number < len(sheet.entries):
        name = form.get("name")
        was = sheet.entries[number].line
        values["picked"] = {"number": number, "was": was, "name": name if isinstance(name, str) else ""}
    return _with(list_shown(sheet, library), values, 422)
