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


def allergies(section: Node) -> list[tuple[str, bool]]:
    """The allergies of the narrative: a name with its reactions, and whether a status says that it is over.

    The column of the status is known by its heading, and that of the name where it is not the first.
    """
    text = section.first("text")
    headings = {id(row): _headings(table) for table in text.each("table") for row in table.each("tr")}
    found: list[tuple[str, bool]] = []
    for name in _PARTS:
        for each in text.each(name):
            if name == "tr":
                line, over = _row(each, headings.get(id(each), []))
            else:
                line, over = _with_status(_line(each))
            found += [(line, over)] if line else []
    return list(dict.fromkeys(found)) or [_with_status(text.text())]


def _headings(table: Node) -> list[str]:
    """The headings of the columns: the first row, where it is one of headings."""
    for row in table.each("tr"):
        words = [each.text().lower() for each in _cells(row)]
        return words if all(each.name == "th" for each in _cells(row)) or _is_heading(row) else []
    return []


def _is_heading(row: Node) -> bool:
    """Whether a row in plain cells is one of headings."""
    return "status" in (each.text().lower() for each in _cells(row))


def _is_status(heading: str, cell: str) -> bool:
    """Whether a cell stands under a status and holds one, or nothing."""
    return _STATUS.search(heading) is not None and _A_STATUS.fullmatch(cell) is not None


def _cells(row: Node) -> list[Node]:
    return [each for each in row.inside if isinstance(each, Node) and each.name in ("td", "th")]


def _row(row: Node, headings: list[str]) -> tuple[str, bool]:
    cells = [each.text() for each in _cells(row)]
    if all(each.name == "th" for each in _cells(row)) or (headings and _is_heading(row)):
        return "", False
    by_heading = dict(zip(headings, cells, strict=False))
    status = [cell for heading, cell in zip(headings, cells, strict=False) if _is_status(heading, cell)]
    named = [cell for heading, cell in by_heading.items() if _NAMED.fullmatch(heading) and cell]
    rest = [cell for at, cell in enumerate(cells) if not _is_status("".join(headings[at : at + 1]), cell)]
    name = named[0] if named else next(iter(rest), "")
    behind = [cell for cell in rest if cell and cell != name]
    line, over = _with_status(
        f"{name}: {', '.join(behind)}" if name and behind else name or ", ".join(behind)
    )
    return line, over or any(_OVER.fullmatch(each) for each in status)


def _with_status(line: str) -> tuple[str, bool]:
    """A line without the status that stands in it, and whether that says that it is over."""
    found = _SAID_STATUS.search(line)
    if found is None:
        return line, False
    rest = f"{line[: found.start()]}{line[found.end() :]}".strip(" ,;:-()")
    return rest, _OVER.fullmatch(found[1]) is not None


_STATUS = re.compile(r"\bstatus\b", re.IGNORECASE)
_A_STATUS = re.compile(
    r"\W*(?:(?:not |no longer |in)?(?:active|resolved|confirmed|verified|current)|completed|unknown|final|"
    r"(?:in )?remission|refuted|entered in error)?\W*",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:allergies/)?(?:substance|allergen|allergy|allergies|agent|name|drug|medication|product)s?"
    r"(?: name|/agent|/substance|/drug)?",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\W*(?:inactive|resolved|no longer active|in remission|refuted|entered in error)\W*", re.I
)
_SAID_STATUS = re.compile(
    r"[\s,;(-]*\b(?:(?:allergy|clinical|concern|problem)\s+)?status\s*[:=]\s*"
    r"(active|inactive|resolved|no longer active|in remission|refuted|entered in error)\b\)?",
    re.IGNORECASE,
)


def says_none(line: str) -> bool:
    """Whether a line says that there is no medicine."""
    return _NONE.fullmatch(line) is not None


def _line(each: Node) -> str:
    """A row as its cells, the first as the name of the rest; a heading is none."""
    if each.name != "tr":
        return "" if next((one for part in _PARTS for one in each.each(part)), None) else each.text()
    cells = [cell for one in each.all("td") if (cell := one.text())]
    return f"{cells[0]}: {', '.join(cells[1:])}" if len(cells) > 1 else "".join(cells)
