"""CDS Hooks 2.0: what an electronic record asks while a medicine is chosen, signed, or looked at."""

from __future__ import annotations

from typing import Any

from cotake.surfaces.hooks._cards import cards_for
from cotake.surfaces.hooks._requests import Asked, PrefetchMissing, read_request
from cotake.surfaces.hooks._services import SERVICES, Service, discovery
from cotake.surfaces.hooks._settings import HookSettings, TrustedClient, read_hook_settings

__all__ = [
    "SERVICES",
    "Asked",
    "HookSettings",
    "PrefetchMissing",
    "Service",
    "TrustedClient",
    "cards_for",
    "discovery",
    "read_hook_settings",
    "read_request",
    "routes",
]


def routes(settings: HookSettings) -> list[Any]:
    """The route handlers for a Litestar application that has the dependency `library`.

    Args:
        settings: whom to trust, and where feedback is kept.

    Raises:
        FileProblem: a file of keys, of used tokens or of feedback cannot be used.
        InputError: keys, or addresses of keys, that cannot be used.
    """
    from cotake.surfaces.hooks._routes import routes as made

    return made(settings)
