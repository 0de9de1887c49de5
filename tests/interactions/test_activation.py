"""How much of an active form is left where its making is inhibited."""

from __future__ import annotations

import pytest

from cotake import check
from cotake.interactions import Finding
from tests.conftest import TODAY


def blocked(*texts: str) -> Finding:
    found = [
        each for each in check(list(texts), today=TODAY).findings if each.exposure and each.exposure.of
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("prodrug", "inhibitor", "seen"),
    [
        # Stearns 2003: endoxifen fell by 64 % in people with a usual CYP2D6.
        ("tamoxifen", "paroxetine", 0.36),
        # Laugesen 2005: (+)-M1 fell by two thirds.
        ("tramadol", "paroxetine", 0.33),
        # Label of clopidogrel: 80 mg took away 40 to 47 % of the active metabolite.
        ("clopidogrel", "omeprazole 80 mg", 0.56),
        # Kaukonen 1998, as quoted in the record: the active metabolite was halved.
        ("losartan", "fluconazole", 0.5),
    ],
)
def test_the_active_form_falls_about_as_far_as_it_was_seen_to(
    prodrug: str, inhibitor: str, seen: float
) -> None:
    shown = blocked(prodrug, inhibitor).exposure
    assert shown is not None
    assert shown.low <= seen <= shown.high
    assert seen / 2 <= shown.ratio <= seen * 2


def test_a_second_inhibitor_leaves_less_and_is_never_milder() -> None:
    one, two = blocked("tamoxifen", "duloxetine"), blocked("tamoxifen", "duloxetine", "terbinafine")
    assert one.exposure and two.exposure
    assert two.exposure.ratio < one.exposure.ratio
    assert two.classification <= one.classification


def test_a_lower_dose_of_the_inhibitor_leaves_more() -> None:
    low, usual = blocked("tramadol", "paroxetine 5 mg"), blocked("tramadol", "paroxetine 20 mg")
    assert low.exposure and usual.exposure
    assert low.exposure.ratio > usual.exposure.ratio


def test_the_figure_is_said_with_its_bounds_and_whose_it_is() -> None:
    found = blocked("codeine", "paroxetine")
    assert any(
        "of the usual level of morphine, the active form (" in each.person for each in found.modifiers
    )
