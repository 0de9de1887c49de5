"""Many people's trials together: exact where it can be worked out, and nothing pooled that must not be."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from cotake import InputError
from cotake.trial import Scale, analyze
from cotake.trial._partial import partial
from cotake.trial.pooling import Pooled, Result, pooled, read_result, without_prior
from tests.trial.test_analyze import Floats, days

MOOD = Scale("mood", "higher", 0, 10)
ESTIMATES = (1.4, 0.2, 0.9, -0.5, 1.1, 0.6)
ERRORS = (0.3, 0.5, 0.2, 0.9, 0.4, 0.35)


def people(
    estimates: Sequence[float] = ESTIMATES,
    errors: Sequence[float] = ERRORS,
    noise: float = 1.0,
    scale: Scale = MOOD,
) -> list[Result]:
    return [
        Result(f"p{place}", scale, float(estimate), float(error), noise)
        for place, (estimate, error) in enumerate(zip(estimates, errors, strict=True))
    ]


def exported(estimate: float = 0.8, error: float = 0.3, noise: float = 1.0, **more: Any) -> dict[str, Any]:
    """What one person's analysis would export whose days alone tell this estimate with this error."""
    prior = 3 * noise
    variance = 1 / (1 / error**2 + 1 / prior**2)
    mean, sd = variance * estimate / error**2, math.sqrt(variance)
    return {
        "schema_version": "1",
        "effect": {"mean": mean, "low": mean - 1.96 * sd, "high": mean + 1.96 * sd, "sd": sd},
        "noise_sd": noise,
        "anytime": False,
        "scale": {"name": "mood", "better": "higher", "least": 0, "most": 10},
        "exposure": {"least": 0.0, "most": 4.5, "changes": 5},
        "warnings": [],
        "medicine": "",
        "record": {"data_sha256": ""},
        **more,
    }


def read(held: Any, name: str = "a.json") -> Result:
    return read_result(json.dumps(held), name)


def refused(held: Any, match: str) -> None:
    with pytest.raises(InputError, match=match) as caught:
        read(held)
    assert str(caught.value).startswith("a.json: ")


# One result.


def test_the_prior_is_taken_off_again() -> None:
    """The posterior of a known likelihood under the prior gives that likelihood back."""
    for estimate, error, noise in ((0.8, 0.3, 1.0), (-4.0, 2.0, 0.7), (0.0, 5.0, 2.0)):
        found = read(exported(estimate, error, noise))
        assert (found.estimate, found.error) == pytest.approx((estimate, error), abs=1e-9)
    with pytest.raises(InputError, match="say nothing"):
        without_prior(0.1, 3.0, 1.0)


def test_without_the_deviation_the_interval_tells_it_unless_it_is_wider_than_usual() -> None:
    held = exported()
    del held["effect"]["sd"]
    assert read(held).error == pytest.approx(0.3)
    refused({**held, "anytime": True}, "looked at every day")
    del held["anytime"]
    refused(held, "looked at every day")
    assert read(exported(anytime=True)).error == pytest.approx(0.3)


def test_what_an_analysis_exports_can_be_read_and_pooled() -> None:
    found = []
    for seed in range(4):
        values, on = days(effect=1.0, seed=seed, phi=0.0)
        text = json.dumps(analyze(values, on, scale=MOOD).to_dict())
        found.append(read_result(text, f"{seed}.json"))
    assert all(each.once and each.span == 1 and 0.15 < each.error < 0.5 for each in found)
    together = pooled(found)
    assert together.mean.low < 1.0 < together.mean.high
    assert "In 4 of 4 people the exposure changed once" in " ".join(together.warnings)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "1" * 5000, "\ud800", "﻿"])
def test_no_json(text: str) -> None:
    with pytest.raises(InputError, match=r"no JSON|not one person's result"):
        read_result(text)


def test_a_mark_of_the_byte_order_is_no_hindrance() -> None:
    assert read_result("\ufeff" + json.dumps(exported())).error == pytest.approx(0.3)


@pytest.mark.parametrize("held", [None, 1, [], {}, {"schema_version": "1"}, {"verdict": "better"}])
def test_another_json(held: Any) -> None:
    refused(held, "not one person's result")


@pytest.mark.parametrize("version", ["2", 1, None, ["1"]])
def test_another_schema(version: Any) -> None:
    refused(exported(schema_version=version), "schema_version")


NUMBERS = [
    ("effect", "mean"),
    ("effect", "low"),
    ("effect", "high"),
    ("effect", "sd"),
    ("noise_sd",),
    ("exposure", "least"),
    ("exposure", "most"),
]


@pytest.mark.parametrize("place", NUMBERS, ids=".".join)
def test_numbers_that_are_missing_or_cannot_be(place: tuple[str, ...]) -> None:
    wrong: Any
    for wrong in (math.nan, math.inf, -math.inf, 10**400, 1e300, True, "1", [], None):
        held = exported()
        inside = held if len(place) == 1 else held[place[0]]
        inside[place[-1]] = wrong
        if place[-1] == "sd" and wrong is None:
            continue
        refused(held, place[-1])


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"effect": {"mean": 1, "low": 0, "high": 2, "sd": 0}}, "effect.sd is above 0"),
        ({"effect": {"mean": 1, "low": 0, "high": 2, "sd": -1}}, "effect.sd is above 0"),
        ({"effect": {"mean": 1, "low": 2, "high": 0, "sd": 1}}, "width of the interval"),
        ({"effect": {"mean": 1, "low": 0, "high": 2, "sd": 3}}, "say nothing of the effect"),
        ({"noise_sd": 0}, "noise_sd is above 0"),
        ({"exposure": {"least": 1, "most": 1}}, "the most exposure less the least"),
        ({"scale": {"name": "mood", "better": "up"}}, "better is higher or lower"),
        ({"scale": {"name": "mood", "better": "higher", "least": 5, "most": 5}}, "a scale goes"),
        ({"scale": {"name": 1, "better": "higher"}}, "scale.name is text"),
        ({"medicine": 1}, "medicine is text"),
        ({"record": {"data_sha256": 1}}, "data_sha256 is text"),
    ],
)
def test_a_result_that_cannot_be(change: dict[str, Any], match: str) -> None:
    refused(exported(**change), match)


def test_nothing_of_a_file_steers_the_terminal() -> None:
    held = exported(medicine="a\x1b[31mb\u202ec\n d")
    held["scale"]["name"] = "\ud800mood\x07"
    found = read(held)
    assert (found.medicine, found.scale.name) == ("a[31mbc d", "mood")


# Anything at all: only an InputError escapes.

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PLACES = [
    *NUMBERS,
    *[(key,) for key in exported()],
    *[("scale", key) for key in exported()["scale"]],
    ("exposure", "changes"),
    ("record", "data_sha256"),
]


@given(st.text() | JSON.map(json.dumps))
@settings(max_examples=80, deadline=None)
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_result(text, text)


@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON | st.just(...)), min_size=1, max_size=3))
@settings(max_examples=120, deadline=None)
def test_a_changed_result_is_refused_or_can_be_pooled(changes: list[tuple[tuple[str, ...], Any]]) -> None:
    held = copy.deepcopy(exported())
    for place, value in changes:
        inside = held if len(place) == 1 else held.get(place[0])
        if isinstance(inside, dict):
            if value is ...:
                inside.pop(place[-1], None)
            else:
                inside[place[-1]] = value
    try:
        one = read(held)
    except InputError:
        return
    others = [replace(one, estimate=one.estimate + each, data="") for each in (1.0, 2.0)]
    assert_sound(pooled([replace(one, data=""), *others]))


@given(
    st.lists(
        st.tuples(st.floats(-1e12, 1e12), st.floats(1e-12, 1e12), st.floats(1e-12, 1e12)),
        min_size=3,
        max_size=5,
        unique=True,
    )
)
@settings(max_examples=60, deadline=None)
def test_numbers_of_any_size_give_numbers(rows: list[tuple[float, float, float]]) -> None:
    assert_sound(pooled([Result("", MOOD, *row) for row in rows]))


def assert_sound(found: Pooled) -> None:
    json.dumps(found.to_dict(), allow_nan=False).encode()
    assert 0 <= found.p_benefit <= 1 and 0 <= found.p_benefit_next <= 1
    assert 0 <= found.spread.low <= found.spread.high
    assert all(each.low <= each.high for each in (found.mean, found.next_person))


# What is pooled, against what is known.


def test_at_a_known_spread_it_is_the_closed_form() -> None:
    """Many people with equal errors: the average is theirs, and the spread is all but known."""
    size, error, spread = 1000, 0.5, 0.8
    parts = (np.arange(size) + 0.5) / size
    estimates = 0.7 + math.hypot(error, spread) * norm.ppf(parts)
    found, table = partial(estimates, np.full(size, error))
    assert found.mean == pytest.approx(spread, rel=0.01)
    assert table.middle[0] == pytest.approx(0.7, abs=1e-9)
    total = math.hypot(error, spread) / math.sqrt(size)
    assert table.quantile(0.975)[0] - 0.7 == pytest.approx(1.96 * total, rel=0.01)
    kept = spread**2 / (spread**2 + error**2)
    assert table.middle[2:] == pytest.approx(0.7 + kept * (estimates - 0.7), abs=0.03)
    assert table.quantile(0.975)[1] - 0.7 == pytest.approx(1.96 * spread, rel=0.02)


def test_where_nobody_differs_it_is_the_mean_weighed_by_precision() -> None:
    """Held to no spread at all, all of it is the common effect."""
    estimates, errors = np.array(ESTIMATES), np.array(ERRORS)
    _, table = partial(estimates, errors, prior=1e-6)
    weight = errors**-2.0
    mean, sd = float(weight @ estimates / weight.sum()), float(weight.sum() ** -0.5)
    assert table.middle == pytest.approx(np.full(8, mean), abs=1e-6)
    assert table.quantile(0.025) == pytest.approx(np.full(8, mean - 1.95996 * sd), abs=1e-5)


def test_it_agrees_with_a_plain_integration() -> None:
    """All of it again on a plain grid of average and spread, with no closed form: Bayes's rule and sums."""
    estimates, errors = np.array(ESTIMATES), np.array(ERRORS)
    spreads = (np.arange(1500) + 0.5) * (5 / 1500)
    averages = np.linspace(-6, 7, 1301)
    joint = np.exp(-0.5 * spreads[:, None] ** 2) * np.ones_like(averages)
    for estimate, error in zip(estimates, errors, strict=True):
        joint *= norm.pdf(estimate, averages, np.sqrt(error**2 + spreads[:, None] ** 2))
    joint /= joint.sum()
    found = pooled(people())
    assert found.mean.mean == pytest.approx(float((joint @ averages).sum()), abs=1e-4)
    assert found.spread.mean == pytest.approx(float(joint.sum(axis=1) @ spreads), abs=1e-3)
    below = joint.sum(axis=0).cumsum()
    assert np.interp([found.mean.low, found.mean.high], averages + 0.005, below) == pytest.approx(
        [0.025, 0.975], abs=5e-4
    )
    under = joint.sum(axis=1).cumsum()
    ends = [found.spread.low, found.spread.high]
    assert np.interp(ends, spreads + 5 / 3000, under) == pytest.approx([0.025, 0.975], abs=2e-3)
    assert found.p_benefit == pytest.approx(1 - float(np.interp(0, averages + 0.005, below)), abs=5e-4)
    # One more person, and the first of these, as mixtures over the same grid.
    new = float((joint * norm.sf(0, averages, spreads[:, None])).sum())
    assert found.p_benefit_next == pytest.approx(new, abs=5e-4)
    part = spreads[:, None] ** 2 / (spreads[:, None] ** 2 + errors[3] ** 2)
    own = part * estimates[3] + (1 - part) * averages
    better = float((joint * norm.sf(0, own, np.sqrt(part) * errors[3])).sum())
    assert found.people[3].shrunken.mean == pytest.approx(float((joint * own).sum()), abs=1e-3)
    assert found.people[3].p_benefit == pytest.approx(better, abs=1e-3)


def test_it_agrees_with_adaptive_quadrature_where_the_spread_is_far_smaller_than_its_prior() -> None:
    estimates, errors = np.array([0.01, 0.012, 0.009, 0.011]), np.full(4, 0.001)

    def density(spread: float, power: int) -> float:
        variance = spread**2 + 1e-6
        misfit = float(((estimates - estimates.mean()) ** 2).sum()) / variance
        log = -0.5 * (spread**2 + 3 * math.log(variance) + misfit) - 18
        return spread**power * math.exp(log)

    whole, moment = (
        quad(density, 0, 1, args=(power,), points=[0.001, 0.01], limit=400)[0] for power in (0, 1)
    )
    found, _ = partial(estimates, errors)
    assert found.mean == pytest.approx(moment / whole, rel=1e-3)


# How it behaves.


def test_each_is_drawn_to_the_average_the_more_the_less_is_known() -> None:
    found = pooled(people([2.0, 2.0001, 0.0, 0.1, -0.1, 0.2], [0.2, 0.8, 0.3, 0.3, 0.3, 0.3]))
    sure, unsure = found.people[:2]
    assert found.mean.mean < unsure.shrunken.mean < sure.shrunken.mean < sure.own.mean
    assert unsure.shrunken.high - unsure.shrunken.low < unsure.own.high - unsure.own.low


def test_one_more_who_agrees_makes_the_average_surer() -> None:
    before = pooled(people())
    after = pooled([*people(), Result("new", MOOD, before.mean.mean, 0.3, 1.0)])
    assert after.mean.high - after.mean.low < before.mean.high - before.mean.low
    assert after.next_person.high - after.next_person.low < before.next_person.high - before.next_person.low


def test_the_order_does_not_matter() -> None:
    one, other = pooled(people()), pooled(people()[::-1])
    assert numbers(other)[:9] == pytest.approx(numbers(one)[:9])
    by_name = {each.name: each.shrunken.mean for each in other.people}
    assert by_name == pytest.approx({each.name: each.shrunken.mean for each in one.people})


def numbers(found: Pooled) -> list[float]:
    parts = (found.mean, found.next_person, found.spread, *(each.shrunken for each in found.people))
    return [number for each in parts for number in (each.mean, each.low, each.high)]


def test_turned_round_it_is_turned_round() -> None:
    one = pooled(people())
    other = pooled(people([-each for each in ESTIMATES]))
    assert other.mean.mean == pytest.approx(-one.mean.mean)
    assert (other.mean.low, other.mean.high) == pytest.approx((-one.mean.high, -one.mean.low))
    assert other.p_benefit == pytest.approx(1 - one.p_benefit)
    lower = pooled(people([-each for each in ESTIMATES], scale=replace(MOOD, better="lower")))
    assert lower.p_benefit == pytest.approx(one.p_benefit)
    assert [each.p_benefit for each in lower.people] == pytest.approx(
        [each.p_benefit for each in one.people]
    )
    assert lower.says == one.says


def test_other_units_are_the_same() -> None:
    one = pooled(people())
    large = pooled(people([100 * each for each in ESTIMATES], [100 * each for each in ERRORS], noise=100.0))
    assert numbers(large) == pytest.approx([100 * each for each in numbers(one)])


def test_the_intervals_hold_what_they_say() -> None:
    """Drawn as the model believes: 95 of 100 hold the average, each one's own effect, and one more's."""
    rng = np.random.default_rng(5)
    sets, size = 200, 12
    average = own = new = 0
    for _ in range(sets):
        spread = abs(rng.standard_normal())
        effects = 0.4 + spread * rng.standard_normal(size + 1)
        errors = rng.uniform(0.2, 1.0, size)
        estimates: Floats = effects[:size] + errors * rng.standard_normal(size)
        found = pooled(
            [
                read(exported(*each), f"{place}")
                for place, each in enumerate(zip(estimates, errors, strict=True))
            ]
        )
        average += found.mean.low < 0.4 < found.mean.high
        new += found.next_person.low < effects[size] < found.next_person.high
        own += sum(
            each.shrunken.low < effect < each.shrunken.high
            for each, effect in zip(found.people, effects[:size], strict=True)
        )
    error = math.sqrt(0.95 * 0.05 / sets)
    assert average / sets == pytest.approx(0.95, abs=3 * error)
    assert new / sets == pytest.approx(0.95, abs=3 * error)
    assert own / (sets * size) == pytest.approx(0.95, abs=3 * error / math.sqrt(size) + 0.005)


# What is refused, and what is told.


def test_fewer_than_three() -> None:
    for number in range(3):
        with pytest.raises(InputError, match=f"3 results or more.* {number}"):
            pooled(people()[:number])


@pytest.mark.parametrize(
    ("scale", "match"),
    [
        (replace(MOOD, name="pain"), "outcome differs, mood in p0 and pain in p2"),
        (replace(MOOD, better="lower"), "better end differs, higher in p0 and lower in p2"),
        (replace(MOOD, most=100), "scale differs, 0 to 10 in p0 and 0 to 100 in p2"),
        (Scale("mood"), "scale differs, 0 to 10 in p0 and no ends in p2"),
    ],
)
def test_what_does_not_belong_together(scale: Scale, match: str) -> None:
    given = people()
    given[2] = replace(given[2], scale=scale)
    with pytest.raises(InputError, match=match):
        pooled(given)


def test_capitals_and_what_matters_to_one_may_differ() -> None:
    given = people()
    given[2] = replace(given[2], scale=replace(MOOD, name="Mood", mid=2.0))
    assert pooled(given).mean == pooled(people()).mean


def test_nobody_is_counted_twice() -> None:
    given = people()
    with pytest.raises(InputError, match="p1 and again hold the same data"):
        pooled([*given, replace(given[1], name="again")])
    given = [replace(each, data=f"{place}") for place, each in enumerate(given)]
    with pytest.raises(InputError, match="p1 and again hold the same data"):
        pooled([*given, replace(given[1], name="again", estimate=9.0)])
    with pytest.raises(InputError, match="p1 and again hold the same data"):
        pooled([*given, replace(given[1], name="again", data="")])
    assert len(pooled([*given, replace(given[1], name="again", data="other")]).people) == 7


@pytest.mark.parametrize("wrong", [{"error": 0.0}, {"noise": -1.0}, {"estimate": math.nan}])
def test_numbers_that_cannot_be_pooled(wrong: dict[str, Any]) -> None:
    given = people()
    with pytest.raises(InputError, match="p2: "):
        pooled([*given[:2], replace(given[2], **wrong)])


def test_what_may_mislead_is_told() -> None:
    assert pooled(people()).warnings == ("With 6 people the spread between people is hardly known.",)
    many = people([0.1 * each for each in range(12)], [0.3] * 12)
    assert pooled(many).warnings == ()
    many[0] = replace(many[0], span=4.5, medicine="Herb")
    many[1] = replace(many[1], once=True, medicine="herb")
    told = pooled(many).warnings
    assert [each.split()[0:3] for each in told] == [
        ["In", "1", "of"],
        ["The", "exposures", "differ,"],
        ["10", "of", "12"],
    ]
    many[1] = replace(many[1], medicine="weed")
    assert "The medicines differ: Herb and weed." in pooled(many).warnings


def test_that_the_exposure_changed_once_is_read_of_the_days_or_of_the_warning() -> None:
    assert not read(exported()).once
    assert read(exported(exposure={"least": 0, "most": 1, "changes": 1})).once
    assert read(exported(warnings=[1, "The exposure changed once, so anything else …"])).once


def test_it_is_said_in_plain_words() -> None:
    given = people([0.8, 0.9, 0.7], [0.2, 0.2, 0.2])
    given = [replace(each, scale=replace(MOOD, name="Mood")) for each in given]
    found = pooled(given)
    assert found.says.startswith("In 3 people mood is on average 0.8 points better (")
    assert "Chance it is better on average: " in found.says
    assert " of 100. In one more person: 0.8 (-" in found.says
    assert found.to_dict()["says"] == found.says
    worse = pooled(people([-1.0, -1.1, -0.9], [0.2, 0.2, 0.2]))
    assert worse.says.startswith("In 3 people mood is on average 1 point worse (")
    assert "In one more person: 1 worse (0.0" in worse.says
    large = people([120.0, 121, 119], [2.0, 2, 2])
    assert "120 points better (" in pooled(large).says


def test_the_plot_holds_each_one_twice_and_the_average() -> None:
    found = pooled([replace(each, name="same.json") for each in people()])
    rows = found.plot["layer"][1]["data"]["values"]
    assert len(rows) == 2 * 6 + 2
    assert len({row["who"] for row in rows}) == 8
    json.dumps(found.plot, allow_nan=False)


def test_the_plot_is_drawn() -> None:
    convert = pytest.importorskip("vl_convert")
    drawn = convert.vegalite_to_svg(pooled(people()).plot)
    assert "in one more person" in drawn and "NaN" not in drawn
