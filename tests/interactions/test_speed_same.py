"""What is kept to be fast changes no answer, is bounded, and holds nothing of a person."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cotake
from cotake.interactions import _levels, _plain, plain_sources
from cotake.interactions._rulebook import rulebook_of
from cotake.kinetics import Clearance, Spread, exposure_ratio, point_ratio
from cotake.knowledge import Library
from cotake.knowledge.types import Citation
from tests.conftest import TODAY
from tests.interactions.test_random_lists import any_list
from tests.knowledge.world import make_world

SHARES = st.floats(0.0, 1.0)
SPEEDS = st.floats(0.01, 20.0)


def answers(texts: list[str], library: Library, person: dict[str, Any] | None = None) -> list[Any]:
    """An answer in both wordings, without the moment it was made."""
    report = cotake.check(texts, library=library, today=TODAY, person=person)
    both = [report.to_dict("person"), report.to_dict("clinician")]
    for each in both:
        del each["generated_at"]
    return both


def any_person(seed: int) -> dict[str, Any] | None:
    return {"age": 70, "genes": {"CYP2D6": "poor", "CYP2C19": "rapid"}} if seed % 3 == 0 else None


def test_a_library_that_has_answered_much_answers_as_a_fresh_one(library: Library) -> None:
    worn = Library(library.path)
    for seed in range(120):
        answers(any_list(seed, worn), worn, any_person(seed))
    for seed in range(100, 130):
        texts, person = any_list(seed, library), any_person(seed)
        first = answers(texts, Library(library.path), person)
        assert first == answers(texts, worn, person) == answers(texts, worn, person), texts


def test_an_answer_may_be_changed_without_changing_the_next(library: Library) -> None:
    texts = ["warfarin 5 mg", "amiodarone 200 mg", "aspirin 100 mg", "citalopram 20 mg"]
    before = answers(texts, library)
    for part in ("findings", "clear", "warnings"):
        for each in answers(texts, library)[0][part]:
            each["substances"].append("changed")
            for source in each["sources"]:
                source["title"] = "changed"
    assert answers(texts, library) == before


def test_two_libraries_are_kept_apart(tmp_path: Path) -> None:
    first, second = make_world(tmp_path / "first"), make_world(tmp_path / "second")
    source = sorted((second.root / "sources").glob("*.yaml"))[0]
    title = next(each for each in source.read_text().splitlines() if each.startswith("title:"))
    second.replace(f"sources/{source.name}", title, "title: Another title")
    told = []
    for world in (first, second, first):
        world.seal()
        library = world.library()
        (shown,) = plain_sources([Citation(source.stem)], library)
        assert shown["title"] == library.source(source.stem).title
        told.append(shown["title"])
    assert told[0] == told[2] != told[1] == "Another title"


def test_what_is_kept_is_bounded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    worn = Library(library.path)
    texts = [any_list(seed, worn) for seed in range(40)]
    expected = [answers(each, library) for each in texts]
    monkeypatch.setattr(_levels, "MOST_MODELS", 3)
    monkeypatch.setattr(_plain, "_MOST_SOURCES", 7)
    for each, wanted in zip(texts, expected, strict=True):
        assert answers(each, worn) == wanted
        assert len(rulebook_of(worn).models) <= 3
        assert len(worn.derived("sources")) <= 7


def test_nothing_of_a_gene_type_is_kept(library: Library) -> None:
    """What is kept of levels is the same with and without a gene type that changes them."""
    texts = ["metoprolol 50 mg", "paroxetine 20 mg", "codeine 30 mg"]
    plain, typed = Library(library.path), Library(library.path)
    answers(texts, plain)
    with_gene = answers(texts, typed, {"age": 70, "genes": {"CYP2D6": "poor"}})
    assert with_gene != answers(texts, plain)
    assert rulebook_of(typed).models.keys() <= rulebook_of(plain).models.keys()
    assert answers(texts, typed) == answers(texts, Library(library.path))


def test_threads_get_the_same_answers(library: Library) -> None:
    texts = [any_list(seed, library) for seed in range(60)]
    expected = [answers(each, library) for each in texts]
    shared = Library(library.path)
    order = [*range(60), *random.Random(2).sample(range(60), 60)]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda number: answers(texts[number], shared), order))
    assert found == [expected[number] for number in order]


@given(share=SHARES, other=SHARES, speed=SPEEDS, own=st.floats(1.0, 5.0))
def test_the_short_way_for_one_perpetrator_is_the_long_one(
    share: float, other: float, speed: float, own: float
) -> None:
    shares = {"e": Spread.exact(share), "f": Spread.exact(other)}
    induced, acting = {"e": Spread.exact(own)}, Spread.exact(speed)
    ready = Clearance(shares, induced)
    assert ready.alone("e", acting) == point_ratio(shares, {"e": [acting]}, {}, induced)
    first = ready.change({"e": [acting]}, {})
    assert first == exposure_ratio(shares, {"e": [acting]}, {}, induced)
    assert ready.change({"e": [acting, acting], "f": [acting]}, {"f": 0.5}).ratio > 0
    assert ready.change({"e": [acting]}, {}) == first
    assert first.ratio == pytest.approx(ready.alone("e", acting))
