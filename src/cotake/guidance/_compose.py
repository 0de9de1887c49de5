"""Sections to an article: its sources numbered in the order in which they are met."""

from __future__ import annotations

from cotake.guidance._article import Article, Section, SourceLine
from cotake.interactions import address_of
from cotake.knowledge import Library
from cotake.knowledge.types import Citation


def compose(
    title: str,
    audience: str,
    status: str,
    classification: int | None,
    sections: tuple[Section, ...],
    notice: str,
    library: Library,
) -> Article:
    """The article of these sections; those without a statement are left out."""
    kept = tuple(each for each in sections if each.paragraphs or each.points)
    numbers, lines = _numbered(kept, library)
    language = library.speech.language
    return Article(title, audience, status, classification, kept, lines, numbers, notice, language)


def _numbered(
    sections: tuple[Section, ...], library: Library
) -> tuple[dict[Citation, int], tuple[SourceLine, ...]]:
    marks = library.vocabulary("read-marks")
    numbers: dict[Citation, int] = {}
    by_source: dict[tuple[str, str], int] = {}
    lines: list[SourceLine] = []
    for section in sections:
        for statement in (*section.paragraphs, *section.points):
            for citation in statement.citations:
                source = library.source(citation.source)
                read = source.read_at(citation.place)
                key = (source.id, read)
                if key not in by_source:
                    by_source[key] = len(lines) + 1
                    said_by = f"{source.by}. " if source.by else ""
                    year = f" ({source.year})" if source.year else ""
                    where = f". {source.publisher}" if source.publisher else ""
                    text = f"{said_by}{source.title}{year}{where}"
                    name = marks[read].name if read in marks else read
                    lines.append(SourceLine(len(lines) + 1, text, address_of(source) or "", name))
                numbers[citation] = by_source[key]
    return numbers, tuple(lines)
