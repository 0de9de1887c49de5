"""What the forms of the list send, read and held against what can be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cotake._record import record
from cotake.surfaces.web._fields import day_of, text_of
from cotake.surfaces.web._sheet import Entry

_WORD = re.compile(r"\w")
_OLDEST, _MOST_EGFR = 130, 250


@record
class Refused:
    """Why a form was not taken: a message, and the field it is about."""

    message: str
    field: str


def read_entry(form: Mapping[str, Any]) -> Entry | Refused:
    """The medicine of a form."""
    name = text_of(form, "name")
    if not _WORD.search(name):
        return Refused("entry-no-name", "name")
    days = {}
    for field in ("start", "stop"):
        day = text_of(form, field)
        if day and day_of(day) is None:
            return Refused("entry-no-date", field)
        days[field] = day
    if days["start"] and days["stop"] and days["stop"] < days["start"]:
        return Refused("entry-stop-before-start", "stop")
    return Entry(name, text_of(form, "dose"), text_of(form, "how"), days["start"], days["stop"])


def read_details(form: Mapping[str, Any]) -> dict[str, Any] | Refused:
    """The person of a form: only what was said."""
    said: dict[str, Any] = {}
    for field, most in (("age", _OLDEST), ("egfr", _MOST_EGFR)):
        text = text_of(form, field).replace(",", ".")
        if text:
            try:
                number = float(text)
            except ValueError:
                return Refused(f"person-no-{field}", field)
            if not 0 <= number <= most:
                return Refused(f"person-no-{field}", field)
            said[field] = int(number) if number.is_integer() else number
    if (sex := text_of(form, "sex")) in ("female", "male"):
        said["sex"] = sex
    for field in ("pregnant", "breast_feeding"):
        if form.get(field):
            said[field] = True
    for field in ("conditions", "allergies"):
        if told := _lines(form, field):
            said[field] = told
    if day := text_of(form, "surgery"):
        if day_of(day) is None:
            return Refused("entry-no-date", "surgery")
        said["surgery"] = day
    return said


def _lines(form: Mapping[str, Any], field: str) -> list[str]:
    held = form.get(field)
    lines = held.splitlines() if isinstance(held, str) else []
    return [kept for line in lines if (kept := " ".join(line.split()))]
