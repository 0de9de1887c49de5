"""Translations stand for an English text: another one, holes that differ, or a second one is a fault."""

from __future__ import annotations

import pytest

from cotake.interactions import check
from tests.knowledge.world import World

RULE = "mechanisms/alpha-with-beta.yaml"


def first_summary(world: World) -> str:
    (rule,) = (each for each in world.library().mechanisms if each.id == "alpha-with-beta")
    return rule.summary.person


def translated(world: World, *pairs: tuple[str, str], name: str = "es-serotonergic") -> None:
    entries = "".join(f'- en: "{en}"\n  translated: "{other}"\n' for en, other in pairs)
    world.write(f"translations/{name}.yaml", entries)


def test_a_library_speaks_what_is_translated_and_english_otherwise(world: World) -> None:
    english = check(["alphamide", "betazole"], library=world.library()).findings[0]
    translated(world, (first_summary(world), "Peligro con {a} y {b}."))
    assert world.lint() == ()
    library = world.library()
    assert library.languages == ("en", "es")
    finding = check(["alphamide", "betazole"], library=library.in_language("es")).findings[0]
    assert finding.summary.person == "Peligro con alfamida y betazole."
    assert finding.names == ("Alfamida", "Betazole")
    assert finding.action.person == "Do not combine alfamida and betazole."
    assert check(["alphamide", "betazole"], library=library).findings[0].summary == english.summary


def test_a_translation_of_a_text_that_was_changed_is_found_and_not_shown(world: World) -> None:
    translated(world, ("It was written otherwise before.", "Antes se escribió de otro modo."))
    (problem,) = world.lint()
    assert (problem.code, problem.path) == ("translation-outdated", "[0].en")
    assert "translate it anew" in problem.mend


@pytest.mark.parametrize("other", ["Peligro.", "Peligro con {a} y {c}."])
def test_other_holes_are_a_fault(world: World, other: str) -> None:
    """A name that goes missing, or one that nothing fills, would change what the sentence says."""
    translated(world, (first_summary(world), other))
    (problem,) = world.lint()
    assert (problem.code, problem.path) == ("unknown-term", "[0].translated")


def test_the_same_text_twice_is_a_fault(world: World) -> None:
    text = first_summary(world)
    translated(world, (text, "Peligro con {a} y {b}."))
    translated(world, (text, "Cuidado con {a} y {b}."), name="es-twice")
    (problem,) = world.lint()
    assert problem.code == "duplicate-name" and "translations/es-serotonergic.yaml" in problem.message
