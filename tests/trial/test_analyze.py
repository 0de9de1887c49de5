"""Is it working: verdicts that a statistician would nod at, and what is said beside them."""

from __future__ import annotations

import json
import math
import os
from contextlib import suppress
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cotake import InputError
from cotake.surfaces.cli import cli
from cotake.trial import Analysis, Scale, analyze
from cotake.trial._noise import Noises, noises, one_noise, whitened
from cotake.trial._onset import reach
from cotake.trial._posterior import Mixture
from cotake.trial.reading import days_of_table

Floats = NDArray[np.float64]
MOOD = Scale("mood", "higher", 0, 10, 1.0)


def days(
    number: int = 90, effect: float = 0.0, seed: int = 1, phi: float = 0.5, start: int | None = None
) -> tuple[Floats, Floats]:
    """Days with lasting noise of SD 1 about 5, and a step at a third."""
    rng = np.random.default_rng(seed)
    noise = np.empty(number)
    noise[0] = rng.standard_normal()
    for day in range(1, number):
        noise[day] = phi * noise[day - 1] + math.sqrt(1 - phi**2) * rng.standard_normal()
    on = (np.arange(number) >= (number // 3 if start is None else start)).astype(float)
    return 5 + noise + effect * on, on


def test_a_large_effect_is_seen_and_its_size_is_told() -> None:
    values, on = days(effect=2.5)
    found = analyze(values, on, scale=MOOD)
    assert found.verdict == "better"
    assert found.effect.low < 2.5 < found.effect.high
    assert found.p_benefit > 0.99
    assert found.days_needed is None
    assert "Better. With it mood is" in found.says


def test_lower_is_better_turns_it() -> None:
    values, on = days(effect=2.5)
    pain = analyze(values, on, scale=Scale("pain", "lower", 0, 10, 1.0))
    assert pain.verdict == "worse"
    assert pain.effect.mean > 0, "the effect is in points of the scale, whatever is better"
    assert analyze(10 - values, on, scale=Scale("pain", "lower", 0, 10, 1.0)).verdict == "better"


def test_no_effect_is_not_called_one() -> None:
    called = [analyze(*days(seed=seed)).verdict in ("better", "worse") for seed in range(40)]
    assert sum(called) <= 5, "5 % of 40 are 2; 6 or more have a chance of 1 in 70"


def test_no_difference_that_matters_is_said_where_it_is_so() -> None:
    values, on = days(number=400, phi=0.0)
    assert analyze(values, on, scale=Scale("mood", mid=1.0)).verdict == "no_meaningful_difference"


def test_what_is_unsure_says_how_many_days_would_tell() -> None:
    found = analyze(*days(number=40, effect=0.5, seed=3), scale=MOOD)
    assert found.verdict == "not_sure_yet"
    assert found.says.startswith("Not sure yet.")
    assert found.days_needed is None or found.days_needed > 0


def test_few_days_say_nothing() -> None:
    values, on = days(number=12, effect=9, start=9)
    found = analyze(values, on)
    assert found.verdict == "not_sure_yet"
    assert "only 3 days" in found.warnings[0]


def test_units_do_not_matter() -> None:
    """Ten times the points are ten times the effect, with the same chances."""
    values, on = days(effect=1.0)
    one, ten = analyze(values, on), analyze(10 * values - 3, 4.5 * on)
    assert ten.effect.mean == pytest.approx(10 * one.effect.mean, rel=1e-6)
    assert ten.p_benefit == pytest.approx(one.p_benefit, abs=1e-9)
    assert ten.evidence == pytest.approx(one.evidence, rel=1e-6)


def test_missing_days_are_left_out_and_not_filled_in() -> None:
    values, on = days(effect=2.0)
    gaps = values.copy()
    gaps[3::4] = np.nan
    whole, part = analyze(values, on), analyze(gaps, on)
    assert part.effect.high - part.effect.low > 0.9 * (whole.effect.high - whole.effect.low)
    kept = ~np.isnan(gaps)
    dated = [date(2026, 1, 1) + timedelta(days=int(day)) for day in np.flatnonzero(kept)]
    listed = analyze(gaps[kept], on[kept], times=dated)
    numbered = analyze(gaps, on, times=[date(2026, 1, 1) + timedelta(days=day) for day in range(90)])
    assert listed.effect.mean == pytest.approx(numbered.effect.mean, rel=1e-9)


@pytest.mark.parametrize("unit", ["D", "s", "ns"])
def test_dates_of_numpy_are_read_whatever_their_unit(unit: str) -> None:
    values, on = days(effect=1.0)
    dates = np.arange("2026-01-01", "2026-04-01", dtype="datetime64[D]").astype(f"datetime64[{unit}]")
    found = analyze(values, on, times=dates)
    assert (found.series.first, found.series.days) == (date(2026, 1, 1), 90)


def test_several_entries_of_a_day_are_averaged() -> None:
    values, on = days(effect=1.0)
    at = [day for day in range(90) for _ in range(2)]
    twice = np.repeat(values, 2) + np.tile([0.5, -0.5], 90)
    found = analyze(twice, np.repeat(on, 2), times=at)
    assert found.effect.mean == pytest.approx(analyze(values, on).effect.mean, rel=1e-9)
    assert (found.series.days, found.series.entries) == (90, 180)


def test_looking_every_day_widens_the_interval_and_waits_longer() -> None:
    values, on = days(effect=1.2, seed=4)
    once, always = analyze(values, on), analyze(values, on, anytime=True)
    assert always.effect.low < once.effect.low < once.effect.high < always.effect.high
    assert always.effect.mean == once.effect.mean
    assert once.verdict == "better"
    strong = analyze(*days(effect=4.0), anytime=True)
    assert strong.verdict == "better"
    assert strong.evidence > 20


def test_who_looks_every_week_is_not_fooled_more_often() -> None:
    """Twelve nulls looked at from day 40 to day 120: Ville's bound is 1 in 20."""
    fooled = 0
    for seed in range(12):
        values, on = days(number=120, seed=100 + seed, start=30)
        looks = (analyze(values[:last], on[:last], anytime=True) for last in range(40, 121, 10))
        fooled += any(found.verdict in ("better", "worse") for found in looks)
    assert fooled <= 2


def test_a_slow_drift_is_not_called_an_effect() -> None:
    """Four standard deviations over the time, and no effect: the drift is named instead."""
    values, on = days(number=120)
    drifting = values + 4 * (np.arange(120) / 119 - 0.5)
    found = analyze(drifting, on)
    assert found.verdict == "not_sure_yet"
    assert any("drift" in each for each in found.warnings)


def test_one_change_alone_is_said_to_prove_little() -> None:
    found = analyze(*days(effect=2.5))
    assert any("changed once" in each and "whole time" in each for each in found.warnings)
    blocks = np.repeat([0, 1, 0, 1, 0, 1], 15).astype(float)
    assert not any("changed once" in each for each in analyze(days()[0], blocks).warnings)


def test_a_bad_week_before_the_start_is_told() -> None:
    """Regression to the mean: people start when it is bad."""
    values, on = days()
    values[23:30] -= 3
    assert any("week before" in each for each in analyze(values, on, scale=MOOD).warnings)


def test_what_changed_at_the_same_time_is_named() -> None:
    values, on = days(effect=2.0)
    found = analyze(values, on, covariates={"another medicine": on, "constant": np.ones(90)})
    assert any("another medicine changed together" in each for each in found.warnings)
    assert found.verdict == "not_sure_yet"
    assert found.series.names == ("another medicine",)


def test_days_at_the_end_of_the_scale_are_told() -> None:
    values, on = days()
    found = analyze(np.clip(values - 5, 0, 10), on, scale=MOOD)
    assert any("lowest end" in each for each in found.warnings)


def test_an_effect_that_comes_slowly_is_found() -> None:
    on = days()[1]
    slow = 3 * reach(on, [10.0])
    found = analyze(days(seed=6)[0] + slow, on)
    assert found.verdict == "better"
    assert found.onset_days > 1
    only = analyze(days(seed=6)[0] + slow, on, onset_days=[10.0])
    assert only.effect.mean == pytest.approx(3, abs=1.5)


@pytest.mark.parametrize(
    ("values", "exposure", "more", "said"),
    [
        ([1, 2], [0], {}, "one each"),
        ([1, 2], [0, float("nan")], {}, "gaps"),
        ([1, 2, 1, 2], [1, 1, 1, 1], {}, "never changes"),
        ([float("nan")] * 2, [0, 1], {}, "no value at all"),
        ([1, 2], [0, 1], {}, "fewest"),
        ([1, float("inf")], [0, 1], {}, "infinite"),
        (["a", "b"], [0, 1], {}, "not all numbers"),
        ([], [], {}, "one row"),
        ([[1, 2]], [0, 1], {}, "one row"),
        ([1, 2], [0, 1], {"times": ["2026-01-02", "2026-01-01"]}, "backwards"),
        ([1, 2], [0, 1], {"times": ["2026-01-02", "x"]}, "not a day"),
        ([1, 2], [0, 1], {"times": [1]}, "one each"),
        ([1, 2], [0, 1], {"times": [1, 99999]}, "at most"),
        ([1, 2], [0, 1], {"covariates": {"x": [1]}}, "has 1 days"),
        ([1, 2], [0, 1], {"covariates": {"x": [1, float("nan")]}}, "gaps"),
        ([1, 2], [0, 1], {"scale": Scale(mid=0)}, "above 0"),
        ([1, 2], [0, 1], {"scale": Scale(least=3, most=1)}, "to a higher"),
        ([1, 2], [0, 1], {"onset_days": [-1]}, "half-times|fewest"),
    ],
)
def test_what_cannot_be_analysed_says_why(
    values: Any, exposure: Any, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        analyze(values, exposure, **more)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=2, max_size=40),
    st.lists(st.sampled_from([0.0, 1.5, 3.0]), min_size=2, max_size=40),
)
def test_any_days_are_analysed_or_refused(values: list[float | None], taken: list[float]) -> None:
    size = min(len(values), len(taken))
    listed = [float("nan") if each is None else each for each in values[:size]]
    with suppress(InputError):
        found = analyze(listed, taken[:size])
        assert found.effect.low <= found.effect.high
        assert 0 <= found.p_benefit <= 1
        json.dumps(found.to_dict(), allow_nan=False)
        assert found.plots["days"]["data"]["values"]


def test_the_filter_is_that_of_the_whole_covariance() -> None:
    """Against the likelihood by the full covariance matrix, with missing days and two speeds."""
    rng = np.random.default_rng(3)
    seen = rng.random(25) > 0.3
    column = rng.standard_normal((25, 1))
    for fast, slow, share in ((0.5, 0.0, 0.0), (-0.2, 0.97, 0.4), (0.9, 0.99, 0.8)):
        kind = Noises(np.array([fast]), np.array([slow]), np.array([share]), np.zeros(1))
        white, log = whitened(column, seen, kind)
        lag = np.abs(np.subtract.outer(np.arange(25), np.arange(25)))
        both = (1 - share) * np.sign(fast) ** lag * abs(fast) ** lag + share * slow**lag
        held = both[np.ix_(seen, seen)]
        value = column[seen, 0]
        assert log[0] == pytest.approx(np.linalg.slogdet(held)[1])
        assert float(white[:, 0, 0] @ white[:, 0, 0]) == pytest.approx(value @ np.linalg.solve(held, value))


def test_the_prior_of_the_noises_adds_up() -> None:
    total = float(np.exp(noises(60).log_prior).sum())
    assert total == pytest.approx(1)
    assert one_noise(0.5).fast.tolist() == [0.5]


@given(st.floats(0.01, 0.99))
def test_quantiles_and_chances_agree(part: float) -> None:
    mixture = Mixture(np.array([0.0, 2.0]), np.array([1.0, 0.3]), 20.0, np.array([0.7, 0.3]))
    assert 1 - mixture.above(mixture.quantile(part)) == pytest.approx(part, abs=1e-6)


NOF1 = Path(os.environ.get("COTAKE_REFERENCE_NOF1", "/nowhere"))


@pytest.mark.skipif(not NOF1.exists(), reason="COTAKE_REFERENCE_NOF1 names no folder with the real series")
def test_the_blinded_taper_of_one_man() -> None:
    """Kossakowski 2017: restlessness rises as the dose falls, 0.74 at none by an AR(1); down is unsure."""
    text = (NOF1 / "kossakowski2017" / "daily.csv").read_text(encoding="utf-8")

    def of(name: str) -> Analysis:
        read = days_of_table(text, name, dose="dose_mg")
        return analyze(read.values, read.exposure, times=read.times, scale=Scale(name, "lower"))

    restless = of("pat_restl")
    assert restless.verdict == "better", "with the medicine"
    assert -restless.effect.mean == pytest.approx(0.74, abs=0.25)
    assert of("mood_down").verdict == "not_sure_yet"


def test_the_command_on_a_file(tmp_path: Path) -> None:
    values, on = days(effect=2.5)
    path = tmp_path / "days.csv"
    rows = [
        f"{date(2026, 1, 1) + timedelta(days=day)},{'' if day == 4 else values[day]:.4},{4.5 * on[day]}"
        if day != 4
        else f"{date(2026, 1, 5)},NA,0"
        for day in range(90)
    ]
    path.write_text("date,mood,dose\n" + "\n".join(rows) + "\n")
    run = CliRunner().invoke
    base = ["trial", "analyze", str(path), "--outcome", "mood"]
    told = run(cli, base).output
    assert told.startswith("Better. With 4.5 against none mood is")
    assert "89 of 90 days" in told
    assert "Higher mood is taken as better, as on the scale mood" in told
    found = json.loads(run(cli, [*base, "--json", "--better", "lower", "--important", "1"]).output)
    assert found["verdict"] == "worse"
    assert found["exposure"] == {"least": 0.0, "most": 4.5, "changes": 1}
    assert run(cli, [*base, "--picture", str(tmp_path / "x.svg")]).exit_code == 0
    assert "<svg" in (tmp_path / "x.svg").read_text()


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("", [], "no row"),
        ("date,mood,dose\n", [], "no row"),
        ("date,feel,dose\n2026-01-01,1,0\n", [], "no column 'mood'"),
        ("date,mood,x\n2026-01-01,1,0\n", [], "Name it with --dose-column"),
        ("date,mood,dose\n2026-01-01,high,0\n", [], "not a number"),
        ("date,mood,dose\nyesterday,1,0\n", [], "not a date"),
        ("date,mood,dose\n2026-01-01,1,\n", [], "first row"),
        ("date,mood,dose\n2026-01-01,1,0\n", ["--dose-column", "mood"], "cannot be both"),
        ("date,mood,dose\n2026-01-01,1,0\n", ["--medicine", "x"], "no medicine that is known"),
        ("date,mood,dose\n2026-01-01,1,0\n", ["--journal", "x"], "go with the journal"),
        ("date,mood,dose\n2026-01-01,1,0\n", ["--anytime", "--once"], "contradict"),
    ],
)
def test_a_file_that_cannot_be_analysed_says_why(
    tmp_path: Path, text: str, more: list[str], said: str
) -> None:
    path = tmp_path / "days.csv"
    path.write_text(text)
    done = CliRunner().invoke(cli, ["trial", "analyze", str(path), "--outcome", "mood", *more])
    assert done.exit_code != 0
    assert said in str(done.exception)


def test_the_command_on_the_journal(tmp_path: Path) -> None:
    """Scores and doses as they were written, and an answer that may be looked at every day."""
    from datetime import datetime

    from cotake.journal import Cost, Journal

    values, on = days(effect=4.0, number=60)
    env = {"COTAKE_HOME": str(tmp_path), "COTAKE_PASSPHRASE": "correct horse"}
    with Journal.create(tmp_path / "journal.cotake", "correct horse", cost=Cost(13, 1, 1)) as journal:
        rows: list[Any] = []
        for day in range(60):
            at = datetime(2026, 1, 1, 20, tzinfo=UTC) + timedelta(days=day)
            rows.append(("scores", {"mood": float(np.clip(values[day] - 2, 0, 10))}, at, ""))
            taken = "taken" if on[day] else "skipped"
            rows.append(("dose", {"medicine": "LDN 4.5 mg", "taken": taken, "dose": ""}, at, ""))
        journal.add_all(rows)
    run = CliRunner(env=env).invoke
    found = json.loads(run(cli, ["trial", "analyze", "--outcome", "mood", "--json"]).output)
    assert found["verdict"] == "better"
    assert found["anytime"] is True
    assert found["exposure"]["most"] == 4.5
    assert found["scale"]["most"] == 10
    done = run(cli, ["trial", "analyze", "--outcome", "joy"])
    assert "no scale of the journal" in str(done.exception)
    done = run(cli, ["trial", "analyze", "--outcome", "pain"])
    assert "nothing was scored" in str(done.exception)
    done = run(cli, ["trial", "analyze", "--outcome", "mood", "--medicine", "aspirin"])
    assert "no dose of 'aspirin'" in str(done.exception)


def test_other_medicines_of_the_journal_are_reckoned_with() -> None:
    """Two medicines: which is meant is asked for, and the other one counts as what else changed."""
    from datetime import UTC, datetime

    from cotake.journal import Entry
    from cotake.trial.of_journal import days_of_journal

    def dose(day: int, text: str) -> Entry:
        at = datetime(2026, 1, 1, 20, tzinfo=UTC) + timedelta(days=day)
        return Entry(day, at, "", "dose", {"medicine": text, "taken": "taken", "dose": ""})

    entries = [dose(20, "LDN 1.5 mg"), dose(40, "LDN 3 mg"), dose(30, "sertraline 50 mg")]
    marks = [("mood", date(2026, 1, 1) + timedelta(days=day), 5.0) for day in range(60)]
    with pytest.raises(InputError, match="several medicines"):
        days_of_journal(entries, marks, "mood", "")
    found = days_of_journal(entries, marks, "mood", "ldn")
    assert found.exposure == [0.0] * 20 + [1.5] * 20 + [3.0] * 20
    assert found.covariates == {"sertraline": [0.0] * 30 + [50.0] * 30}
