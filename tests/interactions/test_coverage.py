"""An area that nobody reviewed is unknown and never shown as safe."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import cotake
from cotake.guidance import guide, to_text
from cotake.knowledge import Library
from cotake.knowledge._compile import build
from cotake.knowledge._records import RECORDS
from tests.conftest import TODAY

VICTIM = "loratadine"


@pytest.fixture(scope="module")
def with_gap(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The records with the first review line of one substance removed."""
    folder = tmp_path_factory.mktemp("knowledge")
    root = folder / "records"
    shutil.copytree(RECORDS, root)
    path = root / "substances" / f"{VICTIM}.yaml"
    text = path.read_text()
    head, tail = text.split("\nreviewed:\n")
    without = re.sub(r"^ +- .*\n", "", tail, count=1)
    assert without != tail
    path.write_text(f"{head}\nreviewed:\n{without}")
    return Library(build(folder / "knowledge.sqlite", root, strict=False))


def test_a_gap_is_never_nothing_found(with_gap: Library, library: Library) -> None:
    whole = cotake.check(["sertraline", VICTIM], library=library, today=TODAY)
    assert whole.status == "nothing_found"
    report = cotake.check(["sertraline", VICTIM], library=with_gap, today=TODAY)
    assert report.status == "not_covered"
    assert not report.complete
    (gap,) = report.not_covered
    assert gap.substance == VICTIM
    assert gap.areas
    assert not set(gap.areas) & {clear.area for clear in report.clear}


def test_a_gap_stands_beside_an_interaction(with_gap: Library) -> None:
    report = cotake.check(["LDN", "tramadol", VICTIM], library=with_gap, today=TODAY)
    assert report.status == "interaction"
    assert not report.complete
    assert [gap.substance for gap in report.not_covered] == [VICTIM]


def test_the_guide_does_not_say_yes(with_gap: Library) -> None:
    text = to_text(guide(["sertraline", VICTIM], library=with_gap, today=TODAY))
    assert "As far as is known, yes" not in text
    assert "not fully checked" in " ".join(text.split())


def test_a_record_set_aside_is_not_covered(tmp_path: Path) -> None:
    """A fault in a record bars it; its names are then known, and nothing is said to be safe."""
    root = tmp_path / "records"
    shutil.copytree(RECORDS, root)
    path = root / "substances" / f"{VICTIM}.yaml"
    path.write_text(path.read_text().replace("default: {route: oral", "default: {route: orral", 1))
    library = Library(build(tmp_path / "knowledge.sqlite", root, strict=False))
    for texts in ([VICTIM], ["sertraline", f"{VICTIM} 10 mg"], ["Claritin"]):
        report = cotake.check(texts, library=library, today=TODAY)
        assert report.status == "not_covered", texts
        assert not report.complete
        assert [gap.substance for gap in report.not_covered] == [VICTIM]
