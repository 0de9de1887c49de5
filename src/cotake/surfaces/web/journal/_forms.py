"""What the form of a day sends, as entries to write down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cotake._errors import InputError
from cotake.journal import Kind, Scales

Body = tuple[Kind, dict[str, Any]]
_SCORE = "score-"
_TAKEN = ("taken", "late", "skipped")
#: Letters of a field, fields of a form, and medicines of a day that are looked at.
MOST_LETTERS, MOST_FIELDS, MOST_DOSES = 2_000, 200, 60
_SPACES = re.compile(r"\s+")


def kept_fields(form: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form that hold something, as they were typed, without its token."""
    texts = {name: value for name, value in form.items() if isinstance(value, str) and value.strip()}
    held = {name: value[:MOST_LETTERS] for name, value in texts.items() if not name.startswith("_")}
    return dict(list(held.items())[:MOST_FIELDS])


def bodies_of(fields: Mapping[str, str], scales: Scales) -> list[Body]:
    """The entries of a form: scores in one, each dose, a note and an event.

    Raises:
        InputError: a score that is no number or beyond its scale, or nothing at all.
    """
    scores: dict[str, float] = {}
    for name, text in fields.items():
        if name.startswith(_SCORE):
            scores[name.removeprefix(_SCORE)] = _score(name.removeprefix(_SCORE), text, scales)
    found: list[Body] = [("scores", scores)] if scores else []
    for number in range(MOST_DOSES):
        medicine, taken = _line(fields, f"medicine-{number}"), fields.get(f"taken-{number}", "")
        if medicine and taken in _TAKEN:
            amount = _line(fields, f"amount-{number}")
            found.append(("dose", {"medicine": medicine, "taken": taken, "dose": amount}))
    if other := _line(fields, "name"):
        taken = fields.get("taken-other", "")
        found.append(
            ("dose", {"medicine": other, "taken": taken if taken in _TAKEN else "taken", "dose": ""})
        )
    for kind in ("note", "event"):
        if text := fields.get(kind, "").strip():
            found.append(("note" if kind == "note" else "event", {"text": text}))
    if not found:
        raise InputError("nothing was filled in, so there is nothing to write down")
    return found


def moment_of(text: str, day: date, now: datetime) -> datetime:
    """When it was: as written in the form, else now, on the day that the form is of.

    Raises:
        InputError: it cannot be read, or is yet to come.
    """
    if text:
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            raise InputError(f"{text!r} is not a moment such as 2026-12-01T08:30") from None
        when = when if when.tzinfo else when.replace(tzinfo=now.tzinfo)
    else:
        when = now.replace(year=day.year, month=day.month, day=day.day)
    if when > now:
        raise InputError("that is yet to come; write down what was")
    return when


def _score(name: str, text: str, scales: Scales) -> float:
    scale = scales.of(name)
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise InputError(f"{scale.name if scale else name}: {text[:40]!r} is no number") from None
    scales.check(name, value)
    return value


def _line(fields: Mapping[str, str], name: str) -> str:
    return _SPACES.sub(" ", fields.get(name, "")).strip()
