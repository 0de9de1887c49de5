"""Looking after the records: stats, show and seal."""

from __future__ import annotations

import re

import pytest

from cotake._errors import FileProblem, InputError
from cotake.knowledge import Library
from cotake.knowledge._seal import seal
from cotake.knowledge._show import show
from cotake.knowledge._stats import stats, stats_lines
from tests.knowledge.world import World

ALPHA = "substances/alphamide.yaml"

# stats


def test_the_figures_of_a_small_world(world: World) -> None:
    figures = stats(world.library())
    assert figures["records"]["substances"] == 2
    assert figures["records"]["products"] == 1
    assert figures["records"]["mechanisms"] == 1
    assert figures["areas_reviewed"]["label"] == 18
    assert figures["areas_reviewed"]["paper"] == 18
    assert figures["areas_not_reviewed"] == 0
    assert figures["substances_reviewed_in_every_area"] == 2
    assert figures["set_aside"] == 0
    # id and name fold to one; Alfabrand, alfamida, micro alphamide; Betazole; Alphabeta, Duobrand.
    assert figures["names"] == 7


def test_what_is_not_reviewed_and_set_aside_is_counted(world: World) -> None:
    world.replace(ALPHA, "grade: 1,", "grade: 2,")
    world.replace("substances/betazole.yaml", "target: mao-a", "target: moa-a")
    figures = stats(world.library(strict=False))
    assert figures["records"]["substances"] == 1
    assert figures["set_aside"] == 1
    assert figures["areas_not_reviewed"] == 1
    assert figures["substances_reviewed_in_every_area"] == 0


def test_the_figures_of_what_ships_add_up(library: Library) -> None:
    figures = stats(library)
    areas = len(library.vocabulary("areas"))
    reviewed, missing = sum(figures["areas_reviewed"].values()), figures["areas_not_reviewed"]
    assert reviewed + missing == areas * figures["records"]["substances"]
    assert sum(figures["facts_by_best_source"].values()) == figures["facts"]
    assert sum(figures["sources_by_best_reading"].values()) == figures["records"]["sources"]
    assert figures["names"] >= figures["records"]["substances"] + figures["records"]["products"]
    assert set(figures["facts_by_best_source"]) <= set(library.vocabulary("read-marks"))


def test_a_fact_counts_by_the_best_read_of_its_sources(world: World) -> None:
    before = stats(world.library())["facts_by_best_source"]
    world.replace(ALPHA, "src: alpha-label#warnings", "src: [alpha-label#warnings, alpha-label#dosage]")
    world.seal()
    after = stats(world.library())["facts_by_best_source"]
    assert after["full"] == before["full"] + 1
    assert after.get("abstract", 0) == before["abstract"] - 1


def test_shares_in_the_lines_add_up_to_a_whole(library: Library) -> None:
    shares: list[float] = []
    for line in (*stats_lines(stats(library)), "end"):
        if share := re.search(r"(\d+\.\d)%$", line):
            shares.append(float(share.group(1)))
        elif shares:
            assert sum(shares) == pytest.approx(100, abs=0.5)
            shares = []


# show


@pytest.mark.parametrize(
    ("name", "folder", "says"),
    [
        (
            "ALFA-brand",
            "substances",
            ["Alphamide (substance alphamide)", "grade 1", "alpha-label#warnings: abstract"],
        ),
        ("duobrand", "products", ["Alphabeta (product alphabeta)", "mg 20"]),
        (
            "alpha-with-beta",
            "mechanisms",
            ["(mechanism alpha-with-beta)", "serotonin-toxicity", "beta-paper: second_hand"],
        ),
        ("alpha-label", "sources", ["prescribing information (source alpha-label)", "read: recalled"]),
    ],
)
def test_show(name: str, folder: str, says: list[str], world: World) -> None:
    text, plain = show(name, world.library())
    assert plain["folder"] == folder
    for words in says:
        assert words in text


def test_show_of_a_name_that_is_not_known_offers_the_nearest(world: World) -> None:
    with pytest.raises(InputError, match=r"nothing is known as 'alphamode'; near it: alphamide"):
        show("alphamode", world.library())
    with pytest.raises(InputError, match=r"nothing is known as 'zzzzzzzzzzzz'$"):
        show("zzzzzzzzzzzz", world.library())


@pytest.mark.parametrize(
    ("old", "new"),
    [("target: sert", "target: sirt"), ("id: alphamide", "id: betamide"), ("about:", "about: [")],
)
def test_show_of_a_barred_record_says_what_is_wrong(old: str, new: str, world: World) -> None:
    world.replace(ALPHA, old, new)
    with pytest.raises(InputError, match=r"set aside because of a fault:\nrecords/substances/alphamide"):
        show("alphamide", world.library(strict=False))


# seal


def test_sealing_twice_changes_nothing(world: World) -> None:
    before = world.path(ALPHA).read_bytes()
    assert seal("alphamide", world.root) == 0
    assert world.path(ALPHA).read_bytes() == before


def test_a_seal_is_added_where_there_is_none(world: World) -> None:
    text = world.path(ALPHA).read_text(encoding="utf-8")
    bare = re.sub(r", seal: \w+", "", text)
    assert bare != text
    world.write(ALPHA, bare)
    assert seal("alphamide", world.root) == 2
    assert world.path(ALPHA).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("stood", [", seal: 0000000000", ",seal:   old", ', seal: "", note: kept'])
def test_a_seal_is_replaced_and_nothing_else(stood: str, world: World) -> None:
    text = world.path(ALPHA).read_text(encoding="utf-8")
    right = re.findall(r"seal: (\w+)", text)
    world.write(ALPHA, re.sub(r", seal: \w+", stood, text, count=1))
    assert seal("alphamide", world.root) == 1
    sealed = world.path(ALPHA).read_text(encoding="utf-8")
    assert re.findall(r"seal: (\w+)", sealed) == right
    assert ("note: kept" in sealed) == ("note: kept" in stood)
    assert world.lint() == ()


def test_only_the_seals_of_the_areas_that_changed_change(world: World) -> None:
    before = re.findall(r"seal: (\w+)", world.path(ALPHA).read_text(encoding="utf-8"))
    world.replace(ALPHA, "grade: 1,", "grade: 2,")
    assert seal("alphamide", world.root) == 1
    after = re.findall(r"seal: (\w+)", world.path(ALPHA).read_text(encoding="utf-8"))
    assert after[0] != before[0]
    assert after[1] == before[1]


@pytest.mark.parametrize(
    "written",
    [
        "  - {area: bleeding, by: authors,\n     date: 2026-01-15, basis: label}",
        "  - area: bleeding\n    by: authors\n    date: 2026-01-15\n    basis: label",
        "  - {area: bleeding, by: authors, date: 2026-01-15, basis: label}  # read again",
    ],
)
def test_a_review_that_is_not_on_one_line_is_refused(written: str, world: World) -> None:
    text = world.path(ALPHA).read_text(encoding="utf-8")
    changed = re.sub(r"^  - \{area: bleeding.*$", written, text, flags=re.MULTILINE)
    assert changed != text
    changed = changed.replace("grade: 1,", "grade: 2,")
    world.write(ALPHA, changed)
    line = world.line_of(ALPHA, "area: bleeding")
    with pytest.raises(InputError, match=f"alphamide.yaml:{line}: write the review on one line"):
        seal("alphamide", world.root)
    assert world.path(ALPHA).read_text(encoding="utf-8") == changed


@pytest.mark.parametrize("name", ["nothing", "../substances/alphamide", "", "alphabeta"])
def test_a_name_that_is_no_substance_is_refused(name: str, world: World) -> None:
    with pytest.raises(InputError, match="no usable substance record"):
        seal(name, world.root)


@pytest.mark.parametrize(
    ("old", "new"), [("grade: 1,", "grades: 1,"), ("name: Alphamide\n", ""), ("about:", "about: [")]
)
def test_a_record_with_a_fault_is_not_sealed(old: str, new: str, world: World) -> None:
    world.replace(ALPHA, old, new)
    before = world.path(ALPHA).read_bytes()
    with pytest.raises(InputError, match="cotake knowledge lint alphamide"):
        seal("alphamide", world.root)
    assert world.path(ALPHA).read_bytes() == before


@pytest.mark.parametrize("at", ["pathlib.Path.replace", "os.fdopen", "tempfile.mkstemp"])
def test_a_record_that_cannot_be_written_stays_whole(
    at: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    world.replace(ALPHA, "grade: 1,", "grade: 2,")
    before, files = world.path(ALPHA).read_bytes(), sorted(world.root.rglob("*"))
    monkeypatch.setattr(at, refuse)
    with pytest.raises(FileProblem, match="Read-only file system"):
        seal("alphamide", world.root)
    monkeypatch.undo()
    assert world.path(ALPHA).read_bytes() == before
    assert sorted(world.root.rglob("*")) == files


def test_sealing_keeps_the_mode_and_the_link_of_a_record(world: World) -> None:
    world.replace(ALPHA, "grade: 1,", "grade: 2,")
    path, elsewhere = world.path(ALPHA), world.root / "alphamide.yaml"
    path.rename(elsewhere)
    elsewhere.chmod(0o640)
    path.symlink_to(elsewhere)
    assert seal("alphamide", world.root) == 1
    assert path.is_symlink()
    assert elsewhere.stat().st_mode & 0o777 == 0o640
    assert world.lint() == ()
