"""The illnesses that the person told, among all states that hold."""

from __future__ import annotations

from cotake.interactions import Report

_SURGERY = "surgery-planned"


def told_conditions(report: Report) -> list[str]:
    """Their ids: not what another one, the kidney function, an operation or a medicine implies."""
    person, library = report.person, report.library
    known = library.vocabulary("conditions")
    held = [known[name] for name in person.conditions if name in known]
    implied = {name for each in held for name in each.implies}
    implied |= {name for each in report.medicines for name in library.substance(each.substance).implies}
    if person.egfr is not None:
        implied |= {each.id for each in held if each.egfr_below is not None}
    return sorted(person.conditions - implied - ({_SURGERY} if person.surgery else set()))
