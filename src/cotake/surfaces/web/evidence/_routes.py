"""What the studies show: of the list, of all that was studied, of one medicine, and of one outcome."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from cotake.knowledge import Library
from cotake.regimen import parse
from cotake.surfaces.web._render import page
from cotake.surfaces.web._sheet import sheet_of
from cotake.surfaces.web.evidence._topics import Topic, topic_asked, topics, topics_of
from cotake.surfaces.web.medicines._tokens import token_of

Asked = Request[Any, Any, Any]
_MOST_ASKED = 200


@get("/evidence", sync_to_thread=False)
def show(request: Asked, library: NamedDependency[Library]) -> Response[str]:
    """The topics of the list, and all others."""
    return _page(request, library)


@post("/evidence", status_code=200)
async def find(request: Asked, library: NamedDependency[Library]) -> Response[Any]:
    """The page of what was written; asked in the body, so that no address names a medicine."""
    form = await request.form()
    held = form.get("name")
    asked = " ".join(held.split())[:_MOST_ASKED] if isinstance(held, str) else ""
    found = topic_asked(asked, library, date.today()) if asked else None
    if found is not None:
        return Redirect(f"/evidence/{_token(found, request)}", status_code=303)
    return _page(request, library, asked=asked)


@get("/evidence/{token:str}", sync_to_thread=True)
def show_topic(request: Asked, token: FromPath[str], library: NamedDependency[Library]) -> Response[str]:
    """All outcomes of one, in a table."""
    from cotake.surfaces.web.evidence._view import summary_view

    topic = _topic(token, request, library)
    view = summary_view(_answers(topic, library), library)
    return page(request, "evidence/topic.html", topic=topic, address=token, view=view)


@get("/evidence/{token:str}/{outcome:str}", sync_to_thread=True)
def show_outcome(
    request: Asked, token: FromPath[str], outcome: FromPath[str], library: NamedDependency[Library]
) -> Response[str]:
    """One outcome, with its studies, how sure it is, and the sources."""
    from cotake.surfaces.web.evidence._view import whole_view

    topic = _topic(token, request, library)
    answer = next((each for each in _answers(topic, library) if each.outcome.id == outcome), None)
    if answer is None:
        raise NotFoundException
    title = f"{topic.name}: {answer.outcome.name}"
    return page(
        request, "evidence/outcome.html", topic=topic, address=token, it=whole_view(answer, title, library)
    )


@lru_cache(maxsize=64)
def _answers(topic: Topic, library: Library) -> tuple[Any, ...]:
    """Put together once; numpy and scipy are loaded with the first."""
    from cotake.evidence.pooling import summary

    return tuple(summary(topic.about, beside=topic.beside, library=library))


def _secret(request: Asked) -> bytes:
    return bytes(request.app.state.settings.cookie_secret)


def _token(topic: Topic, request: Asked) -> str:
    return token_of(f"evidence:{topic.key}", _secret(request))


def _topic(token: str, request: Asked, library: Library) -> Topic:
    key = _keys(_secret(request), library).get(token)
    if key is None:
        raise NotFoundException
    return topics(library)[key]


@lru_cache(maxsize=2)
def _keys(secret: bytes, library: Library) -> dict[str, str]:
    return {token_of(f"evidence:{key}", secret): key for key in topics(library)}


def _page(request: Asked, library: Library, *, asked: str = "") -> Response[str]:
    sheet = sheet_of(request.session)
    own = topics_of(sheet.lines, library, date.today()) if sheet.entries else ()
    near: list[str] = []
    if asked:
        unknown = parse([asked], library, today=date.today()).unknown
        near = [each.name for one in unknown for each in one.candidates]

    def links(of: Any) -> list[tuple[Topic, str]]:
        return [(each, _token(each, request)) for each in of]

    every = topics(library).values()
    return page(
        request,
        "evidence/topics.html",
        asked=asked,
        near=near,
        own=links(own),
        single=links(each for each in every if not each.beside),
    )
