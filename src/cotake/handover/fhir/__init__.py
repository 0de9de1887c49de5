"""What is handed on as FHIR R4 (4.0.1): one document, to be read by the software of whoever receives it."""

from cotake.handover.fhir._document import to_fhir

__all__ = ["to_fhir"]
