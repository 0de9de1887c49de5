"""Compiling the records, what a fault does to the answer, and opening the compiled file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

import cotake
from cotake._errors import FileProblem, InputError, KnowledgeError, RecordsError
from cotake.knowledge import Library, open_library
from cotake.knowledge._codec import whole
from cotake.knowledge._problem import Problem
from cotake.knowledge._seal import seal
from cotake.knowledge._show import show
from cotake.knowledge._stats import stats
from tests.knowledge.world import World

SOURCE = Path(cotake.__file__).parent
ALPHA = "substances/alphamide.yaml"
BETA = "substances/betazole.yaml"
TABLES = ("meta", "stored", "vocabulary", "name", "near", "membership", "barred", "fact")


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    database = sqlite3.connect(path)
    database.create_function("sqlar_uncompress", 2, whole)  # as in the sqlite3 shell
    try:
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in TABLES}
    finally:
        database.close()


def test_the_small_world_answers(world: World) -> None:
    library = world.library()
    assert cotake.check(["alphamide 20 mg", "betazole"], library=library).worst == 1
    assert cotake.check(["alphamide 20 mg"], library=library).status == "nothing_found"
    assert library.version == "2026.01.16"
    assert [hit.id for hit in [library.find("ALFA-brand")] if hit] == ["alphamide"]


def test_a_name_of_a_band_means_the_band(world: World) -> None:
    (medicine,) = cotake.check(["micro alphamide"], library=world.library()).medicines
    assert (medicine.substance, medicine.bands) == ("alphamide", ("low",))


def test_a_substance_is_in_its_wider_classes_too(world: World) -> None:
    library = world.library()
    narrow = library.vocabulary("classes")["ssri"]
    assert {"ssri", *narrow.within} <= library.classes_of("alphamide")
    assert library.classes_of("nothing") == frozenset()


# Strict: any fault stops the build.


def test_strict_refuses_with_every_problem_and_leaves_the_old_file(world: World) -> None:
    out = world.build()
    before = out.read_bytes()
    world.replace(ALPHA, "target: sert", "target: sirt")
    world.replace(BETA, "target: mao-a", "target: moa-a")
    with pytest.raises(RecordsError) as caught:
        world.build()
    found = {each.file for each in caught.value.problems if isinstance(each, Problem)}
    assert {f"records/{ALPHA}", f"records/{BETA}"} <= found
    assert "sirt" in str(caught.value)
    assert "moa-a" in str(caught.value)
    assert out.read_bytes() == before
    assert sorted(path.name for path in out.parent.iterdir()) == ["knowledge.sqlite", "records"]


def test_strict_refuses_an_outdated_review(world: World) -> None:
    world.replace(ALPHA, "grade: 1,", "grade: 2,")
    with pytest.raises(RecordsError, match="review-outdated"):
        world.build()


# Lenient: a record with a fault is set aside, and says so in the answer.

FAULTY = {
    "a fault in a field": ("target: sert", "target: sirt"),
    "a field that must be there": ("name: Alphamide\n", ""),
    "a file that is no YAML": ("about:", "about: ["),
    "another id": ("id: alphamide", "id: betamide"),
    "a fact without source": (", src: alpha-label#warnings", ""),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_lenient_bars_the_record_and_its_name_is_not_covered(fault: str, world: World) -> None:
    world.replace(ALPHA, *FAULTY[fault])
    report = cotake.check(["alphamide 20 mg", "betazole"], library=world.library(strict=False))
    assert report.status == "not_covered"
    assert not report.complete
    assert [each.substance for each in report.not_covered][:1] == ["alphamide"]
    assert [each.substance for each in report.medicines] == ["betazole"]


def test_a_brand_of_a_barred_record_is_not_covered(world: World) -> None:
    world.replace(ALPHA, "target: sert", "target: sirt")
    report = cotake.check(["Alfabrand"], library=world.library(strict=False))
    assert report.status == "not_covered"
    assert report.not_recognised == ()


def test_a_product_with_a_barred_part_is_not_covered(world: World) -> None:
    world.replace(ALPHA, "target: sert", "target: sirt")
    report = cotake.check(["Duobrand"], library=world.library(strict=False))
    assert report.status == "not_covered"
    assert "alphamide" in {each.substance for each in report.not_covered}


def test_what_cites_a_barred_source_is_barred_with_it(world: World) -> None:
    sound = world.path("sources/beta-paper.yaml").read_text(encoding="utf-8")
    faulty = sound.replace("beta-paper", "gamma-paper") + "colour: red\n"
    world.write("sources/gamma-paper.yaml", faulty)
    world.replace(ALPHA, "src: alpha-label#warnings", "src: gamma-paper")
    report = cotake.check(["alphamide", "betazole"], library=world.library(strict=False))
    assert report.status == "not_covered"
    assert report.to_dict()["complete"] is False


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("mechanisms/alpha-with-beta.yaml", "kind: pair", "kind: pear"),
        ("sources/beta-paper.yaml", "kind: paper", "kind: paper\ncolour: red"),
    ],
    ids=["a rule with a fault", "a rule whose source has a fault"],
)
def test_a_faulty_rule_is_never_left_out(file: str, old: str, new: str, world: World) -> None:
    """A rule set aside would be a finding that is not shown; the build is refused instead."""
    world.replace(file, old, new)
    with pytest.raises(cotake.RecordsError, match="alpha-with-beta"):
        world.library(strict=False)


def test_the_barred_table_says_what_is_wrong(world: World) -> None:
    world.replace(ALPHA, "target: sert", "target: sirt")
    rows = world.library(strict=False).query("SELECT folder, id, name, problem FROM barred")
    assert [row[:3] for row in rows] == [("substances", "alphamide", "Alphamide")]
    line = world.line_of(ALPHA, "sirt")
    assert rows[0][3].startswith(f"records/{ALPHA}:{line}: unknown-term: does[0].target")


@pytest.mark.parametrize(
    ("old", "new", "areas"),
    [
        ("grade: 1,", "grade: 2,", {"bleeding"}),
        ("src: alpha-label#warnings", "src: beta-paper", {"bleeding"}),
        ("strength: moderate", "strength: weak", None),
    ],
)
def test_a_fact_edited_after_its_review_leaves_the_area_not_covered(
    old: str, new: str, areas: set[str] | None, world: World
) -> None:
    world.replace(ALPHA, old, new)
    report = cotake.check(["alphamide 20 mg"], library=world.library(strict=False))
    assert report.status == "not_covered"
    (gap,) = report.not_covered
    if areas:
        assert set(gap.areas) == areas
    else:  # reviewed on one line with the others: all of them are to be read again
        assert {"enzymes", "opioid"} <= set(gap.areas)
        assert "bleeding" not in gap.areas


def test_sealing_again_covers_the_area_again(world: World) -> None:
    world.replace(ALPHA, "grade: 1,", "grade: 2,")
    assert seal("alphamide", world.root) == 1
    assert cotake.check(["alphamide 20 mg"], library=world.library()).status == "nothing_found"


def test_an_area_nobody_reviewed_is_not_covered(world: World) -> None:
    world.replace(ALPHA, "liver, ", "")
    world.seal()
    report = cotake.check(["alphamide 20 mg"], library=world.library(strict=False))
    assert [each.areas for each in report.not_covered] == [("liver",)]


# The file.


def test_two_builds_of_the_same_records_give_the_same_rows(world: World) -> None:
    assert rows_of(world.build(out="one.sqlite")) == rows_of(world.build(out="two.sqlite"))


def test_a_rebuild_replaces_the_file_and_spares_its_readers(world: World) -> None:
    out = world.build()
    before = Library(out)
    world.replace(ALPHA, "name: Alphamide", "name: Alphamide again")
    inode = out.stat().st_ino
    world.build()
    assert out.stat().st_ino != inode
    assert before.substance("alphamide").name == "Alphamide"
    assert Library(out).substance("alphamide").name == "Alphamide again"
    assert sorted(path.name for path in out.parent.iterdir()) == ["knowledge.sqlite", "records"]


def test_a_folder_that_is_missing_is_a_file_problem(world: World) -> None:
    with pytest.raises(FileProblem, match="cannot write"):
        world.build(out="nowhere/knowledge.sqlite")


def test_every_fact_row_of_the_world_names_its_source_and_how_it_was_read(world: World) -> None:
    rows = world.library().query(
        "SELECT path, area, source, place, read FROM fact WHERE record = 'alphamide' ORDER BY path"
    )
    found = {path: rest for path, *rest in rows}
    assert found["does[1]"] == ["bleeding", "alpha-label", "warnings", "abstract"]
    assert found["doses[0]"][1:] == ["alpha-label", "dosage", "full"]
    assert found["classes"][1:] == ["alpha-label", "class", "recalled"]


def test_the_compiled_file_is_opened_for_reading_only(world: World) -> None:
    library = world.library()
    for sql in ("DELETE FROM name", "INSERT INTO meta VALUES ('a', 'b')", "DROP TABLE statement"):
        with pytest.raises(InputError, match="readonly"):
            library.query(sql)


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT * FROM nothing", "SELECT ?", "SELECT 1; SELECT 2"])
def test_sql_that_cannot_be_run_is_an_input_error(sql: str, world: World) -> None:
    with pytest.raises(InputError, match="cannot run"):
        world.library().query(sql)


def damaged(world: World, keep: int = 2) -> Path:
    """A compiled file of which all but the first pages are lost."""
    path = world.build()
    content = path.read_bytes()
    first = keep * 4096
    path.write_bytes(content[:first] + b"\xa5" * (len(content) - first))
    return path


READS: dict[str, Callable[[Library], object]] = {
    "a record": lambda library: library.substance("alphamide"),
    "ids": lambda library: library.ids("substances"),
    "a name": lambda library: library.find("alphamide"),
    "near names": lambda library: library.near("alphamode"),
    "candidates": lambda library: library.candidates("alphamode"),
    "a vocabulary": lambda library: library.vocabulary("hazards"),
    "classes": lambda library: library.classes_of("alphamide"),
    "mechanisms": lambda library: library.mechanisms,
    "sql": lambda library: library.query("SELECT * FROM fact"),
    "show": lambda library: show("alphamide", library),
    "stats": stats,
    "check": lambda library: cotake.check(["alphamide", "betazole"], library=library),
}


@pytest.mark.parametrize("read", READS)
def test_a_damaged_page_is_told_in_one_line(read: str, world: World) -> None:
    path = damaged(world)
    with pytest.raises(KnowledgeError) as raised:
        READS[read](open_library(path))
    said = str(raised.value)
    assert said.startswith(f"{path}: ")
    assert f"cotake knowledge build --out {path}" in said
    assert "\n" not in said


def test_a_record_that_cannot_be_inflated_is_damage(world: World) -> None:
    path = world.build()
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE stored SET data = ? WHERE id = 'alphamide'", (b"not deflated",))
        database.commit()
    with pytest.raises(KnowledgeError, match="damaged"):
        Library(path).substance("alphamide")


@pytest.mark.parametrize("text", ["", "[", '{"id": 3}', "[1]", '{"id": "alphamide", "nothing": 1}', "null"])
def test_a_record_that_is_damaged_inside(text: str, world: World) -> None:
    path = world.build()
    with closing(sqlite3.connect(path)) as database:
        row = (text.encode(), len(text))
        database.execute("UPDATE stored SET data = ?, size = ? WHERE id = 'alphamide'", row)
        database.commit()
    with pytest.raises(KnowledgeError, match="damaged"):
        Library(path).substance("alphamide")


def test_no_page_of_the_file_brings_another_error(world: World) -> None:
    path = world.build()
    sound = path.read_bytes()
    for start in range(0, len(sound), 4096):
        path.write_bytes(sound[:start] + b"\0" * 4096 + sound[start + 4096 :])
        for read in READS.values():
            with suppress(KnowledgeError):
                read(Library(path))


def test_a_path_may_be_a_text(world: World) -> None:
    path = world.build()
    assert open_library(str(path)) is open_library(path)
    with pytest.raises(KnowledgeError, match="no such file"):
        open_library("nothing.sqlite")
    for odd in ("", "\0", "x" * 5000):
        with pytest.raises(KnowledgeError):
            open_library(odd)


@pytest.mark.parametrize("path", [3, b"knowledge.sqlite", ["a"], True])
def test_a_path_of_another_type_is_refused(path: Any) -> None:
    with pytest.raises(InputError, match="a text or a Path"):
        open_library(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cotake knowledge build"):
        open_library(tmp_path / "nothing.sqlite")


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough " * 40])
def test_a_file_that_is_no_knowledge_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    with pytest.raises(KnowledgeError, match="not a knowledge file"):
        open_library(path)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError):
        open_library(tmp_path)


def test_another_database(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE things (id)")
    database.close()
    with pytest.raises(KnowledgeError, match="not a knowledge file"):
        open_library(path)


@pytest.mark.parametrize("sql", ["UPDATE meta SET value = '0'", "DELETE FROM meta"])
def test_a_file_of_another_version(sql: str, world: World) -> None:
    path = world.build()
    database = sqlite3.connect(path)
    database.execute(f"{sql} WHERE key = 'schema_version'")
    database.commit()
    database.close()
    with pytest.raises(KnowledgeError, match="another version"):
        open_library(path)


def test_odd_letters_in_the_path(world: World) -> None:
    out = "wh?t #1 ü%41.sqlite"
    assert Library(world.build(out=out)).ids("products") == ("alphabeta",)


def test_the_environment_names_another_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTAKE_KNOWLEDGE", str(world.build()))
    assert open_library().ids("substances") == ("alphamide", "betazole")


def test_a_name_that_is_not_there_is_a_key_error(world: World) -> None:
    library = world.library()
    for lookup in (library.substance, library.product, library.source, library.study):
        with pytest.raises(KeyError):
            lookup("nothing")


# A checkout compiles on first use, and again when its records have changed.


def ask(root: Path, *medicines: str) -> str:
    """The status of a list, asked in a fresh process of the checkout at `root`."""
    code = f"import cotake; print(cotake.__file__, cotake.check({list(medicines)!r}).status)"
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    environment.pop("COTAKE_KNOWLEDGE", None)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    where, status = done.stdout.split()
    assert where.startswith(str(root)), where
    return status


def test_a_stale_file_is_rebuilt_in_a_checkout(world: World) -> None:
    root = world.root.parent / "checkout"
    inside = root / "src" / "cotake"
    skip = shutil.ignore_patterns("__pycache__", "*.sqlite*", "records")
    shutil.copytree(SOURCE, inside, ignore=skip)
    shutil.copytree(world.root, inside / "knowledge" / "records")
    (root / "pyproject.toml").write_text("")
    compiled = inside / "knowledge" / "knowledge.sqlite"
    assert ask(root, "alphamide", "betazole") == "interaction"
    made = compiled.stat().st_ino
    assert ask(root, "alphamide") == "nothing_found"
    assert compiled.stat().st_ino == made, "nothing changed, and it was rebuilt"
    record = inside / "knowledge" / "records" / ALPHA
    record.write_text(record.read_text().replace("grade: 1,", "grade: 2,"))
    assert ask(root, "alphamide") == "not_covered"
    compiled.write_bytes(b"broken")
    assert ask(root, "alphamide", "betazole") == "interaction"
    record.unlink()
    (inside / "knowledge" / "records" / "pairs" / "alphamide-betazole.yaml").unlink()
    assert ask(root, "alphamide") == "not_recognised"
