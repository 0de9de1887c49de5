"""The linter: one planted fault of each kind, and the world without any."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cotake.knowledge._lint import lint
from tests.knowledge.world import World

ALPHA = "substances/alphamide.yaml"
RULE = "mechanisms/alpha-with-beta.yaml"
BLEEDING = "{hazard: bleeding, grade: 1, src: alpha-label#warnings}"
CYP3A4 = "{enzyme: cyp3a4, share: 0.3, src: alpha-label#pharmacology}"
CYP2D6 = "{enzyme: cyp2d6, share: 0.6, src: alpha-label#pharmacology}"
INHIBITS = "  - {enzyme: cyp2d6, strength: moderate, src: alpha-label#pharmacology}"


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


FAULTS = [
    Fault("target", "unknown-term", ALPHA, "target: sert", "target: sirt", "does[0].target", "sirt", "Did you mean sert?"),
    Fault("enzyme", "unknown-term", ALPHA, "enzyme: cyp3a4", "enzyme: cyp3a44", "undergoes[1].enzyme", "cyp3a44", "cyp3a4"),
    Fault("class", "unknown-term", ALPHA, "are: [ssri]", "are: [ssrj]", "classes.are[0]", "ssrj", "vocabulary/classes.yaml"),
    Fault("mechanism", "unknown-term", ALPHA, "mechanism: alpha-with-beta", "mechanism: alpha-with", "washouts[0].mechanism", "alpha-with,", "records/mechanisms/"),
    Fault("literal", "unknown-term", RULE, "kind: pair", "kind: pear", "kind", "pear", "pair"),
    Fault("band of a fact", "unknown-term", ALPHA, BLEEDING, BLEEDING.replace("grade", "bands: huge, grade"), "does[1].bands", "huge", "low, standard"),
    Fault("default band", "unknown-term", ALPHA, "route: oral, band: standard}", "route: oral, band: huge}", "default.band", "huge", "low, standard"),
    Fault("citation", "unknown-source", ALPHA, "src: alpha-label#warnings", "src: alpha-labl#warnings", "does[1].src", "alpha-labl#", "alpha-label"),
    Fault("one of two citations", "unknown-source", ALPHA, "src: alpha-label#warnings", "src: [beta-paper, nowhere]", "does[1].src[1]", "nowhere", "records/sources/nowhere.yaml"),
    Fault("citation of a rule", "unknown-source", RULE, "src: beta-paper", "src: gamma-paper", "consequences[0].src", "gamma-paper", "records/sources"),
    Fault("fact without source", "uncited-fact", ALPHA, ", src: alpha-label#warnings", "", "does[1].src", "hazard: bleeding", "src: source-id#place"),
    Fault("fact with no source in its list", "uncited-fact", ALPHA, "src: alpha-label#warnings", "src: []", "does[1].src", "src: []", "Cite a source"),
    Fault("consequence without source", "uncited-fact", RULE, ", src: beta-paper}", "}", "consequences[0].src", "hazard: serotonin", "src: source-id#place"),
    Fault("share", "missing-field", ALPHA, "share: 0.3, ", "", "undergoes[1].share", "cyp3a4", "Add `share:`"),
    Fault("action at a target", "missing-field", ALPHA, "as: inhibitor, ", "", "does[0].as", "target: sert", "as: inhibitor"),
    Fault("what the kind of rule needs", "missing-field", RULE, "b: {target: mao-a, as: irreversible-inhibitor}\n", "", "b", "id: alpha", "kind pair"),
    Fault("top field of a rule", "missing-field", RULE, "area: serotonergic\n", "", "area", "id: alpha", "Add `area:`"),
    Fault("near a field", "unknown-field", ALPHA, "grade: 1,", "grades: 1,", "does[1].grades", "grades", "Did you mean grade?"),
    Fault("at the top", "unknown-field", RULE, "kind: pair", "kind: pair\ncolour: red", "colour", "colour", "Its fields:"),
    Fault("inside", "duplicate-key", ALPHA, "grade: 1,", "grade: 1, grade: 1,", "does[1].grade", "grade: 1, grade: 1", "Keep one"),
    Fault("at the top", "duplicate-key", RULE, "kind: pair", "kind: pair\nkind: pair  # again", "kind", "# again", "Keep one"),
    Fault("yes as a text", "yaml-boolean", ALPHA, "en: [Alfabrand]", "en: [yes]", "names.en[0]", "[yes]", "quotes"),
    Fault("off as a key", "yaml-boolean", ALPHA, "es: [alfamida]", "no: [alfamida]", "names.no", "no: [alfamida]", "quotes"),
    Fault("yes as a boolean", "yaml-boolean", ALPHA, CYP3A4, CYP3A4.replace("}", ", activates: yes}"), "undergoes[1].activates", "activates", "true or false"),
    Fault("word for a number", "wrong-type", ALPHA, "mg_per_day: [10, 40]", "mg_per_day: [10, much]", "doses[1].mg_per_day[1]", "much", "number"),
    Fault("fraction for a whole number", "wrong-type", "sources/alpha-label.yaml", "year: 2020", "year: 2020.5", "year", "2020.5", "whole number"),
    Fault("grade out of range", "wrong-type", ALPHA, "grade: 1,", "grade: 4,", "does[1].grade", "grade: 4", "0, 1, 2 or 3"),
    Fault("mapping for a list", "wrong-type", RULE, "evidence:", "why: {one: two}\nevidence:", "why", "why:", "[a, b]"),
    Fault("text for a mapping", "wrong-type", RULE, "a: {target: sert, as: inhibitor}", "a: alphamide", "a", "a: alphamide", "Its fields:"),
    Fault("nothing for a text", "wrong-type", RULE, "title: A reuptake inhibitor with an MAO inhibitor", "title:", "title", "title:", "Write a text"),
    Fault("key that is no text", "wrong-type", RULE, "kind: pair", "kind: pair\n[one, two]: three", "", "[one, two]", "key: value"),
    Fault("target and hazard in one", "wrong-type", ALPHA, "{hazard: bleeding,", "{target: sert, hazard: bleeding,", "does[1]", "hazard: bleeding", "one of the two"),
    Fault("date of a review", "wrong-type", ALPHA, "area: bleeding, by: authors, date: 2026-01-15", "area: bleeding, by: authors, date: 15.1.2026", "reviewed[0].date", "15.1.2026", "2026-11-23"),
    Fault("other than the file", "wrong-id", RULE, "id: alpha-with-beta", "id: beta-with-alpha", "id", "beta-with-alpha", "alpha-with-beta"),
    Fault("open bracket", "bad-yaml", RULE, "kind: pair", "kind: [pair", "", "a: {target", "YAML"),
    Fault("tab", "bad-yaml", RULE, "kind: pair", "kind:\n\tpair", "", "\tpair", "YAML"),
    Fault("grade given twice", "contradiction", ALPHA, BLEEDING, f"{BLEEDING}\n  - {BLEEDING.replace('1', '2')}", "does[2]", "grade: 2", "Keep one"),
    Fault("the same twice", "contradiction", ALPHA, BLEEDING, f"{BLEEDING}\n  - {BLEEDING}  # again", "does[2]", "# again", "Keep one"),
    Fault("grade for all and for one band", "contradiction", ALPHA, BLEEDING, f"{BLEEDING.replace('grade', 'bands: low, grade')}\n  - {BLEEDING.replace('1', '2').replace('grade', 'bands: [low, standard], grade')}", "does[2]", "grade: 2", "bands"),
    Fault("strengths at one target", "contradiction", ALPHA, f"  - {BLEEDING}", f"  - {{target: sert, as: inhibitor, strength: weak, src: beta-paper}}\n  - {BLEEDING}", "does[1]", "strength: weak", "Keep one"),
    Fault("strengths at one enzyme", "contradiction", ALPHA, INHIBITS, f"{INHIBITS}\n{INHIBITS.replace('moderate', 'strong')}", "inhibits[1]", "cyp2d6, strength: strong", "Keep one"),
    Fault("two shares of one enzyme", "contradiction", ALPHA, CYP3A4, f"{CYP3A4}\n  - {CYP3A4.replace('0.3', '0.05')}", "undergoes[2]", "0.05", "Keep one"),
    Fault("shares over 1", "contradiction", ALPHA, "share: 0.3", "share: 0.5", "undergoes", "undergoes:", "add up to 1"),
    Fault("one share over 1", "contradiction", ALPHA, CYP3A4, CYP3A4.replace("0.3", "30"), "undergoes[1].share", "share: 30", "from 0 to 1"),
    Fault("low above high", "contradiction", ALPHA, "mg_per_day: [10, 40]", "mg_per_day: [40, 10]", "doses[1].mg_per_day", "[40, 10]", "null"),
    Fault("one end only", "contradiction", ALPHA, "mg_per_day: [10, 40]", "mg_per_day: [40]", "doses[1].mg_per_day", "[40]", "null"),
    Fault("area reviewed twice", "contradiction", ALPHA, "{area: [opioid,", "{area: [bleeding, opioid,", "reviewed[1]", "bleeding, opioid", "newer review"),
    Fault("of another substance", "duplicate-name", "products/alphabeta.yaml", "[Duobrand]", "[ALFA-brand]", "names[0]", "ALFA", "Keep it where it belongs"),
    Fault("edited fact", "review-outdated", ALPHA, "grade: 1,", "grade: 2,", "reviewed[0]", "{area: bleeding", "cotake knowledge seal alphamide"),
    Fault("fact taken away", "review-outdated", ALPHA, f"  - {CYP2D6}\n", "", "reviewed[1]", "{area: [opioid", "Read the facts"),
    Fault("area left out", "area-not-reviewed", ALPHA, "liver, ", "", "reviewed", "reviewed:", "liver"),
    Fault("vocabulary entry twice", "duplicate-name", "vocabulary/bases.yaml", "- {id: paper,", "- {id: label, name: again}\n- {id: paper,", "[1].id", "name: again", "Keep one"),
]  # fmt: skip


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


def test_a_review_without_a_seal_is_outdated(world: World) -> None:
    text = world.path(ALPHA).read_text(encoding="utf-8")
    world.write(ALPHA, "\n".join(line.split(", seal:")[0] + ("}" if ", seal:" in line else "") for line in text.split("\n")))  # fmt: skip
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
    world.replace(ALPHA, "es: [alfamida]", "ru: [Альфамид]")
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
