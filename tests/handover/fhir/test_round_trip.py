"""A document out, read again, says of the medicines what the list did that was typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotake.handover.fhir import to_fhir
from cotake.knowledge import Library, open_library
from tests.handover.fhir.making import TWELVE, checked, findings, handover, read_again
from tests.handover.fhir.official import of_kind, problems

LINES = (
    "LDN",
    "LDN 1.5 mg at night",
    "naltrexone 4.5 mg daily since 2026-10-01",
    "naltrexone since 2026-10-01 4.5 mg",
    "naltrexone 380 mg im monthly",
    "Vivitrol",
    "50 mg sertraline",
    "sertraline 50 mg morning and 25 mg at night",
    "sertraline 50 mg 1-0-1",
    "trazodone 50-100 mg at night",
    "co-codamol 30/500 2 tablets 4 times a day from 2026-10-01",
    "Percocet 5/325 mg every 6 hours as needed stopped 2026-11-02",
    "Symbicort 2 puffs bid since 2026-01-01",
    "fentanyl patch 25 mcg/h",
    "fentanyl patch 25 mcg/h stopped 3 days ago",
    "fluoxetine 20 mg stopped 2026-11-02",
    "methotrexate 15 mg weekly",
    "alendronate 70 mg weekly",
    "semaglutide 1 mg weekly",
    "prednisolone 5 mg alternate days",
    "insulin glargine 20 units at night",
    "vitamin D 1000 IU",
    "salbutamol inhaler 2 puffs prn",
    "ibuprofen gel",
    "ibuprofen 400 mg every 8 hours as needed",
    "lithium 400 mg 2x/day from 2027-01-01",
    "St John's wort 300 mg three times a day",
    "paracetamol 1 g qds",
    "levothyroxine 100 mcg",
    "metoprolol succinate 50 mg xr daily",
    "grapefruit juice",
    "alcohol 2 drinks a day",
    "cigarettes 10 a day",
    "warfarin",
)
#: What finds something with nearly every medicine, so that a lost dose or band would be seen.
BESIDE = ("warfarin 5 mg daily", "tramadol 50 mg prn", "sertraline 100 mg daily")


@pytest.mark.parametrize("line", LINES)
def test_a_line_means_the_same_once_it_is_handed_on(library: Library, line: str) -> None:
    report = checked(library, [line])
    bundle = to_fhir(handover(library, report=report))
    again = read_again(bundle, library)
    assert not again.not_recognised
    assert [_plain(each) for each in again.medicines] == [_plain(each) for each in report.medicines]
    assert findings(again) == findings(report)


@pytest.mark.parametrize("line", LINES)
def test_a_line_finds_the_same_beside_others(library: Library, line: str) -> None:
    report = checked(library, [line, *BESIDE])
    assert findings(read_again(to_fhir(handover(library, report=report)), library)) == findings(report)


def test_twelve_medicines_find_the_same_and_the_unknown_one_stays_unknown(library: Library) -> None:
    report = checked(library, TWELVE)
    again = read_again(to_fhir(handover(library, report=report)), library)
    assert findings(again) == findings(report)
    assert [each.text for each in again.not_recognised] == ["xyzzol 3 mg"]
    assert again.status == report.status and again.complete == report.complete


def test_a_dose_of_nothing_stays_not_taken(library: Library) -> None:
    report = checked(library, ["ibuprofen 0 mg", "warfarin 5 mg daily"])
    again = read_again(to_fhir(handover(library, report=report)), library)
    assert findings(again) == findings(report)
    assert [each.substance for each in again.medicines] == ["warfarin"]


def test_illnesses_and_sex_come_back_and_nothing_that_follows_from_others(library: Library) -> None:
    report = checked(
        library, ["warfarin 5 mg", "ibuprofen 400 mg"], sex="female", conditions=["epilepsy", "pregnant"]
    )
    bundle = to_fhir(handover(library, report=report))
    assert [each["code"]["text"] for each in of_kind(bundle, "Condition")] == ["epilepsy", "pregnancy"]
    again = read_again(bundle, library)
    assert again.person.conditions == report.person.conditions and again.person.sex == "female"
    assert findings(again) == findings(report)


@pytest.mark.parametrize(
    "told", ["penicillin: hives", "aspirin: severe asthma", "codeine (nausea)", "sulfa"]
)
def test_allergies_come_back(library: Library, told: str) -> None:
    report = checked(library, ["amoxicillin 500 mg", "ibuprofen 400 mg", "codeine 30 mg"], allergies=[told])
    again = read_again(to_fhir(handover(library, report=report)), library)
    assert findings(again) == findings(report)
    assert [each.substances for each in again.person.allergies] == [
        each.substances for each in report.person.allergies
    ]


def _plain(medicine: object) -> tuple[object, ...]:
    names = ("substance", "bands", "named_band", "product", "route", "as_needed", "start", "stop", "taken")
    mg = getattr(medicine, "mg_per_day", None)
    return (*(getattr(medicine, name) for name in names), None if mg is None else round(mg, 2))


# Lists drawn from all that is known.

LIBRARY = open_library()
SUBSTANCES = sorted(LIBRARY.ids("substances"))
OFTEN = (
    "", "daily", "twice a day", "three times a day", "every 8 hours", "at night", "weekly",
    "every other day", "as needed", "twice daily as needed", "every 3 days", "monthly", "4 times a day prn",
)  # fmt: skip
DATES = (
    "", "since 2026-10-01", "from 2026-11-20", "stopped 2026-11-10", "stopped yesterday",
    "stopped 2 months ago", "from 2027-01-10",
)  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, str]:
    """A medicine by one of its names, with a dose of a band or none, how often, and since when."""
    substance = LIBRARY.substance(draw(st.sampled_from(SUBSTANCES)))
    names = [substance.name, *(name for band in substance.doses for name in band.names)]
    name = draw(st.sampled_from(names))
    tops = [top for band in substance.doses for top in band.mg_per_day if top]
    dose = draw(
        st.sampled_from(["", *(f"{top:g} mg" for top in tops), *(f"{top / 2:g} mg" for top in tops)])
    )
    often = draw(st.sampled_from(OFTEN))
    line = " ".join(filter(None, (name, dose, often, draw(st.sampled_from(DATES)))))
    return substance.id, line


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(listed=st.lists(lines(), min_size=1, max_size=6, unique_by=lambda each: each[0]))
def test_any_list_finds_the_same(listed: list[tuple[str, str]]) -> None:
    report = checked(LIBRARY, [line for _, line in listed])
    bundle = to_fhir(handover(LIBRARY, report=report))
    assert problems(bundle) == []
    if report.medicines or report.not_recognised:
        again = read_again(bundle, LIBRARY)
        assert findings(again) == findings(report)
        assert len(again.not_recognised) == len(report.not_recognised)


def test_a_stop_that_is_planned_is_handed_on_as_the_end_of_the_period(library: Library) -> None:
    bundle = to_fhir(handover(library, ["amoxicillin 500 mg three times daily until 2026-12-20"]))
    (statement,) = of_kind(bundle, "MedicationStatement")
    assert statement["status"] == "active"
    assert date.fromisoformat(statement["effectivePeriod"]["end"]) == date(2026, 12, 20)
