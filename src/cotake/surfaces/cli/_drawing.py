"""A Vega-Lite specification as an SVG, PNG or HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cotake._drawing import need_drawing, page_of, png_of, svg_of
from cotake._errors import InputError
from cotake.surfaces.cli._files import write_bytes, write_text


def check_picture(path: Path) -> None:
    """See that a picture of this name could be drawn, before anything is worked out.

    Raises:
        InputError: the ending is not .svg, .png or .html, or the drawing library is not installed.
    """
    if path.suffix.lower() not in (".svg", ".png", ".html"):
        raise InputError(f"{path}: a picture ends in .svg, .png or .html")
    need_drawing()


def save_picture(spec: dict[str, Any], path: Path) -> None:
    """Draw a specification to a file, SVG, PNG or a page of its own by its ending.

    The page holds all that draws it, so that nothing is fetched.

    Raises:
        InputError: as for `check_picture`.
        FileProblem: the file cannot be written.
    """
    check_picture(path)
    if path.suffix.lower() == ".png":
        write_bytes(path, png_of(spec))
    else:
        write_text(path, (svg_of if path.suffix.lower() == ".svg" else page_of)(spec))
