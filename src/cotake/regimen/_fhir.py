"""Medicines, patient, illnesses and allergies from FHIR: a bundle or a resource, as records export them.

Read leniently, since what records export is seldom valid to the letter: what is understood becomes a line
as a person would write it, and whatever is not is told. HL7 FHIR R4 (v4.0.1), and what R5 writes in another
shape: MedicationRequest, MedicationStatement, Medication, Patient, AllergyIntolerance, Condition, and
Observation of the eGFR and of the age.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.regimen import _fhir_person as people
from cotake.regimen._allergy_problems import allergies_among
from cotake.regimen._fhir_gaps import MEDICINES, gaps_of, others_of
from cotake.regimen._fhir_json import text
from cotake.regimen._fhir_medicines import medicine
from cotake.regimen._from_record import FromRecord, Left, from_record, is_understood
from cotake.regimen._illnesses import Illness, states_of

_MOST = 20_000


def is_fhir(data: Any) -> bool:
    """Whether JSON is a FHIR resource."""
    return isinstance(data, dict) and isinstance(data.get("resourceType"), str)


def read_fhir(
    data: Any,
    *,
    library: Library,
    today: date,
) -> FromRecord:
    """Read a bundle or a single resource.

    Args:
        data: the JSON, or its text.
        library: by which names and codes of medicines, allergies and illnesses are known. Of a medicine
            with a name and codes the first that is understood is taken.
        today: from which an age is counted.

    Raises:
        InputError: it is no JSON, no FHIR, or a bundle of several people or of bundles.
    """
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise InputError(f"this is not JSON: {error}") from None
    if not is_fhir(data):
        raise InputError("this is no FHIR resource: it has no resourceType")
    resources = list(_resources(data))
    if len(resources) > _MOST:
        raise InputError(f"the bundle holds more than {_MOST:,} resources; send those of one person")

    def understood(line: str) -> bool:
        return is_understood(line, library, today)

    known = _by_reference(resources)
    lines: list[str] = []
    left: list[Left | str] = []
    person: dict[str, Any] = {}
    ill: list[Illness] = []
    allergies: list[dict[str, Any]] = []
    measured: list[tuple[str, float]] = []
    told_age: dict[str, Any] = {}
    patients = 0
    others = others_of(resources)
    left += gaps_of(data, [each for place, each in enumerate(resources) if place not in others])
    for place, (_, each) in enumerate(resources):
        kind = each["resourceType"]
        if place in others:
            left.append(Left(f"a {kind} ({text(each.get('id')) or 'no id'})", "of another patient", True))
        elif kind == "Patient":
            patients += 1
            if patients > 1:
                raise InputError("the bundle holds several patients; send those of one person")
            person = people.patient(each, today)
        elif kind in MEDICINES:
            line, why = medicine(each, known, understood)
            left += [why] if why else []
            left += [Left(line, "written more than once, and counted once")] if line in lines else []
            lines += [line] if line else []
        elif kind == "AllergyIntolerance":
            allergy, why = people.allergy(each, library)
            allergies += [allergy] if allergy else []
            left += [why] if why else []
        elif kind == "Condition":
            one = people.illness(each)
            ill += [one] if isinstance(one, Illness) else []
            left += [one] if isinstance(one, Left) else []
        elif kind == "Observation":
            measured += people.egfr(each)
            told_age |= people.age(each, today)
    person = told_age | person  # a birth date says it better
    listed, ill = allergies_among(ill, library)
    allergies += listed
    conditions, said = states_of(ill, library)
    left += said
    if conditions:
        person["conditions"] = conditions
    if allergies:
        person["allergies"] = allergies
    if measured:
        day, value = max(measured)
        person["egfr"] = value
        left.append(f"The kidney function is that of {day or 'a day that is not told'}: eGFR {value:g}")
    return from_record(lines, person, left)


def _resources(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each resource with the address it is referred to by."""
    if data["resourceType"] != "Bundle":
        yield "", dict(data)
        return
    listed = data.get("entry") or []
    if not isinstance(listed, list):
        raise InputError("the bundle's entry is no list")
    for each in listed:
        resource = each.get("resource") if isinstance(each, dict) else None
        if resource is not None and is_fhir(resource):
            if resource["resourceType"] == "Bundle":
                raise InputError("the bundle holds another bundle; send that one alone")
            yield text(each.get("fullUrl")), resource


def _by_reference(resources: list[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for address, each in resources:
        if each["resourceType"] == "Medication":
            found[address] = each
            found[f"Medication/{text(each.get('id'))}"] = each
    found.pop("", None)
    return found
