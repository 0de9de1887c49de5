"""A list as typed, over days: doses at their hours, starts and stops, and what one does to another."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import numpy as np
import pytest

import cotake
from cotake import InputError
from cotake.interactions import OverTime, simulate, washouts
from tests.conftest import TODAY


def over(*texts: str, **more: Any) -> OverTime:
    return simulate(list(texts), today=TODAY, **more)


def level(found: OverTime, name: str) -> np.ndarray:
    line = next(each for each in found.simulation.lines if each.kind == "level" and each.name == name)
    return line.values[:, 0]


def test_a_dose_at_bedtime_comes_at_bedtime() -> None:
    evening = level(over("LDN 4.5 mg at bedtime", days=1), "Naltrexone")
    morning = level(over("LDN 4.5 mg in the morning", days=1), "Naltrexone")
    assert int(np.argmax(evening > 1e-6)) == 23
    assert int(np.argmax(morning > 1e-6)) == 9


def test_a_medicine_that_was_stopped_only_falls() -> None:
    found = level(over("escitalopram 10 mg daily stopped today", days=5), "Escitalopram")
    assert found[0] > 5
    assert found[-1] < 0.2 * found[0]
    assert (np.diff(found) <= 1e-12).all()


def test_a_medicine_begun_later_is_not_there_before() -> None:
    found = level(over("escitalopram 10 mg daily from 2026-11-26", days=6), "Escitalopram")
    assert (found[: 3 * 24] == 0).all()
    assert found[-1] > 0


def test_a_missed_day_leaves_a_gap_and_a_longer_lived_medicine_bridges_it() -> None:
    texts = ("escitalopram 10 mg daily", "LDN 4.5 mg daily")
    full, gap = over(*texts, days=21), over(*texts, days=21, missed=[20])
    hours = slice(19 * 24 + 12, 20 * 24)
    kept = {
        name: level(gap, name)[hours].mean() / level(full, name)[hours].mean()
        for name in ("Escitalopram", "Naltrexone")
    }
    assert kept["Escitalopram"] > 0.45
    assert kept["Naltrexone"] < 0.05


def test_one_dose_is_drawn_as_one_dose() -> None:
    found = over("naltrexone 50 mg once", days=3)
    assert level(found, "Naltrexone")[-1] < 0.01
    assert level(over("naltrexone 50 mg once daily", days=3), "Naltrexone")[-1] > 0.01
    assert any("drawn as one dose" in note for note in found.notes)


def test_what_begins_after_the_picture_changes_nothing_in_it() -> None:
    found = over("escitalopram 10 mg daily", "fluvoxamine 100 mg since 2030-01-01", days=7)
    assert "escitalopram" not in found.raised


def test_two_lines_of_one_substance_add_up() -> None:
    both = level(over("escitalopram 5 mg daily", "escitalopram 5 mg daily", days=3), "Escitalopram")
    np.testing.assert_allclose(
        both, level(over("escitalopram 10 mg daily", days=3), "Escitalopram"), rtol=1e-9
    )


def test_what_is_taken_beside_it_changes_the_level() -> None:
    """Omeprazole raised escitalopram by half (Malling 2005)."""
    alone = level(over("escitalopram 10 mg daily", days=28), "Escitalopram")[-24:].mean()
    beside = over("escitalopram 10 mg daily", "omeprazole 40 mg daily", days=28)
    assert 1.3 < beside.raised["escitalopram"][0][1] < 2.3
    assert level(beside, "Escitalopram")[-24:].mean() / alone == pytest.approx(
        beside.raised["escitalopram"][0][1], rel=0.1
    )


def test_one_without_kinetics_is_told_and_not_drawn() -> None:
    found = over("St John's wort 900 mg daily", "escitalopram 10 mg daily", days=7)
    assert any("its kinetics are not in the records; it is not drawn" in note for note in found.notes)
    assert {line.substance for line in found.simulation.lines} == {"escitalopram"}


def test_what_is_begun_during_the_picture_acts_from_then_on_and_builds_up() -> None:
    """Paroxetine destroys CYP2D6, which clears venlafaxine (labels); its effect is full within days."""
    alone = level(over("venlafaxine 75 mg daily", days=28), "Venlafaxine")
    found = over("venlafaxine 75 mg daily", "paroxetine 20 mg daily from 2026-11-30", days=28)
    beside = level(found, "Venlafaxine")
    np.testing.assert_allclose(beside[: 7 * 24], alone[: 7 * 24], rtol=2e-3, atol=1e-2)
    steps = found.raised["venlafaxine"]
    assert steps[0][1] == pytest.approx(1)
    assert [ratio for _, ratio in steps] == sorted(ratio for _, ratio in steps)
    assert len(steps) > 3
    last = slice(-48, None)
    assert beside[last].mean() / alone[last].mean() == pytest.approx(steps[-1][1], rel=0.15)


def test_what_was_stopped_fades_as_the_enzyme_is_made_anew() -> None:
    found = over("venlafaxine 75 mg daily", "paroxetine 20 mg daily stopped today", days=28)
    ratios = [ratio for hour, ratio in found.raised["venlafaxine"] if hour >= 0]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[0] > 2.5
    assert ratios[-1] < 1.2


def test_a_slow_release_form_is_not_drawn_as_a_plain_one() -> None:
    slow = over("paroxetine slow-release 25 mg daily", days=2)
    plain = over("paroxetine 25 mg daily", days=2)
    if slow.simulation.lines:
        assert not np.allclose(level(slow, "Paroxetine"), level(plain, "Paroxetine"))
    assert any("slow-release form" in note for note in slow.notes)


def test_low_dose_naltrexone_leaves_sertraline_as_it_is() -> None:
    alone = level(over("sertraline 100 mg daily", days=7), "Sertraline")
    beside = over("sertraline 100 mg daily", "LDN 4.5 mg at bedtime", days=7)
    assert beside.raised == {}
    np.testing.assert_array_equal(level(beside, "Sertraline"), alone)


def test_a_titration_in_steps_rises_step_by_step() -> None:
    found = level(
        over(
            "LDN 1.5 mg daily from 2026-11-23 until 2026-11-30",
            "LDN 3 mg daily from 2026-11-30 until 2026-12-07",
            "LDN 4.5 mg daily from 2026-12-07",
            days=21,
        ),
        "Naltrexone",
    )
    weeks = [found[week * 168 + 48 : (week + 1) * 168].max() for week in range(3)]
    assert weeks[1] / weeks[0] == pytest.approx(2, rel=0.1)
    assert weeks[2] / weeks[0] == pytest.approx(3, rel=0.1)


def test_an_unknown_medicine_is_not_dropped() -> None:
    found = over("blorbamine 5 mg", "sertraline 50 mg", days=1)
    assert [each.text for each in found.regimen.unknown] == ["blorbamine 5 mg"]


@pytest.mark.parametrize(
    ("texts", "more", "said"),
    [
        (["sertraline"], {}, "has no dose in mg"),
        (["sertraline 50 mg"], {"days": 0}, "days is above 0"),
        (["sertraline 50 mg"], {"days": 1e9}, "at most"),
        (["sertraline 50 mg"], {"step_h": 0}, "step is from"),
        (["sertraline 50 mg"], {"days": 0.01}, "too few"),
        (["sertraline 50 mg"], {"missed": [0]}, "missed day"),
        (["sertraline 50 mg"], {"people": 0}, "people"),
        (["sertraline 50 mg"], {"weight_kg": -3}, "weight"),
    ],
)
def test_what_cannot_be_drawn_is_told(texts: list[str], more: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        over(*texts, **more)


def test_it_is_handed_out_at_the_top() -> None:
    assert cotake.simulate(["sertraline 50 mg"], days=1, today=date(2026, 1, 1)).begin == date(2026, 1, 1)


def test_norfluoxetine_outlasts_five_weeks_in_some() -> None:
    """Labels ask for five weeks before an MAO inhibitor; the metabolite has a half-life of 4 to 16 days."""
    found, _ = washouts(["fluoxetine 20 mg daily"])
    days = {each.name: each for each in found}
    assert 7 < days["Fluoxetine"].days < 28
    assert 20 < days["norfluoxetine"].days < 50
    assert days["norfluoxetine"].high > 35
    assert all(each.low <= each.days <= each.high for each in found)


def test_a_washout_is_counted_from_half_lives_where_no_kinetics_are_known() -> None:
    """Phenobarbital has a half-life of two to six days (label)."""
    found, _ = washouts(["phenobarbital"])
    assert all(each.known_by == "half-life" for each in found)
    assert max(each.high for each in found) > 10
    with pytest.raises(InputError, match="between 0 and 1"):
        washouts(["phenobarbital"], part=1.5)


def test_a_change_of_dose_is_not_a_stop() -> None:
    """Paroxetine goes on at half the dose, and goes on blocking CYP2D6."""
    found = over(
        "paroxetine 40 mg daily stopped today",
        "paroxetine 20 mg daily from today",
        "metoprolol 50 mg twice daily",
        days=14,
    )
    assert min(ratio for _, ratio in found.raised["metoprolol"]) > 2.5


def test_who_has_no_such_enzyme_has_nothing_to_inhibit() -> None:
    found = over(
        "metoprolol 50 mg daily", "paroxetine 20 mg daily", days=3, person={"genes": {"CYP2D6": "poor"}}
    )
    ratios = [ratio for _, ratio in found.raised.get("metoprolol", [(0, 1.0)])]
    assert ratios == pytest.approx([1.0], abs=0.02)


def test_rifampicin_is_forgotten_as_it_was_seen_to_be() -> None:
    """Reitman 2011: midazolam at 12 % of the usual, 38 % a week and 82 % two weeks after the last dose."""
    found = over("rifampicin 600 mg daily stopped today", "midazolam 7.5 mg daily", days=16)
    by_day = dict(found.raised["midazolam"])

    def at(day: int) -> float:
        return [ratio for hour, ratio in sorted(by_day.items()) if hour <= day * 24 + 23][-1]

    assert at(0) < 0.2
    assert 0.3 < at(7) < 0.6
    assert 0.7 < at(14) < 0.9


def test_fluoxetine_fades_without_a_cliff() -> None:
    found = over("fluoxetine 20 mg daily stopped today", "metoprolol 50 mg twice daily", days=70)
    ratios = [ratio for hour, ratio in found.raised["metoprolol"] if hour >= 24]
    steps = [one / other for one, other in itertools.pairwise(ratios)]
    assert ratios == sorted(ratios, reverse=True)
    assert max(steps) < 1.2


def test_one_dose_of_an_inhibitor_acts_for_days_and_not_for_ever() -> None:
    found = over("fluconazole 150 mg single dose", "warfarin 5 mg daily", days=21)
    ratios = [ratio for hour, ratio in found.raised["warfarin"] if hour >= 0]
    assert max(ratios) > 1.2
    assert ratios[-1] < 1.1


@pytest.mark.parametrize(
    ("texts", "person", "metabolite", "low", "high"),
    [
        # Poor metabolisers form hardly any morphine (Yue 1991).
        (["codeine 30 mg four times daily"], {"genes": {"CYP2D6": "poor"}}, "morphine", 0.0, 0.3),
        # Laugesen 2005: (+)-M1 fell by two thirds.
        (
            ["tramadol 50 mg three times daily", "paroxetine 20 mg daily"],
            {},
            "O-desmethyltramadol",
            0.1,
            0.6,
        ),
        # Kaukonen 1998, as quoted in the record: the active metabolite was halved.
        (["losartan 50 mg daily", "fluconazole 200 mg daily"], {}, "E-3174", 0.3, 0.8),
    ],
)
def test_a_metabolite_falls_where_its_making_is_blocked(
    texts: list[str], person: dict[str, Any], metabolite: str, low: float, high: float
) -> None:
    usual = level(over(texts[0], days=5), metabolite)[-24:].mean()
    less = level(over(*texts, days=5, person=person), metabolite)[-24:].mean()
    assert low <= less / usual <= high


def test_a_hold_remembers_doses_before_the_picture() -> None:
    """After 50 mg a day, 70 to 80 % are still held two days after the last dose (Swiss label)."""
    found = over("naltrexone 50 mg daily stopped today", days=3)
    slow = next(
        line.values[:, 0]
        for line in found.simulation.lines
        if line.kind == "held" and "mu-opioid" in line.name and "72" in line.model
    )
    assert slow[0] > 0.6
    assert slow[-1] < slow[0]


def test_two_forms_of_one_substance_have_two_levels_and_one_hold() -> None:
    found = over("naltrexone 50 mg daily", "Vivitrol 380 mg every 4 weeks", days=7)
    names = [line.name for line in found.simulation.lines if line.kind == "level"]
    assert len(names) == len(set(names)) == 4
    held = [line.name for line in found.simulation.lines if line.model == "driven by the level"]
    assert len(held) == len(set(held))


@pytest.mark.parametrize("often", ["once nightly", "once at night", "once in the morning", "once each day"])
def test_once_a_day_is_no_single_dose(often: str) -> None:
    assert not any("one dose" in note for note in over(f"sertraline 50 mg {often}", days=2).notes)


@pytest.mark.parametrize("text", ["Bedranol SR 80 mg daily", "escitalopram 10 mg morning and night"])
def test_the_hour_is_read_from_words_and_not_from_their_parts(text: str) -> None:
    found = over(text, days=1).simulation
    assert float(found.lines[0].values[12:20].max()) > 0


def test_what_is_told_and_not_counted_is_said() -> None:
    notes = over("gabapentin 300 mg three times daily", days=1, person={"egfr": 20}).notes
    assert any("kidney function is not counted" in note for note in notes)
    with pytest.raises(InputError, match="adults"):
        over("gabapentin 300 mg", days=1, person={"age": 6})


def test_others_do_not_act_before_their_first_dose() -> None:
    found = over(
        "simvastatin 40 mg in the morning", "clarithromycin 500 mg at bedtime from 2026-11-25", days=5
    )
    changed = [hour for hour, ratio in found.raised["simvastatin"] if ratio > 1.1]
    assert min(changed) == 2 * 24 + 22


def test_what_was_stopped_long_ago_is_over_even_where_no_half_life_is_known() -> None:
    """Grapefruit has no half-life in its record; its effect is over within days."""
    long_ago = over("midazolam 7.5 mg daily", "grapefruit stopped 2026-09-01", days=3)
    assert [ratio for hour, ratio in long_ago.raised["midazolam"] if hour <= 0][-1] == pytest.approx(1)
    now = over("simvastatin 40 mg daily", "grapefruit daily", days=3)
    assert now.raised["simvastatin"][0][1] > 1.2
