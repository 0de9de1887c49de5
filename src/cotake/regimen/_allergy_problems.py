"""Allergies that a health record holds among its illnesses, by code or by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cotake.knowledge import Library
from cotake.knowledge.types import AllergenEntry
from cotake.regimen._allergens import meant
from cotake.regimen._allergy_texts import several
from cotake.regimen._illnesses import ICD10, SNOMED, Illness, states_of

#: ICD-10-CM: "Allergy status to drugs, medicaments and biological substances".
_STATUS = "Z88"
#: What the name of such an illness says; hay fever, asthma and eczema are illnesses.
_NAMED = re.compile(r"\ballergy\b|\ballergies\b|\ballergic\s+to\b|\bhypersensitivity\s+to\b", re.IGNORECASE)
_OTHERS = re.compile(r"\bfamily\s+history\b|\bfamily\s+hx\b", re.IGNORECASE)


def allergies_among(
    listed: Iterable[Illness], library: Library
) -> tuple[list[dict[str, Any]], list[Illness]]:
    """The allergies among illnesses, as `read_person` takes them, and the other illnesses.

    An allergy whose name is not understood is among them, so that it is told as one that is not known. One
    that is over or refuted stays an illness, which is told and not counted.

    Args:
        listed: the illnesses of the record.
        library: whose vocabulary gives names and codes of allergies.
    """
    allergies: list[dict[str, Any]] = []
    others: list[Illness] = []
    for each in listed:
        name = "" if each.over or each.refuted else _allergy(each, library)
        if not name:
            others.append(each)
        elif (told := {"name": name}) not in allergies:
            allergies.append(told)
    return allergies, others


def _allergy(each: Illness, library: Library) -> str:
    """The name of the allergy that an illness is; "" where it is none."""
    coded = allergen_of(each.codes, library)
    status = any(kind == ICD10 and code.strip().upper().startswith(_STATUS) for kind, code in each.codes)
    named = bool(_NAMED.search(each.name)) and not _OTHERS.search(each.name)
    if not (coded or status or (named and not states_of([each], library)[0])):
        return ""
    known = (named or status) and (meant(each.name, library) is not None or several(each.name, library))
    if each.name and known:
        return each.name
    return coded or each.name or next(code for kind, code in each.codes if kind == ICD10)


def allergen_of(codes: Iterable[tuple[str, str]], library: Library) -> str:
    """What an allergy is to, by its codes as (kind of system, code): a medicine, a class or ""."""
    entries: Iterable[AllergenEntry] = library.vocabulary("allergens").values()
    for kind, code in codes:
        plain = code.strip().upper().replace(".", "")
        for entry in entries:
            if entry.kind != "medicine":
                continue
            if kind == SNOMED and plain in entry.snomed:
                return entry.name
            if kind == ICD10 and plain in {one.replace(".", "") for one in entry.icd10}:
                return entry.name
    return ""
