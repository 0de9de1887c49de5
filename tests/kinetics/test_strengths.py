"""The words and figures of records as numbers, and what a dose does to a strength."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake.kinetics import daily_dose, relative_dose, share_of, speed_of, usual_range
from cotake.knowledge import Library
from cotake.knowledge.types import Band, Influence, Pathway

USUAL = (100.0, 400.0)


def band(low: float | None, high: float | None, top: float | None = None) -> Band:
    return Band("standard", (low, high), (), usual_top_mg=top)


def test_words_stand_for_the_classes_that_guidance_defines(library: Library) -> None:
    """FDA 2020: a strong inhibitor raises a sensitive substrate 5-fold or more, a moderate one 2 to 5."""
    strengths, shares = library.vocabulary("strengths"), library.vocabulary("shares")
    sensitive = share_of(Pathway("e", "sole", ()), shares).mid
    for word, least, most in (("strong", 5, 100), ("moderate", 2, 5), ("weak", 1.25, 2)):
        speed = speed_of(Influence("e", word, ()), strengths[word], "inhibits")
        assert least <= 1 / (sensitive * speed.mid + 1 - sensitive) <= most
        assert speed.low < speed.mid < speed.high


def test_a_figure_keeps_its_middle_and_has_a_spread(library: Library) -> None:
    share = share_of(Pathway("e", 0.8, ()), library.vocabulary("shares"))
    assert share.mid == 0.8
    assert 0.6 < share.low < 0.8 < share.high < 0.95


def test_what_was_fitted_goes_before_what_was_stated(library: Library) -> None:
    fitted = Pathway("e", "minor", (), fitted=(0.3, 0.4, 0.5))
    assert share_of(fitted, library.vocabulary("shares")).mid == 0.4


@pytest.mark.parametrize(
    ("mg", "times"), [(None, 1), (0, 1), (100, 1), (250, 1), (400, 1), (50, 0.5), (600, 1.5), (4000, 2)]
)
def test_a_dose_counts_from_the_nearest_usual_one(mg: float | None, times: float) -> None:
    assert relative_dose(mg, USUAL) == pytest.approx(times)
    assert relative_dose(mg, (0.0, 0.0)) == 1


def test_one_dose_may_be_one_of_four_a_day() -> None:
    assert daily_dose(30, USUAL) == 100  # 120 a day, so a usual dose
    assert daily_dose(10, USUAL) == 40
    assert daily_dose(500, USUAL) == 500


def test_the_usual_range_of_a_band_that_is_open_below_begins_at_half_its_top() -> None:
    assert usual_range([band(0, 800, 400)]) == (200, 400)
    assert usual_range([band(50, 800, 400)]) == (50, 400)
    assert usual_range([band(None, None)]) == usual_range([]) == (0, 0)


def test_half_the_dose_halves_what_an_inhibitor_and_an_inducer_do(library: Library) -> None:
    """[I]/Ki of 9 leaves a tenth of the speed; of 4.5, 1 / 5.5. An inducer to 9 times goes to 5."""
    strong = library.vocabulary("strengths")["strong"]
    inhibitor = Influence("e", "strong", (), fitted=(0.9, 0.9, 0.9))
    assert speed_of(inhibitor, strong, "inhibits").mid == pytest.approx(0.1)
    assert speed_of(inhibitor, strong, "inhibits", 0.5).mid == pytest.approx(1 / 5.5)
    inducer = Influence("e", "strong", (), fitted=(9, 9, 9))
    assert speed_of(inducer, strong, "induces", 0.5).mid == pytest.approx(5)


@given(st.floats(1e-6, 2), st.floats(1e-6, 2), st.sampled_from(["inhibits", "induces"]))
def test_more_of_a_perpetrator_never_does_less(
    library: Library, one: float, other: float, kind: str
) -> None:
    low, high = sorted((one, other))
    for word in ("weak", "moderate", "strong"):
        entry = library.vocabulary("strengths")[word]
        less, more = (speed_of(Influence("e", word, ()), entry, kind, dose).mid for dose in (low, high))
        assert abs(less - 1) <= abs(more - 1) + 1e-12


def test_a_dose_near_zero_does_nothing(library: Library) -> None:
    entry = library.vocabulary("strengths")["strong"]
    for kind in ("inhibits", "induces"):
        assert speed_of(Influence("e", "strong", ()), entry, kind, 1e-9).mid == pytest.approx(1)
