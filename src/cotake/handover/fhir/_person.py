"""The person: what was told of them, and nothing that was not."""

from __future__ import annotations

from cotake.handover._conditions import told_conditions
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
    loinc,
    measured,
    narrative,
    ours,
    paragraphs,
    refer,
)
from cotake.handover.fhir._medicines import codes_of
from cotake.handover.fhir._systems import ABSENT, AGE, ALLERGY_CLINICAL, CLINICAL, EGFR
from cotake.interactions import Report
from cotake.knowledge import Library
from cotake.regimen import Allergy

_SEX = {"male": "male", "female": "female"}


def add_patient(bag: Bag, handover: Handover) -> str:
    """The patient. An age is no birth date, and none is made up of it: the date was not asked for."""
    name, sex = clean(handover.name), _SEX.get(handover.report.person.sex, "")
    return bag.add(
        filled(
            resourceType="Patient",
            text=narrative(paragraphs(name or "Name not given", sex and f"Sex: {sex}")),
            name=[{"text": name}] if name else [],
            gender=sex,
            _birthDate={"extension": [extension(ABSENT, valueCode="not-asked")]},
        )
    )


def add_facts(bag: Bag, handover: Handover, patient: str) -> list[str]:
    """What was told of the person, a resource each: age, kidney function, illnesses, allergies, genes."""
    person, day = handover.report.person, handover.made_on.isoformat()
    found: list[Json] = []
    if person.age is not None:
        value = measured(person.age, "years", "a")
        found.append(_fact(patient, day, "age, as told", concept("age, as told", loinc(AGE)), value))
    if person.egfr is not None:
        value = measured(person.egfr, "mL/min/1.73 m²", "mL/min/{1.73_m2}")
        found.append(_fact(patient, day, "eGFR, as told", concept("eGFR, as told", loinc(EGFR)), value))
    found += [_condition(name, handover.report, patient, day) for name in told_conditions(handover.report)]
    found += [_allergy(each, handover.report.library, patient, day) for each in person.allergies]
    for gene, phenotype in sorted(person.genes.items()):
        value = {"valueCodeableConcept": ours("phenotype", phenotype, phenotype)}
        found.append(_fact(patient, day, f"{gene}, as told", ours("gene", gene, f"{gene}, as told"), value))
    return [bag.add(each) for each in found]


def _condition(name: str, report: Report, patient: str, day: str) -> Json:
    text = _named(name, report.library)
    return {
        "resourceType": "Condition",
        "text": narrative(paragraphs(f"{text}, as told")),
        "clinicalStatus": concept("", coding(CLINICAL, "active")),
        "code": ours("condition", name, text),
        "subject": refer(patient),
        "recordedDate": day,
        "asserter": refer(patient),
    }


def _named(condition: str, library: Library) -> str:
    """The illness in words; never nothing, for what was told stands in the document."""
    known = library.vocabulary("conditions")
    return clean(known[condition].name if condition in known else condition) or "(not named)"


def _allergy(allergy: Allergy, library: Library, patient: str, day: str) -> Json:
    """By what was told; with codes where that is one substance."""
    one = allergy.substances[0] if len(allergy.substances) == 1 and not allergy.classes else ""
    text = clean(allergy.text) or clean(allergy.name)
    shown = [{"text": each} for each in map(clean, allergy.reactions) if each]
    reaction = filled(manifestation=shown or [{"text": "not told"}], severity=allergy.severity)
    said = ", ".join(each["text"] for each in shown) or "the reaction was not told"
    return filled(
        resourceType="AllergyIntolerance",
        text=narrative(paragraphs(f"{text}, as told: {said}", allergy.severity)),
        clinicalStatus=concept("", coding(ALLERGY_CLINICAL, "active")),
        type="intolerance" if allergy.kind == "intolerance" else "allergy",
        category=[allergy.kind if allergy.kind in ("food", "environment") else "medication"],
        criticality=allergy.criticality,
        code=concept(text, *codes_of(one, library)) or {"text": "(not named)"},
        patient=refer(patient),
        recordedDate=day,
        asserter=refer(patient),
        reaction=[reaction] if shown or allergy.severity else [],
    )


def facts_in_words(handover: Handover) -> str:
    """The same for a human, and what has no resource of its own or could not be read."""
    report = handover.report
    person = report.person
    told = [f"{person.age:g} years" if person.age is not None else "", person.sex]
    told.append(f"eGFR {person.egfr:g} mL/min/1.73 m²" if person.egfr is not None else "")
    told += [_named(name, report.library) for name in told_conditions(report)]
    told += [f"allergy or intolerance: {each.text}" for each in person.allergies]
    told += [f"{gene}: {phenotype}" for gene, phenotype in sorted(person.genes.items())]
    told.append(f"surgery is planned on {person.surgery.isoformat()}" if person.surgery else "")
    told += [f"not understood, and not reckoned with: {each.text}" for each in person.not_understood]
    return bullets(told)


def _fact(patient: str, day: str, text: str, code: Json, value: Json) -> Json:
    return {
        "resourceType": "Observation",
        "text": narrative(paragraphs(f"{text}: {_shown(value)}")),
        "status": "final",
        "code": code,
        "subject": refer(patient),
        "effectiveDateTime": day,
        "performer": [refer(patient)],
        **value,
    }


def _shown(value: Json) -> str:
    held = value.get("valueQuantity") or {}
    return f"{held.get('value', '')} {held.get('unit', '')}" if held else _text_of(value)


def _text_of(value: Json) -> str:
    return str((value.get("valueCodeableConcept") or {}).get("text", "not a number"))
