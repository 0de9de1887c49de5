"""What of a FHIR bundle is missing or of somebody else, so that it is never taken for a whole list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cotake._errors import InputError
from cotake.regimen._fhir_json import codings, concept_of, entries, name, text
from cotake.regimen._from_record import Left

#: The resources that medicines are read from.
MEDICINES = ("MedicationRequest", "MedicationStatement")
#: What is of one person, and is read.
OF_A_PERSON = (*MEDICINES, "AllergyIntolerance", "Condition", "Observation")
#: Issues that say that something is missing, however severe they are called.
_LACKING = ("incomplete", "timeout", "too-costly", "forbidden", "suppressed", "not-found", "exception")
_MEANT = {each.lower(): each for each in (*OF_A_PERSON, "Patient", "Medication")}


def has_next_page(bundle: Mapping[str, Any]) -> bool:
    """Whether a bundle is a page after which more was to come."""
    return any(each.get("relation") == "next" for each in entries(bundle.get("link")))


def says_of_failure(outcome: Mapping[str, Any]) -> bool:
    """Whether an OperationOutcome says that something could not be had."""
    issues = entries(outcome.get("issue"))
    return not issues or any(
        each.get("severity") in ("error", "fatal") or each.get("code") in _LACKING for each in issues
    )


def subject_of(resource: Mapping[str, Any]) -> str:
    """The reference to whom a resource is about; "" where it names none."""
    subject = resource.get("subject") or resource.get("patient")
    return text(subject.get("reference")) if isinstance(subject, dict) else ""


def gaps_of(data: Mapping[str, Any], resources: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Left]:
    """What is missing of a bundle, or stands in it and is not read though it may tell of a medicine."""
    if data["resourceType"] != "Bundle":
        return
    listed = data.get("entry") or []
    total = data.get("total")
    if has_next_page(data):
        yield Left("The bundle", "it is the first page of several, and the others are not there", True)
    if not listed and isinstance(total, int) and total > 0:
        yield Left("The bundle", f"it tells of {total} entries and holds none", True)
    held = [each.get("resource") if isinstance(each, dict) else None for each in listed]
    if lost := sum(not (isinstance(each, dict) and text(each.get("resourceType"))) for each in held):
        yield Left(f"{lost} of the entries", "without a resource", True)
    known = list(resources)
    named = {mark for _, each in known if each["resourceType"] in MEDICINES for mark in marks_of(each)}
    for _, each in known:
        kind = each["resourceType"]
        if kind == "OperationOutcome" and says_of_failure(each):
            yield Left("The record", "it says that something could not be had (OperationOutcome)", True)
        elif kind not in _MEANT.values() and kind.lower() in _MEANT:
            yield Left(kind, f"written so it is no resource; {_MEANT[kind.lower()]} is meant", True)
        elif kind == "MedicationDispense" and not marks_of(each) & named:
            yield Left(name(each.get("medicationCodeableConcept")) or kind, "dispensed, and not read", True)


def marks_of(resource: Mapping[str, Any]) -> set[str]:
    """By what the medicine of a resource is known again: codes, references and names, small."""
    found: set[str] = set()
    for key in ("medicationCodeableConcept", "medicationReference", "medication"):
        held = concept_of(resource.get(key))
        if isinstance(held, dict):
            words = [text(held.get("text")), text(held.get("reference"))]
            words += [word for _, code, shown in codings(held) for word in (code, shown)]
            for word in (each.lower() for each in words):
                found |= {word, _before_strength(word)}
    return found - {""}


def _before_strength(word: str) -> str:
    """What of a name stands before its first number."""
    at = next((place for place, letter in enumerate(word) if letter.isdigit()), len(word))
    return word[:at].strip()


def others_of(resources: Iterable[tuple[str, dict[str, Any]]]) -> set[int]:
    """The places of the resources that are about somebody else than the patient of the bundle.

    Raises:
        InputError: there is no patient, and the resources are about several people.
    """
    known = list(resources)
    patients = [(address, each) for address, each in known if each["resourceType"] == "Patient"]
    about = {
        place: subject_of(each)
        for place, (_, each) in enumerate(known)
        if each["resourceType"] in OF_A_PERSON and subject_of(each)
    }
    if not patients:
        if len({_last(each) for each in about.values()}) > 1:
            raise InputError("the bundle is about several people; send that of one person")
        return set()
    address, patient = patients[0]
    own = {address, f"Patient/{text(patient.get('id'))}"} - {"", "Patient/"}
    if not own:
        return set()
    return {place for place, each in about.items() if each not in own and _last(each) not in own}


def _last(reference: str) -> str:
    """Kind and id of a reference, without the address of a server or a version."""
    return "/".join(reference.partition("/_history/")[0].split("/")[-2:])
