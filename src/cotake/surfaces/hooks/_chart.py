"""What the prefetch of a call holds: resources by kind, and what of it could not be had."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cotake._record import record
from cotake.regimen import has_next_page, marks_of, says_of_failure
from cotake.surfaces.hooks._requests import Asked, entry_of
from cotake.surfaces.hooks._services import LISTS, PREFETCH

Resource = Mapping[str, Any]

#: In a call these are medicines that this service reads; others that begin like them are told.
READ = ("MedicationRequest", "MedicationStatement")
#: What the record itself says is not taken is no gap.
NOT_TAKEN = ("completed", "stopped", "cancelled", "ended", "not-taken", "entered-in-error")
#: What may stand beside medicines because they refer to it.
_BESIDE = (
    "OperationOutcome", "Patient", "Practitioner", "PractitionerRole", "Organization", "Encounter",
    "Provenance",
)  # fmt: skip
_OF_THE_PERSON = ("Patient", "Condition", "Observation", "AllergyIntolerance")
_PATIENT = re.compile(r"(?:^|/)Patient/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?$")
_SHOWN_AS = {
    "patient": "age and sex",
    "allergies": "allergies",
    "conditions": "illnesses",
    "egfr": "kidney function",
}


@record
class Chart:
    """The data of a call.

    `gaps` are reasons why not everything could be looked at, `absent` says what of the person is not known;
    `medications` are those that orders refer to, by their addresses.
    """

    current: tuple[Resource, ...]
    person: tuple[Resource, ...]
    medications: Mapping[str, tuple[str, Resource]]
    gaps: tuple[str, ...]
    absent: tuple[str, ...]


def chart_of(asked: Asked) -> Chart:
    """The data of a call, sorted."""
    prefetch = asked.prefetch or {}
    gaps: list[str] = []
    resources: list[tuple[str, Resource]] = []
    for name, value in prefetch.items():
        if value is not None:
            resources += _resources(name, value, gaps)
    drafted = {reference_of(each): each for _, each in asked.drafts}
    current: dict[str, Resource] = {}
    person: list[Resource] = []
    strangers = 0
    for number, (_, each) in enumerate(resources):
        kind = each.get("resourceType")
        if kind in READ or kind in _OF_THE_PERSON:
            whose = each.get("id") if kind == "Patient" else _subject(each)
            strangers += isinstance(whose, str) and whose not in ("", asked.patient)
        if kind in READ:
            own = reference_of(each)
            # Ids of drafts are often temporary: only an order for the same is the order itself.
            if own in drafted and _same(drafted[own], each):
                continue
            if own in current and _same(current[own], each):
                continue
            current[own if own and own not in current else f"#{number}"] = each
        elif kind in _OF_THE_PERSON and (
            kind != "Patient" or each.get("id", asked.patient) == asked.patient
        ):
            person.append(each)
        elif isinstance(kind, str) and kind.startswith("Medication") and kind not in (*READ, "Medication"):
            gaps.append(f"{kind} is not read; medicines are read from {' and '.join(READ)}")
    if strangers:
        gaps.append(f"{strangers} of the resources sent name another patient than the one of this call")
    gaps += [f"{name} was not sent" for name in LISTS if name not in prefetch]
    if not current and any(prefetch.get(name, "") is None for name in LISTS):
        gaps.append("the record gave no list of current medicines (null): nothing on it could be checked")
    return Chart(
        current=tuple(
            each for own, each in current.items() if not _is_told_of(each, {**current, **drafted})
        ),
        person=tuple(person),
        medications=_by_address([*resources, *asked.drafts]),
        gaps=tuple(dict.fromkeys(gaps)),
        absent=tuple(_absent(prefetch)),
    )


def _resources(name: str, value: Resource, gaps: list[str]) -> Iterator[tuple[str, Resource]]:
    """The resources of one value; what stands in the way of all of them goes to `gaps`."""
    if value.get("resourceType") != "Bundle":
        found = [("", value)]
    else:
        entries = value.get("entry")
        listed = entries if isinstance(entries, list) else []
        total = value.get("total")
        if entries is not None and not isinstance(entries, list):
            gaps.append(f"{name} has entries that are no list")
        elif not listed and isinstance(total, int) and total > 0:
            gaps.append(f"{name} tells of {total} entries and holds none")
        found = [entry_of(each) for each in listed if isinstance(each, dict)]
        if has_next_page(value):
            gaps.append(f"{name} is the first page of several; the others were not sent")
        if len(found) < len(listed) or any(not resource for _, resource in found):
            gaps.append(f"{name} has entries without a resource")
    for address, resource in found:
        kind = resource.get("resourceType")
        if kind == "OperationOutcome" and says_of_failure(resource):
            gaps.append(f"{name} could not be fetched by the record")
        elif kind == "Bundle":
            gaps.append(f"{name} has a bundle inside a bundle, which is not read")
        elif name in LISTS and kind not in (*READ, "Medication", *_BESIDE):
            shown = kind if isinstance(kind, str) else "something without a kind"
            gaps.append(f"{name} holds {shown}, which is not read there")
        elif kind != "OperationOutcome":
            yield address, resource


def reference_of(resource: Resource) -> str:
    """Kind and id, such as MedicationRequest/103; "" without an id."""
    kind, own = resource.get("resourceType"), resource.get("id")
    return f"{kind}/{own}" if isinstance(kind, str) and isinstance(own, str) and own else ""


def _subject(resource: Resource) -> str:
    """The id of the patient that a resource names; "" where it names none."""
    subject = resource.get("subject") or resource.get("patient")
    reference = subject.get("reference") if isinstance(subject, dict) else None
    found = _PATIENT.search(reference) if isinstance(reference, str) else None
    return found.group(1) if found else ""


def _is_told_of(statement: Resource, known: Mapping[str, Resource]) -> bool:
    """Whether a statement only repeats an order of the same medicine that is there and counts."""
    if statement.get("resourceType") != "MedicationStatement":
        return False
    for name in ("basedOn", "derivedFrom"):
        listed = statement.get(name)
        for each in listed if isinstance(listed, list) else []:
            reference = each.get("reference") if isinstance(each, dict) else None
            order = known.get("/".join(reference.split("/")[-2:])) if isinstance(reference, str) else None
            if order is not None and order.get("status") not in NOT_TAKEN and _same(order, statement):
                return True
    return False


def _same(one: Resource, other: Resource) -> bool:
    """Whether two resources name the same medicine: by a code, a reference or the same words."""
    return not marks_of(one).isdisjoint(marks_of(other))


def _by_address(resources: list[tuple[str, Resource]]) -> dict[str, tuple[str, Resource]]:
    found: dict[str, tuple[str, Resource]] = {}
    for address, each in resources:
        if each.get("resourceType") == "Medication":
            found[reference_of(each)] = found[address] = (address, each)
    found.pop("", None)
    return found


def _absent(prefetch: Mapping[str, Any]) -> Iterator[str]:
    for what, names in (
        ("Not sent, and so not reckoned with", [name for name in _SHOWN_AS if name not in prefetch]),
        ("Nothing on record (null)", [name for name in PREFETCH if prefetch.get(name, "") is None]),
    ):
        if names:
            yield f"{what}: {', '.join(_SHOWN_AS.get(name, name) for name in names)}"
