"""What a cited place does not give is said to be cotake's own."""

from __future__ import annotations

from pathlib import Path

import pytest

import cotake
from cotake.interactions import Report
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
