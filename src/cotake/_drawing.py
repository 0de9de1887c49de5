"""Vega-Lite specifications as SVG, PNG and HTML, drawn without a network."""

from __future__ import annotations

from html import escape
from importlib.util import find_spec
from typing import Any

from cotake._errors import InputError

_VERSION = "5.20"
#: No menu that would open an editor on the net.
_QUIET: dict[str, Any] = {"usermeta": {"embedOptions": {"actions": False}}}


def need_drawing() -> None:
    """See that the drawing library is there.

    Raises:
        InputError: it is not installed.
    """
    if find_spec("vl_convert") is None:
        raise InputError('pictures need one more library: pip install "cotake[report]"')


def svg_of(spec: dict[str, Any]) -> str:
    """The picture as SVG. Errors as `need_drawing`."""
    need_drawing()
    import vl_convert

    return vl_convert.vegalite_to_svg(spec, vl_version=_VERSION)


def png_of(spec: dict[str, Any]) -> bytes:
    """The picture as PNG, twice as fine as its size. Errors as `need_drawing`."""
    need_drawing()
    import vl_convert

    return vl_convert.vegalite_to_png(spec, vl_version=_VERSION, scale=2)


def page_of(spec: dict[str, Any]) -> str:
    """The picture as an HTML page that holds all that draws it. Errors as `need_drawing`."""
    need_drawing()
    import vl_convert

    page = vl_convert.vegalite_to_html({**spec, **_QUIET}, vl_version=_VERSION, bundle=True)
    title = escape(str(spec.get("description", "cotake")))
    page = page.replace("<title>Chart</title>", f"<title>{title}</title>", 1)
    return page.replace("<html>", '<html lang="en">', 1)
