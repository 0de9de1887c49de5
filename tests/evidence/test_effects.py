"""From what a study states to one effect: spreads that are worked out, arms that share a control group."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake.evidence._arms import arms_beside, effect_of_arms
from cotake.evidence.pooling import effect_of
from cotake.knowledge import Library
from cotake.knowledge.types import Citation, Estimate, Group, Study

SRC = (Citation("due-bruun-2024"),)


def study(*estimates: Estimate, kind: str = "randomised", n: int | None = None) -> Study:
    return Study("x-2020", "X", "trial", "people", ("naltrexone",), "", SRC, kind, n=n, estimates=estimates)


def test_a_spread_comes_from_the_interval_of_a_difference(library: Library) -> None:
    """Cochrane Handbook, 6.5.2.3: 25 and 22 people, difference 3.8, standard error 1.37: SD 4.69."""
    error = 1.37
    stated = Estimate(
        "quality-of-life",
        "mean-difference",
        SRC,
        value=3.8,
        interval=(3.8 - 1.959964 * error, 3.8 + 1.959964 * error),
        treated=Group(25),
        control=Group(22),
    )
    effect = effect_of(study(stated), stated, "standardised-mean-difference", library)
    assert effect is not None
    spread = error / math.sqrt(1 / 25 + 1 / 22)
    assert spread == pytest.approx(4.69, abs=0.01)
    assert effect.value == pytest.approx(3.8 / spread * (1 - 3 / (4 * 45 - 1)), rel=1e-4)
    assert "spread" in effect.assumed
    assert not effect.paired


def test_the_same_people_twice_have_a_narrower_interval(library: Library) -> None:
    """Borenstein 2009, chapter 4: 50 people, difference 3, its SD 5.5, correlation 0.7: g 0.416, 0.0127."""
    error = 5.5 / math.sqrt(50)
    stated = Estimate(
        "quality-of-life",
        "mean-difference",
        SRC,
        value=3.0,
        interval=(3 - 1.959964 * error, 3 + 1.959964 * error),
    )
    of = study(stated, kind="crossover", n=50)
    effect = effect_of(of, stated, "standardised-mean-difference", library, correlation=0.7)
    assert effect is not None
    assert effect.value == pytest.approx(0.416, abs=1e-3)
    assert effect.variance == pytest.approx(0.0127, abs=5e-4)
    assert effect.paired
    looser = effect_of(of, stated, "standardised-mean-difference", library, correlation=0.3)
    assert looser is not None
    assert abs(looser.value) > abs(effect.value)


def test_a_difference_with_its_p_has_an_interval(library: Library) -> None:
    stated = Estimate("weight", "mean-difference", SRC, value=-2.0, p=0.05)
    effect = effect_of(study(stated), stated, "mean-difference", library)
    assert effect is not None
    assert effect.interval[1] == pytest.approx(0, abs=1e-6)
    assert "from p" in effect.assumed
    ratio = Estimate("nausea", "risk-ratio", SRC, value=2.0, p=0.05)
    found = effect_of(study(ratio), ratio, "risk-ratio", library)
    assert found is not None
    assert found.interval[0] == pytest.approx(0, abs=1e-6)
    for p in (0.0, 0.9, 1.0):
        silent = Estimate("weight", "mean-difference", SRC, value=-2.0, p=p)
        assert effect_of(study(silent), silent, "mean-difference", library) is None


def test_a_ratio_of_levels(library: Library) -> None:
    """Friedrich 2008: ln(m1 / m2), variance sd1^2 / (n1 m1^2) + sd2^2 / (n2 m2^2)."""
    levels = Estimate(
        "exposure", "ratio-of-means", SRC, treated=Group(10, 30.0, 6.0), control=Group(10, 10.0, 3.0)
    )
    effect = effect_of(study(levels), levels, "ratio-of-means", library)
    assert effect is not None
    assert effect.value == pytest.approx(math.log(3))
    assert effect.variance == pytest.approx(0.04 / 10 + 0.09 / 10)
    same = effect_of(study(levels, kind="crossover"), levels, "ratio-of-means", library)
    assert same is not None
    assert same.variance < effect.variance


def arm(name: str, treated: Group, control: Group, **more: object) -> Estimate:
    return Estimate("pain", "mean-difference", SRC, arm=name, treated=treated, control=control, **more)  # type: ignore[arg-type]


def test_arms_are_added_up_as_if_they_were_one_group(library: Library) -> None:
    """Cochrane Handbook, table 6.5.a: the joint mean and SD are those of all the people."""
    control = Group(40, 6.0, 2.0)
    low, high = arm("20 mg", Group(20, 5.0, 2.0), control), arm("60 mg", Group(30, 4.0, 2.5), control)
    effect = effect_of_arms(study(low, high), [low, high], "mean-difference", library, correlation=0.5)
    assert effect is not None
    whole = effect.estimate.treated
    assert whole is not None and whole.n == 50
    assert whole.mean == pytest.approx(4.4)
    squares = 19 * 4 + 20 * 25 + 29 * 6.25 + 30 * 16
    assert whole.sd == pytest.approx(math.sqrt((squares - 50 * 4.4**2) / 49))
    assert effect.value == pytest.approx(-1.6)
    assert effect.n == 90


def test_events_of_arms_are_added_up(library: Library) -> None:
    control = Group(100, events=10)
    one = Estimate("nausea", "risk-ratio", SRC, arm="a", treated=Group(100, events=20), control=control)
    two = Estimate("nausea", "risk-ratio", SRC, arm="b", treated=Group(50, events=25), control=control)
    effect = effect_of_arms(study(one, two), [one, two], "risk-ratio", library, correlation=0.5)
    assert effect is not None
    assert math.exp(effect.value) == pytest.approx(45 / 150 / 0.1)


def test_a_shared_control_group_counts_once(library: Library) -> None:
    """Two arms that only state differences are surer together than one, and less sure than two trials."""
    one = Estimate("pain", "mean-difference", SRC, arm="a", value=-2, interval=(-4, 0))
    two = Estimate("pain", "mean-difference", SRC, arm="b", value=-3, interval=(-5, -1))
    alone = effect_of(study(one), one, "mean-difference", library)
    effect = effect_of_arms(study(one, two), [one, two], "mean-difference", library, correlation=0.5)
    assert alone is not None and effect is not None
    assert effect.value == pytest.approx(-2.5)
    assert alone.variance / 2 < effect.variance < alone.variance
    assert effect.variance == pytest.approx(0.75 * alone.variance)


def test_only_arms_of_one_comparison_are_beside_each_other() -> None:
    one = Estimate("pain", "mean-difference", SRC, arm="a", at="6 weeks", value=-2)
    later = Estimate("pain", "mean-difference", SRC, arm="b", at="12 weeks", value=-2)
    other = Estimate("pain", "mean-difference", SRC, arm="b", at="6 weeks", value=-1)
    plain = Estimate("pain", "mean-difference", SRC, at="6 weeks", value=-1)
    assert arms_beside(one, [later, other, plain]) == [other]
    assert arms_beside(plain, [one, other]) == []


sizes = st.integers(5, 500)
values = st.floats(-50, 50)
spreads = st.floats(0.5, 20)


@given(sizes, values, spreads, sizes, values, spreads, sizes, values, spreads)
def test_the_order_of_arms_is_irrelevant(
    library: Library,
    n: int,
    mean: float,
    sd: float,
    m: int,
    other: float,
    spread: float,
    k: int,
    base: float,
    wide: float,
) -> None:
    control = Group(k, base, wide)
    one, two = arm("a", Group(n, mean, sd), control), arm("b", Group(m, other, spread), control)
    there = effect_of_arms(study(one, two), [one, two], "mean-difference", library, correlation=0.5)
    back = effect_of_arms(study(two, one), [two, one], "mean-difference", library, correlation=0.5)
    assert there is not None and back is not None
    assert there.value == pytest.approx(back.value, abs=1e-9)
    assert there.variance == pytest.approx(back.variance, rel=1e-9)


def test_periods_are_as_alike_as_p_says(library: Library) -> None:
    """Cochrane Handbook, 23.2.7: from a paired p the correlation, and from that the interval."""
    means = Estimate(
        "quality-of-life",
        "mean-difference",
        SRC,
        p=0.03,
        treated=Group(15, 5.0, 4.0),
        control=Group(15, 2.4, 4.0),
    )
    effect = effect_of(study(means, kind="crossover"), means, "mean-difference", library)
    assert effect is not None
    assert effect.value / effect.variance**0.5 == pytest.approx(2.17, abs=0.01)
    assert "worked out from p" in effect.assumed
    assert not effect.paired, "nothing to vary: it is not a guess"


def test_no_event_on_one_side_does_not_narrow_a_difference_of_risks(library: Library) -> None:
    """4 of 16 against 0 of 15: by Fisher p is about 0.1, so the interval is not far from none."""
    counts = Estimate(
        "nausea", "risk-difference", SRC, treated=Group(16, events=4), control=Group(15, events=0)
    )
    effect = effect_of(study(counts), counts, "risk-difference", library)
    assert effect is not None
    assert effect.value == pytest.approx(0.25)
    assert effect.interval[0] < 0.03


def test_people_of_a_trial_of_three_arms_are_not_all_counted(library: Library) -> None:
    stated = Estimate("pain", "mean-difference", SRC, value=-1, interval=(-2, 0))
    found = Study(
        "x-2020",
        "X",
        "trial",
        "people",
        ("naltrexone",),
        "",
        SRC,
        "randomised",
        n=300,
        arms=("a", "b", "c"),
        estimates=(stated,),
    )
    effect = effect_of(found, stated, "mean-difference", library)
    assert effect is not None
    assert effect.n is None
    assert effect_of(found, stated, "standardised-mean-difference", library) is None


def test_p_below_a_bound_is_not_at_it(library: Library) -> None:
    stated = Estimate("weight", "mean-difference", SRC, value=-2.0, p=0.05, below=True)
    effect = effect_of(study(stated), stated, "mean-difference", library)
    assert effect is not None
    assert -0.1 < effect.interval[1] < 0
