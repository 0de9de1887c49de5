"""The narrative of a section of C-CDA that holds no entries: each item, row or paragraph as a text."""

from __future__ import annotations

import re

from cotake.regimen._ccda_xml import Node

_PARTS = ("item", "tr", "paragraph")
_NONE = re.compile(
    r"\W*(?:no|none|not on any|takes no)\b(?:\s+(?:known|current|active|regular|medications?|medicines?|"
    r"drugs?|information|data|on file|recorded|reported|available|taken))*\W*",
    re.IGNORECASE,
)


def without_entries(section: Node) -> bool:
    """Whether a section has text and no entry that holds a statement."""
    held = any(next(section.each(name), None) for name in ("observation", "substanceAdministration"))
    return not held and bool(section.first("text").text())


def items(section: Node) -> list[str]:
    """The texts of the narrative: of each list item, row of a table or paragraph, else the whole."""
    text = section.first("text")
    found = [line for name in _PARTS for each in text.each(name) if (line := _line(each))]
    return list(dict.fromkeys(found)) or [text.text()]


def says_none(line: str) -> bool:
    """Whether a line says that there is no medicine."""
    return _NONE.fullmatch(line) is not None


def _line(each: Node) -> str:
    """A row as its cells, the first as the name of the rest; a heading is none."""
    if each.name != "tr":
        return "" if next((one for part in _PARTS for one in each.each(part)), None) else each.text()
    cells = [cell for one in each.all("td") if (cell := one.text())]
    return f"{cells[0]}: {', '.join(cells[1:])}" if len(cells) > 1 else "".join(cells)
