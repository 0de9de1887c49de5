"""What a tool was called with, read one argument at a time; every fault says how it is mended."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from cotake._errors import InputError
from cotake.surfaces._most import MOST_LETTERS, MOST_MEDICINES

if TYPE_CHECKING:
    from cotake.interactions import Audience
    from cotake.knowledge import Library
    from cotake.regimen import Regimen

#: Days that can be meant as today.
_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)
#: A whole number of more digits is no detail of a person.
_HIGHEST = 10**9

#: Details of a person that are lists of texts.
_LISTS = ("conditions", "condition", "allergies", "allergy")

Detail = Literal["short", "full"]


class Given:
    """The arguments of one call of `tool`, which takes those named in `known`.

    Raises:
        InputError: one that the tool does not take.
    """

    def __init__(self, tool: str, arguments: Mapping[str, Any] | None, known: Iterable[str]) -> None:
        self._values = {key: value for key, value in (arguments or {}).items() if value is not None}
        names = tuple(known)
        for key in arguments or {}:
            if key not in names:
                raise InputError(f"{tool} has no argument {short(key)}; it takes: {', '.join(names)}")

    def medicines(self) -> list[str]:
        """The list, each a line as people write it."""
        if "medicines" not in self._values:
            raise InputError('medicines is missing: a list of texts, such as ["NAME 50 mg at night"]')
        return texts("medicines", self._values["medicines"], least=1)

    def person(self) -> dict[str, Any]:
        """The details of the person; what they say is judged by the check."""
        details = self._values.get("person", {})
        if not isinstance(details, Mapping):
            raise InputError(f'person is an object such as {{"age": 72}}, got {short(details)}')
        for key, value in details.items():
            _check_detail(str(key), value)
        return {str(key): value for key, value in details.items() if value is not None}

    def audience(self) -> Audience:
        """Whom the wording is for."""
        return "clinician" if self.choice("audience", ("person", "clinician")) == "clinician" else "person"

    def detail(self) -> Detail:
        """How much is told."""
        return "full" if self.choice("detail", ("short", "full")) == "full" else "short"

    def today(self) -> date | None:
        """The day that counts as now; None for the day it is."""
        said = self._values.get("today")
        if said is None:
            return None
        try:
            found = date.fromisoformat(said)
        except (TypeError, ValueError):
            raise InputError(f"today is a date such as 2026-12-01, got {short(said)}") from None
        if not _FIRST <= found <= _LAST:
            raise InputError(f"today is from {_FIRST} to {_LAST}, got {found}")
        return found

    def choice(self, name: str, options: tuple[str, ...]) -> str:
        """One of `options`; the first where nothing is said."""
        said = self._values.get(name, options[0])
        if not isinstance(said, str) or said not in options:
            raise InputError(f"{name} is one of {', '.join(options)}; got {short(said)}")
        return said

    def text(self, name: str, *, needed: bool = False) -> str:
        """A text, "" where nothing is said and none is needed."""
        said = self._values.get(name, "")
        found = _text(name, said).strip()
        if needed and not found:
            raise InputError(f"{name} is missing: a text")
        return found

    def number(self, name: str, low: float, high: float, default: float) -> float:
        """A number from `low` to `high`."""
        said = self._values.get(name, default)
        if isinstance(said, bool) or not isinstance(said, (int, float)) or not low <= said <= high:
            raise InputError(f"{name} is a number from {low:g} to {high:g}, got {short(said)}")
        return float(said)

    def whole(self, name: str, low: int, high: int, default: int) -> int:
        """A whole number from `low` to `high`."""
        return _whole(name, self._values.get(name, default), low, high)

    def wholes(self, name: str, low: int, high: int) -> list[int]:
        """A list of whole numbers."""
        said = self._values.get(name, [])
        if not isinstance(said, list) or len(said) > high:
            raise InputError(f"{name} is a list of whole numbers from {low} to {high}, got {short(said)}")
        return [_whole(name, each, low, high) for each in said]


def read_regimen(lines: list[str], library: Library, today: date | None) -> Regimen:
    """The lines, read.

    Raises:
        InputError: they hold no medicine, or more than `MOST_MEDICINES`.
    """
    from cotake.regimen import parse

    found = parse(lines, library, today=today or date.today())
    read = {each.text for part in (found.medicines, found.unknown, found.not_covered) for each in part}
    if not read:
        raise InputError('no medicine was given: write at least one, such as "NAME 50 mg at night"')
    if len(read) > MOST_MEDICINES:
        raise InputError(
            f"at most {MOST_MEDICINES} medicines are taken at once, and these lines hold {len(read)}"
        )
    return found


def texts(name: str, value: Any, *, least: int = 0) -> list[str]:
    """A list of texts within the limits."""
    if not isinstance(value, list):
        raise InputError(f'{name} is a list of texts, such as ["…", "…"], got {short(value)}')
    if len(value) < least:
        raise InputError(f"{name} is empty: write at least one")
    if len(value) > MOST_MEDICINES:
        raise InputError(f"{name} may hold at most {MOST_MEDICINES} texts, got {len(value)}")
    found = []
    for number, each in enumerate(value):
        found.append(_text(f"{name}[{number}]", each))
        if not each.strip():
            raise InputError(f"{name}[{number}] is empty: leave it out, or write what it is")
    return found


def short(value: Any) -> str:
    """A value as it stands in a message: one line, and not long."""
    found = repr(value[:60] if isinstance(value, str) else value) if not _deep(value) else "a large value"
    found = found.encode("utf-8", "replace").decode("utf-8")
    return found if len(found) <= 80 else f"{found[:79]}…"


def _deep(value: Any) -> bool:
    """Whether writing it out could fail or take long."""
    if isinstance(value, int):
        return abs(value) >= _HIGHEST
    return isinstance(value, (list, dict)) and len(value) > 0


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InputError(f"{name} is a text, got {short(value)}")
    if len(value) > MOST_LETTERS:
        raise InputError(f"{name} may have at most {MOST_LETTERS} characters, got {len(value)}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InputError(f"{name} holds a broken character (half of a surrogate pair)") from None
    if "\0" in value:
        raise InputError(f"{name} holds a character that is no text (NUL)")
    return value


def _whole(name: str, value: Any, low: int, high: int) -> int:
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InputError(f"{name} is a whole number from {low} to {high}, got {short(value)}")
    return value


def _check_detail(key: str, value: Any) -> None:
    """Sizes only: what the detail says is judged by the check."""
    name = f"person.{_text('a key of person', key)}"
    if isinstance(value, str):
        _text(name, value)
    elif isinstance(value, list):
        if key not in _LISTS:
            raise InputError(f"{name} is no list, got {short(value)}")
        texts(name, value)
    elif isinstance(value, Mapping):
        if key != "genes":
            raise InputError(f"{name} is no object, got {short(value)}")
        if len(value) > MOST_MEDICINES:
            raise InputError(f"{name} may hold at most {MOST_MEDICINES} entries, got {len(value)}")
        for inner, said in value.items():
            _text(f"a key of {name}", inner)
            _text(f"{name}.{inner}", said)
    elif isinstance(value, int) and abs(value) >= _HIGHEST:
        raise InputError(f"{name} is a number that cannot be meant")
