"""From a call to lines as a person would write them: what is drafted, what is taken, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.knowledge import Library
from cotake.regimen import FromRecord, Regimen, parse, read_fhir, read_person, with_companions
from cotake.surfaces.hooks._chart import NOT_TAKEN, READ, Chart, Resource, chart_of, reference_of
from cotake.surfaces.hooks._requests import Asked

#: More than one person takes, and as many as are checked in a moment.
MOST_MEDICINES = 100
#: Orders that bring no medicine.
_NO_MEDICINE = ("Medication", "DeviceRequest", "NutritionOrder", "ServiceRequest", "VisionPrescription")


@record
class Order:
    """A draft order: its reference, its name for a button, its substances, and whether it was selected."""

    reference: str
    name: str
    substances: frozenset[str]
    selected: bool


@record
class Read:
    """A call as read.

    `unread` names medicines that could not be, `gaps` says why more may be missing, `notes` how they were
    read, and `of_person` what of the person was reckoned with and what not.
    """

    regimen: Regimen
    person: Mapping[str, Any]
    orders: tuple[Order, ...]
    unread: tuple[str, ...]
    gaps: tuple[str, ...]
    notes: tuple[str, ...] = ()
    of_person: tuple[str, ...] = ()


class _Reader:
    """Reads the medicines of a call, each by itself, so that it is known which line is whose."""

    def __init__(self, chart: Chart, library: Library, today: date) -> None:
        self.chart, self.library, self.today = chart, library, today
        self.unread: list[str] = []
        self.notes: list[str] = []

    def take(self, medicine: Resource) -> list[str]:
        """The lines of one medicine; why there are none goes to `unread`."""
        entries = [{"resource": medicine}, *self._referred(medicine)]
        try:
            found = _fhir(entries, today=self.today, library=self.library)
        except InputError as error:
            self.unread.append(f"{_label(medicine)}: {error}")
            return []
        status = medicine.get("status")
        if not found.lines and not (isinstance(status, str) and status.lower() in NOT_TAKEN):
            self.unread += found.left_out or [f"{_label(medicine)}: names no medicine"]
        else:
            self.notes += found.left_out
        return list(found.lines)

    def substances(self, lines: list[str]) -> frozenset[str]:
        """What the lines stand for, and what is always taken beside it."""
        read = parse(lines, self.library, today=self.today) if lines else Regimen()
        return frozenset(each.substance for each in with_companions(read.medicines, self.library))

    def _referred(self, medicine: Resource) -> list[dict[str, Any]]:
        """The Medication that the medicine refers to, as an entry."""
        held = medicine.get("medication")
        reference = medicine.get("medicationReference") or (
            held.get("reference") if isinstance(held, dict) else None
        )
        target = reference.get("reference") if isinstance(reference, dict) else None
        if not isinstance(target, str):
            return []
        found = self.chart.medications.get(target) or self.chart.medications.get(
            "/".join(target.split("/")[-2:])
        )
        return [{"fullUrl": found[0], "resource": found[1]}] if found else []


def read_call(asked: Asked, library: Library, today: date) -> Read:
    """A call as lines, person and what could not be read.

    Raises:
        InputError: more medicines than one person takes.
    """
    chart = chart_of(asked)
    reader = _Reader(chart, library, today)
    drafted = [each for _, each in asked.drafts if each.get("resourceType") in READ]
    if len(drafted) + len(chart.current) > MOST_MEDICINES:
        raise InputError(
            f"more than {MOST_MEDICINES} medicines were sent; send what one person takes now, those of the "
            "status active"
        )
    chosen = _chosen(asked)
    ordered: list[str] = []
    orders = tuple(_order(each, reader, chosen, ordered) for each in drafted)
    strange = _strange(asked)
    if asked.service.drafts and not any(each.selected for each in orders):
        # No medicine is being ordered now: only what kept one from being seen is told.
        return Read(Regimen(), {}, orders, (), tuple(strange))
    gaps = [*strange, *chart.gaps]
    # What is taken stands in records several times; what is drafted again would be taken twice.
    taken = dict.fromkeys(line for each in chart.current for line in reader.take(each))
    lines = [*ordered, *taken]
    person, told, broken = _person(chart, library, today)
    regimen = parse(lines, library, today=today) if lines else Regimen()
    return Read(
        regimen=regimen,
        person=person,
        orders=orders,
        unread=tuple(dict.fromkeys(reader.unread)),
        gaps=tuple(dict.fromkeys((*gaps, *broken))),
        notes=tuple(dict.fromkeys(reader.notes)),
        of_person=tuple(dict.fromkeys((*told, *chart.absent))),
    )


def _order(resource: Resource, reader: _Reader, chosen: Callable[[str], bool], ordered: list[str]) -> Order:
    """A draft order; its lines are added to `ordered`."""
    lines = reader.take(resource)
    ordered += lines
    own = reference_of(resource)
    return Order(own, lines[0] if lines else _label(resource), reader.substances(lines), chosen(own))


def _chosen(asked: Asked) -> Callable[[str], bool]:
    """Whether an order is one of those selected; with no selection at all each is."""
    ends = {"/".join(each.split("/")[-2:]) for each in asked.selections or ()}
    ids = {each for each in ends if "/" not in each}
    return lambda own: not ends or own in ends or own.rpartition("/")[2] in ids


def _strange(asked: Asked) -> list[str]:
    """Draft orders of a kind that is not known, and selections of what is not there."""
    kinds = [each.get("resourceType") for _, each in asked.drafts]
    told = [
        f"a draft order is {kind if isinstance(kind, str) else 'no resource'}: not read"
        for kind in kinds
        if kind not in (*READ, *_NO_MEDICINE)
    ]
    here = {reference_of(each) for _, each in asked.drafts}
    ids = {each.rpartition("/")[2] for each in here}
    missing = [
        each
        for each in asked.selections or ()
        if "/".join(each.split("/")[-2:]) not in here and each not in ids
    ]
    return told + [f"{each} is selected, and is not among the draft orders" for each in missing]


def _person(chart: Chart, library: Library, today: date) -> tuple[dict[str, Any], list[str], list[str]]:
    """Who takes them, as far as it can be used, what is told of it, and what could not be read."""
    if not chart.person:
        return {}, [], []

    entries = [{"resource": each} for each in chart.person]
    try:
        found = _fhir(entries, today=today, library=library)
    except InputError as error:
        return {}, [], [f"age, illnesses, allergies and kidney function could not be read: {error}"]
    person: dict[str, Any] = {}
    told = list(found.left_out)
    for key, value in found.person.items():
        try:
            read_person({key: value}, library)
        except InputError as error:
            told.append(f"Not reckoned with: {error}")
        else:
            person[key] = value
    return person, told, []


def _fhir(entries: list[dict[str, Any]], **how: Any) -> FromRecord:
    """Resources read; those that have not the shape of FHIR are told and bring nothing down.

    Raises:
        InputError: they cannot be read.
    """
    try:
        return read_fhir({"resourceType": "Bundle", "type": "collection", "entry": entries}, **how)
    except (TypeError, AttributeError, KeyError, ValueError, OverflowError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("it has not the shape that FHIR gives it") from error


def _label(resource: Resource) -> str:
    return reference_of(resource) or f"a {resource.get('resourceType')} without an id"
