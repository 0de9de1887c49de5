"""What someone takes: from free text, files and saved lists to substances, doses and dates."""

from cotake.regimen._allergies import read_allergies
from cotake.regimen._ccda import is_ccda, read_ccda
from cotake.regimen._companions import with_companions
from cotake.regimen._fhir import FromFhir, is_fhir, read_fhir
from cotake.regimen._forms import form_of, parent_of_metabolite, without_hand
from cotake.regimen._from_record import FromRecord
from cotake.regimen._health_records import is_health_record, read_health_record
from cotake.regimen._parse import parse
from cotake.regimen._person import normalised, read_person
from cotake.regimen._tables import medicines_from_file
from cotake.regimen._types import Allergy, Dose, Medicine, NotCovered, Person, Regimen, Unknown

__all__ = [
    "Allergy",
    "Dose",
    "FromFhir",
    "FromRecord",
    "Medicine",
    "NotCovered",
    "Person",
    "Regimen",
    "Unknown",
    "form_of",
    "is_ccda",
    "is_fhir",
    "is_health_record",
    "medicines_from_file",
    "normalised",
    "parent_of_metabolite",
    "parse",
    "read_allergies",
    "read_ccda",
    "read_fhir",
    "read_health_record",
    "read_person",
    "with_companions",
    "without_hand",
]
