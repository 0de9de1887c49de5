"""The person: what was told of them, and nothing that was not."""

from __future__ import annotations

from datetime import date

from cotake.handover._types import Handover
from cotake.handover.fhir._build import (
    Bag,
    Json,
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
from cotake.handover.fhir._systems import ABSENT, AGE, CLINICAL, EGFR
from cotake.interactions import Report
from cotake.regimen import Person

#: A planned operation has a day of its own.
_SURGERY = "surgery-planned"
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
    """What was told of the person, each as a resource: age, kidney function, illnesses, genes."""
    person, day, library = handover.report.person, handover.made_on, handover.report.library
    found: list[Json] = []
    if person.age is not None:
        value = measured(person.age, "years", "a")
        found.append(_fact(patient, day, "age, as told", concept("age, as told", loinc(AGE)), value))
    if person.egfr is not None:
        value = measured(person.egfr, "mL/min/1.73 m²", "mL/min/{1.73_m2}")
        found.append(_fact(patient, day, "eGFR, as told", concept("eGFR, as told", loinc(EGFR)), value))
    known = library.vocabulary("conditions")
    for name in told_conditions(handover.report):
        text = known[name].name if name in known else name
        found.append(
            {
                "resourceType": "Condition",
                "text": narrative(paragraphs(f"{text}, as told")),
                "clinicalStatus": concept("", coding(CLINICAL, "active")),
                "code": ours("condition", name, text),
                "subject": refer(patient),
                "recordedDate": day.isoformat(),
                "asserter": refer(patient),
            }
        )
    for gene, phenotype in sorted(person.genes.items()):
        value = {"valueCodeableConcept": ours("phenotype", phenotype, phenotype)}
        found.append(_fact(patient, day, f"{gene}, as told", ours("gene", gene, f"{gene}, as told"), value))
    return [bag.add(each) for each in found]


def told_conditions(report: Report) -> list[str]:
    """The illnesses that were told: not what another one, the kidney function or a medicine implies."""
    person, library = report.person, report.library
    known = library.vocabulary("conditions")
    held = [known[name] for name in person.conditions if name in known]
    implied = {name for each in held for name in each.implies}
    implied |= {name for each in report.medicines for name in library.substance(each.substance).implies}
    if person.egfr is not None:
        implied |= {each.id for each in held if each.egfr_below is not None}
    return sorted(person.conditions - implied - ({_SURGERY} if person.surgery else set()))


def facts_in_words(person: Person) -> list[str]:
    """What has no resource of its own, or could not be read."""
    planned = f"Surgery is planned on {person.surgery.isoformat()}." if person.surgery else ""
    unread = [f"Not understood, and not reckoned with: {each.text}" for each in person.not_understood]
    return [each for each in (planned, *unread) if each]


def _fact(patient: str, day: date, text: str, code: Json, value: Json) -> Json:
    return {
        "resourceType": "Observation",
        "text": narrative(paragraphs(f"{text}: {_shown(value)}")),
        "status": "final",
        "code": code,
        "subject": refer(patient),
        "effectiveDateTime": day.isoformat(),
        "performer": [refer(patient)],
        **value,
    }


def _shown(value: Json) -> str:
    held = value.get("valueQuantity") or {}
    return f"{held.get('value', '')} {held.get('unit', '')}" if held else _text_of(value)


def _text_of(value: Json) -> str:
    return str((value.get("valueCodeableConcept") or {}).get("text", "not a number"))
