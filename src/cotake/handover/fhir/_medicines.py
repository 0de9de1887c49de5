"""Each medicine as a MedicationStatement: what is taken, how, since when, and by which codes."""

from __future__ import annotations

from datetime import date, timedelta

from cotake.handover._types import Handover, Taken
from cotake.handover.fhir._build import (
    Bag,
    Json,
    clean,
    coding,
    concept,
    filled,
    narrative,
    paragraphs,
    period,
    refer,
)
from cotake.handover.fhir._dosage import told
from cotake.handover.fhir._systems import ATC, RXNORM, UNII
from cotake.interactions import Report
from cotake.knowledge import Library
from cotake.regimen import Medicine, with_companions

#: With no dose in the journal for longer than this the day of the last one is told.
_QUIET = timedelta(days=7)


def add_medicines(bag: Bag, handover: Handover, patient: str) -> dict[str, list[str]]:
    """The statements, and the addresses of those of a substance."""
    found: dict[str, list[str]] = {}
    counted = _companions(handover.report)
    for group in _lines(handover, counted):
        beside = [each for each in counted if any(_brings(one.medicine, each, handover) for one in group)]
        address = bag.add(_statement(group, beside, handover, patient))
        for medicine in (*(each.medicine for each in group), *beside):
            found.setdefault(medicine.substance, []).append(address)
    for text, _ in unknown_of(handover):
        bag.add(_unknown(text, handover.made_on, patient))
    return found


def lines_in_words(handover: Handover) -> list[str]:
    """What is taken, a line as it was typed, and since when."""
    found = []
    for group in _lines(handover, _companions(handover.report)):
        first, medicine = group[0], group[0].medicine
        dates = _dates(first.since or medicine.start, first.until or medicine.stop)
        found.append(f"{medicine.text or medicine.name}{f' ({dates})' if dates else ''}")
    return found


def unknown_of(handover: Handover) -> list[tuple[str, str]]:
    """What was typed and could not be checked, and why, in words."""
    report = handover.report
    known = {each.text for each in report.medicines}
    lines = [(each.text, each.why or "not recognised") for each in report.not_recognised]
    lines += [(each.text, each.why) for each in report.not_covered if each.text not in known]
    return [(clean(text) or "(a line without a name)", clean(why)) for text, why in dict(lines).items()]


def codes_of(substance: str, library: Library) -> list[Json]:
    """RxNorm, UNII and ATC of a substance, as its record has them."""
    if not library.has("substances", substance):
        return []
    codes = library.substance(substance).codes
    pairs = [(RXNORM, codes.rxnorm), (UNII, codes.unii), *((ATC, each) for each in codes.atc)]
    return [coding(system, code) for system, code in pairs if code]


def _companions(report: Report) -> tuple[Medicine, ...]:
    """What the check counted as it is always taken with another: nobody told it, and it is no statement."""
    told = len(report.medicines)
    while told and with_companions(report.medicines[: told - 1], report.library) == report.medicines:
        told -= 1
    return report.medicines[told:]


def _brings(medicine: Medicine, companion: Medicine, handover: Handover) -> bool:
    beside = handover.report.library.substance(medicine.substance).taken_with
    return beside is not None and beside.substance == companion.substance


def _lines(handover: Handover, counted: tuple[Medicine, ...]) -> list[tuple[Taken, ...]]:
    """What is taken by the line that was typed: the parts of one product are one statement."""
    held = [each for each in handover.taken if each.medicine not in counted]
    named = [each.medicine for each in held]
    held += [
        Taken(each, each.start, each.stop)
        for each in handover.report.medicines
        if each not in named and each not in counted
    ]
    groups: list[list[Taken]] = []
    for each in held:
        last = groups[-1] if groups else []
        if last and _is_part(each, last):
            last.append(each)
        else:
            groups.append([each])
    return [tuple(group) for group in groups]


def _is_part(each: Taken, group: list[Taken]) -> bool:
    first, medicine = group[0], each.medicine
    return (
        bool(clean(medicine.text))
        and medicine.text == first.medicine.text
        and medicine.substance not in {other.medicine.substance for other in group}
        and (each.since, each.until) == (first.since, first.until)
    )


def _statement(group: tuple[Taken, ...], beside: list[Medicine], handover: Handover, patient: str) -> Json:
    first, today = group[0], handover.made_on
    medicines = tuple(each.medicine for each in group)
    library = handover.report.library
    since, until = first.since or medicines[0].start, first.until or medicines[0].stop
    named = clean(medicines[0].text) or clean(medicines[0].name) or medicines[0].substance
    codes = codes_of(medicines[0].substance, library) if len(medicines) == 1 else []
    whose = {"said": "as told", "journal": "from the first dose in the journal"}.get(first.known_by, "")
    noted = [f"Begin: {whose}."] if since and whose else []
    if first.last_dose and not until and today - first.last_dose > _QUIET:
        noted.append(f"Last dose written down: {first.last_dose.isoformat()}.")
    noted += [f"{each.name}, which is always taken with it, was counted too." for each in beside]
    noted += [f"Holds {medicine.name}." for medicine in medicines if len(medicines) > 1]
    statement = filled(
        resourceType="MedicationStatement",
        text=narrative(paragraphs(named, _dates(since, until), *noted)),
        status=_status(medicines, since, until, today),
        medicationCodeableConcept=concept(named, *codes),
        subject=refer(patient),
        effectivePeriod=period(since, until),
        dateAsserted=today.isoformat(),
        informationSource=refer(patient),
        note=[{"text": clean(each)} for each in noted],
    )
    return told(medicines, statement, handover.report) if clean(medicines[0].text) else statement


def _status(medicines: tuple[Medicine, ...], since: date | None, until: date | None, today: date) -> str:
    if not any(each.taken for each in medicines):
        return "not-taken"
    if until and until <= today:
        return "completed"
    return "intended" if since and since > today else "active"


def _dates(since: date | None, until: date | None) -> str:
    parts = [f"since {since.isoformat()}" if since else "", f"until {until.isoformat()}" if until else ""]
    return " ".join(filter(None, parts))


def _unknown(text: str, today: date, patient: str) -> Json:
    """What is taken, by the name that was typed; nothing of it was checked."""
    return {
        "resourceType": "MedicationStatement",
        "text": narrative(paragraphs(text, "Not recognised, and not checked.")),
        "status": "active",
        "medicationCodeableConcept": {"text": text},
        "subject": refer(patient),
        "dateAsserted": today.isoformat(),
        "informationSource": refer(patient),
        "note": [{"text": "Not recognised, and not checked."}],
    }
