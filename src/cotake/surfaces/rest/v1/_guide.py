"""`POST /v1/guide`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from litestar import MediaType, Response, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from cotake.guidance import Article, Section, Statement, guide_of, to_html, to_markdown, to_text
from cotake.interactions import check
from cotake.knowledge import Library
from cotake.surfaces.rest._problems import REFUSALS
from cotake.surfaces.rest.v1._answers import Detail, Guide, Part, Said, SourceOf
from cotake.surfaces.rest.v1._bodies import GuideAsked, read

_FORMS = {
    "markdown": (to_markdown, "text/markdown"),
    "html": (to_html, "text/html"),
    "text": (to_text, "text/plain"),
}
#: The forms beside JSON, for the OpenAPI document.
TEXTS = tuple(media for _, media in _FORMS.values())


@post(
    "/v1/guide",
    status_code=200,
    sync_to_thread=False,
    tags=["answers"],
    summary="The article for these medicines",
    responses=REFUSALS,
)
def write_guide(body: RawBody, library: NamedDependency[Library]) -> Response[Any]:
    """The article in the form that is wanted."""
    data = read(body, GuideAsked)
    medicines, person, left_out = data.list_and_person(library)
    report = check(medicines, person=person, library=library, today=data.today)
    article = guide_of(report, data.audience)
    if left_out:
        points = tuple(Statement(each) for each in left_out)
        told = Section("left-out", "What of the record was left out", points=points)
        article = replace(article, sections=(*article.sections[:1], told, *article.sections[1:]))
    if data.format in _FORMS:
        write, media = _FORMS[data.format]
        return Response(write(article), media_type=media)
    return Response(
        msgspec.json.encode(_plain(article, complete=report.complete)), media_type=MediaType.JSON
    )


def _plain(article: Article, *, complete: bool) -> Guide:
    return Guide(
        article.title,
        article.audience,
        article.status,
        complete,
        article.classification,
        [
            Part(
                section.id,
                section.heading,
                section.level,
                [_said(article, each) for each in section.paragraphs],
                [_said(article, each) for each in section.points],
            )
            for section in article.sections
        ],
        [SourceOf(each.number, each.text, each.url, each.read) for each in article.sources],
        article.notice,
    )


def _said(article: Article, statement: Statement) -> Said:
    details = [Detail(label, text) for label, text in statement.details]
    return Said(statement.text, statement.strong or None, details, list(article.marks(statement)))
