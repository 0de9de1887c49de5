"""Health records as files: FHIR as JSON, and C-CDA documents."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.regimen._ccda import is_ccda, read_ccda
from cotake.regimen._fhir import is_fhir, read_fhir
from cotake.regimen._from_record import FromRecord


def is_health_record(text: str, suffix: str = "") -> bool:
    """Whether a text, of a file with this ending, is a health record that `read_health_record` is to read.

    Every XML is, so that what it is instead is told by that.
    """
    if suffix == ".xml" or _looks_like_xml(text):
        return True
    return suffix in ("", ".json") and is_fhir(_json(text))


def read_health_record(text: str, *, library: Library, today: date) -> FromRecord:
    """Medicines as lines, the person, and what was left out, of a FHIR resource or a C-CDA document.

    Args:
        text: the whole file.
        library: by which names and codes are known.
        today: from which an age is counted.

    Raises:
        InputError: it is neither, is FHIR as XML, or cannot be read.
    """
    if _looks_like_xml(text):
        if not is_ccda(text):
            raise InputError(
                "this XML is no C-CDA document. FHIR as XML is not read: export it as JSON"
                if "http://hl7.org/fhir" in text[:5000]
                else "this XML is no C-CDA document (a ClinicalDocument of HL7)"
            )
        return read_ccda(text, library=library, today=today)
    data = _json(text)
    if not is_fhir(data):
        raise InputError("this is neither FHIR (a resource as JSON) nor a C-CDA document (XML)")
    return read_fhir(data, library=library, today=today)


def _looks_like_xml(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] == "<"


def _json(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
