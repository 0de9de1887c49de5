"""The answer as plain JSON values; versioned, and described by docs/answer.schema.json."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from cotake._errors import InputError
from cotake._version import __version__
from cotake.interactions._others import Other
from cotake.interactions._types import Clear, Finding, Gap, Note, Report, Warned
from cotake.interactions._words import fill
from cotake.knowledge import Library
from cotake.knowledge.types import Citation, Words
from cotake.regimen import Allergy, Medicine, Person, Unknown

#: Raised when a field changes its meaning or goes; new fields may come without it.
SCHEMA_VERSION = "1"

NOTICE = (
    "For information and for a conversation with a prescriber or pharmacist; not a substitute for "
    "their advice. No pharmacist has reviewed these records yet. Do not stop or start a medicine "
    "because of this answer alone."
)

#: So many citations of a library are kept as JSON values; all records have some 20,000.
_MOST_SOURCES = 50_000

Audience = Literal["person", "clinician"]


def plain_report(
    report: Report, audience: Audience, left_out: Iterable[str] | None = None
) -> dict[str, Any]:
    """The report as JSON values, with what of a health record did not count where one was read.

    Raises:
        InputError: the audience is neither "person" nor "clinician".
    """
    if audience not in ("person", "clinician"):
        raise InputError(f'an answer is for "person" or "clinician", got {audience!r}')
    library = report.library
    return {
        "schema_version": SCHEMA_VERSION,
        "cotake_version": __version__,
        "knowledge_version": report.knowledge_version,
        "generated_at": report.generated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "audience": audience,
        "status": report.status,
        "complete": report.complete,
        "medicines": [_medicine(each) for each in report.medicines],
        "person": _person(report.person),
        "findings": [_finding(each, library, audience) for each in report.findings],
        "clear": [_clear(each, library, audience) for each in report.clear],
        "studied": [_note(each, library, audience) for each in report.notes],
        "warnings": [_warned(each, library, audience) for each in report.warnings],
        "not_recognised": [_unknown(each) for each in report.not_recognised],
        "not_covered": [_gap(each) for each in report.not_covered],
        "other_sources": [_other(each) for each in report.others],
        **({} if left_out is None else {"left_out": list(left_out)}),
        "assumptions": list(report.assumptions),
        "knowledge_notice": report.knowledge_notice or None,
        "notice": library.speech(NOTICE),
    }


def said(words: Words, audience: Audience) -> str:
    """The wording for an audience."""
    return words.person if audience == "person" else words.clinician


def harm_named(hazard: str, library: Library, audience: Audience) -> str:
    """A harm as a person or a clinician calls it."""
    entry = library.vocabulary("hazards").get(hazard)
    return str(
        (entry.person if audience == "person" else entry.name) if entry else hazard.replace("-", " ")
    )


def plain_sources(citations: Iterable[Citation], library: Library) -> list[dict[str, Any]]:
    """Citations with what is known of their sources and how they were read."""
    # Kept by identity, with the citation, so that no other can take its place; each answer gets copies.
    kept = library.derived("sources")
    found = []
    for citation in citations:
        held = kept.get(id(citation))
        if held is None:
            if len(kept) >= _MOST_SOURCES:
                kept.clear()
            held = kept[id(citation)] = citation, _source(citation, library)
        found.append(held[1].copy())
    return found


def _source(citation: Citation, library: Library) -> dict[str, Any]:
    source = library.source(citation.source)
    return {
        "id": source.id,
        "title": source.title,
        "year": source.year,
        "locator": citation.place or None,
        "url": address_of(source),
        "read": source.read_at(citation.place),
    }


def address_of(source: Any) -> str | None:
    """Where a source can be opened: its own address, or one made from its identifiers."""
    if source.url:
        return str(source.url)
    if source.identifiers.doi:
        return f"https://doi.org/{source.identifiers.doi}"
    if source.identifiers.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.identifiers.pmid}/"
    if source.identifiers.pmcid:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{source.identifiers.pmcid}/"
    return None


def _other(other: Other) -> dict[str, Any]:
    return {
        "source": other.source,
        "name": other.name,
        "substances": list(other.substances),
        "classification": other.classification,
        "stance": other.stance,
        "statements": [
            {
                "a": each.a,
                "b": each.b or None,
                "level": each.level,
                "nearest_class": each.nearest,
                "text": each.text,
                "place": each.place or None,
            }
            for each in other.statements
        ],
    }


def _medicine(medicine: Medicine) -> dict[str, Any]:
    dose = medicine.dose
    return {
        "text": medicine.text,
        "substance": medicine.substance,
        "name": medicine.name,
        "product": medicine.product or None,
        "band": medicine.bands[0] if medicine.bands else None,
        "bands": list(medicine.bands),
        "dose": {"value": dose.value, "unit": dose.unit} if dose else None,
        "mg_per_day": medicine.mg_per_day,
        "as_needed": medicine.as_needed,
        "route": medicine.route,
        "start": medicine.start.isoformat() if medicine.start else None,
        "stop": medicine.stop.isoformat() if medicine.stop else None,
        "taken": medicine.taken,
    }


def _person(person: Person) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "age": person.age,
        "sex": person.sex or None,
        "egfr": person.egfr,
        "conditions": sorted(person.conditions),
        "genes": dict(person.genes),
        "surgery": person.surgery.isoformat() if person.surgery else None,
        "allergies": [_allergy(each) for each in person.allergies],
    }
    return {key: value for key, value in plain.items() if value not in (None, [], {})}


def _allergy(allergy: Allergy) -> dict[str, Any]:
    return {
        "text": allergy.text,
        "name": allergy.name,
        "kind": allergy.kind,
        "substances": list(allergy.substances),
        "classes": list(allergy.classes),
        "reactions": list(allergy.reactions),
        "severity": allergy.severity or None,
        "criticality": allergy.criticality or None,
        "seriousness": allergy.seriousness or None,
    }


def _finding(finding: Finding, library: Library, audience: Audience) -> dict[str, Any]:
    shown = finding.exposure
    hazard = library.vocabulary("hazards").get(finding.hazard)
    words, told = finding.words, finding.words.told
    return {
        "id": finding.id,
        "rule": finding.rule,
        "substances": list(finding.substances),
        "classification": finding.classification,
        "hazard": finding.hazard,
        "also": list(finding.also),
        "area": finding.area,
        "seriousness": finding.seriousness,
        "mechanism": list(finding.mechanism),
        "summary": fill(said(told.summary, audience), words.names),
        "action": fill(said(told.action, audience), words.names),
        "onset": fill(told.onset, words.names),
        "ends": {
            "rule": told.ends.rule or None,
            "date": told.ends.date.isoformat() if told.ends.date else None,
        },
        "exposure": {
            "victim": shown.victim,
            "ratio": round(shown.ratio, 3),
            "low": round(shown.low, 3),
            "high": round(shown.high, 3),
            "measured": shown.measured,
            "of": shown.of or None,
        }
        if shown
        else None,
        "modifiers": [said(each, audience) for each in finding.modifiers],
        "frequency": finding.frequency,
        "watch": said(hazard.watch, audience) if hazard and hazard.watch else None,
        "help": hazard.help or None if hazard else None,
        "evidence": {"grade": finding.grade, "basis": list(finding.basis)},
        "sources": plain_sources({id(each): each for each in finding.cited}.values(), library),
    }


def _clear(clear: Clear, library: Library, audience: Audience) -> dict[str, Any]:
    return {
        "substances": list(clear.substances),
        "area": clear.area,
        "why": said(clear.why, audience),
        "basis": clear.basis,
        "sources": plain_sources(clear.citations, library),
    }


def _note(note: Note, library: Library, audience: Audience) -> dict[str, Any]:
    return {
        "substances": list(note.substances),
        "summary": said(note.summary, audience),
        "studies": list(note.studies),
        "sources": plain_sources(note.citations, library),
    }


def _warned(warned: Warned, library: Library, audience: Audience) -> dict[str, Any]:
    return {
        "id": warned.id,
        "substances": list(warned.substances),
        "text": said(warned.text, audience),
        "sources": plain_sources(warned.citations, library),
    }


def _unknown(unknown: Unknown) -> dict[str, Any]:
    return {
        "text": unknown.text,
        "candidates": [
            {"name": each.name, "substance": each.id, "score": round(each.score, 2)}
            for each in unknown.candidates
        ],
        "why": unknown.why or None,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "text": gap.text,
        "substance": gap.substance,
        "areas": list(gap.areas),
        "why": gap.why,
    }
