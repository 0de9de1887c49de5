"""Who a C-CDA document is about: age and sex, allergies, problems, kidney function."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cotake.knowledge import Library
from cotake.regimen._allergens import without_lead
from cotake.regimen._allergy_problems import allergen_of
from cotake.regimen._allergy_texts import best_name
from cotake.regimen._ccda_codes import Narrative, coded_lines, codes_of, day, is_negated, names_of, said
from cotake.regimen._ccda_xml import Node
from cotake.regimen._fhir_person import EGFR, MOST_EGFR, age_of, sex_of
from cotake.regimen._from_record import Left
from cotake.regimen._illnesses import SYSTEMS, Illness, as_code
from cotake.regimen._reactions import coded_reaction

_LOINC = "2.16.840.1.113883.6.1"
_SEVERITIES = {
    "fatal": "severe",
    "life threatening": "severe",
    "life threatening severity": "severe",
    "severe": "severe",
    "moderate to severe": "severe",
    "moderate": "moderate",
    "mild to moderate": "moderate",
    "mild": "mild",
    "24484000": "severe",
    "6736007": "moderate",
    "255604002": "mild",
}
_CRITICALITIES = {"CRITH": "high", "CRITL": "low"}
_OVER = ("inactive", "resolved", "no longer active", "remission", "completed")
#: Inactive, and resolved: of the value sets "Problem Status" and "Allergy Status" of HL7 (SNOMED CT).
_GONE = ("73425007", "413322009")
#: "Substance", "drug or medication" and the like, of which a negation says that there is no allergy, or no
#: problem: the value of the observation then is the kind of thing alone.
_ANY = ("105590001", "410942007", "55607006", "404684003", "64572001")


def patient(document: Node, today: date) -> dict[str, Any]:
    """Age and sex of the first patient."""
    found = document.first("recordTarget", "patientRole", "patient")
    born = found.first("birthTime").get("value")
    written = "-".join(filter(None, (born[:4], born[4:6], born[6:8])))
    return {**age_of(written, today), **sex_of(found.first("administrativeGenderCode").get("code"))}


def problems(section: Node, narrative: Narrative, today: date, *, past: bool = False) -> Iterator[Illness]:
    """The problems of a section."""
    for concern, each in _observations(section):
        value = each.first("value")
        names = names_of(value, narrative)
        coded = tuple((SYSTEMS[system], code) for system, code in codes_of(value) if system in SYSTEMS)
        if value.get("code") in _ANY or not (names or coded):
            continue  # "no known problems"
        high = each.first("effectiveTime", "high").get("value")
        end = day(high, last=True)
        is_over = past or (end is not None and end <= today) or _is_over(concern, each)
        yield Illness(next(iter(names), ""), coded, is_over, is_negated(each))


def allergies(
    section: Node, narrative: Narrative, library: Library
) -> Iterator[tuple[dict[str, Any] | None, Left | None]]:
    """Each allergy of a section as `read_person` takes it, or what is said of one that does not count."""
    for concern, each in _observations(section):
        entity = each.first("participant", "participantRole", "playingEntity")
        code = entity.first("code")
        names = [*names_of(code, narrative), said(entity.first("name"), narrative), *coded_lines(code)]
        known = ((SYSTEMS.get(system, ""), value) for system, value in codes_of(code))
        named = best_name([*names, allergen_of(known, library)], library)
        if is_negated(each):
            if named and code.get("code") not in _ANY:
                yield None, Left(named, "recorded as no allergy, and not counted")
            continue
        named = (
            named
            or said(each.first("text"), narrative)
            or as_code(codes_of(code))
            or "an allergy that is not named"
        )
        if _is_over(concern, each):
            yield None, over(named)
            continue
        yield _allergy(each, named, narrative, library), None


def over(named: str) -> Left:
    """What is told of an allergy that is over, by its name as it is written."""
    return Left(f"Allergy to {without_lead(named)}", "inactive or resolved, and not counted")


def _allergy(each: Node, named: str, narrative: Narrative, library: Library) -> dict[str, Any]:
    kind = each.first("value").get("displayName").lower()
    inner = list(each.each("observation"))
    reactions = [
        name
        for relation in each.all("entryRelationship")
        if relation.get("typeCode") == "MFST"
        for one in relation.all("observation")
        if (name := _reaction(one, narrative, library))
    ]
    values = [one.first("value") for one in inner]
    told = [
        _SEVERITIES.get(value.get(key).lower(), "") for value in values for key in ("displayName", "code")
    ]
    graded = [_CRITICALITIES.get(one.first("value").get("code"), "") for one in inner]
    words = {
        "type": "intolerance" if "intolerance" in kind else "allergy" if "allergy" in kind else "",
        "category": "food" if "food" in kind else "environment" if "environment" in kind else "",
        "severity": next((word for word in ("severe", "moderate", "mild") if word in told), ""),
        "criticality": next((word for word in ("high", "low") if word in graded), ""),
    }
    found = {"name": named, "reaction": list(dict.fromkeys(reactions)), **words}
    return {key: value for key, value in found.items() if value}


def _reaction(each: Node, narrative: Narrative, library: Library) -> str:
    """A reaction in words: its name, else the text of the entry, beside what its code says."""
    value = each.first("value")
    names = [*names_of(value, narrative), value.text(), said(each.first("text"), narrative)]
    return coded_reaction(next(filter(None, names), ""), codes_of(value), library)


def _observations(section: Node) -> Iterator[tuple[Node, Node]]:
    """Each observation right below a concern (or below the entry), with that concern."""
    for entry in section.all("entry"):
        for each in entry.all("observation"):
            yield entry, each
        for act in entry.all("act"):
            for each in act.at("entryRelationship", "observation"):
                yield act, each


def _is_over(concern: Node, each: Node) -> bool:
    """Whether the concern is closed, or a status beside the observation says that it is over."""
    if concern.first("statusCode").get("code").lower() in ("completed", "aborted", "nullified"):
        return True
    statuses = [one for one in each.at("entryRelationship", "observation") if _is_status(one)]
    values = [one.first("value") for one in statuses]
    words = {value.get(key).lower() for value in values for key in ("displayName", "code")}
    coded = {code for value in values for _, code in codes_of(value)}
    return not (words.isdisjoint(_OVER) and coded.isdisjoint(_GONE))


def _is_status(one: Node) -> bool:
    """Whether an observation is the status of what it stands in (Status of LOINC)."""
    return one.first("code").get("code") == "33999-4"


def egfr(document: Node) -> list[tuple[str, float]]:
    """The day and the value of each estimated GFR per 1.73 m²."""
    found = []
    for each in document.each("observation"):
        code, value = each.first("code"), each.first("value")
        if not any(system == _LOINC and one in EGFR for system, one in codes_of(code)):
            continue
        time = each.first("effectiveTime")
        on = day(time.get("value") or time.first("low").get("value"))
        try:
            measured = float(value.get("value"))
        except ValueError:
            continue
        if 0 < measured < MOST_EGFR:
            found.append((on.isoformat() if on else "", measured))
    return found
