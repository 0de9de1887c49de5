"""One line of a day, as people type it: `mood 6 pain 4 slept 7h took`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.journal._scales import SIDE, Scales
from cotake.journal._types import Kind
from cotake.knowledge import key_of

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/\s*10|h|hours?|hrs?)?", re.IGNORECASE)
_TAKEN = {
    "took": "taken",
    "taken": "taken",
    "skipped": "skipped",
    "missed": "skipped",
    "forgot": "skipped",
    "late": "late",
}
#: A line longer than this is none.
_LONGEST = 2_000


@record
class Said:
    """What a line says: entries to write, each a kind and a body."""

    entries: tuple[tuple[Kind, dict[str, Any]], ...]


def read_line(text: str, scales: Scales) -> Said:
    """The scores, doses and notes in a line.

    Scales and side effects come with a number; `took`, `skipped` or `late` with the medicine, or alone for
    all; `note:` takes the rest. Numbers are checked against the scale.

    Raises:
        InputError: a word that is none of these, a number out of range, or nothing at all.
    """
    if len(text) > _LONGEST:
        raise InputError(f"a line has at most {_LONGEST} characters")
    parts = re.split(r"\bnote:", text, maxsplit=1, flags=re.IGNORECASE)
    line, noted, note = parts[0], len(parts) > 1, parts[-1]
    # A comma between digits belongs to a number: "LDN 1,5 mg".
    words = re.sub(r"(?<!\d),|,(?!\d)", " , ", line).split()
    words = [word for word in words if word != ","]
    names = scales.names
    entries: list[tuple[Kind, dict[str, Any]]] = []
    scores: dict[str, float] = {}
    place = 0
    while place < len(words):
        word = words[place].lower().rstrip(":=")
        if word in _TAKEN:
            medicine, place = _medicine(words, place + 1, names)
            entries.append(("dose", {"medicine": medicine, "taken": _TAKEN[word], "dose": ""}))
            continue
        name, used = _longest(words, place, names)
        if not name:
            raise InputError(_unknown(words[place], names))
        scale = scales.of(name)
        number, place = _number(words, place + used, scale.unit if scale else "")
        if number is None:
            raise InputError(f"{words[place - 1]!r} needs a number after it, such as: mood 6")
        scales.check(name, number)
        if name in scores:
            raise InputError(f"{name.removeprefix(SIDE)} stands twice in the line")
        scores[name] = number
    if scores:
        entries.insert(0, ("scores", dict(scores)))
    if noted and note.strip():
        entries.append(("note", {"text": note.strip()}))
    if not entries:
        raise InputError("nothing to write down; try: mood 6 pain 4 slept 7h took")
    return Said(tuple(entries))


def _longest(words: list[str], place: int, names: Mapping[str, str]) -> tuple[str, int]:
    """The longest run of words that is a name, and how many words it took."""
    for used in range(min(4, len(words) - place), 0, -1):
        key = key_of(" ".join(words[place : place + used]).rstrip(":="))
        if key in names:
            return names[key], used
    return "", 0


def _number(words: list[str], place: int, unit: str = "") -> tuple[float | None, int]:
    if place >= len(words):
        return None, place
    match = _NUMBER.fullmatch(words[place])
    if match is None:
        return None, place
    number = float(match[1].replace(",", "."))
    place += 1
    if place < len(words) and words[place].lower() in ("h", "hours", "hour", "hrs", "steps", unit):
        place += 1
    return number, place


def _medicine(words: list[str], place: int, names: Mapping[str, str]) -> tuple[str, int]:
    """The words up to the next scale or dose; "" where there are none: all that is taken."""
    first = place
    while place < len(words):
        word = words[place].lower().rstrip(":=")
        name, used = _longest(words, place, names)
        scored = name and _number(words, place + used)[0] is not None
        if word in _TAKEN or scored:
            break
        place += 1
    return " ".join(words[first:place]), place


def _unknown(word: str, names: Mapping[str, str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key_of(word), list(names), 1, 0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    return (
        f"{word!r} is no scale, side effect or dose.{hint} A note goes after note:. A scale of "
        f"your own: cotake journal scale add"
    )
