"""What someone takes: from free text, files and saved lists to substances, doses and dates."""

from cotake.regimen._companions import with_companions
from cotake.regimen._fhir import FromFhir, is_fhir, read_fhir
from cotake.regimen._forms import form_of, parent_of_metabolite, without_hand
from cotake.regimen._parse import parse
from cotake.regimen._person import normalised, read_person
from cotake.regimen._tables import medicines_from_file
from cotake.regimen._types import Dose, Medicine, NotCovered, Person, Regimen, Unknown

__all__ = [
    "Dose",
    "FromFhir",
    "Medicine",
    "NotCovered",
    "Person",
    "Regimen",
    "Unknown",
    "form_of",
    "is_fhir",
    "medicines_from_file",
    "normalised",
    "parent_of_metabolite",
    "parse",
    "read_fhir",
    "read_person",
    "with_companions",
    "without_hand",
]
