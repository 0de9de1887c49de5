"""A medicine of C-CDA (Medication Activity) as a line that a person would write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from cotake.regimen._ccda_codes import Narrative, coded_lines, day, is_negated, names_of, said
from cotake.regimen._ccda_xml import Node
from cotake.regimen._fhir_medicines import dose_of, line_of, often_of
from cotake.regimen._from_record import Left

#: What is taken (EVN), is to be (INT), or was asked for (RQO); others are goals, offers and definitions.
_MOODS = ("EVN", "INT", "RQO", "PRMS", "")
_ENDED = ("aborted", "cancelled", "obsolete")
_HELD = ("suspended", "held")
#: "Drug or medication" of SNOMED CT, of which a negation says that none is taken.
_ANY_MEDICINE = "410942007"
#: Medication Instructions of LOINC.
_INSTRUCTIONS = "76662-6"
#: Events of the day (HL7 TimingEvent) by the letter of the meal, or as such.
_EVENTS = {"HS": "at bedtime", "WAKE": "in the morning", "M": "in the morning", "V": "in the evening"}
#: Units of UCUM that people write otherwise.
_UNITS = {"[IU]": "IU", "[iU]": "IU", "ug": "mcg", "ML": "ml", "mL": "ml", "{tbl}": "tablet"}


def medicines(
    section: Node, narrative: Narrative, today: date, understood: Callable[[str], bool]
) -> Iterator[tuple[str, Left | str | None]]:
    """Each medicine of a section as a line, and why there is none or what is to be said of it."""
    for entry in section.all("entry"):
        for each in _outermost(entry):
            yield _medicine(each, narrative, today, understood)


def _outermost(node: Node) -> Iterator[Node]:
    """The administrations within, but not those that are part of another."""
    for each in node.inside:
        if isinstance(each, Node):
            if each.name == "substanceAdministration":
                yield each
            elif each.name != "text":
                yield from _outermost(each)


def _medicine(
    each: Node, narrative: Narrative, today: date, understood: Callable[[str], bool]
) -> tuple[str, Left | str | None]:
    code, names = _named(each, narrative)
    coded = coded_lines(code)
    shown = next(iter((*names, *coded)), "")
    if is_negated(each):
        if not shown or any(one.get("code") == _ANY_MEDICINE for one in (code, *code.all("translation"))):
            return "", "The record says that no medicine is taken"
        return "", Left(shown, "not checked: recorded as not taken")
    if not shown:
        return "", Left("a medicine of the record has no name", "", True)
    mood, status = each.get("moodCode"), each.first("statusCode").get("code").lower()
    if mood not in _MOODS:
        return "", Left(shown, f"not checked: neither taken nor ordered (mood {mood})")
    if status == "nullified":
        return "", Left(shown, "not checked: entered in error")
    begin, end = _span(each)
    if status in _ENDED and end is None:
        return "", Left(shown, f"not checked: {status}, and no day is told")
    over = end is not None and end <= today and status in (*_ENDED, "completed")
    notes = ["on hold, and checked as if it were taken"] if status in _HELD else []
    if status == "completed" and end is None:
        notes.append("called completed without a last day, and counted as taken")
    if end is not None and end < today and not over:
        notes.append(f"its last day ({end}) is over, but it is not called ended, and it counts as taken")
    dates = [f"from {begin}"] if begin and begin <= (end or begin) else []
    dates += [f"stopped {end}"] if over else []
    how = [(one, _dosage(each, one, narrative)) for one in (*names, *coded)]
    line, dosage = line_of(how, dates, understood)
    if how[0][1] and not dosage:
        notes.append(f"its dosage was not understood, and the usual one is taken: {how[0][1]}")
    if any(inner.first("doseQuantity").get("value") for inner in _parts(each)):
        notes.append("it has several dosages, and the first of them is read")
    return line, Left(shown, "; ".join(notes)) if notes else None


def _named(each: Node, narrative: Narrative) -> tuple[Node, list[str]]:
    """The code of a medicine and what it is called; where it has none, the text of the entry."""
    product = each.first("consumable", "manufacturedProduct")
    material = product.first("manufacturedMaterial")
    material = material if material.name else product.first("manufacturedLabeledDrug")
    code = material.first("code")
    names = [*names_of(code, narrative), said(material.first("name"), narrative)]
    named = list(dict.fromkeys(filter(None, names)))
    if not named and not coded_lines(code):
        texts = (said(each.first("text"), narrative), _instructions(each, narrative))
        named = [text for text in texts if text][:1]
    return code, named


def _parts(each: Node) -> Iterator[Node]:
    return each.at("entryRelationship", "substanceAdministration")


def _instructions(each: Node, narrative: Narrative) -> str:
    for part in _parts(each):
        if part.first("code").get("code") == _INSTRUCTIONS:
            return said(part.first("text"), narrative)
    return ""


def _span(each: Node) -> tuple[date | None, date | None]:
    """The first and the last day; of a single time both are that day."""
    for time in each.all("effectiveTime"):
        if time.first("period").name or time.first("event").name:
            continue
        if value := time.get("value"):
            return day(value), day(value)
        begin, end = time.first("low").get("value"), time.first("high").get("value")
        if begin or end:
            return day(begin), day(end, last=True)
    return None, None


def _dosage(each: Node, named: str, narrative: Narrative) -> str:
    """Dose, route and how often, as a person would write them; the instructions where there is none."""
    often = next(filter(None, map(_often, each.all("effectiveTime"))), "")
    said_so = [_dose(each.first("doseQuantity"), named), _route(each.first("routeCode")), often]
    needed = ["as needed"] if next(each.all("precondition"), None) is not None else []
    found = " ".join(filter(None, said_so))
    if not said_so[0] and not often:
        found = _instructions(each, narrative) or found
    return " ".join([found, *needed]).strip() if found else ""


def _dose(quantity: Node, named: str) -> str:
    held = quantity if quantity.get("value") else quantity.first("high")
    unit = held.get("unit") or quantity.get("unit")
    try:
        value = float(held.get("value"))
    except ValueError:
        return ""
    return dose_of(value, _UNITS.get(unit, unit), named) if 0 <= value < 1e9 else ""


def _route(code: Node) -> str:
    shown = code.get("displayName").lower()
    return shown.removesuffix(" route of administration").removesuffix(" route").strip()


def _often(time: Node) -> str:
    period, event = time.first("period"), time.first("event").get("code").upper()
    if event:
        return _EVENTS.get(event) or _EVENTS.get(event[-1:], "")
    if not period.name:
        return ""
    held = period if period.get("value") else period.first("low")
    unit = held.get("unit") or period.get("unit")
    try:
        value = float(held.get("value"))
    except ValueError:
        return ""
    if unit == "h" and value == 24:
        value, unit = 1, "d"
    return often_of(1, value, unit) if 0 < value < 1e6 else ""
