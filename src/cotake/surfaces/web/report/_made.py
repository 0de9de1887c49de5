"""The page that would be handed on, made of the list and of the journal where it is open."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal

from cotake._errors import InputError
from cotake._record import record
from cotake._text import sentence
from cotake.handover import Handover, Page, gather, kept_of, need_pdf, page_of, to_html, to_pdf, to_text
from cotake.handover._chart import SCREEN, spec_of
from cotake.handover._dosed import groups_of, substances_in
from cotake.handover._page import Card, Chart, Points, Said, Section, Table
from cotake.handover._scored import scale_entry, usual_outcomes
from cotake.journal import Journal
from cotake.knowledge import Library
from cotake.surfaces.web._sheet import Sheet
from cotake.surfaces.web.report._choice import Choice

Form = Literal["pdf", "html", "json", "txt"]
#: The forms of the page, each with its media type.
FORMS: dict[Form, str] = {
    "pdf": "application/pdf",
    "html": "text/html",
    "json": "application/fhir+json",
    "txt": "text/plain",
}


@record
class Made:
    """The page with what it was made of; `page` is None where there is no medicine to make one of.

    `outcomes` (id, name) and `medicines` are those of the journal, to choose from; `told` is why the core
    made none, or "".
    """

    page: Page | None
    handover: Handover | None
    outcomes: tuple[tuple[str, str], ...] = ()
    medicines: tuple[str, ...] = ()
    told: str = ""

    @property
    def not_listed(self) -> tuple[str, ...]:
        """Medicines of the journal that are not in the list, and so not on the page."""
        return self.handover.not_listed if self.handover else ()


def made_of(choice: Choice, sheet: Sheet, journal: Journal | None, library: Library, now: datetime) -> Made:
    """The page as it was chosen. What was chosen of the journal and is no longer in it is passed over."""
    kept = kept_of(journal, library, until=now.date()) if journal is not None else None
    outcomes: tuple[tuple[str, str], ...] = ()
    medicines: tuple[str, ...] = ()
    if kept is not None and kept.first is not None:
        most, others = usual_outcomes(kept, kept.first, now.date())
        outcomes = tuple(
            (each, sentence(scale_entry(each, kept.scales, library).name)) for each in (*most, *others)
        )
        groups = groups_of(kept.of_kind("dose"), substances_in(library, now.date()))
        medicines = tuple(each.name for each in groups)
    if not sheet.lines and not medicines:
        return Made(None, None, outcomes, medicines)
    ids = {each for each, _ in outcomes}
    try:
        handover = gather(
            sheet.lines,
            library=library,
            now=now,
            person=dict(sheet.person),
            journal=kept,
            parts=frozenset(each for each in _parts() if each in choice.parts),
            days=choice.days,
            outcomes=[each for each in choice.outcomes if each in ids],
            medicine=choice.medicine if choice.medicine in medicines else "",
            questions=choice.asked,
            name=choice.name,
        )
    except InputError as error:
        return Made(None, None, outcomes, medicines, str(error))
    return Made(page_of(handover), handover, outcomes, medicines)


def file_of(made: Made, form: Form, choice: Choice) -> bytes:
    """The page as a file.

    Raises:
        InputError: there is no page, or a library that is needed is not installed.
        CotakeError: it could not be set.
    """
    if made.page is None or made.handover is None:
        raise InputError(made.told or "there is no medicine to make a page of")
    if form == "pdf":
        return to_pdf(made.page, choice.paper)
    if form == "html":
        return to_html(made.page, choice.paper).encode()
    if form == "txt":
        return to_text(made.page).encode()
    from cotake.handover import to_fhir

    return (json.dumps(to_fhir(made.handover), ensure_ascii=False, indent=2) + "\n").encode()


def why_no_pdf() -> str:
    """Why no PDF can be made here, or ""."""
    try:
        need_pdf()
    except InputError as error:
        return str(error)
    return ""


def kind_of(block: Said | Points | Card | Table | Chart) -> str:
    """What a block is, for the template."""
    return type(block).__name__.lower()


def chart_of(chart: Chart) -> dict[str, Any]:
    """How a chart is drawn on a screen: the days are those on paper."""
    return spec_of(chart, SCREEN)


def parts_on(page: Page) -> tuple[str, ...]:
    """The headings that stand on the page."""
    return tuple(each.heading for each in page.sections if isinstance(each, Section))


def _parts() -> tuple[Any, ...]:
    from cotake.handover import PARTS

    return tuple(PARTS)
