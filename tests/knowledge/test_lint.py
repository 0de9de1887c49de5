"""The linter: one planted fault of each kind, and the world without any."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import yaml

from cotake.knowledge import types
from cotake.knowledge._bounds import _BOUNDS
from cotake.knowledge._holes import _OF_KIND
from cotake.knowledge._lint import lint
from tests.knowledge.world import World

ALPHA = "substances/alphamide.yaml"
RULE = "mechanisms/alpha-with-beta.yaml"
BLEEDING = "{hazard: bleeding, grade: 1, src: alpha-label#warnings}"


@dataclass(frozen=True)
class Fault:
    """A passage that replaces another, and the problem it must lead to."""

    name: str
    code: str
    file: str
    old: str
    new: str
    path: str
    marker: str
    mend: str = ""


TABLE = Path(__file__).parent / "faults.yaml"
FAULTS = [Fault(**raw) for raw in yaml.safe_load(TABLE.read_text(encoding="utf-8"))]


def test_the_world_without_a_fault_has_no_problem(world: World) -> None:
    assert world.lint() == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}:{fault.name}")
def test_a_planted_fault_is_found_where_it_stands(fault: Fault, world: World) -> None:
    world.replace(fault.file, fault.old, fault.new)
    found = world.lint()
    here = [
        each
        for each in found
        if (each.code, each.file, each.path) == (fault.code, f"records/{fault.file}", fault.path)
    ]
    shown = "\n".join(map(str, found))
    assert len(here) == 1, shown
    assert here[0].line == world.line_of(fault.file, fault.marker), shown
    assert fault.mend in here[0].mend, shown
    assert all(each.mend for each in found), shown


def test_an_uncited_source_is_noticed(world: World) -> None:
    world.write("sources/gamma.yaml", "id: gamma\nkind: web\ntitle: Gamma\nread: full\n")
    (problem,) = world.lint()
    assert (problem.code, problem.file, problem.line, problem.path) == (
        "unused-source", "records/sources/gamma.yaml", 1, "id",
    )  # fmt: skip
    assert "Cite it or delete it" in problem.mend


def test_a_folder_without_a_vocabulary_is_a_fault(world: World) -> None:
    world.path("vocabulary/look-alikes.yaml").unlink()
    found = [each for each in world.lint() if each.code == "missing-file"]
    assert [each.file for each in found] == ["records/vocabulary/look-alikes.yaml"]
    assert "copy them from the shipped one" in found[0].mend


def test_a_paper_with_two_records_is_a_fault(world: World) -> None:
    beta = world.path("sources/beta-paper.yaml").read_text(encoding="utf-8")
    beta += "identifiers: {doi: 10.1000/ABC}\n" if "identifiers" not in beta else ""
    world.write("sources/beta-paper.yaml", beta)
    other = beta.replace("beta-paper", "gamma-paper").replace("10.1000/ABC", "10.1000/abc")
    world.write("sources/gamma-paper.yaml", other)
    found = [each for each in world.lint() if each.code == "duplicate-source"]
    assert [each.file for each in found] == ["records/sources/gamma-paper.yaml"]
    assert "beta-paper" in found[0].message
    assert "Cite beta-paper" in found[0].mend


def test_a_review_without_a_seal_is_outdated(world: World) -> None:
    text = world.path(ALPHA).read_text(encoding="utf-8")
    world.write(ALPHA, re.sub(r", seal: \w+", "", text))
    found = world.lint()
    assert [(each.code, each.path) for each in found] == [
        ("review-outdated", "reviewed[0]"),
        ("review-outdated", "reviewed[1]"),
    ]
    assert all("no seal yet" in each.message for each in found)


def test_an_edit_outdates_the_reviews_of_its_areas_only(world: World) -> None:
    world.replace(ALPHA, "grade: 1,", "grade: 2,")
    assert [(each.code, each.path) for each in world.lint()] == [("review-outdated", "reviewed[0]")]


def test_a_fault_of_a_deed_may_stand_alone_in_other_bands(world: World) -> None:
    low = BLEEDING.replace("grade", "bands: low, grade")
    high = BLEEDING.replace("1", "2").replace("grade", "bands: standard, grade")
    world.replace(ALPHA, BLEEDING, f"{low}\n  - {high}")
    world.seal()
    assert world.lint() == ()


def test_a_name_may_not_fold_to_nothing(world: World) -> None:
    world.replace(ALPHA, "es: [alfamida]", "ru: [✓]")
    assert [(each.code, each.path) for each in world.lint()] == [("wrong-type", "names.ru[0]")]


def test_all_faults_come_at_once(world: World) -> None:
    world.replace(ALPHA, "target: sert", "target: sirt")
    world.replace(ALPHA, "grade: 1,", "grades: 1,")
    world.replace(RULE, "kind: pair", "kind: [pair")
    found = {(each.code, each.file.rpartition("/")[2]) for each in world.lint()}
    assert {
        ("unknown-term", "alphamide.yaml"),
        ("unknown-field", "alphamide.yaml"),
        ("bad-yaml", "alpha-with-beta.yaml"),
    } <= found


def test_problems_are_in_order_of_file_and_line_and_stand_once(world: World) -> None:
    world.replace(ALPHA, "grade: 1,", "grades: 1,")
    world.replace(ALPHA, "target: sert", "target: sirt")
    found = world.lint()
    assert [(each.file, each.line) for each in found] == sorted((each.file, each.line) for each in found)
    assert len(set(found)) == len(found)


def test_a_problem_reads_as_a_clickable_line_and_a_line_of_help(world: World) -> None:
    world.replace(ALPHA, "enzyme: cyp3a4", "enzyme: cyp3a44")
    text = next(str(each) for each in world.lint() if each.code == "unknown-term")
    line = world.line_of(ALPHA, "cyp3a44")
    first, second = text.split("\n")
    assert first == (
        f'records/substances/alphamide.yaml:{line}: unknown-term: undergoes[1].enzyme is "cyp3a44"'
    )
    assert second.startswith("  Did you mean cyp3a4?")


def test_every_shipped_record_is_without_a_fault() -> None:
    assert [str(problem) for problem in lint()] == []


def test_every_bound_is_of_a_field_and_every_class_is_bounded() -> None:
    kinds = {name: kind for name, kind in vars(types).items() if dataclasses.is_dataclass(kind)}
    fields = {f"{name}.{spec.name}" for name, kind in kinds.items() for spec in dataclasses.fields(kind)}
    assert set(_BOUNDS) <= fields
    assert {field for field in fields if field.endswith(".classification")} <= set(_BOUNDS)


def test_the_holes_of_every_kind_of_rule_are_known() -> None:
    kinds = get_args(get_type_hints(types.Mechanism)["kind"])
    assert set(_OF_KIND) == {*kinds, "activation"}


def test_a_fault_in_a_substance_is_no_fault_of_the_rules_that_name_it(world: World) -> None:
    world.replace(RULE, "b: {target: mao-a,", "b: {target: mao-a, bands: standard,")
    world.replace(ALPHA, "are: [ssri]", "are: [ssrj]")
    world.replace("substances/betazole.yaml", "band: standard, mg_per_day", "bond: standard, mg_per_day")
    assert {each.file.split("/")[1] for each in world.lint()} == {"substances"}
    assert world.library(strict=False).query("SELECT COUNT(*) FROM barred") == [(2,)]
