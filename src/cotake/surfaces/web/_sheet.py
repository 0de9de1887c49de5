"""What a person has put together: the list, who takes it, and how the pages are shown."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, field, replace
from typing import Any, Literal

from cotake._record import record
from cotake._speech import ENGLISH, Speech
from cotake.surfaces._most import MOST_LETTERS, MOST_MEDICINES

#: A browser keeps some kilobytes of cookies and servers take no more.
MOST_TOGETHER = 6_000
Theme = Literal["auto", "light", "dark", "contrast"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark", "contrast")


@record
class Entry:
    """A medicine of the list, as it was typed: the name alone, or all of a line in `name`."""

    name: str
    dose: str = ""
    how: str = ""
    start: str = ""
    stop: str = ""

    @property
    def line(self) -> str:
        """All of it in one line, as `cotake.check` takes it."""
        return self.told(ENGLISH)

    def told(self, say: Speech) -> str:
        """The same with its dates in the words of a language, which `cotake.check` takes as well."""
        start = say("from {day}", day=self.start) if self.start else ""
        stop = say("until {day}", day=self.stop) if self.stop else ""
        return " ".join(each for each in (self.name, self.dose, self.how, start, stop) if each)


@record
class Sheet:
    """All of it. `person` are details as `cotake.check` takes them, and only those that were said."""

    entries: tuple[Entry, ...] = ()
    person: Mapping[str, Any] = field(default_factory=dict)
    audience: Literal["person", "clinician"] = "person"
    language: str = ""
    theme: Theme = "auto"

    @property
    def lines(self) -> list[str]:
        """The list as `cotake.check` takes it."""
        return [each.line for each in self.entries]

    def without(self, number: int) -> Sheet:
        """The sheet without an entry, counted from 0; the same where there is none of that number."""
        return replace(self, entries=self.entries[:number] + self.entries[number + 1 :])

    def held(self) -> dict[str, Any]:
        """Plain values for the session, without what is as it always is."""
        entries = [[each.name, each.dose, each.how, each.start, each.stop] for each in self.entries]
        said = {**asdict(self), "entries": entries, "person": dict(self.person)}
        usual = {**asdict(_EMPTY), "entries": []}
        return {key: value for key, value in said.items() if value != usual.get(key)}


_EMPTY = Sheet()
_LOOK = ("audience", "language", "theme")


def sheet_of(session: Mapping[str, Any]) -> Sheet:
    """What a session holds; what is of no use in it, such as after an update, is left out."""
    entries = [Entry(*map(str, each)) for each in session.get("entries", []) if 1 <= len(each) <= 5]
    kept = replace(_EMPTY, entries=tuple(entries), person=dict(session.get("person", {})))
    if session.get("audience") == "clinician":
        kept = replace(kept, audience="clinician")
    if session.get("theme") in THEMES:
        kept = replace(kept, theme=session["theme"])
    return replace(kept, language=str(session.get("language", "")))


def put_sheet(session: MutableMapping[str, Any], sheet: Sheet) -> None:
    """Hold a sheet in a session in the place of the one before; what else it holds stays."""
    for name in asdict(_EMPTY):
        session.pop(name, None)
    session.update(sheet.held())


def forget_all_but_look(session: MutableMapping[str, Any]) -> None:
    """Empty a session but for language, colours and wording, which are of the browser."""
    for name in [each for each in session if each not in _LOOK]:
        del session[name]


def problem_of(sheet: Sheet) -> str:
    """The message that says why a sheet is too large to keep, or ""."""
    if len(sheet.entries) > MOST_MEDICINES:
        return "list-too-many"
    if any(len(line) > MOST_LETTERS for line in sheet.lines):
        return "entry-too-long"
    letters = sum(map(len, sheet.lines)) + len(str(sheet.person))
    return "list-too-long" if letters > MOST_TOGETHER else ""
