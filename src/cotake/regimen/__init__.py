"""What someone takes: from free text, files and health records to substances, doses and dates."""

from typing import TYPE_CHECKING, Any

from cotake.regimen._allergens import classes_told, is_named_so, without_lead
from cotake.regimen._allergies import read_allergies
from cotake.regimen._companions import with_companions
from cotake.regimen._forms import form_of, parent_of_metabolite, without_hand
from cotake.regimen._parse import parse
from cotake.regimen._person import normalised, read_person
from cotake.regimen._tables import medicines_from_file
from cotake.regimen._types import Allergy, Dose, Medicine, NotCovered, Person, Regimen, Unknown

if TYPE_CHECKING:
    from cotake.regimen._ccda import is_ccda, read_ccda
    from cotake.regimen._fhir import is_fhir, read_fhir
    from cotake.regimen._fhir_gaps import has_next_page, marks_of, says_of_failure
    from cotake.regimen._fhir_person import EGFR
    from cotake.regimen._from_record import FromRecord
    from cotake.regimen._health_records import is_health_record, read_health_record

__all__ = [
    "EGFR",
    "Allergy",
    "Dose",
    "FromRecord",
    "Medicine",
    "NotCovered",
    "Person",
    "Regimen",
    "Unknown",
    "classes_told",
    "form_of",
    "has_next_page",
    "is_ccda",
    "is_fhir",
    "is_health_record",
    "is_named_so",
    "marks_of",
    "medicines_from_file",
    "normalised",
    "parent_of_metabolite",
    "parse",
    "read_allergies",
    "read_ccda",
    "read_fhir",
    "read_health_record",
    "read_person",
    "says_of_failure",
    "with_companions",
    "without_hand",
    "without_lead",
]

#: Where those stand that a list of medicines has no need of: they are loaded when first asked for.
_LATER = {
    "EGFR": "_fhir_person",
    "FromRecord": "_from_record",
    "has_next_page": "_fhir_gaps",
    "is_ccda": "_ccda",
    "is_fhir": "_fhir",
    "is_health_record": "_health_records",
    "marks_of": "_fhir_gaps",
    "read_ccda": "_ccda",
    "read_fhir": "_fhir",
    "read_health_record": "_health_records",
    "says_of_failure": "_fhir_gaps",
}


def __getattr__(name: str) -> Any:
    """What reads health records."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
