"""What the person is allergic to, or does not tolerate, among what is taken."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cotake
from cotake import InputError
from cotake.interactions import Finding, Report
from cotake.knowledge import Library, open_library
from cotake.regimen import Allergy, Person, read_allergies
from tests.conftest import TODAY

LIBRARY = open_library()


def ask(texts: list[str], *allergies: Any) -> Report:
    return cotake.check(texts, person={"allergies": list(allergies)}, library=LIBRARY, today=TODAY)


def told(report: Report) -> dict[str, tuple[str, int]]:
    """The worst finding about an allergy or intolerance of each substance."""
    found: dict[str, tuple[str, int]] = {}
    for each in report.findings:
        if each.hazard in ("allergy", "side-effect-again") and len(each.substances) == 1:
            found.setdefault(each.substances[0], (each.rule, each.classification))
    return found


@pytest.mark.parametrize(
    ("taken", "allergy", "classification"),
    [
        ("amoxicillin", "amoxicillin", 1),
        ("Augmentin", "amoxicillin", 1),
        ("amoxicillin 500 mg", "Amoxil", 1),
        ("ampicillin", "amoxicillin", 1),
        ("Augmentin", "penicillin", 1),
        ("flucloxacillin", "Penicillin V Potassium 250 MG Oral Tablet", 1),
        ("Bactrim", "sulfa", 1),
        ("trimethoprim", "Bactrim", 1),
        ("sulfasalazine", "sulfa drugs", 1),
        ("ibuprofen", "aspirin: asthma", 1),
        ("ibuprofen", "NSAIDs", 1),
        ("celecoxib", "naproxen: hives", 2),
        ("lisinopril", "ramipril: angioedema", 1),
        ("escitalopram", "Celexa", 1),
        ("paliperidone", "risperidone", 1),
        ("cetirizine", "hydroxyzine", 1),
        ("levofloxacin", "ciprofloxacin", 2),
        ("cefuroxime", "cefazolin", 2),
        ("cefalexin", "amoxicillin", 2),
        ("cefazolin", "amoxicillin", 3),
        ("cefazolin", "amoxicillin: anaphylaxis", 2),
        ("meropenem", "penicillin", 3),
        ("oxcarbazepine", "carbamazepine", 2),
        ("celecoxib", "sulfa", 3),
        ("furosemide", "sulfa", 4),
        ("hydrochlorothiazide", "sulfa: Stevens-Johnson syndrome", 3),
        ("fluconazole", "itraconazole", 3),
        ("rosuvastatin", "simvastatin", 3),
        ("oxycodone", "fentanyl", 3),
        ("lidocaine", "bupivacaine", 2),
        ("codeine", "morphine", 1),
        ("morphine", "codeine", 2),
    ],
)
def test_what_a_pharmacist_would_say(taken: str, allergy: str, classification: int) -> None:
    (found,) = {each for _, each in told(ask([taken], allergy)).values()}
    assert found == classification


@pytest.mark.parametrize(
    ("taken", "allergy"),
    [
        ("paracetamol", "aspirin"),
        ("doxycycline", "penicillin"),
        ("azithromycin", "sulfa"),
        ("sertraline", "fluoxetine"),
        ("metoprolol", "lisinopril"),
        ("mesalazine", "sulfa"),
        ("sertraline", "peanut"),
    ],
)
def test_what_is_not_related_is_silent(taken: str, allergy: str) -> None:
    assert told(ask([taken], allergy)) == {}


@pytest.mark.parametrize(
    ("allergy", "rule"),
    [
        ("codeine: nausea", "intolerance-of-a-medicine-taken"),
        ("codeine (nausea and vomiting)", "intolerance-of-a-medicine-taken"),
        ({"name": "codeine", "type": "intolerance"}, "intolerance-of-a-medicine-taken"),
        ("Codeine intolerance", "intolerance-of-a-medicine-taken"),
        ({"name": "codeine", "type": "allergy", "reaction": "nausea"}, "allergy-to-a-medicine-taken"),
        ({"name": "codeine", "type": "intolerance", "reaction": "hives"}, "allergy-to-a-medicine-taken"),
        ("codeine: nausea, hives", "allergy-to-a-medicine-taken"),
        ("codeine", "allergy-to-a-medicine-taken"),
    ],
)
def test_a_side_effect_is_no_allergy_unless_it_was_one(allergy: Any, rule: str) -> None:
    found = told(ask(["codeine 30 mg"], allergy))["codeine"]
    assert found == (rule, 3 if rule.startswith("intolerance") else 1)


@pytest.mark.parametrize(
    ("allergy", "seriousness"),
    [
        ("amoxicillin", "hospitalisation"),
        ("amoxicillin: rash", "needs-intervention"),
        ("amoxicillin: rash, anaphylaxis", "life-threatening"),
        ({"name": "amoxicillin", "criticality": "high"}, "life-threatening"),
        ({"name": "amoxicillin", "severity": "mild"}, "needs-intervention"),
    ],
)
def test_how_serious_it_is_goes_by_what_was_told(allergy: Any, seriousness: str) -> None:
    (found,) = [each for each in ask(["amoxicillin"], allergy).findings if each.hazard == "allergy"]
    assert found.seriousness == seriousness


def test_the_words_carry_the_reaction_and_the_sources() -> None:
    allergy = {
        "name": "Penicillin",
        "reaction": ["Anaphylaxis"],
        "severity": "severe",
        "criticality": "high",
    }
    report = ask(["Augmentin"], allergy)
    (finding,) = [each for each in report.findings if each.rule == "allergy-to-a-medicine-taken"]
    assert "You are allergic to penicillins." in finding.summary.person
    assert "contraindicate" in finding.summary.clinician
    assert any("Anaphylaxis; severe; criticality high" in each.person for each in finding.modifiers)
    assert any(str(each).startswith("amoxicillin-clavulanate-label-us") for each in finding.citations)
    assert "immune" not in {each.area for each in report.clear}
    plain = report.to_dict("person")["person"]["allergies"]
    assert plain == [
        {
            "text": "Penicillin",
            "name": "penicillins",
            "kind": "allergy",
            "substances": [],
            "classes": ["penicillin-class"],
            "reactions": ["Anaphylaxis"],
            "severity": "severe",
            "criticality": "high",
            "seriousness": "life-threatening",
        }
    ]


def test_what_is_compared_and_what_is_not_is_said() -> None:
    report = ask(["sertraline"], "penicillin", "latex", "Peanut (substance)")
    said = " ".join(report.assumptions)
    assert "Allergy to latex: read, and not compared with medicines (environment)." in said
    assert "Allergy to peanut: read, and not compared with medicines (food)." in said
    assert "not with what else a medicine holds" in said
    assert not report.complete  # a medicine may hold what was not compared
    assert "compared" not in " ".join(ask(["sertraline"]).assumptions)


def test_a_medicine_that_was_stopped_is_not_warned_of() -> None:
    assert told(ask(["amoxicillin stopped 3 weeks ago"], "penicillin")) == {}
    assert told(ask(["amoxicillin from 2026-12-20"], "penicillin")) != {}


@pytest.mark.parametrize(
    "none", ["NKDA", "no known allergies", "None", "No Known Drug Allergy (situation)", ""]
)
def test_no_known_allergy_is_understood(none: str) -> None:
    report = ask(["amoxicillin"], none)
    assert report.complete
    assert report.person.allergies == ()


def test_what_is_not_recognised_has_candidates_and_makes_it_incomplete() -> None:
    report = ask(["sertraline"], "amoxycilin forte", "sephalosporines")
    assert not report.complete
    by_text = {each.text: each for each in report.not_recognised}
    assert "cephalosporin" in {each.id for each in by_text["sephalosporines"].candidates}
    assert ask(["ampicillin"], "penicilin").worst == 1, "a slip in the name of a class is mended"


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("penicillin, sulfa drugs; codeine", ["penicillins", "sulfonamide antibiotics", "Codeine"]),
        ("Allergy to penicillin (disorder)", ["penicillins"]),
        ("Product containing amoxicillin (medicinal product)", ["Amoxicillin"]),
        ("RxCUI 723", ["Amoxicillin"]),
        ("Sulfamethoxazole / Trimethoprim", ["Co-trimoxazole"]),
        ("allergic to ibuprofen: rash; itching", ["Ibuprofen"]),
        ({"name": "contrast dye"}, ["iodinated contrast media"]),
        (["statins", "statins"], ["statins"]),
        (None, []),
    ],
)
def test_names_as_people_and_records_write_them(given: Any, names: list[str], library: Library) -> None:
    found, unknown = read_allergies(given, library)
    assert sorted(each.name for each in found) == sorted(names)
    assert unknown == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (7, "list of texts"),
        ([7], "written as text"),
        ([{"name": "x", "colour": "red"}], '"colour" is not a detail of an allergy'),
        ([{"name": "x", "severity": "awful"}], "severity of an allergy is mild, moderate, severe"),
        ([{"name": 7}], "written as text"),
        ([{"name": "x", "reaction": 3}], "reaction is a text"),
        (["x" * 600], "too long"),
        (["a"] * 300, "more than 200"),
        ([Allergy("x", "x", ("no-such-substance",))], "names the substance"),
        ([Allergy("x", "x", (), ("no-such-class",))], "names the class"),
    ],
)
def test_what_cannot_be_used_is_refused(given: Any, said: str, library: Library) -> None:
    with pytest.raises(InputError, match=said):
        read_allergies(given, library)


def test_a_person_made_by_hand(library: Library) -> None:
    allergies, _ = read_allergies(["penicillin"], library)
    report = cotake.check(["amoxicillin"], person=Person(allergies=allergies), library=library, today=TODAY)
    assert report.worst == 1


ALLERGIES = st.sampled_from(
    ["penicillin", "amoxicillin: rash", "sulfa", "aspirin: asthma", "codeine: nausea", "cephalosporins",
     "statins", "peanut", "carbamazepine", "ibuprofen", "morphine", "NKDA", "ciprofloxacin: anaphylaxis"]
)  # fmt: skip
TAKEN = st.sampled_from(
    ["amoxicillin", "ampicillin", "cefalexin", "Bactrim", "furosemide", "ibuprofen", "celecoxib", "codeine",
     "morphine", "atorvastatin", "oxcarbazepine", "levofloxacin", "sertraline", "warfarin"]
)  # fmt: skip


def worst(findings: tuple[Finding, ...]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for each in findings:
        for folded in (each, *each.folded):
            for substance in folded.substances:
                key = (each.hazard, substance)
                found[key] = min(found.get(key, 5), each.classification)
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(TAKEN, min_size=1, max_size=4, unique=True),
    st.lists(ALLERGIES, max_size=4, unique=True),
    ALLERGIES,
)
def test_one_more_allergy_takes_no_finding_away(taken: list[str], some: list[str], one: str) -> None:
    before, after = ask(taken, *some), ask(taken, *some, one)
    now = worst(after.findings)
    for key, classification in worst(before.findings).items():
        assert now.get(key, 6) <= classification, key


@settings(max_examples=40, deadline=None)
@given(
    st.lists(TAKEN, min_size=1, max_size=4, unique=True),
    st.lists(ALLERGIES, min_size=1, max_size=4, unique=True),
    st.randoms(use_true_random=False),
)
def test_the_order_is_nothing(taken: list[str], some: list[str], chance: Any) -> None:
    def verdicts(report: Report) -> set[tuple[str, int, str]]:
        return {(each.id, each.classification, each.seriousness) for each in report.findings}

    there = verdicts(ask(taken, *some))
    chance.shuffle(taken)
    chance.shuffle(some)
    assert verdicts(ask(taken, *some)) == there


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60)
    | st.from_regex(r"(?i)(allergy to |no known )?[a-z]{3,12}(: ?[a-z, ]{3,12})?", fullmatch=True)
)
def test_any_text_is_read_or_told(text: str) -> None:
    found, unknown = read_allergies([text], LIBRARY)
    assert all(each.name for each in found)
    assert all(each.text for each in unknown)
