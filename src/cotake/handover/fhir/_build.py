"""Pieces of FHIR: text that may stand in it, concepts, quantities, narrative, and the bag of resources."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5
from xml.sax.saxutils import escape

from cotake.handover._clean import clean as printable
from cotake.handover.fhir._systems import ABSENT_CODES, LOINC, OURS, UCUM, UNITS

Json = dict[str, Any]
#: Under this all ids are made; it was drawn once.
_ROOT = UUID("5f0f3c52-7f64-4d0b-9b86-3f9f6f6f0c3a")
#: A text of FHIR holds at most 1,048,576 characters (R4, data type string); a longer one is none to read.
_LONGEST = 100_000
_XHTML = "http://www.w3.org/1999/xhtml"


def clean(text: object) -> str:
    """A text on one line, without what cannot be printed and what is no character at all.

    >>> clean("  one\\x00 \\u00a0two\\n")
    'one two'
    """
    kept = "".join(each for each in printable(str(text)[: 2 * _LONGEST]) if not _is_none(ord(each)))
    line = " ".join(kept.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 2]} …"


def _is_none(place: int) -> bool:
    """Places of Unicode that are no characters, which XML does not allow."""
    return place & 0xFFFE == 0xFFFE or 0xFDD0 <= place <= 0xFDEF


def word(text: object) -> str:
    """A text as a code, which holds no space."""
    return "-".join(clean(text).split())


def filled(**given: Any) -> Json:
    """The elements that hold something; FHIR knows no empty ones. A `_` at the end of a name is dropped."""
    return {
        name.removesuffix("_"): value
        for name, value in given.items()
        if value is not None and value != "" and value != [] and value != {}
    }


def coding(system: str, code: object, display: str = "") -> Json:
    """A code of a system; `display` only where its wording is that of the system."""
    return filled(system=system, code=word(code), display=clean(display))


def concept(text: object = "", *codings: Json) -> Json:
    """A concept in words, with its codes."""
    return filled(coding=[each for each in codings if each.get("code")], text=clean(text))


def ours(system: str, code: object, text: object = "") -> Json:
    """A concept of one of our own code systems; one without a code and a name says that it has none."""
    return concept(text, coding(OURS + system, code, str(text))) or {"text": "(not named)"}


def loinc(code: str) -> Json:
    """A LOINC code; without one nothing that stands in a concept."""
    return coding(LOINC, code) if code else {}


def number(value: float) -> float | int:
    """A number as FHIR writes decimals; whole ones without a point."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def quantity(value: float, unit: str, code: str = "") -> Json:
    """A value with its unit, and the code of it where UCUM has one."""
    code = code or UNITS.get(unit, "")
    return filled(value=number(value), unit=clean(unit), system=UCUM if code else "", code=code)


def measured(value: float, unit: str, code: str = "") -> Json:
    """`valueQuantity`, or why there is none: what is not finite is no number of FHIR's."""
    if math.isfinite(value):
        return {"valueQuantity": quantity(value, unit, code)}
    why = "not-a-number" if math.isnan(value) else f"{'positive' if value > 0 else 'negative'}-infinity"
    return {"dataAbsentReason": concept("", coding(ABSENT_CODES, why))}


def period(start: date | None, end: date | None) -> Json:
    """From one day to another, both counted; an end before its beginning is none."""
    if start and end and end < start:
        end = None
    return filled(start=start and start.isoformat(), end=end and end.isoformat())


def moment(at: datetime) -> str:
    """A moment in UTC; without a zone only its day, since FHIR has no time without one."""
    if at.tzinfo is None:
        return at.date().isoformat()
    try:
        return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    except OverflowError:
        return at.date().isoformat()


def extension(url: str, **value: Any) -> Json:
    """An extension: `valueString="…"`, or `extension=[…]`."""
    return {"url": url, **value}


def paragraphs(*texts: object) -> str:
    """Paragraphs of narrative; those that say nothing are left out."""
    return "".join(f"<p>{escape(line)}</p>" for line in map(clean, texts) if line)


def bullets(texts: Iterable[object]) -> str:
    """A list of narrative; "" where there is nothing on it."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in map(clean, texts) if line)
    return f"<ul>{lines}</ul>" if lines else ""


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table of narrative; "" without a row."""
    body = "".join(f"<tr>{''.join(f'<td>{escape(clean(cell))}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{escape(clean(each))}</th>" for each in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def narrative(inner: str) -> Json:
    """What a human reads of a resource; `inner` is of `paragraphs`, `bullets` and `table`."""
    return {"status": "generated", "div": f'<div xmlns="{_XHTML}">{inner or "<p>Nothing.</p>"}</div>'}


class Bag:
    """The resources of one document, in order. Until `entries` each has an address for the time being."""

    def __init__(self) -> None:
        self._resources: list[tuple[str, Json]] = []

    def add(self, resource: Json) -> str:
        """Put one in; its address, to be referred to."""
        address = f"urn:uuid:{uuid5(_ROOT, str(len(self._resources)))}"
        self._resources.append((address, resource))
        return address

    def of_type(self, kind: str) -> list[str]:
        """The addresses of those of a type."""
        return [address for address, each in self._resources if each["resourceType"] == kind]

    def entries(self) -> list[Json]:
        """Entries of a bundle, with ids made of all that the document says.

        The same document has the same ids, and those of two people are never one, even where neither
        told their name.
        """
        said = json.dumps(self._resources, sort_keys=True, ensure_ascii=True)
        own = uuid5(_ROOT, said)
        names = {address: f"urn:uuid:{uuid5(own, address)}" for address, _ in self._resources}
        return [
            {
                "fullUrl": names[address],
                "resource": {
                    "resourceType": resource["resourceType"],
                    "id": names[address].removeprefix("urn:uuid:"),
                    **_renamed(resource, names),
                },
            }
            for address, resource in self._resources
        ]


def refer(address: str, display: str = "") -> Json:
    """A reference to a resource of the same document."""
    return filled(reference=address, display=clean(display))


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            key: names.get(each, each)
            if key == "reference" and isinstance(each, str)
            else _renamed(each, names)
            for key, each in value.items()
        }
    return [_renamed(each, names) for each in value] if isinstance(value, list) else value
