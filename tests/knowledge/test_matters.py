"""The least difference that people notice, held against the studies it is from."""

from __future__ import annotations

import pytest

from cotake.knowledge import Library

#: Each with the paper whose abstract gives it.
SCALES = [
    ("pain", 2, "farrar-2001-pain"),  # Farrar, Pain 2001;94:149: about 2 points or 30 %
    ("sleep", 1, "zisapel-2003-sleep"),  # Zisapel, J Sleep Res 2003;12:291: 10 of 100 mm
    ("anxiety", 1, "hui-2015-esas"),  # Hui, Cancer 2015;121:3027: 1 point for each symptom
    ("fatigue", 1, "khanna-2008-fatigue"),  # Khanna, J Rheumatol 2008;35:2339: 0.8 to 1.3
    ("low-mood", 1, "bedard-2013-esas"),  # Bedard, J Pain Symptom Manage 2013;46:192: 1.1
]
INSTRUMENTS = [
    ("phq-9", 5, "lowe-2004-phq9"),  # Löwe, Med Care 2004;42:1194
    ("gad-7", 4, "toussaint-2020-gad7"),  # Toussaint, J Affect Disord 2020;265:395
    ("peg", 1, "reed-2024-peg"),  # Reed, J Pain 2024;25:142: 1.0 to 1.75 by the anchor
]


@pytest.mark.parametrize(("name", "points", "source"), SCALES)
def test_what_people_notice_on_a_scale(name: str, points: float, source: str, library: Library) -> None:
    scale = library.vocabulary("scales")[name]
    assert scale.matters == points
    assert source in {citation.source for citation in scale.src}


@pytest.mark.parametrize(("name", "points", "source"), INSTRUMENTS)
def test_what_people_notice_on_a_questionnaire(
    name: str, points: float, source: str, library: Library
) -> None:
    instrument = library.instrument(name)
    assert instrument.matters is not None
    assert instrument.matters.points == points
    assert source in {citation.source for citation in instrument.matters.src}


def test_an_hour_more_of_sleep_is_noticed_and_a_quarter_is_not(library: Library) -> None:
    """Phillips-Beyer, Pharm Med 2024;38:133: some 55 minutes of the mean of a week."""
    slept = library.vocabulary("scales")["slept"]
    assert 15 / 60 < slept.matters < 1
    assert slept.unit == "h"


def test_no_figure_is_made_up_where_no_study_was_found(library: Library) -> None:
    for name in ("mood", "energy", "stress", "focus", "steps", "irritability", "high-mood"):
        assert library.vocabulary("scales")[name].matters is None


def test_what_a_scale_cites_is_among_the_facts(library: Library) -> None:
    rows = library.query("SELECT source, read FROM fact WHERE folder = 'vocabulary' AND record = 'pain'")
    assert ("farrar-2001-pain", "abstract") in rows
    assert ("dworkin-2008-immpact", "second_hand") in rows  # the benchmarks, as others quote them
