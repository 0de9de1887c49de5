"""What a tool answers, and pieces that all answers share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cotake._record import record
from cotake.knowledge import Library

_SHOWN = 120
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@record
class Reply:
    """An answer as text and as JSON values that fit the tool's schema."""

    text: str
    plain: dict[str, Any]


def one_line(text: str) -> str:
    """A text without breaks, so that what was typed cannot look like a line of the answer."""
    return _BREAKS.sub(" ", text).strip()


def quoted(text: str) -> str:
    """What was typed, in quotation marks that it cannot break out of, on one line."""
    line = one_line(text).replace('"', "'")
    return f'"{line[: _SHOWN - 1]}…"' if len(line) > _SHOWN else f'"{line}"'


def read_as(mark: str, library: Library) -> str:
    """How a source was read, in words."""
    marks = library.vocabulary("read-marks")
    return marks[mark].name if mark in marks else mark


class Sources:
    """The sources of an answer, each once by its id."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: dict[str, dict[str, Any]] = {}

    def cite(self, cited: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Citations as id, place and how it was read; their titles and addresses are kept for the list."""
        kept: dict[tuple[str, str | None, str], dict[str, Any]] = {}
        for each in cited:
            self._found.setdefault(each["id"], {key: each[key] for key in ("id", "title", "year", "url")})
            place = (each["id"], each["locator"], each["read"])
            kept[place] = dict(zip(("id", "locator", "read"), place, strict=True))
        return list(kept.values())

    def listed(self) -> list[dict[str, Any]]:
        """All that were cited, in the order in which they were met."""
        return list(self._found.values())

    def lines(self) -> list[str]:
        """The list as text, with addresses."""
        lines = []
        for each in self._found.values():
            year = f" ({each['year']})" if each["year"] else ""
            lines.append(
                f"- [{each['id']}] {each['title']}{year}. {each['url'] or 'No address on record.'}"
            )
        return ["Sources:", *lines] if lines else ["Sources: none was cited."]

    def words(self, cited: Iterable[Mapping[str, Any]]) -> str:
        """Citations in a line: `label-us (read in full), trial-2020 (read as an abstract)`."""
        told = (f"{each['id']} ({read_as(each['read'], self._library)})" for each in cited)
        return ", ".join(dict.fromkeys(told)) or "none"
