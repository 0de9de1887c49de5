"""The pages as something that is installed: a manifest, and what is shown while cotake does not run."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from cotake.surfaces.web._manifest import manifest
from cotake.surfaces.web._messages import LANGUAGES
from cotake.surfaces.web._sheet import Sheet
from cotake.surfaces.web._templates import Shown, asset, pages, worded

#: What the page that is shown while cotake does not run is made with.
_MADE_WITH = ("pages.css", "journal.css", "icon.svg")


@get("/cotake.webmanifest", opt={"open": True}, sync_to_thread=False)
def show_manifest() -> Response[bytes]:
    """Name and icons for a home screen."""
    body = json.dumps(manifest(asset, "/")).encode()
    return Response(body, media_type="application/manifest+json")


@get("/offline/{language:str}", opt={"open": True}, sync_to_thread=False)
def show_offline(language: FromPath[str]) -> Response[str]:
    """The page that a browser keeps for when cotake does not answer. Nothing of the person is on it."""
    if language not in LANGUAGES:
        raise NotFoundException
    return Response(_offline(language), media_type="text/html")


@get("/sw.js", opt={"open": True}, sync_to_thread=False)
def service_worker() -> Response[str]:
    """The script that keeps that page, and no other."""
    addresses = {language: f"/offline/{language}" for language in LANGUAGES}
    held = "".join(map(_offline, LANGUAGES)).encode()
    text = (files("cotake.surfaces.web") / "static" / "sw.js").read_text(encoding="utf-8")
    for mark, value in (
        ('"{version}"', hashlib.sha256(held).hexdigest()[:12]),
        ("{pages}", addresses),
        ("{files}", [asset(name) for name in _MADE_WITH]),
    ):
        text = text.replace(mark, json.dumps(value))
    return Response(text, media_type="text/javascript")


@cache
def _offline(language: str) -> str:
    shown = Shown("offline.html", {"rooms": ()})
    return worded(
        pages(), shown, sheet=Sheet(), language=language, path="/offline", csrf="", unlocked=False
    )


handlers: list[Any] = [show_manifest, show_offline, service_worker]
