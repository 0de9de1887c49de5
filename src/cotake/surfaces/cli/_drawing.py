"""A Vega-Lite specification as an SVG, PNG or HTML file, drawn without a network."""

from __future__ import annotations

from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cotake._errors import FileProblem, InputError
from cotake.surfaces.cli._files import write_text

_VERSION = "5.20"
#: No menu that would open an editor on the net.
_QUIET: dict[str, Any] = {"usermeta": {"embedOptions": {"actions": False}}}


def check_picture(path: Path) -> None:
    """See that a picture of this name could be drawn, before anything is worked out.

    Raises:
        InputError: the ending is not .svg, .png or .html, or the drawing library is not installed.
    """
    if path.suffix.lower() not in (".svg", ".png", ".html"):
        raise InputError(f"{path}: a picture ends in .svg, .png or .html")
    if find_spec("vl_convert") is None:
        raise InputError('pictures need one more library: pip install "cotake[report]"')


def save_picture(spec: dict[str, Any], path: Path) -> None:
    """Draw a specification to a file, SVG, PNG or a page of its own by its ending.

    The page holds all that draws it, so that nothing is fetched.

    Raises:
        InputError: as for `check_picture`.
        FileProblem: the file cannot be written.
    """
    check_picture(path)
    import vl_convert

    if path.suffix.lower() == ".svg":
        write_text(path, vl_convert.vegalite_to_svg(spec, vl_version=_VERSION))
        return
    if path.suffix.lower() == ".html":
        page = vl_convert.vegalite_to_html({**spec, **_QUIET}, vl_version=_VERSION, bundle=True)
        title = escape(str(spec.get("description", "cotake")))
        page = page.replace("<title>Chart</title>", f"<title>{title}</title>", 1)
        write_text(path, page.replace("<html>", '<html lang="en">', 1))
        return
    data = vl_convert.vegalite_to_png(spec, vl_version=_VERSION, scale=2)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise FileProblem(f"cannot write {path}: {error.strerror or error}") from error
