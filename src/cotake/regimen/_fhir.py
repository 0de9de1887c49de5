"""Medicines, patient and allergies from FHIR R4: a bundle or a single resource, as records export them.

Read leniently, since what records export is seldom valid to the letter: what is understood becomes a line
as a person would write it, and whatever is not is told. HL7 FHIR R4 (v4.0.1): MedicationRequest,
MedicationStatement, Medication, Patient, AllergyIntolerance, Condition, and Observation of the eGFR.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from cotake._errors import InputError
from cotake._record import record

_RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
_SYSTEMS = {
    _RXNORM: "RxCUI",
    "urn:oid:2.16.840.1.113883.6.88": "RxCUI",
    "http://www.whocc.no/atc": "ATC",
    "http://fdasis.nlm.nih.gov": "UNII",
    "urn:oid:2.16.840.1.113883.4.9": "UNII",
}
_LOINC = "http://loinc.org"
#: Estimated GFR per 1.73 m², by MDRD and by CKD-EPI: LOINC, as listed in value sets of HL7
#: (ckd-valueset-egfr of FHIR Clinical Guidelines, egfr-method of the Lithuanian laboratory guide).
_EGFR = ("33914-3", "76633-7", "77147-7", "62238-1", "98979-8")
#: Statuses of what is taken, or is about to be; and of what was, which counts with the day of its end.
_TAKEN = ("active", "intended", "draft", "on-hold", "unknown", "")
_ENDED = ("completed", "stopped", "not-taken", "cancelled", "ended")
_PERIODS = {"h": "hours", "d": "days", "wk": "weeks", "mo": "months", "min": "minutes"}
#: Times of the day (EventTiming).
_WHEN = {"HS": "at bedtime", "MORN": "in the morning", "EVE": "in the evening", "NIGHT": "at night"}
_PIECES = re.compile(
    r"\{?(?:tbl|tab(?:let)?s?|cap(?:sule)?s?|pills?|each|ea|unit dose)\}?\.?", re.IGNORECASE
)
_STRENGTH = re.compile(r"\d\s*(?:mg|mcg|ug|µg|g|unt|iu|meq)\b", re.IGNORECASE)
#: What the name of an RxNorm product begins with and a name is not.
_BEFORE = re.compile(r"^(?:NDA\d+\s+)?(?:\d+(?:\.\d+)?\s+(?:HR|ML|ACTUAT)\s+)+", re.IGNORECASE)
_MOST, _MOST_EGFR = 20_000, 200


@record
class FromFhir:
    """What a FHIR document says: medicines as lines, the person, and what was left out, and why."""

    lines: tuple[str, ...]
    person: dict[str, Any]
    left_out: tuple[str, ...]


def is_fhir(data: Any) -> bool:
    """Whether JSON is a FHIR resource."""
    return isinstance(data, dict) and isinstance(data.get("resourceType"), str)


def read_fhir(
    data: Any,
    *,
    today: date,
    understood: Callable[[str], bool] | None = None,
    illness: Callable[[str], bool] | None = None,
) -> FromFhir:
    """Read a bundle or a single resource.

    Args:
        data: the JSON, or its text.
        today: from which an age is counted.
        understood: whether a line is understood; of a medicine with a name and codes the first such line
            is taken. Without, the name.
        illness: whether an illness is known by this name; others are told.

    Raises:
        InputError: it is no JSON, no FHIR, of another version's shape, or holds no medicine and nothing
            that tells of one.
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
    known = _by_reference(resources)
    lines: list[str] = []
    told: list[str] = []
    person: dict[str, Any] = {}
    ill: list[str] = []
    measured: list[tuple[str, float]] = []
    for _, each in resources:
        kind = each["resourceType"]
        if kind == "Patient":
            if person:
                raise InputError("the bundle holds several patients; send those of one person")
            person = _person(each, today)
        elif kind in ("MedicationRequest", "MedicationStatement"):
            line, why = _medicine(each, known, understood or (lambda text: True))
            if line in lines:
                why = "; ".join(filter(None, (why, f"{line}: written more than once, and counted once")))
            lines += [line] if line else []
            told += [why] if why else []
        elif kind == "AllergyIntolerance":
            told.append(_allergy(each))
        elif kind == "Condition":
            ill += _illness(each)
        elif kind == "Observation":
            measured += _egfr(each)
    named = dict.fromkeys(ill)
    if conditions := [name for name in named if illness is not None and illness(name)]:
        person["conditions"] = conditions
    if others := [name for name in named if name not in conditions]:
        told.append(f"Not known by these names, and not reckoned with: {', '.join(others)}")
    if measured:
        day, value = max(measured)
        person["egfr"] = value
        told.append(f"The kidney function is that of {day or 'a day that is not told'}: eGFR {value:g}")
    return FromFhir(tuple(dict.fromkeys(lines)), person, tuple(dict.fromkeys(told)))


def _resources(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each resource with the address it is referred to by."""
    if data["resourceType"] != "Bundle":
        yield "", dict(data)
        return
    entries = data.get("entry") or []
    if not isinstance(entries, list):
        raise InputError("the bundle's entry is no list")
    for each in entries:
        resource = each.get("resource") if isinstance(each, dict) else None
        if resource is not None and is_fhir(resource):
            if resource["resourceType"] == "Bundle":
                raise InputError("the bundle holds another bundle; send that one alone")
            yield _text(each.get("fullUrl")), resource


def _by_reference(resources: list[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for address, each in resources:
        if each["resourceType"] == "Medication":
            found[address] = each
            found[f"Medication/{_text(each.get('id'))}"] = each
    return found


def _person(patient: Mapping[str, Any], today: date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    born, sex = _text(patient.get("birthDate")), _text(patient.get("gender"))
    parts = [int(part) for part in re.findall(r"\d+", born)[:3]]
    if parts and 1850 < parts[0] <= today.year:
        month, day = [*parts[1:], 1, 1][:2]
        found["age"] = today.year - parts[0] - ((today.month, today.day) < (month, day))
    if sex in ("male", "female"):
        found["sex"] = sex
    return found


def _medicine(
    each: Mapping[str, Any], known: Mapping[str, dict[str, Any]], understood: Callable[[str], bool]
) -> tuple[str, str]:
    """The line of a medicine, or why there is none."""
    named, codes = _named(each, known)
    kind = each["resourceType"]
    shown = named or " ".join(codes[:1]) or f"a {kind} without a name"
    status = _text(each.get("status")).lower()
    if status == "entered-in-error":
        return "", f"{shown}: not checked: entered in error"
    if not named and not codes:
        return "", f"a {kind} ({_text(each.get('id')) or 'no id'}) names no medicine"
    begin, end = _period(each)
    if status in _ENDED and not end:
        return "", f"{shown}: not checked: {status}, and no day is told"
    if status not in (*_TAKEN, *_ENDED):
        return "", f"{shown}: not checked: of the status {status!r}, which is not known"
    if each.get("doNotPerform") is True:
        return "", f"{shown}: not checked: not to be taken"
    rest = _dosage(each, named)
    dates = [f"from {begin}"] if begin else []
    dates += [f"stopped {end}"] if end and status in _ENDED else []
    names = [named, _BEFORE.sub("", named), _plain(named), *codes]
    tries = [
        " ".join(filter(None, (name, *how, *dates)))
        for how in ((rest,), ())
        for name in dict.fromkeys(filter(None, names))
    ]
    line = next((text for text in tries if understood(text)), tries[0])
    notes = ["on hold, and checked as if it were taken"] if status == "on-hold" else []
    if rest and rest not in line:
        notes.append(f"its dosage was not understood, and the usual one is taken: {rest}")
    notes += ["it has several dosages, and the first of them is read"] if _dosages(each)[1:] else []
    return line, f"{shown}: {'; '.join(notes)}" if notes else ""


def _plain(name: str) -> str:
    """The name of an RxNorm product without brand and packing."""
    return re.sub(r"\s*\[[^\]]*\]|\b\d+(?:\.\d+)?\s*(?:HR|ACTUAT)\b", " ", _BEFORE.sub("", name)).strip()


def _named(each: Mapping[str, Any], known: Mapping[str, dict[str, Any]]) -> tuple[str, list[str]]:
    """The name as it is written, and the codes as lines."""
    concept = each.get("medicationCodeableConcept")
    if not isinstance(concept, dict):
        reference = each.get("medicationReference")
        reference = reference if isinstance(reference, dict) else {}
        target = _text(reference.get("reference"))
        contained = each.get("contained") if isinstance(each.get("contained"), list) else []
        held = next(
            (one for one in contained or [] if isinstance(one, dict) and f"#{one.get('id')}" == target),
            known.get(target)
            or known.get(target.rpartition("/")[0].rpartition("/")[2] + "/" + target.rpartition("/")[2]),
        )
        concept = held.get("code") if isinstance(held, dict) else None
        if not isinstance(concept, dict):
            return _text(reference.get("display")), []
    codings = [one for one in concept.get("coding") or [] if isinstance(one, dict)]
    codes = [
        f"{_SYSTEMS[_text(one.get('system'))]} {_text(one.get('code'))}"
        for one in codings
        if _text(one.get("system")) in _SYSTEMS and _text(one.get("code"))
    ]
    names = [_text(concept.get("text")), *(_text(one.get("display")) for one in codings)]
    return next(filter(None, names), ""), codes


def _period(each: Mapping[str, Any]) -> tuple[str, str]:
    """The first and the last day, "" where none is told."""
    period = each.get("effectivePeriod")
    period = period if isinstance(period, dict) else {}
    request = each.get("dispenseRequest")
    valid = request.get("validityPeriod") if isinstance(request, dict) else None
    valid = valid if isinstance(valid, dict) else {}
    begin = (
        period.get("start") or each.get("effectiveDateTime") or valid.get("start") or each.get("authoredOn")
    )
    return _day(begin), _day(period.get("end") or valid.get("end"))


def _day(given: Any) -> str:
    text = _text(given)[:10]
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _dosage(each: Mapping[str, Any], named: str) -> str:
    """Dose, route and how often, as a person would write them; the text where nothing else is there."""
    dosage = next(iter(_dosages(each)), {})
    parts = [_dose(dosage, named), _concept(dosage.get("route")), _often(dosage.get("timing"))]
    said = " ".join(filter(None, parts))
    if dosage.get("asNeededBoolean") is True or isinstance(dosage.get("asNeededCodeableConcept"), dict):
        said = f"{said} as needed".strip()
    return said or _text(dosage.get("text"))


def _dosages(each: Mapping[str, Any]) -> list[dict[str, Any]]:
    held = each.get("dosageInstruction") or each.get("dosage")
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def _dose(dosage: Mapping[str, Any], named: str) -> str:
    rates = dosage.get("doseAndRate")
    first = next((one for one in rates if isinstance(one, dict)), {}) if isinstance(rates, list) else {}
    span = first.get("doseRange")
    quantity = first.get("doseQuantity") or (span.get("high") if isinstance(span, dict) else None)
    if not isinstance(quantity, dict) or not isinstance(quantity.get("value"), (int, float)):
        return ""
    value, unit = f"{quantity['value']:g}", _text(quantity.get("unit") or quantity.get("code"))
    if not unit or _PIECES.fullmatch(unit):
        # Of pieces the strength stands in the name; without one they say nothing.
        return f"{value} {'tablet' if value == '1' else 'tablets'}" if _STRENGTH.search(named) else ""
    return (
        ""
        if _STRENGTH.search(named) and unit.lower() not in ("mg", "mcg", "ug", "g")
        else f"{value} {unit}"
    )


def _often(timing: Any) -> str:
    if not isinstance(timing, dict):
        return ""
    repeat = timing.get("repeat")
    when = repeat.get("when") if isinstance(repeat, dict) else None
    if isinstance(when, list) and len(when) == 1 and _text(when[0]) in _WHEN:
        return _WHEN[_text(when[0])]
    if isinstance(repeat, dict) and isinstance(repeat.get("frequency"), int):
        times, period = repeat["frequency"], repeat.get("period", 1)
        unit = _PERIODS.get(_text(repeat.get("periodUnit")), "")
        if unit and isinstance(period, (int, float)) and times > 0:
            if unit == "days" and period == 1:
                return f"{times} times a day" if times > 1 else "daily"
            if times == 1:
                return f"every {period:g} {unit}"
            if period == 1:
                return f"{times} times a {unit.removesuffix('s')}"
    return _concept(timing.get("code"))


def _concept(given: Any) -> str:
    """The text of a coded thing."""
    if not isinstance(given, dict):
        return ""
    codings = [one for one in given.get("coding") or [] if isinstance(one, dict)]
    return next(
        filter(None, (_text(given.get("text")), *(_text(one.get("display")) for one in codings))), ""
    )


def _illness(each: Mapping[str, Any]) -> list[str]:
    """The name of an illness that is there now, without what SNOMED puts in brackets."""
    clinical, verified = (_codes_of(each.get(name)) for name in ("clinicalStatus", "verificationStatus"))
    if clinical & {"inactive", "remission", "resolved"} or verified & {"refuted", "entered-in-error"}:
        return []
    name = re.sub(r"\s*\((?:disorder|finding|situation)\)$", "", _concept(each.get("code")))
    return [name] if name else []


def _egfr(each: Mapping[str, Any]) -> list[tuple[str, float]]:
    """The day and the value of an estimated GFR per 1.73 m²."""
    code, quantity = each.get("code"), each.get("valueQuantity")
    codings = code.get("coding") if isinstance(code, dict) else None
    known = any(
        isinstance(one, dict) and one.get("system") == _LOINC and _text(one.get("code")) in _EGFR
        for one in (codings if isinstance(codings, list) else [])
    )
    value = quantity.get("value") if isinstance(quantity, dict) else None
    if not known or not isinstance(value, (int, float)) or not 0 < value < _MOST_EGFR:
        return []
    return [(_day(each.get("effectiveDateTime")), float(value))]


def _codes_of(concept: Any) -> set[str]:
    codings = concept.get("coding") if isinstance(concept, dict) else None
    return {
        _text(one.get("code"))
        for one in (codings if isinstance(codings, list) else [])
        if isinstance(one, dict)
    }


def _allergy(each: Mapping[str, Any]) -> str:
    named = _concept(each.get("code")) or "something that is not named"
    return f"Allergy to {named}: allergies are not checked; tell whoever prescribes"


def _text(given: Any) -> str:
    return " ".join(given.split()) if isinstance(given, str) else ""
