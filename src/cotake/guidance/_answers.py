"""The short answer, by what was found."""

from __future__ import annotations

from datetime import date

from cotake._speech import Speech
from cotake._text import in_text
from cotake.interactions import Report
from cotake.regimen import Medicine

_PERSON = {
    1: "No. Do not combine {names}, and do not start one on top of the other, before your "
    "prescriber agrees.",
    2: "Usually not. {Names} are taken together only when a prescriber has weighed it for you.",
    3: "Often yes, with care. {Names} can be taken together if the risk below is kept small.",
    4: "As far as is known, yes. Nothing was found about {names} that needs special care.",
    5: "As far as is known, yes. Nothing was found about {names} that needs special care.",
}
_CLINICIAN = {
    1: "Avoid {names} (ORCA class 1).",
    2: "Usually avoid {names}; only where benefit outweighs risk (ORCA class 2).",
    3: "{Names}: minimise risk (ORCA class 3).",
    4: "{Names}: no special precautions (ORCA class 4).",
    5: "{Names}: no interaction found (ORCA class 5).",
}
_ALONE_PERSON = {
    1: "No. {Names} should not be taken in this situation before your prescriber agrees.",
    2: "Usually not. {Names} is taken in this situation only when a prescriber has weighed it for you.",
    3: "Often yes, with care. {Names} needs the care below in this situation.",
    4: "As far as is known, yes. Nothing was found about {names} that needs special care.",
    5: "As far as is known, yes. Nothing was found about {names} that needs special care.",
}


def _dated(medicine: Medicine, today: date, say: Speech) -> str:
    """What is said when a medicine is not simply taken now."""
    text = ""
    if not medicine.taken:
        text = "{name} is not taken (a dose of 0)"
    elif medicine.stop is not None and (medicine.start is None or medicine.start <= medicine.stop):
        past = medicine.stop <= today
        text = "{name} was stopped on {stop}" if past else "{name} is to be stopped on {stop}"
    elif medicine.start is not None and medicine.start > today:
        text = "{name} is to start on {start}"
    return say(
        text, name=in_text(medicine.name), stop=str(medicine.stop or ""), start=str(medicine.start or "")
    )


def short_answer(report: Report, names: str, alone: bool, audience: str) -> str:
    """One or two sentences that answer the question.

    `names` are the medicines of the worst finding, or all of them; `alone` where that is one.
    """
    if audience == "clinician":
        table = _CLINICIAN
    else:
        table = _ALONE_PERSON if alone else _PERSON
    say = report.library.speech
    known = bool(report.medicines)
    text = ""
    if known:
        worst = report.worst or 5
        text = say(table[worst], names=names, Names=names[:1].upper() + names[1:])
        if worst > 3 and report.status in ("not_recognised", "not_covered"):
            text = say(
                "We cannot say, because part of the list is not known here. "
                "In what is known, nothing was found that needs special care."
            )
    if dated := [note for each in report.medicines if (note := _dated(each, report.today, say))]:
        text += " " + say("This holds for the doses and dates given: {notes}.", notes="; ".join(dated))
    if report.not_recognised:
        unknown = ", ".join(f'"{each.text}"' for each in report.not_recognised)
        text += " " + say("Not recognised, and so not checked: {texts}.", texts=unknown)
    if report.not_covered:
        missing = ", ".join(f'"{each.text}"' for each in report.not_covered)
        text += " " + say("Known by name but not fully checked: {texts}.", texts=missing)
    return text.strip()
