"""A Vega-Lite specification as an SVG or PNG file, drawn without a network."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cotake._errors import FileProblem, InputError
from cotake.surfaces.cli._files import write_text

_VERSION = "5.20"


def check_picture(path: Path) -> None:
    """See that a picture of this name could be drawn, before anything is worked out.

    Raises:
        InputError: the ending is not .svg or .png, or the drawing library is not installed.
    """
    if path.suffix.lower() not in (".svg", ".png"):
        raise InputError(f"{path}: a picture ends in .svg or .png")
    if find_spec("vl_convert") is None:
        raise InputError('pictures need one more library: pip install "cotake[report]"')


def save_picture(spec: dict[str, Any], path: Path) -> None:
    """Draw a specification to a file, SVG or PNG by its ending.

    Raises:
        InputError: as for `check_picture`.
        FileProblem: the file cannot be written.
    """
    check_picture(path)
    import vl_convert

    if path.suffix.lower() == ".svg":
        write_text(path, vl_convert.vegalite_to_svg(spec, vl_version=_VERSION))
        return
    data = vl_convert.vegalite_to_png(spec, vl_version=_VERSION, scale=2)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise FileProblem(f"cannot write {path}: {error.strerror or error}") from error
