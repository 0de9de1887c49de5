"""What is said first of a list: the status in plain words, and loudly what was not checked.

A language model that reads no further must not take an unknown for safe.
"""

from __future__ import annotations

from collections.abc import Iterator

from cotake._text import joined, sentence
from cotake.interactions import Report
from cotake.regimen import without_lead
from cotake.surfaces.mcp._reply import quoted

#: What is said with all that is unknown.
NOT_SAFE = "this does not mean that it is safe"


def opening(report: Report) -> list[str]:
    """The lines, a sentence or a few each."""
    return [_status(report), *unchecked(report), _complete(report)]


def looked_at(report: Report) -> bool:
    """Whether there was anything to check."""
    return any(each.taken for each in report.medicines)


def unchecked(report: Report) -> Iterator[str]:
    """A line for each thing that was not checked, or not fully."""
    for unknown in report.not_recognised:
        why = f" ({unknown.why})" if unknown.why else ""
        offered = joined(each.name for each in unknown.candidates)
        hint = f" It may be {offered}: ask the person, do not choose for them." if offered else ""
        yield f"NOT CHECKED: {quoted(unknown.text)} was not recognised{why}; {NOT_SAFE}.{hint}"
    areas = report.library.vocabulary("areas")
    for gap in report.not_covered:
        named = f": {', '.join(areas[each].name for each in gap.areas)}" if gap.areas else ""
        yield f"NOT FULLY CHECKED: {quoted(gap.text)} ({gap.why}{named}); {NOT_SAFE} there."
    for each in report.not_compared:
        yield f"NOT COMPARED: allergy to {quoted(without_lead(each.text))} ({each.kind}); {NOT_SAFE}."
    for medicine in report.medicines:
        if not medicine.taken:
            yield f"NOT TAKEN, so not checked: {quoted(medicine.text)} (a dose of zero)."


def _status(report: Report) -> str:
    head = f"STATUS: {report.status}."
    if not looked_at(report):
        why = (
            "no medicine of the list is taken"
            if report.medicines and report.complete
            else "no medicine of the list could be used"
        )
        return f"{head} NOTHING WAS CHECKED: {why}. This says nothing of whether it is safe."
    if report.status == "interaction":
        counts = [
            f"{len(found)} {what} (class {number})"
            for number, what in ((1, "to avoid"), (2, "usually to avoid"), (3, "to take care with"))
            if (found := report.of_class(number))
        ]
        more = "" if report.complete else " THE LIST WAS NOT FULLY CHECKED: there may be more."
        return f"{head} Found: {joined(counts)}.{more}"
    if report.status != "nothing_found":
        return (
            f"{head} THE LIST WAS NOT FULLY CHECKED, so this is no answer to whether it is safe. In the "
            "part that could be checked nothing was found that needs action."
        )
    entries = report.library.vocabulary("areas")
    areas = [entries[each.area].name for each in report.clear]
    alone = len({each.substance for each in report.medicines if each.taken}) == 1
    what = "it" if alone else "them"
    text = (
        f"{head} Nothing that needs action was found about {what} in the {len(areas)} areas that were "
        f"looked at: {'; '.join(areas)}. That is not proof of safety."
    )
    reasoned = sum(each.basis == "class-reasoning" for each in report.clear)
    if reasoned:
        text += (
            f" In {reasoned} of the {len(report.clear)} areas that are clear no source was read for at "
            "least one of them; it was judged from how medicines of its kind behave."
        )
    if alone:
        text += " Only one substance was given, so nothing was checked against another."
    return text


def _complete(report: Report) -> str:
    if not report.complete:
        return "COMPLETE: no. Tell the person first what was not checked; do not call the rest of it safe."
    if not looked_at(report):
        return "COMPLETE: there was nothing to check; that is no answer."
    return "COMPLETE: yes. Everything that is taken was recognised, and reviewed in every area."


def understood(report: Report) -> Iterator[str]:
    """What each line was taken for, with the dose band, the route and the dates."""
    for medicine in report.medicines:
        told = [sentence(medicine.name)]
        if medicine.product:
            told.append(f"of {medicine.product}")
        if medicine.bands:
            told.append(f"dose band {' or '.join(medicine.bands)}")
        told.append(medicine.route)
        told += ["as needed"] if medicine.as_needed else []
        told += [f"from {medicine.start}"] if medicine.start else []
        told += [f"stopped {medicine.stop}"] if medicine.stop else []
        yield f"- {quoted(medicine.text)}: {', '.join(told)}"
