"""Who a FHIR document is about: age and sex, allergies, illnesses, kidney function."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cotake.knowledge import Library
from cotake.regimen._allergens import is_none, without_lead
from cotake.regimen._allergy_problems import allergen_of
from cotake.regimen._allergy_texts import best_name
from cotake.regimen._fhir_json import codes, codings, day, entries, name, narrative, number, text
from cotake.regimen._fhir_medicines import coded_lines, unnamed
from cotake.regimen._from_record import Left
from cotake.regimen._illnesses import SNOMED, SYSTEMS, Illness, as_code
from cotake.regimen._reactions import coded_reaction, known_reactions

_LOINC = "http://loinc.org"
#: Estimated GFR per 1.73 m², by MDRD and by CKD-EPI: LOINC, as listed in value sets of HL7
#: (ckd-valueset-egfr of FHIR Clinical Guidelines, egfr-method of the Lithuanian laboratory guide).
EGFR = ("33914-3", "76633-7", "77147-7", "62238-1", "98979-8", "69405-9")
#: Age as it was told or worked out: LOINC.
_AGE = "30525-0"
MOST_EGFR = 200
_OLDEST, _YEAR = 130, 366
_SEVERITIES = ("severe", "moderate", "mild")
_OVER = frozenset({"inactive", "remission", "resolved"})
_REFUTED = frozenset({"refuted", "entered-in-error"})
#: Codes of the International Patient Summary for "no known …", and for "nothing is known of it".
_NONE = frozenset({f"no-known-{what}allergies" for what in ("", "medication-", "environmental-", "food-")})
_NOT_KNOWN = frozenset({"no-allergy-info"})


def patient(each: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Age and sex."""
    return {**age_of(text(each.get("birthDate")), today), **sex_of(text(each.get("gender")))}


def age_of(born: str, today: date) -> dict[str, Any]:
    """The age in full years of who was born on a day, or in a month or year, as digits and hyphens."""
    parts = [int(part) for part in re.findall(r"\d+", born)[:3]]
    if not parts or not 1850 < parts[0] <= today.year:
        return {}
    month, born_on = [*parts[1:], 1, 1][:2]
    age = today.year - parts[0] - ((today.month, today.day) < (month, born_on))
    return {"age": age} if age >= 0 else {}


def sex_of(word: str) -> dict[str, Any]:
    """The sex, where it is one of two."""
    known = {"male": "male", "m": "male", "female": "female", "f": "female"}
    return {"sex": known[word.lower()]} if word.lower() in known else {}


def illness(each: Mapping[str, Any]) -> Illness | Left:
    """An illness with its codes, and whether it is there; or what is said of one that is not named."""
    clinical, verified = codes(each.get("clinicalStatus")), codes(each.get("verificationStatus"))
    ended = bool(day(each.get("abatementDateTime"))) and not clinical
    coded = [(system, code) for system, code, _ in codings(each.get("code")) if code]
    known = tuple((SYSTEMS[system], code) for system, code in coded if system in SYSTEMS)
    over, refuted = ended or bool(clinical & _OVER), bool(verified & _REFUTED)
    named = name(each.get("code")) or ("" if known else as_code(coded))
    if not (named or known or over or refuted):
        return unnamed(each, "names no illness")
    return Illness(named or narrative(each), known, over, refuted)


def allergy(each: Mapping[str, Any], library: Library) -> tuple[dict[str, Any] | None, Left | None]:
    """An allergy as `read_person` takes it, or what is to be said of one that does not count."""
    concept = each.get("code") or each.get("substance")
    coded = codes(concept)
    snomed = {code for system, code, _ in codings(concept) if SYSTEMS.get(system) == SNOMED}
    if coded & _NONE or is_none(snomed, library):
        return None, None
    named = _best_name(concept, library)
    shown_as = without_lead(named or narrative(each) or "something that is not named")
    if coded & _NOT_KNOWN:
        return None, Left("Allergies", "the record says that nothing is known of them")
    fields = ("clinicalStatus", "verificationStatus", "status")
    status = {code for field in fields for code in codes(each.get(field))}
    if gone := sorted(status & (_OVER | _REFUTED)):
        return None, Left(f"Allergy to {shown_as}", f"{' and '.join(gone)}, and not counted")
    if not named:
        return None, unnamed(each, "names nothing")
    reactions = entries(each.get("reaction"))
    shown = list(_reactions(reactions, library))
    severities = {text(one.get("severity")).lower() for one in reactions}
    found: dict[str, Any] = {
        "name": named,
        "type": next((word for word in ("allergy", "intolerance") if word in codes(each.get("type"))), ""),
        "category": _category(each.get("category")),
        "reaction": list(dict.fromkeys(filter(None, shown))),
        "severity": next((word for word in _SEVERITIES if word in severities), ""),
        "criticality": next(
            (word for word in ("low", "high") if word == text(each.get("criticality")).lower()), ""
        ),
    }
    return {key: value for key, value in found.items() if value}, None


def _reactions(listed: Iterable[Mapping[str, Any]], library: Library) -> Iterator[str]:
    """The reactions in words: each manifestation, and a description that says more or stands alone."""
    for one in listed:
        shown = [
            coded_reaction(name(each), ((system, code) for system, code, _ in codings(each)), library)
            for each in entries(one.get("manifestation"))
        ]
        shown = list(filter(None, shown))
        yield from shown
        described = text(one.get("description"))
        said = known_reactions((described,), library)
        if described and (not shown or not set(said) <= set(known_reactions(shown, library))):
            yield described


def _category(given: Any) -> str:
    """The category; food and environment only where nothing else is named beside them."""
    listed = {text(one).lower() for one in (given if isinstance(given, list) else [given])}
    order = ("medication", "biologic", "food", "environment")
    return next((word for word in order if word in listed), "")


def _best_name(concept: Any, library: Library) -> str:
    """The name that is understood best, the codes among them, else the first; "" where there is none."""
    coded = [(system, code) for system, code, _ in codings(concept)]
    known = ((SYSTEMS.get(system, ""), code) for system, code in coded)
    named = [name(concept), *(shown for _, _, shown in codings(concept))]
    named += [*coded_lines(concept), allergen_of(known, library)]
    return best_name(named, library) or as_code(coded)


def egfr(each: Mapping[str, Any]) -> list[tuple[str, float]]:
    """The day and the value of an estimated GFR per 1.73 m²."""
    value = _measured(each, EGFR)
    return [(day(each.get("effectiveDateTime")), value)] if value is not None and value < MOST_EGFR else []


def age(each: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The age in years of an observation of it that is not over a year old."""
    value, on = _measured(each, (_AGE,)), day(each.get("effectiveDateTime"))
    quantity = each.get("valueQuantity")
    unit = text(quantity.get("code")) or text(quantity.get("unit")) if isinstance(quantity, dict) else ""
    if value is None or unit.lower() not in ("a", "year", "years", "yr") or value > _OLDEST:
        return {}
    return {"age": value} if on and 0 <= (today - date.fromisoformat(on)).days <= _YEAR else {}


def _measured(each: Mapping[str, Any], wanted: Iterable[str]) -> float | None:
    """The value above 0 of an observation of one of these LOINC codes that was not taken back."""
    if text(each.get("status")).lower() in ("entered-in-error", "cancelled"):
        return None
    quantity = each.get("valueQuantity")
    known = any(system == _LOINC and code in wanted for system, code, _ in codings(each.get("code")))
    value = number(quantity.get("value")) if isinstance(quantity, dict) else None
    return value if known and value is not None and value > 0 else None
