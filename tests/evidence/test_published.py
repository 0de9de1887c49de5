"""Published syntheses put together again from the records of their studies."""

from __future__ import annotations

import math

import pytest

from cotake.evidence._published import again, included
from cotake.evidence.synthesis import Pooled, pool
from cotake.knowledge import Library


def figures(pooled: Pooled | None) -> tuple[float, float, float]:
    assert pooled is not None
    return pooled.value, pooled.low, pooled.high


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("hauser-2009", "pain"),
        ("hauser-2009", "fatigue"),
        ("hauser-2009", "depression"),
        ("hauser-2009", "sleep"),
        ("furukawa-2003", "depression"),
    ],
)
def test_standardised_differences_come_out_within_rounding(
    library: Library, name: str, outcome: str
) -> None:
    study = library.study(name)
    checked = 0
    for estimate in study.estimates:
        if estimate.outcome == outcome and estimate.model:
            stated = (estimate.value, *estimate.interval)
            assert figures(again(study, estimate, library)) == pytest.approx(stated, abs=0.0151)
            checked += 1
    assert checked


def test_risk_ratios_equal_those_of_metafor(library: Library) -> None:
    """St John's wort, the 17 trials of Viechtbauer 2007; metafor's own test of them (as read 2026-11-27)
    has 1.3840 (1.2599 to 1.5204), Q 51.5454, and by DerSimonian and Laird 1.5722 (1.3103 to 1.8864), tau2
    0.0903, prediction 0.8488 to 2.9120."""
    study = library.study("viechtbauer-2007-sjw")
    by_model = {each.model: again(study, each, library) for each in study.estimates if each.model}
    fixed, random = by_model["fixed"], by_model["random"]
    assert fixed and random
    assert [math.exp(each) for each in figures(fixed)] == pytest.approx([1.3840, 1.2599, 1.5204], abs=1e-4)
    assert fixed.q == pytest.approx(51.5454, abs=1e-4)
    assert [math.exp(each) for each in figures(random)] == pytest.approx([1.5722, 1.3103, 1.8864], abs=1e-4)
    assert random.tau2 == pytest.approx(0.0903, abs=1e-4)
    assert random.predicted is not None
    assert [math.exp(each) for each in random.predicted] == pytest.approx([0.8488, 2.9120], abs=1e-4)


def test_lithium_differs_because_one_trial_contradicts_itself(library: Library) -> None:
    """Published 2.23 (1.53 to 3.24). Its table prints for Bloch 1997 rates that favour placebo and an odds
    ratio that favours lithium: 2.15 by the rates, 2.21 with that trial turned round."""
    study = library.study("vazquez-2021-lithium")
    (estimate,) = study.estimates
    assert math.exp(figures(again(study, estimate, library))[0]) == pytest.approx(2.15, abs=0.01)
    effects = included(study, estimate, library)
    turned = [-each.value if each.study == "bloch-1997-lithium" else each.value for each in effects]
    found = pool(
        turned, [each.variance for each in effects], method="dersimonian-laird", knapp_hartung=False
    )
    assert math.exp(found.value) == pytest.approx(2.23, abs=0.05)


def test_a_synthesis_whose_studies_were_not_read_is_not_put_together(library: Library) -> None:
    study = library.study("vatvani-2024")
    assert all(again(study, each, library) is None for each in study.estimates)
