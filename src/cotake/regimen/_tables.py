"""Medicines from CSV, JSON and text files."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from cotake._errors import InputError
from cotake.knowledge import key_of

_NAMES = ("medicine", "medication", "drug", "name", "substance", "text", "item")
_FLAGS = ("", "true", "false", "yes", "no", "1", "0", "y", "n")
_REST = (("dose", "strength", "amount"), ("unit",), ("route",), ("form",),
         ("frequency", "freq", "schedule", "when", "sig"))  # fmt: skip


def medicines_from_file(text: str, suffix: str, shown_as: str) -> list[str]:
    """One line of text for each medicine of a file.

    Args:
        text: what the file holds.
        suffix: `.csv` (a column named medicine, drug or name; or no heading and one column),
            `.json` (a list of texts or of objects, or an object with `medicines`) or `.txt`.
        shown_as: the file's name, for errors.

    Raises:
        InputError: the file does not have that shape.
    """
    text = text.removeprefix("\ufeff")
    if suffix == ".json":
        return _from_json(text, shown_as)
    if suffix == ".csv":
        return _from_csv(text, shown_as)
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _from_json(text: str, shown_as: str) -> list[str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{shown_as} is not JSON: {error}") from error
    listed = data.get("medicines") if isinstance(data, dict) else data
    if not isinstance(listed, list):
        raise InputError(f'{shown_as} must hold a list, or an object with "medicines"')
    lines = [_entry(item, shown_as, number) for number, item in enumerate(listed, 1)]
    if isinstance(data, dict) and "not_recognised" in data:
        return _of_answer(listed, lines, data["not_recognised"])
    return lines


def _of_answer(medicines: list[Any], lines: list[str], unknown: Any) -> list[str]:
    """The lines of an answer: one of a combination stands there once a substance, and what was not
    recognised stands apart."""
    counts: dict[str, dict[str, int]] = {}
    for item, line in zip(medicines, lines, strict=True):
        of = counts.setdefault(line, {})
        substance = str(item.get("substance")) if isinstance(item, dict) else ""
        of[substance] = of.get(substance, 0) + 1
    found = [line for line, of in counts.items() for _ in range(max(of.values()))]
    told = unknown if isinstance(unknown, list) else []
    texts = [each.get("text") for each in told if isinstance(each, dict)]
    return found + [each for each in texts if isinstance(each, str) and each.strip()]


def _entry(item: Any, shown_as: str, number: int) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        dose = item.get("dose")
        if isinstance(dose, dict):
            item = {**item, "dose": dose.get("value"), "unit": dose.get("unit")}
        row = {str(key).lower(): value for key, value in item.items()}
        for key, value in row.items():
            _check_value(key, value, f"{shown_as}, entry {number}")
        row = {key: "" if value is None else str(value) for key, value in row.items()}
        _check_names(row, f"{shown_as}, entry {number}")
        if text := _line(row):
            return text
    raise InputError(f'{shown_as}, entry {number}: needs a text, or an object with "medicine"')


def _check_names(row: dict[str, str], where: str) -> None:
    """Refuse two fields that name two things: one of them would be lost."""
    named = [key for key in _NAMES if row.get(key)]
    folded = {key_of(row[key]) for key in named}
    if len(folded) > 1 and not ({"text", "name"} >= set(named) or "text" in named):
        raise InputError(f"{where}: {' and '.join(named)} name different things; keep one of them")


def _check_value(key: str, value: Any, where: str) -> None:
    """Refuse a value that would be read as something else: a number as a route, a list as a dose."""
    numeric = ("dose", "strength", "amount")
    flags = ("as_needed", "prn")
    known = (*_NAMES, *(name for names in _REST for name in names), "start", "stop", "end", *flags)
    if key not in known or value is None or isinstance(value, str):
        if key in flags and isinstance(value, str) and value.strip().lower() not in _FLAGS:
            raise InputError(f'{where}: "{key}" is true or false, got {value!r}')
        return
    right = isinstance(value, (int, float)) if key in numeric else isinstance(value, bool)
    if not right or (key not in flags and isinstance(value, bool)):
        raise InputError(f'{where}: "{key}" is written as text, got {value!r}')


def _from_csv(text: str, shown_as: str) -> list[str]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise InputError(f"{shown_as} is not CSV: {error}") from error
    if not rows:
        return []
    heading = [cell.strip().lower() for cell in rows[0]]
    if not set(heading) & set(_NAMES):
        if any(mark in rows[0][0] for mark in (";", "\t")):
            raise InputError(f"{shown_as}: write the columns with commas between them")
        if max(map(len, rows)) > 1:
            raise InputError(f"{shown_as}: no column named {', '.join(_NAMES[:4])}")
        return [row[0] for row in rows]
    if twice := {name for name in heading if name and heading.count(name) > 1}:
        raise InputError(f"{shown_as} has more than one column named {', '.join(sorted(twice))}")
    found = []
    for number, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        if any(cells[len(heading) :]):
            raise InputError(
                f"{shown_as}, line {number}: more cells than columns; put a text with a comma in quotes"
            )
        filled = dict(zip(heading, cells, strict=False))
        _check_names(filled, f"{shown_as}, line {number}")
        line = _line(filled)
        if not line:
            raise InputError(f"{shown_as}, line {number}: no medicine is named")
        found.append(line)
    return found


def _line(row: dict[str, str]) -> str:
    text = row.get("text", "")
    if text and "substance" in row:
        return text  # an entry as `check --json` prints it: the line as it was written says all
    name = text or next((row[key] for key in _NAMES if row.get(key)), "")
    if not name:
        return ""
    strength = row.get("strength", "") if row.get("dose") and row.get("strength") != row.get("dose") else ""
    parts = [name, strength, *(next((row[key] for key in keys if row.get(key)), "") for keys in _REST)]
    if (start := row.get("start")) and start.lower() != "none":
        parts.append(f"from {start}")
    if (stop := row.get("stop") or row.get("end")) and stop.lower() != "none":
        parts.append(f"stopped {stop}")
    if (row.get("as_needed") or row.get("prn") or "").lower() in ("true", "yes", "1", "y"):
        parts.append("as needed")
    return " ".join(part for part in parts if part)
