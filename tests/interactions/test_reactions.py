"""Reactions as people tell them: how severe, an allergy or a side effect, and what is not clear."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotake import check
from cotake.interactions import Report
from cotake.knowledge import Library, open_library
from cotake.regimen import read_allergies

LIBRARY = open_library()


def worst(medicine: str, *allergies: object) -> int:
    return ask(medicine, *allergies).worst or 9


def ask(medicine: str, *allergies: object) -> Report:
    return check([medicine], person={"allergies": list(allergies)}, library=LIBRARY)


@pytest.mark.parametrize("taken", ["cefepime", "meropenem"])
@pytest.mark.parametrize(
    "told",
    [
        "penicillin: anaphylactic",
        "penicillin: went into shock",
        "penicillin: throat closed up",
        "penicillin: can't breathe",
        "penicillin: tongue swelled",
        "penicillin: passed out",
        "penicillin: hospitalised",
        "penicillin (my lips and face swelled up)",
        "penicillin - anaphylaxis",
        "penicillin gave me hives and my throat closed",
        "anaphylaxis to penicillin",
        "severe allergy to penicillin",
        "Severe penicillin allergy",
        "penicillin: turned purple",
    ],
)
def test_a_severe_reaction_in_plain_words_counts_as_severe(taken: str, told: str) -> None:
    assert worst(taken, told) == 2


@pytest.mark.parametrize(
    "told",
    ["penicillin: rash", "penicillin: as a child", "penicillin: rash ten years ago", "penicillin: unknown",
     "penicillin: rash, no anaphylaxis", "penicillin: not severe", "mild allergy to penicillin"],
)  # fmt: skip
def test_a_mild_or_untold_reaction_does_not(told: str) -> None:
    assert worst("cefepime", told) == 3


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ("insulin glargine", "insulin: low blood sugar"),
        ("bisoprolol", "bisoprolol: slow heart rate"),
        ("haloperidol", "haloperidol: dystonia"),
        ("metronidazole", "metronidazole: metallic taste"),
        ("diphenhydramine", "diphenhydramine: hyperactivity"),
        ("amlodipine", "amlodipine: low blood pressure"),
        ("amlodipine", "amlodipine: swollen ankles"),
        ("doxycycline", "doxycycline: photosensitivity"),
        ("codeine", "codeine: severe nausea"),
        ("simvastatin", "simvastatin: my muscles ache, leg cramps"),
    ],
)
def test_what_a_medicine_does_to_many_is_no_allergy(taken: str, told: str) -> None:
    (found,) = [each for each in ask(taken, told).findings if each.rule.startswith("intolerance")]
    assert (found.classification, found.seriousness) == (3, "not-serious")
    assert "do not stop it by yourself" in found.action.person


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ("prednisone", "prednisone: psychosis"),
        ("levofloxacin", "levofloxacin: tendon rupture"),
        ("naproxen", "naproxen: GI bleed"),
        ("naproxen", "naproxen: black stools"),
        ("naproxen", "naproxen: vomiting blood"),
        ("bupropion", "bupropion: seizure"),
    ],
)
def test_a_side_effect_that_did_harm_is_serious(taken: str, told: str) -> None:
    (found,) = [
        each for each in ask(taken, told).findings if each.rule == "intolerance-of-a-medicine-taken"
    ]
    assert found.classification == 2
    assert found.seriousness in ("hospitalisation", "disability")


def test_a_bleed_is_another_thing_than_a_bruise() -> None:
    assert worst("ibuprofen", "naproxen: GI bleed") <= 2
    assert worst("ibuprofen", "naproxen: bruising") == 4


@pytest.mark.parametrize(
    "told", ["lactic acidosis", "respiratory arrest", "stopped breathing", "liver failure", "hepatitis",
             "kidney failure", "collapse", "shock"],
)  # fmt: skip
def test_harm_to_an_organ_is_serious(told: str) -> None:
    report = ask("metformin", f"metformin: {told}")
    assert report.worst == 1
    assert report.findings[0].seriousness in ("hospitalisation", "life-threatening")


def test_what_is_not_understood_is_asked_about_and_said() -> None:
    report = ask("amoxicillin", "penicillin: turned purple")
    assert report.worst == 2
    assert any("turned purple) is not clear" in each for each in report.assumptions)
    assert worst("amoxicillin", "penicillin: turned purple", "penicillin: rash") == 1
    assert (
        ask("amoxicillin", {"name": "penicillin", "type": "allergy", "reaction": "turned purple"}).worst
        == 1
    )


def test_several_allergies_with_their_reactions_in_one_text(library: Library) -> None:
    found, unknown = read_allergies("penicillin - hives; sulfa: rash, itching", library)
    assert [(each.name, each.reactions) for each in found] == [
        ("penicillins", ("hives",)),
        ("sulfonamide antibiotics", ("rash", "itching")),
    ]
    assert unknown == ()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_reaction_of_a_penicillin_is_told(text: str) -> None:
    assert worst("amoxicillin", {"name": "penicillin", "reaction": text}) <= 3
