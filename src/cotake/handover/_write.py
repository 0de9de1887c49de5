"""The page of what is handed on: its sections in their order, its sources numbered."""

from __future__ import annotations

from collections.abc import Iterable

from cotake._version import __version__
from cotake.guidance import Section as Cited
from cotake.guidance import Statement, compose
from cotake.handover._of_findings import findings_section
from cotake.handover._of_journal import doses_section, events_section, plan_section, side_effects_section
from cotake.handover._of_medicines import medicines_section, not_checked_section, who
from cotake.handover._of_scores import outcomes_section, trial_section
from cotake.handover._page import Page, Points, Said, Section
from cotake.handover._types import Handover
from cotake.interactions import NOTICE
from cotake.knowledge.types import Citation
from cotake.titration._dates import day_of


def page_of(handover: Handover) -> Page:
    """The page: only the parts that were chosen, and what could not be checked whatever was chosen."""
    from cotake.handover._cleaned import cleaned

    report, parts = handover.report, handover.parts
    shown = report.of_class(1, 2, 3) if "findings" in parts else ()
    notes = report.notes if "findings" in parts else ()
    cited = [Statement("", each.citations) for each in shown]
    cited += [Statement("", each.citations) for each in notes]
    numbered = compose("", "clinician", "", None, (Cited("", "", tuple(cited)),), "", report.library)
    with_sources = "sources" in parts

    def marks(citations: Iterable[Citation]) -> tuple[int, ...]:
        numbers = numbered.numbers
        return tuple(sorted({numbers[each] for each in citations})) if with_sources else ()

    made: tuple[Section | None, ...] = (
        medicines_section(handover) if "medicines" in parts else None,
        not_checked_section(report),
        findings_section(report, marks) if "findings" in parts else None,
        plan_section(handover) if "plan" in parts else None,
        outcomes_section(handover) if "outcomes" in parts else None,
        doses_section(handover) if "doses" in parts else None,
        side_effects_section(handover) if "side-effects" in parts else None,
        events_section(handover) if "events" in parts else None,
        trial_section(handover) if "trial" in parts else None,
        questions_section(handover) if "questions" in parts else None,
        left_out_section(handover),
    )
    kept = tuple(each for each in made if each is not None and each.blocks)
    old = f" {report.knowledge_notice}" if report.knowledge_notice else ""
    page = Page(
        "For the appointment",
        handover.name,
        day_of(handover.made_on),
        (
            who(report),
            Said(
                "Made with cotake by the person it is about, who chose what is on it. No pharmacist has "
                "reviewed the records.",
                soft=True,
            ),
        ),
        kept,
        numbered.sources if with_sources else (),
        f"{NOTICE}{old}",
        f"cotake {__version__}, knowledge of {report.knowledge_version}",
    )
    return cleaned(page)


def questions_section(handover: Handover) -> Section:
    """The person's own questions, then those of the findings."""
    own = [Said(each) for each in handover.questions]
    asked = (
        [text for each in handover.report.of_class(1, 2, 3) for text in each.questions]
        if "findings" in handover.parts
        else []
    )
    items = (*own, *(Said(each) for each in dict.fromkeys(asked)))
    return Section("questions", "Questions", (Points(items),) if items else (), "questions")


def left_out_section(handover: Handover) -> Section:
    """What of the journal is not on the page."""
    points = tuple(Said(each) for each in handover.left_out)
    return Section("left-out", "Not on this page", (Points(points),) if points else ())
