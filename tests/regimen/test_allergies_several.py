"""Several allergies in one text are read each by itself, and a part that is not known is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cotake
from cotake.knowledge import open_library
from cotake.regimen import read_allergies, read_fhir
from tests.conftest import TODAY
from tests.regimen.test_ccda import allergy, problem, read, section

LIBRARY = open_library()


def names(told: Any) -> list[str]:
    """The names of what was read; the text must be read to the end."""
    found, unknown = read_allergies(told, LIBRARY)
    assert not unknown
    return [each.name for each in found]


def reactions(text: str) -> dict[str, tuple[str, ...]]:
    return {each.name: each.reactions for each in read_allergies(text, LIBRARY)[0]}


PENICILLIN, SULFA = "penicillins", "sulfonamide antibiotics"


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("penicillin and sulfa", [PENICILLIN, SULFA]),
        ("penicillin/sulfa", [PENICILLIN, SULFA]),
        ("penicillin, sulfa", [PENICILLIN, SULFA]),
        ("penicillin,sulfa", [PENICILLIN, SULFA]),
        ("penicillin & sulfa", [PENICILLIN, SULFA]),
        ("PCN + sulfa", [PENICILLIN, SULFA]),
        ("Allergic to penicillin and sulfa drugs", [PENICILLIN, SULFA]),
        ("aspirin, codeine & latex", ["Aspirin", "Codeine", "latex"]),
        ("aspirin/ibuprofen", ["Aspirin", "Ibuprofen"]),
        ("codeine and morphine", ["Codeine", "Morphine"]),
        ("penicillins and cephalosporins", [PENICILLIN, "cephalosporins"]),
        ("Augmentin or Bactrim", ["Co-amoxiclav", "Co-trimoxazole"]),
        ("co-trimoxazole & penicillin", ["Co-trimoxazole", PENICILLIN]),
        ("Allergies: PCN, sulfa - rash", [PENICILLIN, SULFA]),
        ("Drug allergies: penicillin; Food: peanuts, egg", [PENICILLIN, "peanut", "egg"]),
        ("Allergies: NKDA", []),
        ("penicillin-sulfa", [PENICILLIN, SULFA]),
        ("Nitrofurantoin / macrobid - rash", ["Nitrofurantoin"]),
        ("penicillin - unknown reaction", [PENICILLIN]),
    ],
)
def test_each_of_several_is_read(text: str, read_as: list[str]) -> None:
    assert names(text) == read_as


@pytest.mark.parametrize(
    ("text", "name", "substances"),
    [
        ("sulfamethoxazole/trimethoprim", "Co-trimoxazole", {"sulfamethoxazole", "trimethoprim"}),
        (
            "Bactrim (sulfamethoxazole / trimethoprim)",
            "Co-trimoxazole",
            {"sulfamethoxazole", "trimethoprim"},
        ),
        ("amoxicillin and clavulanate", "Co-amoxiclav", {"amoxicillin", "clavulanic-acid"}),
        ("amoxicillin/clavulanate: rash", "Co-amoxiclav", {"amoxicillin", "clavulanic-acid"}),
        ("bee and wasp venom", "insect venom", set()),
    ],
)
def test_a_product_with_several_substances_stays_one(text: str, name: str, substances: set[str]) -> None:
    found, unknown = read_allergies(text, LIBRARY)
    assert not unknown
    assert [(each.name, set(each.substances)) for each in found] == [(name, substances)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("penicillin and blarbomycin", "blarbomycin"),
        ("penicillin/blarbomycin: rash", "blarbomycin: rash"),
    ],
)
def test_a_part_that_is_not_known_is_told_and_the_rest_is_compared(text: str, shown: str) -> None:
    report = cotake.check(
        ["amoxicillin 500 mg"], person={"allergies": [text]}, library=LIBRARY, today=TODAY
    )
    assert report.worst == 1
    assert [each.text for each in report.not_recognised] == [shown]
    assert not report.complete


def test_reactions_belong_to_what_they_stand_with() -> None:
    assert reactions("Allergies: PCN, sulfa - rash") == {PENICILLIN: (), SULFA: ("rash",)}
    assert reactions("penicillin rash and sulfa hives") == {PENICILLIN: ("rash",), SULFA: ("hives",)}
    assert reactions("penicillin: rash and sulfa: hives") == {PENICILLIN: ("rash",), SULFA: ("hives",)}
    assert reactions("penicillin: rash and itching") == {PENICILLIN: ("rash", "itching")}
    assert reactions("rash from penicillin and sulfa") == {PENICILLIN: ("rash",), SULFA: ("rash",)}
    assert reactions("Statins (muscle pain) and ACE inhibitors (cough)") == {
        "statins": ("muscle pain",),
        "ACE inhibitors": ("cough",),
    }
    assert reactions("aspirin (rash, hives)") == {"Aspirin": ("rash, hives",)}
    found, _ = read_allergies("codeine and morphine: nausea", LIBRARY)
    assert [each.kind for each in found] == ["intolerance", "intolerance"]
    (found_one,), _ = read_allergies("Intolerances: codeine", LIBRARY)
    assert found_one.kind == "intolerance"


@pytest.mark.parametrize(
    "text", ["no known allergies to penicillin or sulfa", "tolerates penicillin and cephalosporins"]
)
def test_what_is_denied_is_never_read_as_an_allergy(text: str) -> None:
    found, unknown = read_allergies(text, LIBRARY)
    assert not found and [each.text for each in unknown] == [text]


def test_a_slip_among_reactions_is_no_reaction() -> None:
    for text, slip in (
        ("penicillin: rash, sufla", "sufla"),
        ("penicillin: rash, sulfur: hives", "sulfur: hives"),
        ("codeine: nausea, ibuprofin", "ibuprofin"),
    ):
        assert [each.text for each in read_allergies(text, LIBRARY)[1]] == [slip]
    (found,), unknown = read_allergies("PCN; Reaction: hives; Severity: severe", LIBRARY)
    assert found.seriousness == "life-threatening" and not unknown


def test_a_mapping_with_several_names_keeps_its_reactions_and_loses_no_name() -> None:
    found, unknown = read_allergies({"name": "penicillin, blarbomycin", "reaction": "hives"}, LIBRARY)
    assert [(each.name, each.reactions) for each in found] == [(PENICILLIN, ("hives",))]
    assert [each.text for each in unknown] == ["blarbomycin: hives"]


def test_several_in_one_entry_of_a_record() -> None:
    text = "penicillin and sulfa"
    code = {"text": text, "coding": [{"display": "Penicillin"}]}
    fhir = read_fhir({"resourceType": "AllergyIntolerance", "code": code}, library=LIBRARY, today=TODAY)
    assert names(fhir.person["allergies"]) == [PENICILLIN, SULFA]
    ccda = read(LIBRARY, section("48765-2", "Allergies", allergy(text)))
    assert names(ccda.person["allergies"]) == [PENICILLIN, SULFA]
    listed = read(
        LIBRARY,
        section("11450-4", "Problems", problem('<value displayName="Allergy to penicillin and sulfa"/>')),
    )
    assert names(listed.person["allergies"]) == [PENICILLIN, SULFA]


NAMES = [
    "penicillin",
    "sulfa",
    "codeine",
    "latex",
    "blarbomycin",
    "none",
    "Tylenol",
    "Bactrim",
    "trimethoprim",
]
HOW = ["rash", "hives", "nausea", "severe", "to", "from", "Allergies:", "no", "n/a", "w/", "5/325"]
WORDS = st.sampled_from([*NAMES, *HOW, "and", "or", "&", "/", ",", ";", ":", "-", "(", ")", "+"])


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=14))
def test_no_name_in_any_mixture_is_lost(words: list[str]) -> None:
    """Each name that was written is read, or stands in what was not."""
    text = " ".join(words)
    found, unknown = read_allergies(text, LIBRARY)
    shown = " ".join(
        [*(f"{each.text} {' '.join(each.reactions)}" for each in found), *(each.text for each in unknown)]
    )
    for name in ("penicillin", "codeine", "blarbomycin", "Tylenol"):
        assert name not in words or name in shown


@given(st.text(max_size=200))
def test_any_text_is_read_or_told(text: str) -> None:
    read_allergies(text, LIBRARY)


def test_a_text_of_very_many_names_is_told_and_takes_no_time() -> None:
    text = "/".join(f"x{number}y" for number in range(90))
    found, unknown = read_allergies(text, LIBRARY)
    assert not found and [each.text for each in unknown] == [text]


READ_AS = {"penicillin": PENICILLIN, "sulfa": SULFA, "codeine": "Codeine", "latex": "latex"}
HOW_WRITTEN = st.sampled_from(
    ["", "", ": rash", " (hives)", " - nausea", " rash", ": rash, itching", " (severe rash)"]
)
JOINTS = st.sampled_from([", ", "; ", " and ", " & ", " + ", "/", " / ", ",", "\n", " or "])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(READ_AS)), HOW_WRITTEN, JOINTS), min_size=1, max_size=4),
    st.sampled_from(["", "Allergies: ", "Drug allergies: "]),
)
def test_each_name_of_a_list_is_an_allergy_of_its_own(
    listed: list[tuple[str, str, str]], heading: str
) -> None:
    text = heading + "".join(f"{name}{how}{joint}" for name, how, joint in listed)
    text = text.removesuffix(listed[-1][2])
    found, unknown = read_allergies(text, LIBRARY)
    assert not unknown
    assert {each.name for each in found} == {READ_AS[name] for name, _, _ in listed}
