"""The list as a file to be sent or kept, and a list from a file: looked at first, then taken."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake._version import __version__
from cotake.interactions import check
from cotake.knowledge import Library
from cotake.regimen import is_health_record, medicines_from_file, parse, read_health_record, read_person
from cotake.surfaces.web._sheet import Entry, Sheet, problem_of
from cotake.surfaces.web._templates import Shown
from cotake.surfaces.web.check._details import details_of, in_words
from cotake.surfaces.web.check._view import answer_of

_ENDINGS = (".csv", ".json", ".txt", ".xml")
_MOST_NAME = 80
#: More lines, or illnesses, are not looked up.
_MOST_SHOWN = 500


@record
class Brought:
    """A file as it was read: lines with whether each is known, the person, and what was left out.

    `problem` is the message that says why it cannot be the list, and `too_many` why not beside the list
    that is there.
    """

    name: str
    lines: tuple[tuple[str, bool], ...]
    person: Mapping[str, Any]
    left_out: tuple[str, ...]
    problem: str
    too_many: str

    @property
    def told(self) -> dict[str, str]:
        """The details of the person in words, by their names."""
        return {
            name: ", ".join(map(in_words, value)) if isinstance(value, list) else _in_words(value)
            for name, value in self.person.items()
        }

    @property
    def packed(self) -> str:
        """What the form that takes it sends along."""
        return json.dumps({"lines": [line for line, _ in self.lines], "person": dict(self.person)})


def list_as_json(sheet: Sheet) -> str:
    """The list and the person alone, to be opened again: by these pages, or by `cotake check FILE`."""
    held: dict[str, Any] = {"medicines": sheet.lines}
    if sheet.person:
        held["person"] = dict(sheet.person)
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def answer_as_json(sheet: Sheet, library: Library) -> str:
    """The answer, as `cotake check --json` prints it."""
    report = check(sheet.lines, person=dict(sheet.person), library=library)
    return json.dumps(report.to_dict(sheet.audience), ensure_ascii=False, indent=2) + "\n"


def answer_shown(sheet: Sheet, library: Library) -> Shown:
    """The list with its answer as a page of its own, which needs nothing beside it."""
    lines = [each.told(library.speech) for each in sheet.entries]
    report = check(lines, person=dict(sheet.person), library=library)
    values = {
        "answer": answer_of(report, sheet.audience),
        "speech": library.speech,
        "told": Brought("", (), sheet.person, (), "", "").told,
        "day": report.today.isoformat(),
        "knowledge": report.knowledge_version,
        "cotake": __version__,
    }
    return Shown("check/shared.html", values)


def brought(content: bytes, name: str, sheet: Sheet, library: Library) -> Brought:
    """What a file holds: a list that was handed on, an answer, a table, a text, or a health record.

    Raises:
        InputError: it is none of these, or holds no medicine.
    """
    shown_as = PurePath(name.replace("\\", "/")).name[:_MOST_NAME] or "the file"
    text = _text(content, shown_as)
    suffix = PurePath(shown_as).suffix.lower()
    suffix = suffix if suffix in _ENDINGS else _ending_of(text)
    left_out: tuple[str, ...] = ()
    if is_health_record(text, suffix):
        found = read_health_record(text, library=library, today=date.today())
        lines, person, left_out = list(found.lines), dict(found.person), found.left_out
    else:
        lines = medicines_from_file(text, suffix, shown_as)
        person = _person_of(text) if suffix == ".json" else {}
    lines = [" ".join(line.split()) for line in lines if line.strip()]
    if not lines:
        raise InputError(f"{shown_as} holds no medicine that is taken")
    if len(lines) > _MOST_SHOWN:
        raise InputError(f"{shown_as} holds {len(lines):,} lines, which is no list of one person")
    _check(lines, person, left_out)
    _few(person)
    read_person(person, library)  # a person that cannot be used is refused here, and not with every page
    alone = taken(Sheet(entries=(), person={}), lines, person)
    both = taken(sheet, lines, person)
    today = date.today()
    return Brought(
        name=shown_as,
        lines=tuple((line, _is_known(line, library, today)) for line in lines),
        person=person,
        left_out=left_out,
        problem=problem_of(alone),
        too_many=problem_of(both),
    )


def unpacked(packed: Any, library: Library) -> tuple[list[str], dict[str, Any]]:
    """The lines and the person of a form that takes what was shown.

    Raises:
        InputError: it is not what was shown.
    """
    try:
        held = json.loads(packed) if isinstance(packed, str) else None
    except (ValueError, RecursionError):
        held = None
    lines = held.get("lines") if isinstance(held, dict) else None
    if not isinstance(lines, list) or not lines or not all(isinstance(each, str) for each in lines):
        raise InputError("the file was not sent whole; send it once more")
    person = details_of(held.get("person")) if isinstance(held, dict) else {}
    _check(lines, person)
    _few(person)
    read_person(person, library)
    return [kept for each in lines if (kept := " ".join(each.split()))], person


def taken(sheet: Sheet, lines: list[str], person: Mapping[str, Any]) -> Sheet:
    """A list with these lines behind its own; what was said of the person by hand goes over the file."""
    both = dict(person)
    for name, value in sheet.person.items():
        held = both.get(name)
        if isinstance(held, list) and isinstance(value, list):
            both[name] = [*value, *(each for each in held if each not in value)]
        else:
            both[name] = value
    return replace(sheet, entries=(*sheet.entries, *map(Entry, lines)), person=both)


def _check(*held: Any) -> None:
    """Refuse halves of characters, which JSON can hold and no page can show."""
    try:
        json.dumps(held, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError("it holds characters that are none") from None


def _few(person: Mapping[str, Any]) -> None:
    """Refuse more than anybody has: to look all of it up would keep everybody waiting."""
    if any(len(each) > _MOST_SHOWN for each in person.values() if isinstance(each, list | dict)):
        raise InputError("it says more of a person than can be read")


def _text(content: bytes, shown_as: str) -> str:
    readings: tuple[Callable[[], str], ...] = (
        lambda: content.decode("utf-8-sig"),
        lambda: content.decode("utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else _no_text(),
    )
    for reading in readings:
        try:
            text = reading()
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    raise InputError(f"{shown_as} is no text: FHIR as JSON, C-CDA as XML, CSV, JSON or plain text is read")


def _no_text() -> str:
    raise UnicodeError


def _ending_of(text: str) -> str:
    """The ending that a file without one of ours would have, by how it begins."""
    first = text.lstrip("\ufeff \t\r\n")[:1]
    return {"<": ".xml", "{": ".json", "[": ".json"}.get(first, ".txt")


def _person_of(text: str) -> dict[str, Any]:
    """The person of a list or of an answer."""
    held = json.loads(text.removeprefix("\ufeff"))
    return details_of(held.get("person")) if isinstance(held, dict) else {}


def _is_known(line: str, library: Library, today: date) -> bool:
    read = parse([line], library, today=today)
    return bool(read.medicines) and not read.unknown and not read.not_covered


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    return "" if value is True else f"{value:g}" if isinstance(value, float) else str(value)
