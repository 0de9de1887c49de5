"""What a browser holds, sealed in a cookie, and written anew only when it changed.

Were it written with every answer, one that comes late would undo a change that another made meanwhile:
names while they are typed, or the word that somebody is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from litestar.middleware.session.client_side import ClientSideSessionBackend, CookieBackendConfig
from litestar.serialization import encode_json

from cotake.surfaces.web._settings import WebSettings

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection
    from litestar.types import Message

_FORTNIGHT, _HALF_DAY = 14 * 86_400, 12 * 3_600
_BEFORE = "cotake-session"
#: In a session: the day on which it was used last; it is then written anew, and goes on for its time.
_DAY = "used"


class SealedBackend(ClientSideSessionBackend):
    """As Litestar's own, but it leaves a cookie alone whose content is the same."""

    async def load_from_connection(self, connection: ASGIConnection[Any, Any, Any, Any]) -> dict[str, Any]:
        """The session of a request; an empty one where the cookie is not ours, or its time is over."""
        try:
            held = await super().load_from_connection(connection)
        except (ValueError, KeyError, TypeError):  # a cookie that somebody made up
            held = {}
        connection.scope.setdefault("state", {})[_BEFORE] = encode_json(held)
        return held

    async def store_in_message(
        self, scope_session: Any, message: Message, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> None:
        """Write the session into an answer where it is another than it was."""
        before = connection.scope["state"].get(_BEFORE, b"{}")
        now = scope_session if isinstance(scope_session, dict) else {}
        if encode_json(now) != before:
            await super().store_in_message(scope_session, message, connection)


@dataclass
class SealedConfig(CookieBackendConfig):
    """The settings of the cookie."""

    _backend_class = SealedBackend


def sessions(settings: WebSettings) -> SealedConfig:
    """How the pages keep what a browser holds: half a day over a network, a fortnight on this machine."""
    public = settings.public is not None
    return SealedConfig(
        secret=settings.cookie_secret,
        key="cotake",
        samesite="strict",
        httponly=True,
        secure=public,
        max_age=_HALF_DAY if public else _FORTNIGHT,
        exclude=["^/static/"],
    )


def used_today(session: dict[str, Any]) -> None:
    """Let a session that is in use go on for its time, from each day on which it is."""
    if session.get(_DAY) != (today := date.today().isoformat()):
        session[_DAY] = today
