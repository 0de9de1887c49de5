"""Text for cards: cut at words, and escaped so that a name from a record stays a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: "<140-character summary" (CDS Hooks 2.0, Card Attributes).
MOST_SUMMARY = 139
_MOST_NAME = 160
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_MARKS = re.compile(r"([\\`*_\[\]|~])")
#: GitHub makes links of addresses without any markup, and some readers do so after escapes are resolved.
_ADDRESS = re.compile(r"(://|\bwww(?=\.)|@)", re.IGNORECASE)
#: What makes a list or a heading where a line begins.
_BEGINS = re.compile(r"^([#+=-]|\d+(?=[.)]))")


def plain(text: str, most: int = _MOST_NAME) -> str:
    """One line without control characters or angle brackets, and no longer than `most` characters.

    >>> plain("a\\n <b>")
    'a ‹b›'
    """
    return cut(_CONTROL.sub(" ", text).replace("<", "‹").replace(">", "›"), most)


def cut(text: str, most: int = MOST_SUMMARY) -> str:
    """The text in one line, cut after a whole word where it is too long.

    >>> cut("one two three", 10)
    'one two…'
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[:most]
    # A piece without a space is no word; it can only be cut where it is.
    whole = head.rpartition(" ")[0] or head[: most - 1]
    return whole.rstrip(" ,;:.(–-") + "…"


def escaped(text: str) -> str:
    """The text as GitHub Flavored Markdown shows it letter for letter, in one line.

    >>> escaped("[a](http://b) <i>*c*</i>")
    '\\\\[a\\\\](http: //b) &lt;i&gt;\\\\*c\\\\*&lt;/i&gt;'
    """
    text = " ".join(_CONTROL.sub(" ", text).split())
    text = _MARKS.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    text = _ADDRESS.sub(lambda found: _parted(found.group(0)), text)
    return _BEGINS.sub(lambda found: _quoted(found.group(0)), text)


def _quoted(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _parted(mark: str) -> str:
    return ": //" if mark == "://" else f"{mark} " if mark != "@" else " @ "


def linked(title: str, url: str | None) -> str:
    """A title as a link where there is an address that can be one."""
    if url and re.fullmatch(r"https?://[^\s<>\"\\]+", url):
        return f"[{escaped(title)}](<{url}>)"
    return escaped(title)


def bullets(lines: Iterable[str]) -> str:
    """A list; the lines are Markdown already."""
    return "\n".join(f"- {each}" for each in lines)


def listed(names: Sequence[str], most: int = 20) -> str:
    """The first names of many, and how many more there are."""
    shown = ", ".join(plain(each, 80) for each in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
