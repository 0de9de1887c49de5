"""What is handed on: the page for the appointment, as PDF, HTML and FHIR."""

from typing import Any

from cotake.handover._as_html import to_html
from cotake.handover._as_pdf import need_pdf, to_pdf, to_pictures
from cotake.handover._as_text import to_text
from cotake.handover._gather import DAYS, gather
from cotake.handover._kept import Kept, kept_of
from cotake.handover._page import Page
from cotake.handover._parts import PARTS, USUAL, chosen
from cotake.handover._types import Answered, Dosed, Handover, Happened, Outcome, Part, Taken
from cotake.handover._write import page_of

__all__ = [
    "DAYS",
    "PARTS",
    "USUAL",
    "Answered",
    "Dosed",
    "Handover",
    "Happened",
    "Kept",
    "Outcome",
    "Page",
    "Part",
    "Taken",
    "chosen",
    "gather",
    "kept_of",
    "need_pdf",
    "page_of",
    "to_fhir",
    "to_html",
    "to_pdf",
    "to_pictures",
    "to_text",
]


def __getattr__(name: str) -> Any:
    """FHIR is loaded when it is first asked for."""
    if name == "to_fhir":
        from cotake.handover.fhir import to_fhir

        return to_fhir
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
