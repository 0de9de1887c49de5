"""Shares and strengths fitted to measured ratios: against worked cases and the shipped file."""

from __future__ import annotations

from pathlib import Path

import pytest

from cotake.kinetics.fitting import fit
from cotake.knowledge import Library
from cotake.knowledge.curate import RECORDS, facts_to_fit, read_records, said_by
from tests.knowledge.world import make_world

CLEARED = "undergoes:\n  - {enzyme: cyp2d6, share: major, src: beta-paper}\nreviewed:"


def library_with(ratio: float | None, folder: Path) -> Library:
    """Betazole is cleared by CYP2D6 for the most part; alphamide inhibits that moderately."""
    made = make_world(folder)
    made.replace("substances/betazole.yaml", "reviewed:", CLEARED)
    level = f"exposure: {{victim: betazole, ratio: {ratio}, src: beta-paper}}\n" if ratio else ""
    absent = (
        'absent:\n  - {area: absorption, why: "{a} leaves the uptake of {b} as it is.", src: beta-paper, '
        "basis: paper}\n"
    )
    made.write(
        "pairs/alphamide-betazole.yaml",
        f"id: alphamide-betazole\na: {{substance: betazole}}\nb: {{substance: alphamide}}\n{level}{absent}"
        "reviewed: [{area: absorption, by: authors, date: 2026-01-16, basis: paper}]\n",
    )
    made.seal()
    return made.library()


def test_without_ratios_nothing_is_fitted(tmp_path: Path) -> None:
    assert fit(library_with(None, tmp_path)) == ()


def test_one_ratio_moves_share_and_strength_its_way(tmp_path: Path) -> None:
    """Stated: 1 / (1 - 0.75 * 0.65) = 1.95. A measured 4 pulls both up, a measured 1.2 down."""
    found = {
        ratio: {each.id: each for each in fit(library_with(ratio, tmp_path / str(ratio)))}
        for ratio in (1.2, 4.0)
    }
    for key, stated in (("betazole undergoes cyp2d6 1", 0.75), ("alphamide inhibits cyp2d6 1", 0.65)):
        assert found[1.2][key].mid < stated < found[4.0][key].mid
        assert found[4.0][key].low < found[4.0][key].mid < found[4.0][key].high
    assert found[4.0]["betazole undergoes cyp2d6 1"].said == "major"
    assert found[4.0]["betazole undergoes cyp2d6 1"].pairs == 1


def test_a_pair_may_be_left_out(tmp_path: Path) -> None:
    assert fit(library_with(4.0, tmp_path), {frozenset(("alphamide", "betazole"))}) == ()


def test_the_shipped_fits_are_those_of_the_shipped_records(library: Library) -> None:
    """A fact or a measured ratio that changed asks for `cotake knowledge fit`."""
    shipped = read_records(RECORDS).fits
    worked = {each.id: each for each in fit(library)}
    # A fact that hardly moved may be just worth writing on one machine and not on another.
    assert len(shipped.keys() ^ worked.keys()) < 0.01 * len(shipped), "run: cotake knowledge fit"
    for key in shipped.keys() & worked.keys():
        each = worked[key]
        assert shipped[key].said == each.said, f"{key}: run: cotake knowledge fit"
        assert shipped[key].mid == pytest.approx(each.mid, rel=0.02), f"{key}: run: cotake knowledge fit"


def test_every_fit_reaches_its_fact(library: Library) -> None:
    fits = read_records(RECORDS).fits
    reached = {
        key: fact.fitted
        for name in {key.split()[0] for key in fits}
        for key, _, _, fact in facts_to_fit(library.substance(name))
        if key in fits and fits[key].said == said_by(fact)
    }
    assert reached == {key: (each.low, each.mid, each.high) for key, each in fits.items()}


def test_what_index_inhibitors_do_agrees_with_the_literature(library: Library) -> None:
    """Ohno 2007: ketoconazole takes 1.0 of CYP3A4, itraconazole 0.95, clarithromycin 0.88, fluconazole
    0.79, cimetidine 0.44; Ohno 2008: rifampicin brings it to 1 + 7.7 times (recalled)."""
    fits = read_records(RECORDS).fits
    for name, reported in (
        ("ketoconazole", 1.0),
        ("itraconazole", 0.95),
        ("clarithromycin", 0.88),
        ("fluconazole", 0.79),
        ("cimetidine", 0.44),
    ):
        assert fits[f"{name} inhibits cyp3a4 1"].mid == pytest.approx(reported, abs=0.13)
    assert fits["rifampicin induces cyp3a4 1"].mid == pytest.approx(8.7, rel=0.25)
