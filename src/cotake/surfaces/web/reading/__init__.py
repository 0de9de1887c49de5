"""What there is to read: the article on the list, and what people claim."""

from typing import TYPE_CHECKING, Any

__all__ = ["handlers"]

if TYPE_CHECKING:
    from cotake.surfaces.web.reading._routes import handlers


def __getattr__(name: str) -> Any:
    """The routes need Litestar, which is not there where the pages run in a browser."""
    if name == "handlers":
        from cotake.surfaces.web.reading._routes import handlers

        return handlers
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
