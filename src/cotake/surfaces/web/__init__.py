"""The place where people meet it: pages on this machine, in a browser."""

from typing import TYPE_CHECKING, Any

__all__ = ["Accounts", "Public", "WebSettings", "create_pages", "serve_pages"]

if TYPE_CHECKING:
    from cotake.surfaces.web._app import create_pages
    from cotake.surfaces.web._serve import serve_pages
    from cotake.surfaces.web._settings import Public, WebSettings
    from cotake.surfaces.web.accounts._store import Accounts


def __getattr__(name: str) -> Any:
    """What needs Litestar or the server is loaded when it is first asked for."""
    if name == "create_pages":
        from cotake.surfaces.web._app import create_pages

        return create_pages
    if name == "serve_pages":
        from cotake.surfaces.web._serve import serve_pages

        return serve_pages
    if name in ("Public", "WebSettings"):
        from cotake.surfaces.web import _settings

        return getattr(_settings, name)
    if name == "Accounts":
        from cotake.surfaces.web.accounts._store import Accounts

        return Accounts
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
