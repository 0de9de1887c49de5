"""One line of a day, as people type it: `mood 6 pain 4 slept 7h took`."""

from __future__ import annotations

import re
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.journal._types import Kind
from cotake.knowledge import Library, key_of
from cotake.knowledge.types import ScaleEntry

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/\s*10|h|hours?|hrs?)?", re.IGNORECASE)
_TAKEN = {
    "took": "taken",
    "taken": "taken",
    "skipped": "skipped",
    "missed": "skipped",
    "forgot": "skipped",
    "late": "late",
}
#: A side effect is scored like a scale, under this and its id.
SIDE = "side:"
_MOST = 10
#: A line longer than this is none.
_LONGEST = 2_000


@record
class Said:
    """What a line says: entries to write, each a kind and a body."""

    entries: tuple[tuple[Kind, dict[str, Any]], ...]


def read_line(text: str, library: Library) -> Said:
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
    words = line.replace(",", " , ").split()
    words = [word for word in words if word != ","]
    names = names_of(library)
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
        number, place = _number(words, place + used)
        if number is None:
            raise InputError(f"{words[place - 1]!r} needs a number after it, such as: mood 6")
        _check(name, number, library)
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


def scale_of(name: str, library: Library) -> ScaleEntry | None:
    """The scale of a mark; that of a side effect is 0 to 10, less is better. None where it is not known."""
    if name.startswith(SIDE):
        effects = library.vocabulary("side-effects")
        effect = effects.get(name.removeprefix(SIDE))
        return None if effect is None else ScaleEntry(name, effect.name, "lower", "none", "the worst")
    found: ScaleEntry | None = library.vocabulary("scales").get(name)
    return found


def names_of(library: Library) -> dict[str, str]:
    """What can be written, folded, and the scale it means; scales before side effects."""
    found: dict[str, str] = {}
    for scale in library.vocabulary("scales").values():
        for text in (scale.id, scale.name, *scale.names):
            found.setdefault(key_of(text), scale.id)
    for effect in library.vocabulary("side-effects").values():
        for text in (effect.id, effect.name):
            found.setdefault(key_of(text), f"{SIDE}{effect.id}")
    return found


def _longest(words: list[str], place: int, names: dict[str, str]) -> tuple[str, int]:
    """The longest run of words that is a name, and how many words it took."""
    for used in range(min(4, len(words) - place), 0, -1):
        key = key_of(" ".join(words[place : place + used]).rstrip(":="))
        if key in names:
            return names[key], used
    return "", 0


def _number(words: list[str], place: int) -> tuple[float | None, int]:
    if place >= len(words):
        return None, place
    match = _NUMBER.fullmatch(words[place])
    if match is None:
        return None, place
    number = float(match[1].replace(",", "."))
    place += 1
    if place < len(words) and words[place].lower() in ("h", "hours", "hour", "hrs", "steps"):
        place += 1
    return number, place


def _medicine(words: list[str], place: int, names: dict[str, str]) -> tuple[str, int]:
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


def _check(name: str, number: float, library: Library) -> None:
    scale = scale_of(name, library)
    least, most = (scale.least, scale.most) if scale else (0.0, float(_MOST))
    if not least <= number <= most:
        raise InputError(
            f"{scale.name if scale else name} goes from {least:g} to {most:g}, not to {number:g}"
        )


def _unknown(word: str, names: dict[str, str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key_of(word), list(names), 1, 0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{word!r} is no scale, side effect or dose.{hint} Write notes after note:"
