"""The document: a Composition in front, then all that it refers to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cotake._version import __version__
from cotake.handover._types import Handover
from cotake.handover.fhir._build import (
    Bag,
    Json,
    concept,
    filled,
    loinc,
    narrative,
    paragraphs,
    refer,
)
from cotake.handover.fhir._person import add_patient
from cotake.handover.fhir._sections import add_sections
from cotake.handover.fhir._systems import DOCUMENT
from cotake.interactions import NOTICE


def to_fhir(handover: Handover) -> dict[str, Any]:
    """What is handed on as a FHIR R4 (4.0.1) Bundle of type `document`, as JSON values.

    The Composition stands first, with a section for each part that the person chose; what was left out
    stands nowhere in it. All references are to resources of the same Bundle (`urn:uuid`). The same handover
    gives the same bytes; `Bundle.timestamp` is the moment of the check. Nothing that was not told is made
    up: an age stays an age, and no dose stands where none was said. docs/fhir.md has the whole table.
    """
    bag = Bag()
    # The Composition is built last, since it names all others, and stands first.
    patient = add_patient(bag, handover)
    device = bag.add(_device(handover))
    sections = add_sections(bag, handover, patient, device)
    composition = bag.add(_composition(handover, patient, device, sections))
    entries = bag.entries()
    entries.insert(0, entries.pop())
    assert composition
    own = UUID(entries[0]["resource"]["id"])
    return {
        "resourceType": "Bundle",
        "id": str(own),
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{own}"},
        "type": "document",
        "timestamp": _instant(handover.report.generated_at),
        "entry": entries,
    }


def _composition(handover: Handover, patient: str, device: str, sections: list[Json]) -> Json:
    title = "For the appointment"
    made = f"Made on {handover.made_on.isoformat()} by the person, with cotake {__version__}."
    return filled(
        resourceType="Composition",
        language="en",
        text=narrative(paragraphs(title, made, NOTICE)),
        status="final",
        type=concept("Patient note", loinc(DOCUMENT)),
        subject=refer(patient),
        date=handover.made_on.isoformat(),
        author=[refer(patient), refer(device)],
        title=title,
        section=sections,
    )


def _device(handover: Handover) -> Json:
    """The software that checked the list, and what it knew."""
    return {
        "resourceType": "Device",
        "text": narrative(paragraphs(f"cotake {__version__}, a local checker of interactions")),
        "deviceName": [{"name": "cotake", "type": "user-friendly-name"}],
        "version": [
            {"type": {"text": "software"}, "value": __version__},
            {"type": {"text": "knowledge"}, "value": handover.report.knowledge_version},
        ],
    }


def _instant(at: datetime) -> str:
    """A moment as FHIR's instant, in UTC; one without a zone is taken as UTC."""
    known = at if at.tzinfo else at.replace(tzinfo=UTC)
    return known.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
