"""A medicine of FHIR as a line that a person would write: name, dose, how often, from when to when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cotake.regimen._fhir_json import (
    codes,
    codings,
    concept_of,
    day,
    entries,
    name,
    narrative,
    number,
    text,
)
from cotake.regimen._from_record import Left
from cotake.regimen._rxnorm_names import variants

_RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
#: How the systems of codes of medicines are called in FHIR and in C-CDA, and in a line.
SYSTEMS = {
    _RXNORM: "RxCUI",
    "urn:oid:2.16.840.1.113883.6.88": "RxCUI",
    "2.16.840.1.113883.6.88": "RxCUI",
    "http://www.whocc.no/atc": "ATC",
    "2.16.840.1.113883.6.73": "ATC",
    "http://fdasis.nlm.nih.gov": "UNII",
    "urn:oid:2.16.840.1.113883.4.9": "UNII",
    "2.16.840.1.113883.4.9": "UNII",
}
#: Statuses of what is taken, or is about to be; and of what was, which counts with the day of its end.
_TAKEN = ("active", "intended", "draft", "on-hold", "unknown", "recorded", "")
_ENDED = ("completed", "stopped", "not-taken", "cancelled", "ended", "not-taking")
_ONCE = {"weeks": "weekly", "months": "monthly", "hours": "every hour"}
_PERIODS = {"h": "hours", "d": "days", "wk": "weeks", "mo": "months", "min": "minutes"}
#: Times of the day (EventTiming).
_WHEN = {"HS": "at bedtime", "MORN": "in the morning", "EVE": "in the evening", "NIGHT": "at night"}
_PIECES = re.compile(
    r"\{?(?:tbl|tab(?:let)?s?|cap(?:sule)?s?|pills?|each|ea|unit dose|unit)\}?\.?|1", re.IGNORECASE
)
_STRENGTH = re.compile(r"\d\s*(?:mg|mcg|ug|µg|g|unt|iu|meq)\b(?!/)", re.IGNORECASE)


def medicine(
    each: Mapping[str, Any], known: Mapping[str, dict[str, Any]], understood: Callable[[str], bool]
) -> tuple[str, Left | None]:
    """The line of a medicine, and why there is none or what is to be said of it."""
    named, coded = _named(each, known)
    kind = each["resourceType"]
    shown = named or " ".join(coded[:1]) or f"a {kind} without a name"
    status = _status(each)
    if status == "entered-in-error":
        return "", Left(shown, "not checked: entered in error")
    if not named and not coded:
        return "", unnamed(each, "names no medicine")
    begin, end = _period(each)
    if status in _ENDED and not end:
        return "", Left(shown, f"not checked: {status}, and no day is told")
    if status not in (*_TAKEN, *_ENDED):
        return "", Left(shown, f"not checked: of the status {status!r}, which is not known", True)
    if each.get("doNotPerform") is True:
        return "", Left(shown, "not checked: not to be taken")
    rest = _dosage(each, named)
    dates = [f"from {begin}"] if begin else []
    dates += [f"stopped {end}"] if end and status in _ENDED else []
    line, said = line_of(((one, rest) for one in (named, *coded)), dates, understood)
    notes = ["on hold, and checked as if it were taken"] if status == "on-hold" else []
    if rest and not said:
        notes.append(f"its dosage was not understood, and the usual one is taken: {rest}")
    notes += ["it has several dosages, and the first of them is read"] if _dosages(each)[1:] else []
    return line, Left(shown, "; ".join(notes)) if notes else None


def unnamed(each: Mapping[str, Any], lacking: str) -> Left:
    """What is told of a resource that names nothing, with its text for people: the record is not whole."""
    kind, words = each["resourceType"], narrative(each)
    article = "an" if kind[0] in "AEIOU" else "a"
    shown = f"; its text: {words}" if words else ""
    return Left(f"{article} {kind} ({text(each.get('id')) or 'no id'}) {lacking}{shown}", "", True)


def line_of(
    options: Iterable[tuple[str, str]], dates: list[str], understood: Callable[[str], bool]
) -> tuple[str, str]:
    """The first line that is understood, and the dosage that stands in it or "".

    Args:
        options: names and codes, the best first, each with the dosage as it is to be said with it.
        dates: from when, and until when.
        understood: whether a line is understood.
    """
    listed = [(each, how) for each, how in options if each]
    tries = [
        (" ".join(filter(None, (each, how, *dates))), how)
        for with_dosage in (True, False)
        for name, dosage in listed
        for how in ((dosage,) if with_dosage else ("",))
        for each in variants(name)
    ]
    return next((one for one in dict.fromkeys(tries) if understood(one[0])), tries[0])


def dose_of(value: float, unit: str, named: str) -> str:
    """A dose as a line has it; pieces say something only where the name has the strength of one."""
    shown = f"{value:g}"
    strong = _STRENGTH.search(named)
    if not unit or _PIECES.fullmatch(unit):
        return f"{shown} {'tablet' if shown == '1' else 'tablets'}" if strong else ""
    return "" if strong and unit.lower() not in ("mg", "mcg", "ug", "g") else f"{shown} {unit}"


def often_of(times: int, period: float, unit: str) -> str:
    """How often: a number of times in a period, whose unit is one of UCUM; "" where it is another."""
    word = _PERIODS.get(unit, "")
    if not word or times <= 0 or period <= 0:
        return ""
    if word == "days" and period == 1:
        return f"{times} times a day" if times > 1 else "daily"
    if times == 1:
        return _ONCE.get(word, f"every {word}") if period == 1 else f"every {period:g} {word}"
    return f"{times} times a {word.removesuffix('s')}" if period == 1 else ""


def _status(each: Mapping[str, Any]) -> str:
    """The status; of R5 what is said of whether it is taken counts before it."""
    adherence = each.get("adherence")
    said = codes(adherence.get("code")) if isinstance(adherence, dict) else set()
    for word in ("not-taking", "on-hold"):
        if word in said:
            return word
    return text(each.get("status")).lower()


def _named(each: Mapping[str, Any], known: Mapping[str, dict[str, Any]]) -> tuple[str, list[str]]:
    """The name as it is written, and the codes as lines."""
    whole = each.get("medication")  # R5: the concept or the reference within
    whole = whole if isinstance(whole, dict) else {}
    concept = each.get("medicationCodeableConcept") or concept_of(whole)
    if not isinstance(concept, dict) or concept is whole:
        reference = each.get("medicationReference") or whole.get("reference")
        reference = {"reference": reference} if isinstance(reference, str) else reference
        reference = reference if isinstance(reference, dict) else {}
        concept = _referred(each, known, text(reference.get("reference")))
        if concept is None:
            return text(reference.get("display")), []
    return name(concept), coded_lines(concept)


def coded_lines(concept: Any) -> list[str]:
    """The codes of a medicine, each as a line that says its system."""
    known = ((SYSTEMS.get(system), code) for system, code, _ in codings(concept))
    return [f"{system} {code}" for system, code in known if system and code]


def _referred(
    each: Mapping[str, Any], known: Mapping[str, dict[str, Any]], target: str
) -> dict[str, Any] | None:
    """The concept of a medicine that is referred to, in the resource itself or in the bundle."""
    contained = entries(each.get("contained"))
    held = next((one for one in contained if target and f"#{text(one.get('id'))}" == target), None)
    last = "/".join(target.split("/")[-2:])
    found = held or known.get(target) or known.get(last)
    concept = found.get("code") if found is not None else None
    return concept if isinstance(concept, dict) else None


def _period(each: Mapping[str, Any]) -> tuple[str, str]:
    """The first and the last day, "" where none is told."""
    period = each.get("effectivePeriod")
    period = period if isinstance(period, dict) else {}
    asked = each.get("dispenseRequest")
    valid = asked.get("validityPeriod") if isinstance(asked, dict) else None
    valid = valid if isinstance(valid, dict) else {}
    begin = (
        period.get("start") or each.get("effectiveDateTime") or valid.get("start") or each.get("authoredOn")
    )
    return day(begin), day(period.get("end") or valid.get("end"))


def _dosage(each: Mapping[str, Any], named: str) -> str:
    """Dose, route and how often, as a person would write them; the text where nothing else is there."""
    dosage = next(iter(_dosages(each)), {})
    parts = [_dose(dosage, named), name(dosage.get("route")), _often(dosage.get("timing"))]
    said = " ".join(filter(None, parts))
    needed = dosage.get("asNeededBoolean") is True or dosage.get("asNeeded") is True
    if needed or dosage.get("asNeededFor") or isinstance(dosage.get("asNeededCodeableConcept"), dict):
        said = f"{said} as needed".strip()
    return said or text(dosage.get("text"))


def _dosages(each: Mapping[str, Any]) -> list[dict[str, Any]]:
    held = each.get("dosageInstruction") or each.get("dosage")
    return entries(held) if isinstance(held, list) else []


def _dose(dosage: Mapping[str, Any], named: str) -> str:
    first = next(iter(entries(dosage.get("doseAndRate"))), {})
    span = first.get("doseRange")
    quantity = first.get("doseQuantity") or (span.get("high") if isinstance(span, dict) else None)
    if not isinstance(quantity, dict) or (value := number(quantity.get("value"))) is None:
        return ""
    return dose_of(value, text(quantity.get("unit")) or text(quantity.get("code")), named)


def _often(timing: Any) -> str:
    if not isinstance(timing, dict):
        return ""
    repeat = timing.get("repeat")
    repeat = repeat if isinstance(repeat, dict) else {}
    when = repeat.get("when")
    if isinstance(when, list) and len(when) == 1 and text(when[0]) in _WHEN:
        return _WHEN[text(when[0])]
    times, period = number(repeat.get("frequency")), number(repeat.get("period", 1))
    often = often_of(int(times), period, text(repeat.get("periodUnit"))) if times and period else ""
    return often or name(timing.get("code"))
