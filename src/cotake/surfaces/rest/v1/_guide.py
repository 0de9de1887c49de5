"""`POST /v1/guide`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import msgspec
from litestar import MediaType, Response, post

from cotake.guidance import Article, guide, to_html, to_markdown, to_text
from cotake.knowledge import Library
from cotake.surfaces.rest._problems import REFUSALS
from cotake.surfaces.rest.v1._bodies import GuideAsked

_FORMS = {
    "markdown": (to_markdown, "text/markdown"),
    "html": (to_html, "text/html"),
    "text": (to_text, "text/plain"),
}


@post(
    "/v1/guide",
    status_code=200,
    sync_to_thread=False,
    tags=["answers"],
    summary="The article for these medicines",
    responses=REFUSALS,
)
def write_guide(data: GuideAsked, library: Library) -> Response[Any]:
    """The article in the form that is wanted."""
    article = guide(
        data.medicines,
        person=data.person.details(),
        audience=data.audience,
        library=library,
        today=data.today,
    )
    if data.format in _FORMS:
        write, media = _FORMS[data.format]
        return Response(write(article), media_type=media)
    return Response(msgspec.json.encode(_plain(article)), media_type=MediaType.JSON)


def _plain(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "audience": article.audience,
        "status": article.status,
        "classification": article.classification,
        "sections": [
            {
                "id": section.id,
                "heading": section.heading,
                "level": section.level,
                "paragraphs": [_statement(article, each) for each in section.paragraphs],
                "points": [_statement(article, each) for each in section.points],
            }
            for section in article.sections
        ],
        "sources": [asdict(each) for each in article.sources],
        "notice": article.notice,
    }


def _statement(article: Article, said: Any) -> dict[str, Any]:
    return {
        "text": said.text,
        "strong": said.strong or None,
        "details": [{"label": label, "text": text} for label, text in said.details],
        "sources": list(article.marks(said)),
    }
