"""A check says which source says what, beside its own answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import cotake
from cotake.knowledge import Library
from cotake.knowledge.overlays import add, folder
from tests.knowledge.overlays.test_formats import written


@pytest.fixture
def with_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Library) -> Library:
    monkeypatch.setenv("COTAKE_HOME", str(tmp_path / "home"))
    for source, files in written(tmp_path).items():
        add(source, files)
    assert folder() == tmp_path / "home" / "overlays"
    return Library(library.path)


def stances(report: cotake.Report) -> dict[tuple[str, tuple[str, ...]], tuple[int | None, str]]:
    return {(each.source, each.substances): (each.classification, each.stance) for each in report.others}


def test_agreement_and_difference_are_told(with_sources: Library, today: date) -> None:
    report = cotake.check(["naltrexone 50 mg", "tramadol 50 mg"], library=with_sources, today=today)
    assert stances(report)[("ddinter", ("naltrexone", "tramadol"))] == (1, "agrees")


def test_a_source_that_knows_both_and_is_silent_differs_from_a_stop(
    with_sources: Library, tmp_path: Path, today: date
) -> None:
    table = tmp_path / "silent.csv"
    table.write_text("Drug_A,Drug_B,Level\nNaltrexone,Zinc,Minor\nTramadol,Zinc,Minor\n", encoding="utf-8")
    add("ddinter", [table])
    library = Library(with_sources.path)
    report = cotake.check(["naltrexone 50 mg", "tramadol 50 mg"], library=library, today=today)
    (other,) = [each for each in report.others if each.source == "ddinter"]
    assert (other.stance, other.statements) == ("differs", ())


def test_what_does_not_grade_neither_agrees_nor_differs(with_sources: Library, today: date) -> None:
    report = cotake.check(["temazepam 20 mg", "sildenafil 50 mg"], library=with_sources, today=today)
    (other,) = [each for each in report.others if each.source == "twosides"]
    assert other.stance == "not compared" and "Arthralgia" in other.statements[0].text
    alone = cotake.check(["amiodarone 200 mg"], library=with_sources, today=today).others
    assert [(each.source, each.statements[0].level) for each in alone] == [
        ("crediblemeds", "Known Risk of TdP")
    ]


def test_the_answer_itself_is_the_same_with_and_without(
    with_sources: Library, library: Library, today: date
) -> None:
    listed = ["naltrexone 50 mg", "tramadol 50 mg", "amiodarone 200 mg"]
    plain = [cotake.check(listed, library=each, today=today).to_dict() for each in (library, with_sources)]
    assert plain[0].pop("other_sources") == [] and plain[1].pop("other_sources")
    for each in plain:
        each.pop("generated_at")
    assert plain[0] == plain[1]


def test_codes_of_products_are_read_once_rxnorm_is_there(
    with_sources: Library, library: Library, today: date
) -> None:
    for code in ("RxCUI 1483744", "rxnorm: 203205", "rxcui 7243"):
        (medicine,) = cotake.parse([code], with_sources, today=today).medicines
        assert (medicine.substance, medicine.text) == ("naltrexone", code)
    (medicine,) = cotake.parse("rxcui 1483744 at night", with_sources, today=today).medicines
    assert medicine.mg_per_day == 50
    (unknown,) = cotake.parse("rxcui 1483744", library, today=today).unknown
    assert "cotake knowledge add rxnorm" in unknown.why


def test_codes_of_the_records_need_nothing_else(library: Library, today: date) -> None:
    for code in ("rxcui 7243 4.5 mg", "RxNorm 7243", "UNII 5S6W795CQM", "ATC: N07BB04"):
        (medicine,) = cotake.parse(code, library, today=today).medicines
        assert medicine.substance == "naltrexone"
    assert cotake.check(["ATC N99ZZ99"], library=library, today=today).status == "not_recognised"


def test_the_class_of_a_pair_is_that_of_the_two_alone(
    with_sources: Library, tmp_path: Path, today: date
) -> None:
    """A finding about three medicines says nothing of the two that only share a victim."""
    table = tmp_path / "three.csv"
    table.write_text(
        "Drug_A,Drug_B,Level\nWarfarin,Miconazole,Major\nWarfarin,Ritonavir,Moderate\n", encoding="utf-8"
    )
    add("ddinter", [table])
    library = Library(with_sources.path)
    listed = ["warfarin 5 mg", "miconazole oral gel", "ritonavir 100 mg"]
    own = {
        each.substances: each.classification
        for each in cotake.check(listed, library=library, today=today).others
        if each.source == "ddinter"
    }
    for pair, classification in own.items():
        two = [text for text in listed if text.split()[0] in pair]
        assert classification == cotake.check(two, library=library, today=today).worst
    assert own
