"""Medicines, patient, problems and allergies from C-CDA documents (HL7 CDA R2, C-CDA R1.1 to R2.1), as XML.

Of the sections those of medications, allergies and problems are read, leniently; the titles of the others
are told. The shape follows the C-CDA implementation guide and HL7's public examples.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.regimen import _ccda_person as people
from cotake.regimen._allergy_problems import allergies_among
from cotake.regimen._ccda_codes import narrative_of
from cotake.regimen._ccda_medicines import medicines
from cotake.regimen._ccda_narrative import allergies as narrated
from cotake.regimen._ccda_narrative import items, says_none, without_entries
from cotake.regimen._ccda_xml import Node, read_xml
from cotake.regimen._from_record import FromRecord, Left, from_record, is_understood
from cotake.regimen._illnesses import Illness, states_of

_ROOT = re.compile(r"<(?:[\w.-]+:)?ClinicalDocument\b")
#: Sections by LOINC: history of medication use, discharge medications; allergies; problems, past illness.
_SECTIONS = {
    "10160-0": "medicines",
    "10183-2": "medicines",
    "75311-1": "medicines",
    "48765-2": "allergies",
    "11450-4": "problems",
    "11348-0": "past",
}
#: The same by template, each with entries optional or required.
_TEMPLATES = {
    "2.16.840.1.113883.10.20.22.2.1": "medicines",
    "2.16.840.1.113883.10.20.22.2.1.1": "medicines",
    "2.16.840.1.113883.10.20.22.2.6": "allergies",
    "2.16.840.1.113883.10.20.22.2.6.1": "allergies",
    "2.16.840.1.113883.10.20.22.2.5": "problems",
    "2.16.840.1.113883.10.20.22.2.5.1": "problems",
}
_NAMES = {"medicines": "medications", "allergies": "allergies", "problems": "problems"}


def is_ccda(text: str) -> bool:
    """Whether a text is a clinical document of HL7, as XML."""
    return _ROOT.search(text[:200_000]) is not None


def read_ccda(text: str, *, library: Library, today: date) -> FromRecord:
    """Read a C-CDA document.

    Args:
        text: the XML.
        library: by which names and codes of medicines, allergies and problems are known.
        today: from which an age is counted, and by which a medicine is over.

    Raises:
        InputError: it is no such document, is not well formed, declares a document type or is too large.
    """
    document = read_xml(text)
    if document.name != "ClinicalDocument":
        raise InputError(f"this XML is no C-CDA document: its outermost element is {document.name}")
    narrative = narrative_of(document)
    lines: list[str] = []
    left: list[Left | str] = []
    allergies: list[dict[str, Any]] = []
    ill: list[Illness] = []
    others: list[str] = []
    seen: set[str] = set()
    for section in document.each("section"):
        kind = _kind(section)
        seen.add(kind)
        if not kind:
            others.append(section.first("title").text() or section.first("code").get("displayName"))
        if section.get("nullFlavor"):
            left += [f"The record has no information on {_NAMES[kind]}"] if kind in _NAMES else []
        elif kind in _NAMES and without_entries(section):
            shown = section.first("text").text()
            left.append(f"The section of {_NAMES[kind]} has no entries; its text: {shown}")
            if kind == "medicines":
                lines += [one.replace(": ", " ", 1) for one in items(section) if not says_none(one)]
            elif kind == "allergies":
                for one, over in narrated(section):
                    allergies += [] if over else [{"name": one}]
                    left += [people.over(one)] if over else []
        elif kind == "medicines":
            for line, why in medicines(
                section, narrative, today, lambda one: is_understood(one, library, today)
            ):
                left += [why] if why else []
                left += [Left(line, "written more than once, and counted once")] if line in lines else []
                lines += [line] if line else []
        elif kind == "allergies":
            for allergy, gone in people.allergies(section, narrative, library):
                allergies += [allergy] if allergy else []
                left += [gone] if gone else []
        elif kind in ("problems", "past"):
            ill += people.problems(section, narrative, today, past=kind == "past")
    left += [f"The document has no section of {name}" for kind, name in _NAMES.items() if kind not in seen]
    listed, ill = allergies_among(ill, library)
    allergies += listed
    conditions, said = states_of(ill, library)
    left += said
    if others := list(dict.fromkeys(filter(None, others))):
        left.append(f"Sections that are not read: {', '.join(others)}")
    person = people.patient(document, today)
    if conditions:
        person["conditions"] = conditions
    if allergies:
        person["allergies"] = allergies
    if measured := people.egfr(document):
        day, value = max(measured)
        person["egfr"] = value
        left.append(f"The kidney function is that of {day or 'a day that is not told'}: eGFR {value:g}")
    return from_record(lines, person, left)


def _kind(section: Node) -> str:
    """What a section is of; "" of those that are not read."""
    by_code = _SECTIONS.get(section.first("code").get("code"), "")
    roots = (each.get("root") for each in section.all("templateId"))
    return by_code or next((_TEMPLATES[root] for root in roots if root in _TEMPLATES), "")
