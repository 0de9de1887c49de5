"""What a cited place does not give is said to be cotake's own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import cotake
from cotake.interactions import Report
from cotake.knowledge import Library
from tests.conftest import TODAY
from tests.knowledge.world import World, make_world

CAUTION = """\
cautions:
  - when: {condition: glaucoma}
    hazard: eye-pressure
    classification: 3
    summary: It can raise the pressure in the eye.
    action: Have the pressure measured after two weeks.
    src: alpha-label#warnings
reviewed:
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path)


def _told(world: World) -> Report:
    world.seal()
    return cotake.check(
        ["alphamide 20 mg"], person={"conditions": ["glaucoma"]}, library=world.library(), today=TODAY
    )


@pytest.mark.parametrize("own", ["", "    own: [action]\n"])
def test_advice_that_the_cited_place_does_not_give_is_called_our_own(world: World, own: str) -> None:
    world.replace(
        "substances/alphamide.yaml", "reviewed:\n", CAUTION.replace("reviewed:", f"{own}reviewed:")
    )
    (finding,) = _told(world).of_class(3)
    said = " ".join(each.clinician for each in finding.modifiers)
    assert ("cotake's own" in said) is bool(own)


@pytest.mark.parametrize("own", ["", "    own: [lasts_days]\n"])
def test_a_stopped_medicine_says_how_long_it_counts_and_by_whose_estimate(world: World, own: str) -> None:
    lasting = CAUTION.replace("reviewed:", f"    lasts_days: 30\n{own}reviewed:")
    world.replace("substances/alphamide.yaml", "reviewed:\n", lasting)
    world.seal()
    gone = TODAY - timedelta(days=10)
    report = cotake.check(
        [f"alphamide 20 mg stopped {gone}"],
        person={"conditions": ["glaucoma"]},
        library=world.library(),
        today=TODAY,
    )
    (finding,) = report.of_class(3)
    said = " ".join(each.person for each in finding.modifiers)
    assert f"still counts until {gone + timedelta(days=30)} (30 days after the last dose" in said
    assert ("by our estimate" in said) is bool(own)


RAISED = """\
id: enzyme-inhibition
title: A medicine whose breakdown others slow
area: enzymes
kind: exposure
change: raised
consequences:
  - {hazard: raised-exposure, seriousness: needs-intervention, classification: 3, src: beta-paper}
summary: "{perpetrators} raises {victim}."
action: "Ask about {victim}."
evidence: {grade: probable, basis: [paper]}
"""

EXPOSURE = """\
undergoes:
  - {enzyme: cyp2d6, share: 0.9, src: beta-paper}
exposure:
  index: usual
  src: beta-paper
  raised: {hazard: sedation, steps: [[1.5, 3]], action: Halve the dose., OWNsrc: beta-paper}
reviewed:
"""


@pytest.mark.parametrize("own", ["", "own: [action], "])
def test_advice_about_a_level_is_called_our_own_where_it_is(world: World, own: str) -> None:
    world.write("mechanisms/enzyme-inhibition.yaml", RAISED)
    world.replace("substances/betazole.yaml", "reviewed:\n", EXPOSURE.replace("OWN", own))
    world.seal()
    report = cotake.check(
        ["alphamide 20 mg", "betazole 20 mg"], library=world.library(strict=False), today=TODAY
    )
    (finding,) = [each for each in report.findings if each.hazard == "sedation"]
    said = " ".join(each.clinician for each in finding.modifiers)
    assert finding.action.person == "Halve the dose."
    assert ("cotake's own" in said) is bool(own)


def test_hours_that_the_cited_place_does_not_give_are_called_our_own(library: Library) -> None:
    owners = _owners(library, "absorption", "hours_before", agent="polyvalent-cations")
    assert owners
    for name in owners:
        report = cotake.check([name, "calcium carbonate 500 mg"], library=library, today=TODAY)
        (finding,) = [
            each for each in report.findings if each.area == "absorption" and name in each.substances
        ]
        assert any("the authors' own knowledge" in each.person for each in finding.modifiers), name


def test_a_duration_that_the_cited_place_does_not_give_is_called_our_estimate(library: Library) -> None:
    owners = _owners(library, "inhibits", "lasts_days", enzyme="cyp2d6", strength="strong")
    assert owners
    for name in owners:
        gone = (TODAY - timedelta(days=1)).isoformat()
        report = cotake.check([f"{name} stopped {gone}", "codeine 30 mg"], library=library, today=TODAY)
        said = " ".join(note.clinician for each in report.findings for note in each.modifiers)
        assert "days by our estimate" in said, name


def _owners(library: Library, kind: str, field: str, **wanted: str) -> list[str]:
    """The substances with a fact of this kind of which this field is our own."""
    return [
        name
        for name in library.ids("substances")
        for fact in getattr(library.substance(name), kind)
        if field in fact.own and all(getattr(fact, key) == value for key, value in wanted.items())
    ]
