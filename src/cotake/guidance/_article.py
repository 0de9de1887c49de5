"""An article as values: sections of paragraphs and points, each with the sources it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from cotake._record import record
from cotake.knowledge.types import Citation


@record
class Statement:
    """A sentence or two, and what they rest on. `strong` opens it in bold, `details` stand below.

    A detail is a short label and its text: ("What to do", "…"). `records` are those it was written from,
    as folder/id. `language` is that of its text and details where it is another than that of the article.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    strong: str = ""
    details: tuple[tuple[str, str], ...] = ()
    records: tuple[str, ...] = ()
    language: str = ""

    def texts(self) -> tuple[str, ...]:
        """The text, and that of each detail."""
        return (self.text, *(text for _, text in self.details))


@record
class Section:
    """A heading with statements; `points` are a list, `paragraphs` stand before it."""

    id: str
    heading: str
    paragraphs: tuple[Statement, ...] = ()
    points: tuple[Statement, ...] = ()
    level: int = 2


@record
class SourceLine:
    """One entry of the list of sources."""

    number: int
    text: str
    url: str
    read: str


@record
class Article:
    """A guide: title, the answer in one line, sections, and the sources by number."""

    title: str
    audience: str
    status: str
    classification: int | None
    sections: tuple[Section, ...]
    sources: tuple[SourceLine, ...]
    numbers: dict[Citation, int]
    notice: str
    language: str = "en"

    def statements(self) -> Iterator[Statement]:
        """Every statement, in order."""
        for section in self.sections:
            yield from section.paragraphs
            yield from section.points

    def marks(self, statement: Statement) -> tuple[int, ...]:
        """The numbers of a statement's sources."""
        return tuple(sorted({self.numbers[citation] for citation in statement.citations}))
