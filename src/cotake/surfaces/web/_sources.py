"""Sources as a page shows them, numbered in the order in which they are first cited."""

from __future__ import annotations

from collections.abc import Iterable

from cotake._record import record
from cotake.interactions import plain_sources
from cotake.knowledge import Library
from cotake.knowledge.types import Citation


@record
class Source:
    """A source by its number, with its address or "" and the id of how it was read."""

    number: int
    title: str
    year: str
    url: str
    read: str


class Sources:
    """Those of one page or card; a source that was read in two ways is two."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: dict[tuple[str, str], Source] = {}

    def marks(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of some, each once."""
        found = set()
        for each in plain_sources(citations, self._library):
            key = (each["title"], each["read"])
            if key not in self._held:
                year, url = str(each["year"] or ""), each["url"] or ""
                self._held[key] = Source(len(self._held) + 1, each["title"], year, url, each["read"])
            found.add(self._held[key].number)
        return tuple(sorted(found))

    def listed(self) -> tuple[Source, ...]:
        """All that were cited so far."""
        return tuple(self._held.values())
