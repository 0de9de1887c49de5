"""The same replies as XML: an element for each field, repeated for each item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

#: What XML 1.0 has no way to write, not even as a reference.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def to_xml(root: str, value: Any) -> bytes:
    """A JSON value as an XML document in UTF-8.

    >>> to_xml("a", {"b": ["1", "<2>"], "c": {"d": ""}}).decode().partition("?>")[2]
    '<a><b>1</b><b>&lt;2&gt;</b><c><d/></c></a>'
    """
    return "".join((_HEAD, *_element(root, value))).encode()


def _element(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _element(name, each)
    elif isinstance(value, dict):
        yield f"<{name}>"
        for key, inner in value.items():
            yield from _element(key, inner)
        yield f"</{name}>"
    else:
        text = escape(_FORBIDDEN.sub("", "" if value is None else str(value)))
        yield f"<{name}>{text}</{name}>" if text else f"<{name}/>"
