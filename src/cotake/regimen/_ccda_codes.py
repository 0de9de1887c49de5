"""What C-CDA writes everywhere: names with their codes, texts that stand in the narrative, and times."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date

from cotake.regimen._ccda_xml import Node
from cotake.regimen._fhir_medicines import SYSTEMS as MEDICINES

#: The text of each part of the narrative, by its ID.
Narrative = Mapping[str, str]


def narrative_of(document: Node) -> dict[str, str]:
    """The text of everything in a narrative that has an ID."""
    found: dict[str, str] = {}
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if name := node.attributes.get("ID"):
            found.setdefault(name, node.text())
        waiting += [each for each in node.inside if isinstance(each, Node)]
    return found


def said(node: Node, narrative: Narrative) -> str:
    """A text as it is written, or as it stands in the narrative that it refers to."""
    target = node.first("reference").get("value").removeprefix("#")
    return narrative.get(target, "") or node.text()


def names_of(code: Node, narrative: Narrative) -> list[str]:
    """What a code is called: its name, the text it came from, the names of its translations."""
    original = said(code.first("originalText"), narrative)
    shown = [
        code.get("displayName"),
        original,
        *(each.get("displayName") for each in code.all("translation")),
    ]
    return list(dict.fromkeys(filter(None, shown)))


def codes_of(code: Node) -> Iterator[tuple[str, str]]:
    """System (an OID) and code, of the code and of its translations."""
    for each in (code, *code.all("translation")):
        if each.get("code"):
            yield each.get("codeSystem"), each.get("code")


def coded_lines(code: Node) -> list[str]:
    """The codes of a medicine, each as a line that says its system."""
    return [f"{MEDICINES[system]} {value}" for system, value in codes_of(code) if system in MEDICINES]


def is_negated(node: Node) -> bool:
    """Whether a statement says that it is not so."""
    return node.get("negationInd").lower() == "true"


def day(value: str, *, last: bool = False) -> date | None:
    """The day of a time stamp such as 20131218103000-0500.

    Of a month or a year alone it is none, or with `last` its last day.
    """
    match = re.match(r"(\d{4})(\d\d)?(\d\d)?", value)
    if match is None:
        return None
    year, month, on = (int(part) if part else 0 for part in match.groups())
    if not on and not last:
        return None
    try:
        month = month or 12
        return date(year, month, on or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None
