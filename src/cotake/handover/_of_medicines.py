"""Who it is about, what is taken, and what could not be checked: the top of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cotake._text import joined, sentence
from cotake.handover._conditions import told_conditions
from cotake.handover._days import amount
from cotake.handover._page import Points, Said, Section, Table
from cotake.handover._types import Handover, Taken
from cotake.interactions import Report, label_of
from cotake.regimen import Allergy, Dose
from cotake.titration._dates import day_of

#: With no dose for longer than this the day of the last one is told.
_QUIET = timedelta(days=7)


def who(report: Report) -> Said:
    """Age, sex, kidney function, illnesses, allergies and genes as they were given, and what was not."""
    person, library = report.person, report.library
    told, lacking = [], []
    if person.age is None:
        lacking.append("age")
    else:
        told.append(f"{person.age:g} years")
    if person.sex:
        told.append(person.sex)
    else:
        lacking.append("sex")
    if person.egfr is None:
        lacking.append("kidney function")
    else:
        told.append(f"eGFR {person.egfr:g} mL/min/1.73 m²")
    known = library.vocabulary("conditions")
    illnesses = sorted(known[name].name for name in told_conditions(report) if name in known)
    if illnesses:
        told.append(joined(illnesses))
    else:
        lacking.append("illnesses")
    if person.allergies:
        told.append(f"allergies: {joined(_allergy(each) for each in person.allergies)}")
    elif not person.not_understood:  # what was told and not read may be one
        lacking.append("allergies")
    if person.not_understood:
        named = joined(f'"{each.text}"' for each in person.not_understood)
        told.append(f"told and not recognised: {named}")
    told += [f"{gene} {kind}" for gene, kind in sorted(person.genes.items())]
    if person.surgery is not None:
        told.append(f"operation planned for {day_of(person.surgery)}")
    missing = f"Not given: {joined(lacking)}." if lacking else ""
    text = f"{sentence('; '.join(told))}." if told else ""
    return Said(" ".join(each for each in (text, missing) if each), strong="Who")


def _allergy(allergy: Allergy) -> str:
    """`penicillins (severe rash)`; an intolerance is called so."""
    how = " ".join(each for each in (allergy.severity, joined(allergy.reactions)) if each)
    kind = "" if allergy.kind == "allergy" else allergy.kind
    noted = ", ".join(each for each in (kind, how) if each)
    return f"{allergy.name} ({noted})" if noted else allergy.name


def medicines_section(handover: Handover) -> Section:
    """A row a medicine: what it is, as it was written, a day's amount as understood, and since when.

    What was not recognised stands in it too: the table is the whole list.
    """
    report = handover.report
    taken = sorted(handover.taken, key=lambda each: (each.medicine.name.casefold(), each.medicine.text))
    rows = tuple(
        (
            sentence(label_of(each.medicine, report.library))
            + (f" (of {each.medicine.product})" if each.medicine.product else ""),
            each.medicine.text,
            _understood(each),
            _since(each, handover),
        )
        for each in taken
    ) + tuple(("Not recognised", each.text, "not checked", "") for each in report.not_recognised)
    by_journal = any(each.known_by == "journal" for each in taken)
    since = "Since (journal: first dose there)" if by_journal else "Since"
    head = ("Medicine", "As written", "Understood as", since)
    blocks: list[Table | Said] = []
    if rows:
        blocks.append(Table("Medicines", head, rows, (3, 4, 3, 4)))
    if report.assumptions:
        blocks.append(Said(" ".join(map(_stopped, report.assumptions)), strong="Assumed", soft=True))
    return Section("medicines", "Medicines", tuple(blocks), "medicines")


def _understood(taken: Taken) -> str:
    each = taken.medicine
    if not each.taken:
        return "not taken"
    once = each.as_needed and each.times_per_day is None  # one dose is known, and not how many
    per = "dose" if once else "day"
    most = "up to " if each.as_needed and not once else ""
    how = f"{most}{_weighed(each.mg_per_day, each.dose)} a {per}" if each.mg_per_day is not None else ""
    if not how:
        how = f"{amount(each.dose.value)} {each.dose.unit}" if each.dose else "dose not given"
    needed = ", as needed" if each.as_needed else ""
    route = "" if each.route == "oral" else f", {each.route.replace('-', ' ')}"
    return f"{how}{needed}{route}"


def _weighed(mg: float, written: Dose | None) -> str:
    """In micrograms where it was written so and is less than a milligram: 100 mcg and not 0.1 mg."""
    if written is not None and written.unit == "mcg" and mg < 1:
        return f"{amount(mg * 1000)} mcg"
    return f"{amount(mg)} mg"


def _since(taken: Taken, handover: Handover) -> str:
    told = {
        "said": f"{day_of(taken.since)}" if taken.since else "",
        "journal": f"{day_of(taken.since)} (journal)" if taken.since else "",
        "": "not given",
    }[taken.known_by]
    if taken.until is not None:
        return f"{told}; until {day_of(taken.until)}"
    if taken.last_dose is not None and handover.made_on - taken.last_dose > _QUIET:
        return f"{told}; last dose written down {day_of(taken.last_dose)}"
    return told


def _stopped(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith(".") else f"{text}."


def not_checked_section(report: Report) -> Section:
    """What was not recognised and what is not covered. It always stands, whatever was chosen."""
    points = tuple(_not_checked(report))
    if not points:
        return Section("not-checked", "Not checked", ())
    opening = Said("Not checked, or not fully. No finding does not mean that they are safe.", loud=True)
    return Section("not-checked", "Not checked", (opening, Points(points)))


def _not_checked(report: Report) -> Iterator[Said]:
    for unknown in report.not_recognised:
        why = f" {sentence(unknown.why)}." if unknown.why else ""
        like = joined(each.name for each in unknown.candidates)
        maybe = f" Perhaps {like} was meant." if like else ""
        yield Said(f"not recognised.{why}{maybe}", strong=f"“{unknown.text}”")
    areas = report.library.vocabulary("areas")
    for gap in report.not_covered:
        named = joined(areas[each].name for each in gap.areas if each in areas)
        of = f": {named}" if named else ""
        yield Said(f"not fully checked ({gap.why}{of}).", strong=f"“{gap.text}”")
    for each in report.not_compared:
        yield Said(f"allergy, not compared with medicines ({each.kind}).", strong=f"“{each.text}”")
