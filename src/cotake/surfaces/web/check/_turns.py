"""What each form of the list makes of it, and the page of the list: the same wherever the pages run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cotake.interactions import check
from cotake.knowledge import Library
from cotake.knowledge.typeahead import typed
from cotake.surfaces.web._sheet import THEMES, Sheet, problem_of
from cotake.surfaces.web._templates import Shown
from cotake.surfaces.web.check._details import in_words
from cotake.surfaces.web.check._forms import Refused, read_details, read_entry
from cotake.surfaces.web.check._view import answer_of

_MOST_TYPED, _MOST_NAMES = 100, 8
#: What a file that was taken in may say of a person beside what the form asks for.
_NOT_IN_THE_FORM = ("genes", "unread")


def list_shown(
    sheet: Sheet,
    library: Library,
    *,
    refused: Refused | None = None,
    form: Mapping[str, Any] | None = None,
    person: Mapping[str, Any] | None = None,
) -> Shown:
    """The list with its answer; `form` and `person` are what was typed where that was refused."""
    lines = [each.told(library.speech) for each in sheet.entries]
    report = check(lines, person=dict(sheet.person), library=library) if lines else None
    values = {
        "answer": answer_of(report, sheet.audience) if report else None,
        "speech": library.speech,
        "refused": refused,
        "form": form or {},
        "person": person or _as_typed(sheet),
    }
    return Shown("check.html", values, 422 if refused else 200)


def with_entry(sheet: Sheet, form: Mapping[str, Any]) -> Sheet | Refused:
    """The list with the medicine of a form."""
    entry = read_entry(form)
    if isinstance(entry, Refused):
        return entry
    grown = replace(sheet, entries=(*sheet.entries, entry))
    problem = problem_of(grown)
    return Refused(problem, "name") if problem else grown


def with_person(sheet: Sheet, form: Mapping[str, Any]) -> Sheet | Refused:
    """The list with the person of a form."""
    details = read_details(form)
    if isinstance(details, Refused):
        return details
    beside = {name: sheet.person[name] for name in _NOT_IN_THE_FORM if name in sheet.person}
    changed = replace(sheet, person={**details, **beside})
    problem = problem_of(changed)
    return Refused(problem, "conditions") if problem else changed


def with_look(sheet: Sheet, form: Mapping[str, Any]) -> Sheet:
    """The list in the language, theme and wording of a form; what is none of them is passed over."""
    if form.get("audience") in ("person", "clinician"):
        sheet = replace(sheet, audience=form["audience"])
    if form.get("theme") in THEMES:
        sheet = replace(sheet, theme=form["theme"])
    if isinstance(form.get("language"), str):
        sheet = replace(sheet, language=form["language"][:8])
    return sheet


def emptied(sheet: Sheet) -> Sheet:
    """Without the list and the person."""
    return replace(sheet, entries=(), person={})


def names_like(text: str, library: Library) -> list[dict[str, str]]:
    """Names while they are typed, each with what it is a name of where that is called otherwise."""
    asked = text[:_MOST_TYPED].strip()
    if not asked:
        return []
    return [
        {"name": each.name, "is": each.stands_for if each.stands_for != each.name else ""}
        for each in typed(asked, library, _MOST_NAMES)
    ]


def _as_typed(sheet: Sheet) -> dict[str, Any]:
    """The details of the person as the fields of the form hold them."""
    return {
        name: "\n".join(map(in_words, value)) if isinstance(value, list) else value
        for name, value in sheet.person.items()
    }
