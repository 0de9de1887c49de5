"""The files that pages are made with: styles, scripts and pictures, all from here."""

from __future__ import annotations

import re
from importlib.resources import files

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from cotake.surfaces.web._render import asset

_KINDS = {
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "png": "image/png",
}
_NAME = re.compile(r"(?P<stem>[a-z][a-z0-9.-]*?)\.[0-9a-f]{12}\.(?P<ending>[a-z]+)")


@get("/static/{name:str}", opt={"open": True}, sync_to_thread=False)
def static_file(name: FromPath[str]) -> Response[bytes]:
    """A file by its name with the digest of what is in it."""
    found = _NAME.fullmatch(name)
    own = f"{found['stem']}.{found['ending']}" if found else ""
    folder = files("cotake.surfaces.web") / "static"
    if not own or found is None or found["ending"] not in _KINDS or not (folder / own).is_file():
        raise NotFoundException
    if asset(own) != f"/static/{name}":
        raise NotFoundException
    return Response((folder / own).read_bytes(), media_type=_KINDS[found["ending"]])
