"""What is handed on: the page for the appointment, as PDF, HTML and FHIR."""

from cotake.handover._types import Answered, Dosed, Handover, Happened, Outcome, Part, Taken

__all__ = ["Answered", "Dosed", "Handover", "Happened", "Outcome", "Part", "Taken"]
