"""What is asked, as it arrives."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from litestar.exceptions import ClientException
from msgspec import UNSET, Meta, Struct, UnsetType, structs

from cotake._errors import InputError
from cotake.knowledge import Library
from cotake.regimen import read_fhir
from cotake.surfaces._most import MOST_LETTERS, MOST_MEDICINES
from cotake.surfaces.rest._packed import BOM

T = TypeVar("T")
_WORD = re.compile(r"\w")
Text = Annotated[str, Meta(min_length=1, max_length=MOST_LETTERS)]
Medicines = Annotated[
    list[Text],
    Meta(
        max_length=MOST_MEDICINES,
        description="Each as people write it, with dose and times if known, or a code such as ATC C09AA03.",
    ),
]


class AllergyTold(Struct, forbid_unknown_fields=True, frozen=True):
    """An allergy with what is known of it, in the words of FHIR."""

    name: Text
    type: Literal["allergy", "intolerance", ""] = ""
    category: Literal["food", "medication", "environment", "biologic", ""] = ""
    reactions: Annotated[tuple[Text, ...], Meta(max_length=MOST_MEDICINES)] = ()
    severity: Literal["mild", "moderate", "severe", ""] = ""
    criticality: Literal["low", "high", "unable-to-assess", ""] = ""


class Person(Struct, forbid_unknown_fields=True, frozen=True):
    """Who takes them; what is not said is not known."""

    age: Annotated[float, Meta(ge=0, le=130, description="In years.")] | UnsetType = UNSET
    sex: Literal["female", "male"] | UnsetType = UNSET
    egfr: Annotated[float, Meta(ge=0, le=250, description="mL/min/1.73 m²")] | UnsetType = UNSET
    conditions: Annotated[list[Text], Meta(max_length=MOST_MEDICINES)] | UnsetType = UNSET
    allergies: Annotated[list[Text | AllergyTold], Meta(max_length=MOST_MEDICINES)] | UnsetType = UNSET
    genes: Annotated[dict[str, str], Meta(max_length=MOST_MEDICINES)] | UnsetType = UNSET
    pregnant: bool | UnsetType = UNSET
    breast_feeding: bool | UnsetType = UNSET
    surgery: Annotated[date, Meta(description="The day of a planned operation.")] | UnsetType = UNSET

    def details(self) -> dict[str, Any]:
        """Those that were said, as `cotake.check` takes them."""
        said = {key: value for key, value in structs.asdict(self).items() if value is not UNSET}
        if "allergies" in said:
            said["allergies"] = [
                structs.asdict(each) if isinstance(each, AllergyTold) else each
                for each in said["allergies"]
            ]
        return said


class Asked(Struct, forbid_unknown_fields=True):
    """A list and who takes it. `today` is the day that counts as now; by default that of the server.

    `bundle` is a FHIR R4 bundle or resource: its medicines are put to the list, and its person counts where
    `person` says nothing else.
    """

    medicines: Medicines = []
    bundle: dict[str, Any] | None = None
    person: Person = Person()
    audience: Literal["person", "clinician"] = "clinician"
    today: date | None = None

    def list_and_person(self, library: Library) -> tuple[list[str], dict[str, Any], tuple[str, ...]]:
        """The lines, the details of the person, and what of the bundle was left out.

        Raises:
            InputError: the bundle cannot be read.
        """
        details = self.person.details()
        if blank := [number for number, each in enumerate(self.medicines, 1) if not _WORD.search(each)]:
            raise InputError(
                f"medicine {blank[0]} of the list names nothing; leave it out or write its name"
            )
        if self.bundle is None:
            return self.medicines, details, ()
        found = read_fhir(self.bundle, library=library, today=self.today or date.today())
        lines = [*self.medicines, *found.lines]
        if len(lines) > MOST_MEDICINES:
            raise InputError(
                f"the list and the bundle hold {len(lines)} medicines; at most {MOST_MEDICINES}"
            )
        if not lines:
            why = f": {'; '.join(found.left_out)}" if found.left_out else ""
            raise InputError(f"no medicine was given: the bundle holds none that is taken{why}")
        return lines, found.beside(details), found.left_out


class GuideAsked(Asked, forbid_unknown_fields=True):
    """As for a check, and in which form the article is wanted."""

    format: Literal["json", "markdown", "html", "text"] = "json"


class LevelsAsked(Struct, forbid_unknown_fields=True):
    """A list with doses, and over how long."""

    medicines: Medicines
    person: Person = Person()
    today: date | None = None
    days: Annotated[float, Meta(gt=0, le=366)] = 14
    step_h: Annotated[float, Meta(ge=0.05, le=1)] = 1
    # 20.0 is a whole number in JSON, so these are numbers without a fraction.
    people: Annotated[float, Meta(ge=1, le=500, multiple_of=1)] = 1
    seed: Annotated[float, Meta(ge=0, le=2**32 - 1, multiple_of=1)] = 1
    weight_kg: Annotated[float, Meta(ge=30, le=300)] = 70
    missed: Annotated[list[Annotated[float, Meta(ge=1, le=366, multiple_of=1)]], Meta(max_length=366)] = []


def read(body: bytes, kind: type[T]) -> T:
    """What a body holds, read strictly: Litestar would take 1 for true.

    Raises:
        ClientException: it is no JSON, or not of this kind; answered with 400.
    """
    try:
        return msgspec.json.decode(body.removeprefix(BOM), type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise ClientException(f"the body cannot be read: {error}") from None
