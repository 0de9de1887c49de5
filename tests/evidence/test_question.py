"""Questions to the study records: what is put together, what is not and why, and how sure it is."""

from __future__ import annotations

import json
import math

import pytest

from cotake import InputError
from cotake.evidence._choosing import Row, choose, sorted_out
from cotake.evidence._question import _left_as_stated
from cotake.evidence.pooling import Evidence, effect_of, evidence, forest, plain, summary, together
from cotake.knowledge import Library
from cotake.knowledge.types import Citation, Estimate, Group, Study
from tests.conftest import TODAY

SRC = (Citation("due-bruun-2024"),)


def ask(
    library: Library, about: str, outcome: str, *, beside: str = "", among: str = "", measure: str = ""
) -> Evidence:
    return evidence(
        about, outcome, beside=beside, among=among, measure=measure, library=library, today=TODAY
    )


def study(estimate: Estimate) -> Study:
    return Study("x-2020", "X", "trial", "people", ("naltrexone",), "", SRC, estimates=(estimate,))


def test_low_dose_naltrexone_and_pain_in_fibromyalgia_is_left_open(library: Library) -> None:
    """Due Bruun 2024 (-0.34 of 10, -0.95 to 0.27), Bested 2023 (no difference) and Younger 2013 (one)."""
    found = ask(library, "low-dose naltrexone", "pain", among="fibromyalgia")
    assert {row.study.id for row in found.used} == {"due-bruun-2024", "bested-2023", "younger-2013"}
    assert found.main is not None
    assert found.main.low < 0 < found.main.high
    assert found.certainty is not None
    assert found.certainty.level in ("low", "very low")
    assert any(each.domain == "imprecision" for each in found.certainty.reasons)
    assert {row.study.id for row in found.syntheses} >= {"vatvani-2024", "ologunowa-2025"}
    single = next(row for row in found.rows if row.study.id == "due-bruun-2024")
    assert (single.estimate.value, *single.estimate.interval) == (-0.34, -0.95, 0.27)


def test_studies_of_the_full_dose_do_not_answer_for_the_low_one(library: Library) -> None:
    low = {row.study.id for row in ask(library, "low-dose naltrexone", "abstinence").rows}
    usual = {row.study.id for row in ask(library, "naltrexone 50 mg", "abstinence").rows}
    assert "pettinati-2010" in usual
    assert "pettinati-2010" not in low


def test_what_is_not_put_together_says_why(library: Library) -> None:
    found = ask(library, "low-dose naltrexone", "pain")
    apart = {row.study.id: row.why_not for row in found.rows if row.why_not}
    assert "no comparison" in apart["siembida-2022"]
    assert all(row.why_not or row in found.used for row in found.rows)


def test_trials_are_not_mixed_with_observational_studies(library: Library) -> None:
    for about, outcome in (("ibuprofen", "gut-bleeding"), ("lithium", "depression-response")):
        kinds = {row.study.kind in ("randomised", "crossover") for row in ask(library, about, outcome).used}
        assert len(kinds) <= 1


def test_two_medicines_together_are_asked_for_by_both(library: Library) -> None:
    found = ask(library, "naltrexone", "abstinence", beside="sertraline")
    assert "pettinati-2010" in {row.study.id for row in found.rows}
    assert all(row.study.is_about({"naltrexone", "sertraline"}) for row in (*found.rows, *found.syntheses))


@pytest.mark.parametrize(
    ("about", "outcome", "more", "said"),
    [
        ("blorbamine", "pain", {}, "not one medicine"),
        ("naltrexone", "moods", {}, "no outcome"),
        ("naltrexone", "pain", {"measure": "vibes"}, "no measure"),
        ("naltrexone", "pain", {"among": "the blues"}, "no study is of people with"),
    ],
)
def test_what_is_not_known_is_told(
    library: Library, about: str, outcome: str, more: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        ask(library, about, outcome, **more)


def test_effects_equal_worked_values(library: Library) -> None:
    """Cochrane Handbook, chapter 6: 12 of 100 against 24 of 100; means 5 (SD 2) and 6 (SD 2) of 50 each."""
    counts = Estimate(
        "pain-response", "risk-ratio", SRC, treated=Group(100, events=12), control=Group(100, events=24)
    )
    means = Estimate("pain", "mean-difference", SRC, treated=Group(50, 5, 2), control=Group(50, 6, 2))
    ratio = effect_of(study(counts), counts, "risk-ratio", library)
    odds = effect_of(study(counts), counts, "odds-ratio", library)
    difference = effect_of(study(counts), counts, "risk-difference", library)
    raw = effect_of(study(means), means, "mean-difference", library)
    standardised = effect_of(study(means), means, "standardised-mean-difference", library)
    assert ratio and odds and difference and raw and standardised
    assert math.exp(ratio.value) == pytest.approx(0.5)
    assert ratio.variance == pytest.approx(1 / 12 - 1 / 100 + 1 / 24 - 1 / 100)
    assert math.exp(odds.value) == pytest.approx(12 / 88 / (24 / 76))
    assert difference.value == pytest.approx(-0.12)
    assert (raw.value, raw.variance) == pytest.approx((-1, 0.16))
    assert standardised.value == pytest.approx(-0.5 * (1 - 3 / (4 * 98 - 1)))


def test_no_event_on_one_side_is_counted_with_half_a_person_and_on_both_not_at_all(
    library: Library,
) -> None:
    one = Estimate("death", "odds-ratio", SRC, treated=Group(20, events=0), control=Group(20, events=3))
    none = Estimate("death", "odds-ratio", SRC, treated=Group(20, events=0), control=Group(20, events=0))
    effect = effect_of(study(one), one, "odds-ratio", library)
    assert effect is not None
    assert effect.value == pytest.approx(math.log(0.5 * 17.5 / (20.5 * 3.5)))
    assert effect_of(study(none), none, "odds-ratio", library) is None


def test_a_scale_that_runs_the_other_way_is_turned(library: Library) -> None:
    up = Estimate(
        "quality-of-life",
        "mean-difference",
        SRC,
        better="lower",
        value=-3,
        interval=(-5, -1),
        scale="burden",
    )
    turned = effect_of(study(up), up, "mean-difference", library)
    assert turned is not None
    assert (turned.value, turned.sign) == (3, -1)


def test_a_figure_of_90_percent_bounds_is_read_as_such(library: Library) -> None:
    wide = Estimate("pain", "mean-difference", SRC, value=0, interval=(-1.645, 1.645), level=0.9)
    effect = effect_of(study(wide), wide, "mean-difference", library)
    assert effect is not None
    assert effect.variance == pytest.approx(1, abs=1e-3)


def test_the_answer_is_json_and_a_picture(library: Library) -> None:
    found = ask(library, "lithium", "depression-response")
    assert json.loads(json.dumps(plain(found, library)))["pooled"]["k"] == len(found.used) > 5
    spec = forest(found, "lithium")
    rows = spec["data"]["values"]
    assert [row["kind"] for row in rows] == ["study"] * len(found.used) + ["pool", "further"]
    assert all(row["low"] <= row["value"] <= row["high"] for row in rows)
    assert any("further study" in sentence for sentence in together(found))


def test_people_with_different_illnesses_are_told_apart(library: Library) -> None:
    found = ask(library, "low-dose naltrexone", "pain")
    assert {"fibromyalgia", "multiple-sclerosis"} <= set(found.by_condition)
    assert sum(each.k for each in found.by_condition.values()) == len(found.used)
    assert found.certainty is not None
    assert any(each.domain == "indirectness" for each in found.certainty.reasons)
    narrow = ask(library, "low-dose naltrexone", "pain", among="fibromyalgia")
    assert narrow.certainty is not None
    assert not any(each.domain == "indirectness" for each in narrow.certainty.reasons)
    apart = {row.study.id: row.why_not for row in narrow.rows}
    assert apart["cree-2010"] == "in people with multiple sclerosis"
    names = [row["study"] for row in forest(found, "pain", library)["data"]["values"]]
    assert "- multiple sclerosis (1)" in names


def test_a_kind_of_an_illness_is_that_illness(library: Library) -> None:
    found = ask(library, "aripiprazole", "depression", among="depression")
    assert any("treatment-resistant-depression" in row.study.conditions for row in found.used)


def test_what_is_assumed_of_crossover_trials_is_said_and_varied(library: Library) -> None:
    found = ask(library, "low-dose naltrexone", "pain", among="fibromyalgia")
    paired = [row.effect for row in found.used if row.effect and row.effect.paired]
    assert paired
    assert all("correlation" in each.assumed for each in paired)
    assert set(found.if_alike) == {0.3, 0.7}
    assert any("other correlations" in sentence for sentence in together(found))


def test_a_study_that_is_doubted_is_shown_and_not_put_together(library: Library) -> None:
    found = ask(library, "ketamine", "depression-response")
    row = next(each for each in found.rows if each.study.id == "talati-2019-ketamine")
    assert row.why_not.startswith("not to be relied on")
    assert row not in found.used


def test_the_summary_has_every_outcome_once_and_good_ones_first(library: Library) -> None:
    answers = summary("low-dose naltrexone", library=library, today=TODAY)
    outcomes = [each.outcome.id for each in answers]
    assert len(outcomes) == len(set(outcomes)) > 5
    harms = [each.outcome.harm for each in answers]
    assert harms == sorted(harms)
    pain = next(each for each in answers if each.outcome.id == "pain")
    assert pain.main == ask(library, "low-dose naltrexone", "pain").main


def test_a_ratio_is_told_of_100_people(library: Library) -> None:
    """COR-I to COR-BMOD and nausea or stopping; of people on placebo 12 of 100 stopped for harm."""
    found = ask(library, "naltrexone 32 mg", "stopped-for-harm", beside="bupropion")
    assert found.absolute is not None and found.main is not None
    assert found.absolute.of == 100
    assert found.absolute.low < found.absolute.treated < found.absolute.high
    assert found.absolute.treated == pytest.approx(
        found.absolute.control * math.exp(found.main.value), rel=1e-6
    )


def test_a_case_control_study_tells_no_risk(library: Library) -> None:
    found = ask(library, "sertraline", "gut-bleeding", beside="ibuprofen")
    if all(row.study.kind == "case-control" for row in found.used):
        assert found.absolute is None


def test_what_was_given_beside_is_not_taken_for_the_medicine(library: Library) -> None:
    """COGENT gave omeprazole to people on clopidogrel; with bupropion it is no trial of naltrexone."""
    for about, outcome, name in (
        ("clopidogrel", "gut-bleeding", "cogent-2010"),
        ("naltrexone", "weight", "apovian-2013"),
    ):
        assert name not in {row.study.id for row in ask(library, about, outcome).used}


def test_only_studies_against_the_same_are_put_together(library: Library) -> None:
    for about, outcome in (("aripiprazole", "depression-remission"), ("atorvastatin", "death")):
        found = ask(library, about, outcome)
        kinds = {row.estimate.versus.lower().startswith("placebo") for row in found.used}
        assert len(kinds) <= 1
        assert all(row.why_not for row in found.rows if row not in found.used)


def test_together_is_the_same_from_either_side(library: Library) -> None:
    one = ask(library, "naltrexone", "depression", beside="sertraline")
    other = ask(library, "sertraline", "depression", beside="naltrexone")
    assert {row.study.id for row in one.rows} == {row.study.id for row in other.rows}
    assert [row.study.id for row in one.used] == [row.study.id for row in other.used]


def test_records_of_one_trial_count_once(library: Library) -> None:
    for name in ("naproxen", "ginkgo", "bupropion"):
        for outcome in ("any-adverse-event", "pain-response", "bleeding", "depression-remission"):
            used = [row.study.id for row in ask(library, name, outcome).used]
            assert len({"-".join(each.split("-")[:2]) for each in used}) == len(used)


def test_two_studies_that_agree_by_chance_have_no_narrow_interval(library: Library) -> None:
    found = ask(library, "fluoxetine", "quality-of-life")
    if found.pooled is not None and found.pooled.k == 2:
        widest = max(row.effect.interval[1] - row.effect.interval[0] for row in found.used if row.effect)
        assert found.pooled.high - found.pooled.low > 0.7 * widest


def test_the_side_that_is_better_is_said(library: Library) -> None:
    assert any("Below 0 is better" in each for each in together(ask(library, "LDN", "pain")))
    assert any(
        "Above 1 is better" in each for each in together(ask(library, "lithium", "depression-response"))
    )


def test_of_several_arms_the_one_that_is_asked_for_counts(library: Library) -> None:
    src = (Citation("due-bruun-2024"),)
    both = Estimate(
        "pain", "mean-difference", src, value=-3, interval=(-4, -2), treats=("naltrexone", "sertraline")
    )
    one = Estimate("pain", "mean-difference", src, value=-1, interval=(-2, 0), treats=("naltrexone",))
    found = Study(
        "y-2021",
        "Y",
        "trial",
        "people",
        ("naltrexone", "sertraline"),
        "",
        src,
        "randomised",
        estimates=(both, one),
    )
    rows, _, others = sorted_out([found], "pain", frozenset({"naltrexone"}), library)
    choose(rows, "mean-difference", False, library)
    assert [row.estimate.value for row in rows if not row.why_not] == [-1]
    rows, _, _ = sorted_out([found], "pain", frozenset({"naltrexone", "sertraline"}), library)
    assert rows[0].estimate.value == -3
    rows, _, others = sorted_out([found], "pain", frozenset({"sertraline"}), library)
    assert rows == []
    assert others == [found]


def test_what_is_added_to_the_other_answers_for_the_two(library: Library) -> None:
    """COGENT: omeprazole or placebo on top of clopidogrel; paracetamol on top of warfarin."""
    for one, other, outcome in (
        ("clopidogrel", "omeprazole", "gut-bleeding"),
        ("warfarin", "paracetamol", "inr"),
    ):
        assert ask(library, one, outcome, beside=other).used
        assert ask(library, other, outcome, beside=one).used


def rows_of(library: Library, *parts: tuple[str, Estimate, int]) -> list[Row]:
    """Trials of naltrexone with these estimates and sizes, chosen for a mean difference."""
    found = [
        Study(
            name, name, "trial", "people", ("naltrexone",), "", SRC, "randomised", n=n, arms=("a", "b"),
            estimates=(estimate,),
        )
        for name, estimate, n in parts
    ]  # fmt: skip
    rows, _, _ = sorted_out(found, parts[0][1].outcome, frozenset({"naltrexone"}), library)
    return rows


def test_a_spread_that_is_not_stated_is_borrowed_from_the_same_scale(library: Library) -> None:
    """Cochrane Handbook, 6.5.2.7; and only from the same scale."""
    told = Estimate("weight", "mean-difference", SRC, scale="kg", value=-4, interval=(-5, -3))
    bare = Estimate("weight", "mean-difference", SRC, scale="kg", value=-5)
    other = Estimate("weight", "mean-difference", SRC, scale="%", value=-5)
    rows = rows_of(library, ("a-2020", told, 400), ("b-2020", bare, 1600), ("c-2020", other, 400))
    choose(rows, "mean-difference", False, library)
    effects = {row.study.id: row.effect for row in rows}
    first, second = effects["a-2020"], effects["b-2020"]
    assert first is not None and second is not None
    assert second.variance == pytest.approx(first.variance / 4)
    assert "borrowed" in second.assumed
    assert effects["c-2020"] is None


def test_placebo_and_then_something_is_not_placebo(library: Library) -> None:
    one = Estimate("pain", "mean-difference", SRC, scale="x", value=-1, interval=(-2, 0))
    two = Estimate(
        "pain",
        "mean-difference",
        SRC,
        scale="x",
        value=-1,
        interval=(-2, 0),
        versus="placebo, then codeine",
    )
    rows = rows_of(library, ("a-2020", one, 100), ("b-2020", two, 100))
    assert choose(rows, "mean-difference", False, library) == "placebo"
    assert [row.study.id for row in rows if not row.why_not] == ["a-2020"]


def test_one_study_keeps_the_interval_that_it_states(library: Library) -> None:
    found = ask(library, "oxycodone", "breathing", beside="fluoxetine")
    if found.pooled is not None and found.pooled.k == 1 and found.used[0].effect is not None:
        assert (found.pooled.low, found.pooled.high) == found.used[0].effect.interval


def test_kinds_of_an_illness_are_in_its_summary(library: Library) -> None:
    outcomes = {each.outcome.id for each in summary("aripiprazole", among="depression", library=library)}
    assert {"depression", "depression-remission", "restlessness"} <= outcomes


def test_no_sceptic_doubts_a_harm(library: Library) -> None:
    for about, outcome in (("trimethoprim", "hyperkalaemia"), ("simvastatin", "muscle-injury")):
        assert ask(library, about, outcome).sceptic is None


def test_what_is_neither_good_nor_bad_is_not_called_better(library: Library) -> None:
    found = ask(library, "ciprofloxacin", "exposure")
    assert found.better == ""
    assert not any("better" in each for each in together(found))


def test_a_difference_is_shown_as_it_was_stated_where_all_scales_run_that_way(library: Library) -> None:
    up = Estimate(
        "function", "mean-difference", SRC, scale="s", better="higher", value=90, interval=(40, 140)
    )
    rows = rows_of(library, ("a-2020", up, 60))
    choose(rows, "mean-difference", False, library)
    assert rows[0].effect is not None and rows[0].effect.value == -90
    assert _left_as_stated(rows, "mean-difference")
    assert rows[0].effect is not None and rows[0].effect.value == 90


def test_a_risk_is_told_only_of_trials_and_of_enough_events(library: Library) -> None:
    assert ask(library, "low-dose naltrexone", "serious-adverse-event").absolute is None
    assert ask(library, "isosorbide mononitrate", "death", beside="sildenafil").absolute is None


def test_death_is_death_from_any_cause(library: Library) -> None:
    for name in ("atorvastatin", "simvastatin"):
        scales = {row.estimate.scale for row in ask(library, name, "death").used}
        assert scales <= {"death from any cause", ""}
