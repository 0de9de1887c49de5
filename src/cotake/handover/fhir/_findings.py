"""Each finding of class 1 to 3 as a DetectedIssue.

It keeps the ten items of the minimal information model for potential drug-drug interactions (W3C Health
Care and Life Sciences community group, 2019; Hochheiser and others 2021, 10.3389/fphar.2020.608068), which
the guide of HL7 takes over (PDDI CDS). That guide gives the resource no profile: what it has no element for
stands in one extension. The table is in docs/fhir.md.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

from cotake._text import joined
from cotake.handover._types import Handover
from cotake.handover.fhir._build import (
    Bag,
    Json,
    bullets,
    clean,
    coding,
    concept,
    extension,
    filled,
    narrative,
    number,
    ours,
    paragraphs,
    refer,
)
from cotake.handover.fhir._systems import ACT_CODE, OURS, PDDI
from cotake.interactions import Finding, plain_sources
from cotake.knowledge import Library

#: Classes that ask for something; 4 and 5 do not, and are only counted.
SHOWN = (1, 2, 3)
#: HL7 v3 ActCode. Those that FHIR R4 prefers (detectedissue-category) are of interactions; the others are
#: not among them.
_KINDS = {"duplication": "DUPTHPY", "dose": "DOSE", "person": "COND"}
_INTERACTION, _ALLERGY = "DRG", "ALGY"
#: The words of ORCA (operational classification of drug interactions).
_CLASSES = {
    1: "avoid the combination",
    2: "usually avoid the combination",
    3: "minimise the risk",
    4: "no special precautions needed",
    5: "ignore",
}
#: Ranks of seriousness that are life-threatening or lasting, as FHIR's "high" says; and its "moderate".
_LASTING, _NOTICED = 3, 5


def add_findings(
    bag: Bag, handover: Handover, patient: str, device: str, taken: dict[str, list[str]]
) -> list[str]:
    """The findings, worst first; those of which substances, by the statements in `taken`."""
    shown = handover.report.of_class(*SHOWN)
    return [bag.add(_issue(each, handover, patient, device, taken)) for each in shown]


def severity_of(finding: Finding, library: Library) -> str:
    """FHIR's word for what may come of it; the class 1 is never low.

    FHIR R4 (DetectedIssueSeverity): high may be life-threatening or cause permanent injury, moderate
    may have noticeable consequences, low some.
    """
    entry = library.vocabulary("seriousness").get(finding.seriousness)
    rank = entry.rank if entry else _NOTICED
    if rank <= _LASTING:
        return "high"
    return "moderate" if rank <= _NOTICED or finding.classification == 1 else "low"


def _issue(
    finding: Finding, handover: Handover, patient: str, device: str, taken: dict[str, list[str]]
) -> Json:
    library = handover.report.library
    names = dict(zip(finding.substances, finding.names, strict=False))
    implicated = [
        refer(address, names.get(substance, substance))
        for substance in finding.substances
        for address in taken.get(substance, [])
    ] or [{"display": clean(name)} for name in finding.names]
    sources = plain_sources(finding.citations, library) if "sources" in handover.parts else []
    addresses = [each["url"] for each in sources if each["url"] and re.fullmatch(r"\S+", each["url"])]
    summary, action = clean(finding.summary.clinician), clean(finding.action.clinician)
    return filled(
        resourceType="DetectedIssue",
        text=narrative(_in_words(finding, library, sources)),
        extension=[_model(finding, library)],
        identifier=[{"system": f"{OURS}finding", "value": clean(finding.id)}],
        status="final",
        code=concept("", coding(ACT_CODE, _kind_of(finding))),
        severity=severity_of(finding, library),
        patient=refer(patient),
        identifiedDateTime=handover.report.today.isoformat(),
        author=refer(device),
        implicated=_once(implicated),
        evidence=_evidence(finding, library, sources),
        detail=clean(f"{summary} What to do: {action}" if action else summary),
        reference=addresses[0] if addresses else "",
    )


def _kind_of(finding: Finding) -> str:
    if finding.kind == "person" and "allergy" in finding.about:
        return _ALLERGY
    return _KINDS.get(finding.kind, _INTERACTION)


def _once(references: list[Json]) -> list[Json]:
    """Each statement once: a product may hold several of the substances."""
    names: dict[str, list[str]] = {}
    for each in references:
        names.setdefault(each.get("reference", ""), []).append(each.get("display", ""))
    unknown = [{"display": each} for each in names.pop("", [])]
    return [refer(address, joined(each)) for address, each in names.items()] + unknown


def _evidence(finding: Finding, library: Library, sources: list[dict[str, Any]]) -> list[Json]:
    grade = library.vocabulary("evidence-grades").get(finding.grade)
    bases = library.vocabulary("bases")
    rests = ", ".join(bases[each].name if each in bases else each for each in finding.basis)
    said = f"{grade.name if grade else finding.grade}{f', from {rests}' if rests else ''}"
    codes = [coding(f"{OURS}evidence", finding.grade)]
    codes += [coding(f"{OURS}basis", each) for each in finding.basis]
    return [{"code": [concept(said, *codes)]}, *({"code": [concept(_cited(each))]} for each in sources)]


def _cited(source: dict[str, Any]) -> str:
    year = f" ({source['year']})" if source["year"] else ""
    place = f", {source['locator']}" if source["locator"] else ""
    address = f". {source['url']}" if source["url"] else ""
    return f"{source['title']}{year}{place}; read: {str(source['read']).replace('_', '-')}{address}"


def _model(finding: Finding, library: Library) -> Json:
    """The items of the model that the resource has no element for."""
    hazards, ranks = library.vocabulary("hazards"), library.vocabulary("seriousness")
    ends, shown = finding.ends, finding.exposure
    harms = [each for each in (finding.hazard, *finding.also) if each]
    parts = [_of("consequence", ours("hazard", each, _name(hazards, each))) for each in harms]
    parts += [
        _of("seriousness", ours("seriousness", finding.seriousness, _name(ranks, finding.seriousness))),
        _of("classification", ours("class", finding.classification, _CLASSES[finding.classification])),
        _text("action", finding.action.clinician),
        *(_text("mechanism", each) for each in finding.mechanism),
        *(_text("context", each.clinician) for each in finding.modifiers),
        _text("onset", finding.onset),
        _text("end", ends.rule),
        _day("end-date", ends.date),
        _text("frequency-of-exposure", "unknown"),
        _text("frequency-of-harm", finding.frequency or "unknown"),
    ]
    if shown:
        name = shown.of or shown.victim
        how = "measured" if shown.measured else "predicted"
        words = f"AUC of {name} {how}: {shown.ratio:.2g} times ({shown.low:.2g} to {shown.high:.2g})"
        parts.append(_text("exposure", words))
        if math.isfinite(shown.ratio):
            parts.append(extension("exposure-ratio", valueDecimal=number(shown.ratio)))
    return extension(PDDI, extension=[each for each in parts if each])


def _of(name: str, value: Json) -> Json:
    return extension(name, valueCodeableConcept=value) if value else {}


def _text(name: str, value: str) -> Json:
    return extension(name, valueString=clean(value)) if clean(value) else {}


def _day(name: str, value: date | None) -> Json:
    return extension(name, valueDate=value.isoformat()) if value else {}


def _name(entries: dict[str, Any], term: str) -> str:
    return str(entries[term].name) if term in entries else term


def _in_words(finding: Finding, library: Library, sources: list[dict[str, Any]]) -> str:
    ranks = library.vocabulary("seriousness")
    return (
        paragraphs(
            finding.summary.clinician,
            f"Class {finding.classification}, {_CLASSES[finding.classification]}; "
            f"{_name(ranks, finding.seriousness)}.",
            f"What to do: {finding.action.clinician}",
            finding.onset and f"Begins: {finding.onset}.",
            finding.ends.rule and f"Ends: {finding.ends.rule}.",
        )
        + bullets(finding.mechanism)
        + bullets(each.clinician for each in finding.modifiers)
        + bullets(_cited(each) for each in sources)
    )
