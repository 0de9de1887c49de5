"""The service that other software calls: `/v1`, the RxNav paths and CDS Hooks, in one application."""

from typing import TYPE_CHECKING, Any

from cotake.surfaces.rest._settings import PREFIX, Settings, checked, read_settings, settings_of

__all__ = ["PREFIX", "Settings", "checked", "create_app", "read_settings", "serve", "settings_of"]

if TYPE_CHECKING:
    from cotake.surfaces.rest._app import create_app
    from cotake.surfaces.rest._serve import serve


def __getattr__(name: str) -> Any:
    """What needs Litestar or the server is loaded when it is first asked for."""
    if name == "create_app":
        from cotake.surfaces.rest._app import create_app

        return create_app
    if name == "serve":
        from cotake.surfaces.rest._serve import serve

        return serve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
