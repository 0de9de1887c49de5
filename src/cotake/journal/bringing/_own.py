"""Our own export, read back: the rows of an entry gathered, and checked as if they were written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cotake._errors import InputError
from cotake.journal._scales import Scales
from cotake.journal._scoring import check_score, checked_answers, score_of
from cotake.journal._spreadsheet import of_cell
from cotake.journal._types import Kind, Row
from cotake.journal.bringing._cells import moment, number, score
from cotake.knowledge import Library

#: The columns, in their order.
COLUMNS = ("at", "kind", "name", "value")
_TAKEN = ("taken", "skipped", "late")


def own_rows(lines: Sequence[tuple[int, Mapping[str, str]]], scales: Scales) -> tuple[list[Row], list[str]]:
    """The entries of an export, and what cannot be read, each with its line.

    Single answers are gathered to their questionnaire, and its score is taken from them; a score that says
    something else is told.
    """
    rows: list[Row] = []
    unread: list[str] = []
    for line, cells in lines:
        try:
            _take(cells, rows, scales)
        except InputError as error:
            unread.append(f"line {line}: {error}")
    return rows, unread


def _take(cells: Mapping[str, str], rows: list[Row], scales: Scales) -> None:
    at = moment(cells["at"], "", None, "day-first")
    if at.tzinfo is None:
        raise InputError(f"{cells['at']!r} has no offset from UTC, such as +01:00")
    kind, name, value = cells["kind"], cells["name"], cells["value"]
    if kind == "scores":
        _scored(name, value, at, rows, scales)
    elif kind == "answers":
        _answered(name, value, at, rows, scales.library)
    elif kind == "dose":
        if value not in _TAKEN:
            raise InputError(f"{value!r} is not taken, skipped or late")
        rows.append(("dose", {"medicine": of_cell(name), "taken": value, "dose": ""}, at, ""))
    elif kind in ("note", "event"):
        rows.append(("note" if kind == "note" else "event", {"text": of_cell(value)}, at, ""))
    else:
        raise InputError(f"{kind!r} is no kind of entry")


def _scored(name: str, value: str, at: datetime, rows: list[Row], scales: Scales) -> None:
    found = score(name, value, scales)
    had = _last(rows, "scores", at)
    if had is None or name in had:
        rows.append(("scores", {name: found}, at, ""))
    else:
        had[name] = found


def _answered(name: str, value: str, at: datetime, rows: list[Row], library: Library) -> None:
    """An answer, or after the answers the score, which ends the questionnaire."""
    known, colon, item = name.partition(":")
    if not library.has("instruments", known):
        raise InputError(f"there is no questionnaire {known!r}")
    instrument = library.instrument(known)
    had = _last(rows, "answers", at)
    if had is not None and (had["instrument"] != known or item in had["answers"]):
        had = None
    if colon:
        given = checked_answers(instrument, {item: _whole(value)})
        if had is None:
            had = {"instrument": known, "answers": {}, "score": None}
            rows.append(("answers", had, at, ""))
        had["answers"] = checked_answers(instrument, had["answers"] | given)
        had["score"] = score_of(instrument, had["answers"])
        return
    said = number(value) if value else None
    if had is None:
        check_score(instrument, said)
        rows.append(("answers", {"instrument": known, "answers": {}, "score": said}, at, ""))
    elif said != had["score"]:
        raise InputError(
            f"{instrument.name}: its answers come to {had['score']}, and the file says {value}"
        )


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise InputError(f"{text!r} is not an answer")
    return int(text[:9])


def _last(rows: Sequence[Row], kind: Kind, at: datetime) -> dict[str, Any] | None:
    """The body that the row before began, if it is of this kind and moment."""
    if not rows or rows[-1][0] != kind or rows[-1][2] != at:
        return None
    return rows[-1][1]
