"""Schedules and limits for some people only, and medicines that no calendar doses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake import InputError
from cotake.knowledge import Library
from cotake.knowledge.types import Limit, Schedule, Who
from cotake.regimen import Person
from cotake.titration import page, plain, plan
from cotake.titration._slips import within_limit
from cotake.titration._stages import Level
from cotake.titration._who import in_words, is_for, knows_of, limit_in_words, schedule_is_for
from tests.conftest import TODAY
from tests.titration.test_plan import make


@pytest.mark.parametrize(
    ("who", "person", "fits"),
    [
        (None, Person(), True),
        (None, Person(age=17), False),
        (Who(egfr=(15, 30)), Person(age=17, egfr=20), False),
        (Who(ages=(6, 18)), Person(age=17), True),
        (Who(ages=(65, None)), Person(age=64.9), False),
        (Who(ages=(65, None)), Person(age=65), True),
        (Who(ages=(65, None)), Person(), True),
        (Who(egfr=(15, 30)), Person(), False),
        (Who(egfr=(15, 30)), Person(egfr=30), False),
        (Who(egfr=(15, 30)), Person(egfr=15), True),
        (Who(egfr=(None, 15)), Person(egfr=4), True),
        (Who(egfr=(15, 30)), Person(age=12, egfr=20), False),
        (Who(conditions=("parkinson",)), Person(), False),
        (Who(conditions=("parkinson",)), Person(conditions=frozenset({"parkinson", "gout"})), True),
        (Who(gene={"CYP2D6": ("poor",)}), Person(genes={"CYP2D6": "poor"}), True),
        (Who(gene={"CYP2D6": ("poor",)}), Person(genes={"CYP2D6": "normal"}), False),
    ],
)
def test_whom_a_schedule_is_for(who: Who | None, person: Person, fits: bool) -> None:
    """Without ages it is for grown-ups; an unknown age fits, unknown kidneys and genes do not."""
    schedule = Schedule("x", "x", "start", (), (), who=who)
    assert schedule_is_for(schedule, person) is fits


def test_a_limit_asks_for_what_is_known() -> None:
    """One from 60 years on does not hold where the age is not known; it is told instead."""
    old = Who(ages=(60, None))
    assert not is_for(old, Person())
    assert is_for(old, Person(), unknown=frozenset({"age"}))
    assert not is_for(old, Person(age=50), unknown=frozenset({"age"}))


def test_what_says_more_of_the_person_goes_first() -> None:
    person = Person(age=70, egfr=20)
    assert knows_of(Who(ages=(65, None), egfr=(15, 30)), person) > knows_of(Who(egfr=(15, 30)), person)
    assert knows_of(Who(ages=(65, None)), person) > knows_of(None, person)
    assert knows_of(Who(ages=(65, None)), Person()) == 0


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (None, ""),
        (Who(ages=(65, None)), "from 65 years on"),
        (Who(ages=(None, 18), egfr=(15, 30)), "below 18 years, with an eGFR from 15 to below 30 ml/min"),
        (Who(egfr=(None, 15)), "with an eGFR below 15 ml/min"),
        (Who(conditions=("gout",)), "with gout"),
        (Who(gene={"CYP2D6": ("poor",)}), "as poor metaboliser of CYP2D6"),
    ],
)
def test_whom_in_words(library: Library, who: Who | None, words: str) -> None:
    assert in_words(who, library) == words


levels = st.lists(st.integers(1, 100), min_size=1, max_size=8).map(
    lambda doses: tuple(
        Level(Decimal(dose), None if place == len(doses) - 1 else 7)
        for place, dose in enumerate(sorted(doses))
    )
)


@given(levels, st.integers(0, 100), st.booleans())
def test_no_level_goes_above_the_limit(
    library: Library, told: tuple[Level, ...], most: int, of_record: bool
) -> None:
    limit = Limit(mg=most, who=Who(egfr=(15, 30)), src=())
    refused = told[-1].mg > most and (not of_record or told[0].mg > most or not most)
    if refused:
        with pytest.raises(InputError, match="eGFR from 15 to below 30"):
            within_limit(told, limit, "X", of_record, library)
        return
    kept, says = within_limit(told, limit, "X", of_record, library)
    assert all(level.mg <= most for level in kept)
    assert kept[-1].days is None
    assert bool(says) == (kept != told)
    assert within_limit(told, None, "X", of_record, library) == (told, ())


def test_a_limit_in_words(library: Library) -> None:
    weekly = Limit(each=2, every_days=7, routes=("subcutaneous",), src=())
    assert "the most on record is 2 mg every 7 days" in limit_in_words(weekly, "X", library)
    none = Limit(mg=0, who=Who(egfr=(None, 30)), src=())
    assert limit_in_words(none, "X", library).startswith(
        "with an eGFR below 30 ml/min, X is not to be begun"
    )


@pytest.mark.parametrize(
    ("medicine", "what"),
    [
        ("warfarin", "INR"),
        ("insulin glargine", "blood sugar"),
        ("digoxin", "level"),
        ("tacrolimus", "level"),
    ],
)
def test_what_follows_a_measurement_is_not_planned_by_the_calendar(
    library: Library, medicine: str, what: str
) -> None:
    with pytest.raises(InputError, match=f"follows .*{what}"):
        make(library, medicine)


def test_steps_shorter_than_it_takes_to_settle(library: Library) -> None:
    """Methadone's half-life is 13 to 47 hours (Swiss label), so a level takes about six days to settle.

    Raised each day it would build up unseen, and can stop the breath: no such plan is made.
    """
    ways = {"start": Decimal(5), "target": Decimal(20), "step": Decimal(5)}
    for days in (1, 3, 5):
        with pytest.raises(InputError, match=r"about 6 days .* can be fatal"):
            make(library, "methadone", every=days, **ways)
    assert make(library, "methadone", every=7, **ways).steps
    fast = make(library, "prasugrel", every=1, start=Decimal(5), target=Decimal(10), step=Decimal(5))
    assert not any("to come to its level" in each for each in fast.notices)


@pytest.mark.parametrize(
    ("medicine", "person", "most"),
    [
        # US label, table of doses by clearance.
        ("gabapentin", {"egfr": 20}, 700),
        ("gabapentin", {"egfr": 45}, 1400),
        # US label and MHRA 2011: 20 mg from 60 (65) years on.
        ("citalopram", {"age": 70}, 20),
        ("citalopram", {"genes": {"CYP2C19": "poor"}}, 20),
        ("bupropion XL", {"egfr": 40}, 150),
        ("levetiracetam", {"egfr": 60}, 2000),
        ("pregabalin", {"egfr": 20}, 150),
        ("duloxetine", {"egfr": 20}, 0),
        ("desvenlafaxine", {"egfr": 40}, 50),
        ("topiramate", {"egfr": 40}, 200),
        ("metformin", {"egfr": 40}, 1000),
    ],
)
def test_no_plan_goes_above_what_is_the_most_for_the_person(
    library: Library, medicine: str, person: dict[str, Any], most: int
) -> None:
    """The figures of the labels; a record may be stricter, never laxer."""
    try:
        made = plan(medicine, person=person, begin=TODAY, library=library, today=TODAY)
    except InputError:
        return
    assert max(step.mg_per_day for step in made.steps) <= most


def test_what_has_no_highest_dose_on_record_is_told(library: Library) -> None:
    made = make(library, "enoxaparin", start=Decimal(20), target=Decimal(40), step=Decimal(20), every=7)
    assert made.notices or made.assumptions


def test_what_it_is_sold_as_stands_in_the_plan(library: Library) -> None:
    made = plan("lamotrigine", begin=TODAY, library=library, today=TODAY)
    assert [each.form for each in made.sold] == ["tablet"]
    assert made.not_sold == ()
    assert "On record: tablets of 25 mg, 50 mg" in str(page(made))
    assert plain(made)["sold"][0]["mg"][0] == 25
    low = make(library)
    assert Decimal("0.5") in low.not_sold, "only 50 mg tablets are on record"


def test_a_date_where_a_dose_belongs_is_told() -> None:
    from cotake.titration import read_amount

    with pytest.raises(InputError, match="goes with --from"):
        read_amount("2026-12-01")


@pytest.mark.parametrize(
    ("medicine", "dose"),
    # Labels: lamotrigine 25 mg, clozapine 12.5 mg, prazosin 1 mg, gabapentin 300 mg to begin with.
    [("lamotrigine", 250), ("clozapine", 100), ("prazosin", 10), ("gabapentin", 3000)],
)
def test_a_first_dose_far_above_every_start_is_refused(library: Library, medicine: str, dose: int) -> None:
    ways = {"start": Decimal(dose), "target": Decimal(dose), "step": None, "every": 14}
    with pytest.raises(InputError, match=r"far above where|above"):
        make(library, medicine, **ways)


def test_who_takes_it_already_goes_on_from_there(library: Library) -> None:
    ways = {"start": Decimal(100), "target": Decimal(150), "step": Decimal(25), "every": 14}
    made = make(library, "lamotrigine 100 mg daily", **ways)
    assert not any("starts at" in each for each in made.notices)
    with pytest.raises(InputError, match="far above"):
        make(library, "lamotrigine", **ways)


@pytest.mark.parametrize("medicine", ["baclofen", "lithium", "metformin"])
def test_dialysis_is_weak_kidneys_though_no_figure_is_said(library: Library, medicine: str) -> None:
    with pytest.raises(InputError, match="eGFR below"):
        plan(medicine, person={"conditions": ["dialysis"]}, library=library, today=TODAY)


def test_with_kidney_disease_the_figure_is_asked_for(library: Library) -> None:
    with pytest.raises(InputError, match="give --egfr"):
        plan("gabapentin", person={"conditions": ["ckd"]}, library=library, today=TODAY)


def test_a_dose_that_is_named_ends_the_schedule(library: Library) -> None:
    """4.5 mg of naltrexone is the low dose; it is never 25 and 50 mg."""
    low = plan("naltrexone 4.5 mg", library=library, today=TODAY)
    assert max(step.mg_per_day for step in low.steps) == Decimal("4.5")
    half = plan("sertraline 50 mg", library=library, today=TODAY)
    assert max(step.mg_per_day for step in half.steps) == 50
    with pytest.raises(InputError):
        plan("quetiapine 25 mg at night", library=library, today=TODAY)


@pytest.mark.parametrize("medicine", ["Vivitrol", "Abilify Maintena", "Invega Sustenna"])
def test_depots_are_not_planned_by_the_day(library: Library, medicine: str) -> None:
    ways = {"start": Decimal(10), "target": Decimal(20), "step": Decimal(10), "every": 14}
    with pytest.raises(InputError, match="not taken day by day"):
        make(library, medicine, **ways)


def test_own_doses_are_parted_as_the_schedules_part_them(library: Library) -> None:
    """Gabapentin is taken three times a day by its label, not 900 mg at once."""
    ways = {"start": Decimal(300), "target": Decimal(900), "step": Decimal(300), "every": 7}
    made = make(library, "gabapentin", **ways)
    assert made.steps[-1].each_mg == 300
    assert made.steps[-1].times == 3


@pytest.mark.parametrize("medicine", ["diazepam", "baclofen", "clonidine"])
def test_nothing_that_has_to_be_stopped_slowly_is_stopped_within_a_week(
    library: Library, medicine: str
) -> None:
    with pytest.raises(InputError, match="not to be stopped suddenly"):
        plan(
            medicine,
            taper="linear",
            start=Decimal("0.4") if medicine == "clonidine" else Decimal(40),
            steps=2,
            every=1,
            times_per_day=1,
            library=library,
            today=TODAY,
        )


def test_the_schedule_is_that_of_the_illness_where_one_is_named(library: Library) -> None:
    made = plan("aripiprazole", use="depression", library=library, today=TODAY)
    assert "depression" in made.title
    assert made.title in str(page(made))
    with pytest.raises(InputError, match="--use chooses"):
        make(library, "aripiprazole", use="depression")
    with pytest.raises(InputError, match="there are: "):
        plan("aripiprazole", use="toothache", library=library, today=TODAY)


def test_what_is_taken_beside_it_lowers_the_most(library: Library) -> None:
    """Citalopram's label: 20 mg at most beside omeprazole."""
    try:
        made = plan(
            "citalopram", schedule="to-40", beside=["omeprazole 20 mg"], library=library, today=TODAY
        )
    except InputError:
        return
    assert max(step.mg_per_day for step in made.steps) <= 20


def test_the_very_first_dose_may_have_its_own_hour(library: Library) -> None:
    """Prazosin's label: the first dose at bedtime, as it can make one faint; later twice a day."""
    made = plan("prazosin", begin=TODAY, library=library, today=TODAY)
    says = plain(made)["steps"]
    assert "at bedtime" in says[0]["says"]
    assert "bedtime" not in says[1]["says"]
