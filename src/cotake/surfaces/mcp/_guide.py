"""The tool `guide`: the article for a list, after what was not checked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cotake.guidance import Article, Statement, guide_of, to_markdown
from cotake.knowledge import Library
from cotake.surfaces.mcp._arguments import Given
from cotake.surfaces.mcp._check import report_of
from cotake.surfaces.mcp._opening import opening
from cotake.surfaces.mcp._reply import Reply

#: What a short article keeps: the answer, what to look out for, and what to ask.
_KEPT = ("short-answer", "together", "watch", "warnings", "questions", "assumed")


def write_guide(given: Given, library: Library) -> Reply:
    """The article; without `detail` full only the parts that are most asked for, and their sources."""
    audience, detail = given.audience(), given.detail()
    report = report_of(given, library)
    whole = guide_of(report, audience)
    article = whole if detail == "full" else _shortened(whole)
    left = [each.heading for each in whole.sections if each.id not in {one.id for one in article.sections}]
    first = opening(report)
    lines = [*first, ""]
    if left:
        lines += [f'Left out here; detail "full" has it: {"; ".join(left)}.', ""]
    plain = report.to_dict(audience)
    return Reply(
        "\n".join(lines) + to_markdown(article),
        {
            "read_first": first,
            "detail": detail,
            **{
                key: plain[key]
                for key in (
                    "audience",
                    "status",
                    "complete",
                    "not_recognised",
                    "not_covered",
                    "assumptions",
                )
            },
            "classification": article.classification,
            "title": article.title,
            "sections": [_section(article, number) for number in range(len(article.sections))],
            "left_out": left,
            "sources": [
                {"number": each.number, "text": each.text, "url": each.url or None, "read": each.read}
                for each in article.sources
            ],
            "knowledge_notice": plain["knowledge_notice"],
            "notice": article.notice,
        },
    )


def _shortened(article: Article) -> Article:
    sections = tuple(each for each in article.sections if each.id in _KEPT)
    cited = {
        number
        for section in sections
        for each in (*section.paragraphs, *section.points)
        for number in article.marks(each)
    }
    sources = tuple(each for each in article.sources if each.number in cited)
    return replace(article, sections=sections, sources=sources)


def _section(article: Article, number: int) -> dict[str, Any]:
    section = article.sections[number]
    return {
        "id": section.id,
        "heading": section.heading,
        "paragraphs": [_statement(article, each) for each in section.paragraphs],
        "points": [_statement(article, each) for each in section.points],
    }


def _statement(article: Article, said: Statement) -> dict[str, Any]:
    return {
        "text": said.text,
        "strong": said.strong or None,
        "details": [{"label": label, "text": text} for label, text in said.details],
        "sources": list(article.marks(said)),
    }
