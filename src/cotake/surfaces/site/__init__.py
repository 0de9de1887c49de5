"""Pages without a server: a folder for any plain web space, whose pages answer in the browser itself."""

from typing import TYPE_CHECKING, Any

__all__ = ["write_site"]

if TYPE_CHECKING:
    from cotake.surfaces.site._write import write_site


def __getattr__(name: str) -> Any:
    """What writes a site is not there where it runs."""
    if name == "write_site":
        from cotake.surfaces.site._write import write_site

        return write_site
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
