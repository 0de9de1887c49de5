"""Levels and occupancy against labels and positron tomography."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cotake import InputError
from cotake.kinetics.simulation import Intake, Line, Patient, Simulation, simulate
from cotake.knowledge import Library


def run(
    library: Library,
    name: str,
    mg: float,
    *,
    doses: int = 1,
    days: float | None = None,
    patient: Patient | None = None,
    people: int = 1,
    seed: int = 1,
) -> Simulation:
    hours = np.arange(0.0, (days or doses) * 24 + 0.01, 0.25)
    intake = Intake(name, "oral", tuple(24.0 * n for n in range(doses)), (mg,) * doses, "plain")
    return simulate([intake], library, hours, patient=patient, people=people, seed=seed)


def level(found: Simulation, name: str) -> Line:
    return next(line for line in found.lines if line.kind == "level" and line.name.lower() == name)


def last_day(found: Simulation, name: str) -> np.ndarray:
    return level(found, name).values[-97:, 0]


def peak(found: Simulation, name: str) -> tuple[float, float]:
    values = level(found, name).values[:, 0]
    return float(values.max()), float(found.hours[values.argmax()])


def held(found: Simulation, target: str, model: str = "driven by the level") -> np.ndarray:
    return next(
        line.values[:, 0]
        for line in found.lines
        if line.kind == "held" and target in line.name and line.model == model
    )


def test_naltrexone_50_mg_is_as_its_label_says(library: Library) -> None:
    """Swiss label: peaks of 13.3 and about 108 ng/ml within about an hour; half-lives 4 and 13 h."""
    found = run(library, "naltrexone", 50, days=2)
    most, at = peak(found, "naltrexone")
    assert most == pytest.approx(13.3, rel=0.1)
    assert 0.4 <= at <= 1.1
    made, when = peak(found, "6-beta-naltrexol")
    assert made == pytest.approx(108, rel=0.1)
    assert when == pytest.approx(1, abs=0.6)
    for name, hours in (("naltrexone", 4), ("6-beta-naltrexol", 13)):
        values = level(found, name).values[:, 0]
        assert math.log(2) * 12 / math.log(values[96] / values[144]) == pytest.approx(hours, rel=0.05)


@pytest.mark.parametrize(
    ("mg", "low", "high"),
    # Rabiner 2011, under 8 h after a dose: 27 %; 43, 46, 58 %; 61 %; 92, 98 %. The published model gives 73
    # for 15 mg and 90 for 50 mg.
    [(2, 22, 32), (5, 43, 58), (15, 56, 75), (50, 88, 98)],
)
def test_occupancy_is_as_positron_tomography_saw_it(
    library: Library, mg: float, low: float, high: float
) -> None:
    assert low <= 100 * held(run(library, "naltrexone", mg), "mu-opioid").max() <= high


def test_the_block_after_50_mg_is_shown_both_ways(library: Library) -> None:
    """Swiss label: 70 to 80 % still blocked after 48 h; the levels alone would leave next to nothing."""
    found = run(library, "naltrexone", 50, days=2)
    assert held(found, "mu-opioid")[-1] < 0.08
    slow = [held(found, "mu-opioid", f"lets go with a half-life of {hours} h")[-1] for hours in (72, 108)]
    assert 0.5 < slow[0] < slow[1] < 0.8


def test_escitalopram_10_mg_reaches_the_level_of_its_label(library: Library) -> None:
    """50 nmol/l on average (20 to 125), 324.4 g/mol; peak at about 4 h; a week to be steady."""
    found = run(library, "escitalopram", 10, doses=28)
    mean = last_day(found, "escitalopram").mean() / 324.4 * 1000
    assert 20 < mean < 125
    assert peak(run(library, "escitalopram", 10), "escitalopram")[1] == pytest.approx(4, abs=1)
    assert held(found, "serotonin transporter")[-97:].mean() == pytest.approx(0.80, abs=0.05)


def test_sertraline_peaks_late_and_doubles_with_regular_use(library: Library) -> None:
    """Label: peak at 4.5 to 8.4 h, half-life 26 h, about twofold accumulation."""
    single, regular = run(library, "sertraline", 100), run(library, "sertraline", 100, doses=28)
    most, at = peak(single, "sertraline")
    assert 4.5 <= at <= 8.4
    assert 1.7 < last_day(regular, "sertraline").max() / most < 2.5


def test_fluoxetine_is_as_its_label_says(library: Library) -> None:
    """40 mg once: 15 to 55 ng/ml at 6 to 8 h. 40 mg for 30 days: 91 to 302, norfluoxetine 72 to 258;
    half-life 1 to 3 days at first and 4 to 6 in regular use."""
    single, regular = run(library, "fluoxetine", 40), run(library, "fluoxetine", 40, doses=30, days=36)
    most, at = peak(single, "fluoxetine")
    assert 15 < most < 55
    assert 6 <= at <= 8.5
    before = level(regular, "fluoxetine").values[: 30 * 96, 0][-96:]
    assert 91 < before.mean() < 302
    assert 72 < level(regular, "norfluoxetine").values[30 * 96, 0] < 258
    after = level(regular, "fluoxetine").values[:, 0]
    assert 4 <= 2 * math.log(2) / math.log(after[32 * 96] / after[34 * 96]) <= 6


def test_paroxetine_rises_eightfold_over_what_a_first_dose_foretells(library: Library) -> None:
    """30 mg for 30 days: 61.7 ng/ml (CV 45 %) at 5.2 h, 30.7 (CV 67 %) at least, half-life 21 h (CV 32 %);
    the area is about 8 times that of a single dose."""
    single, regular = (
        run(library, "paroxetine", 30, days=6),
        run(library, "paroxetine", 30, doses=30, days=31),
    )
    day = level(regular, "paroxetine").values[29 * 96 : 30 * 96, 0]
    assert day.max() == pytest.approx(61.7, rel=0.2)
    assert day.min() == pytest.approx(30.7, rel=0.35)
    assert 6 < day.sum() / level(single, "paroxetine").values.sum() < 10
    after = level(regular, "paroxetine").values[:, 0]
    assert 14 <= 24 * math.log(2) / math.log(after[30 * 96] / after[31 * 96]) <= 28


def test_a_cirrhotic_liver_raises_naltrexone_five_to_tenfold(library: Library) -> None:
    usual = level(run(library, "naltrexone", 50, days=4), "naltrexone").values.sum()
    ill = Patient(conditions=frozenset(("cirrhosis",)))
    raised = level(run(library, "naltrexone", 50, days=4, patient=ill), "naltrexone").values.sum()
    assert 5 <= raised / usual <= 10


def test_what_others_do_and_a_gene_type_change_the_area(library: Library) -> None:
    usual = last_day(run(library, "escitalopram", 10, doses=40), "escitalopram").mean()
    doubled = Patient(raised={"escitalopram": [(0.0, 2.0)]})
    poor = Patient(activity={"cyp2c19": 0.0})
    both = [
        last_day(run(library, "escitalopram", 10, doses=40, patient=each), "escitalopram").mean()
        for each in (doubled, poor)
    ]
    assert both[0] / usual == pytest.approx(2, rel=0.1)
    assert 1.2 < both[1] / usual < 3


def test_an_inhibitor_of_the_own_enzyme_adds_no_more_than_its_loss(library: Library) -> None:
    """Paroxetine destroys its CYP2D6 itself: with an inhibitor it cannot rise above a poor metaboliser."""
    usual, inhibited, poor = (
        last_day(run(library, "paroxetine", 20, doses=40, patient=each), "paroxetine").mean()
        for each in (
            Patient(),
            Patient(raised={"paroxetine": [(0.0, 3.0)]}),
            Patient(activity={"cyp2d6": 0.0}),
        )
    )
    assert usual < inhibited < poor


def test_less_clearance_also_means_more_gets_through(library: Library) -> None:
    """In cirrhosis naltrexone's peak rises with its area, and its half-life much less (Bertolotti 1997)."""
    ill = Patient(conditions=frozenset(("cirrhosis",)))
    usual, raised = (run(library, "naltrexone", 50, days=2, patient=each) for each in (Patient(), ill))
    assert peak(raised, "naltrexone")[0] > 2.5 * peak(usual, "naltrexone")[0]


def test_a_heavier_person_has_less_of_it(library: Library) -> None:
    heavy = last_day(run(library, "sertraline", 50, doses=28, patient=Patient(140)), "sertraline").mean()
    usual = last_day(run(library, "sertraline", 50, doses=28), "sertraline").mean()
    assert heavy / usual == pytest.approx(0.5**0.75, rel=0.05)


def test_many_people_lie_around_the_typical_one(library: Library) -> None:
    one = level(run(library, "sertraline", 50, doses=14), "sertraline").values[-1, 0]
    many = level(run(library, "sertraline", 50, doses=14, people=400), "sertraline").values[-1]
    assert np.median(many) == pytest.approx(one, rel=0.12)
    assert np.percentile(many, 90) / np.percentile(many, 10) > 2
    again = level(run(library, "sertraline", 50, doses=14, people=400), "sertraline").values[-1]
    np.testing.assert_array_equal(many, again)
    other = level(run(library, "sertraline", 50, doses=14, people=400, seed=2), "sertraline").values[-1]
    assert not np.array_equal(many, other)


def test_no_dose_leaves_nothing(library: Library) -> None:
    found = run(library, "naltrexone", 0)
    assert all((line.values == 0).all() for line in found.lines)


def test_a_substance_without_kinetics_is_named(library: Library) -> None:
    found = simulate([Intake("phenobarbital", "oral", (0.0,), (10.0,))], library, np.arange(0.0, 25.0))
    assert found.lines == []
    assert found.without == ("phenobarbital",)


def test_what_cannot_be_meant_is_refused(library: Library) -> None:
    with pytest.raises(InputError, match="people"):
        run(library, "naltrexone", 50, people=0)
    with pytest.raises(InputError, match="seed"):
        run(library, "naltrexone", 50, seed=-1)
    with pytest.raises(InputError, match="too many"):
        run(library, "naltrexone", 50, people=10_000_000)
    with pytest.raises(InputError, match="weight"):
        run(library, "naltrexone", 50, patient=Patient(0.5))
