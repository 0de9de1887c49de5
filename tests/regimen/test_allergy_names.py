"""What people and records write of allergies: never another medicine, and told where it is another word."""

from __future__ import annotations

import pytest

import cotake
from cotake.interactions import Report
from cotake.knowledge import open_library
from cotake.regimen import read_allergies
from tests.conftest import TODAY

LIBRARY = open_library()


def ask(taken: str, *allergies: str) -> Report:
    return cotake.check([taken], person={"allergies": list(allergies)}, library=LIBRARY, today=TODAY)


def names(text: str) -> list[str]:
    """The names of what was read; the text must be read to the end."""
    found, unknown = read_allergies(text, LIBRARY)
    assert not unknown
    return [each.name for each in found]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("alpha-gal", "food"),
        ("lactose", "food"),
        ("lactose intolerance", "food"),
        ("gelatine", "food"),
        ("gluten", "food"),
        ("sulfites", "food"),
        ("lanolin", "environment"),
        ("wool alcohols", "environment"),
        ("nickel", "environment"),
        ("adhesive", "environment"),
        ("fragrance", "environment"),
        ("dust mites", "environment"),
        ("pollen", "environment"),
        ("cats", "environment"),
        ("bee venom", "environment"),
    ],
)
def test_what_is_no_medicine_is_not_read_as_one(text: str, kind: str) -> None:
    found, unknown = read_allergies(text, LIBRARY)
    assert not unknown
    assert [(each.kind, each.substances, each.classes) for each in found] == [(kind, (), ())]


@pytest.mark.parametrize("text", ["amoxicilin", "lanoxim", "alphagam", "sulfur", "dye"])
def test_a_slip_is_asked_about_and_never_mended(text: str) -> None:
    found, unknown = read_allergies(text, LIBRARY)
    assert found == ()
    assert [each.text for each in unknown] == [text]
    assert not ask("ramipril", text).complete


def test_iodine_is_an_antiseptic_and_no_contrast_medium() -> None:
    (found,) = read_allergies("iodine", LIBRARY)[0]
    assert (found.substances, found.classes) == (("povidone-iodine",), ())
    (found,) = read_allergies("IVP dye", LIBRARY)[0]
    assert (found.substances, found.classes) == ((), ("iodinated-contrast",))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("PCN", "Allergy to PCN: understood as penicillins."),
        ("Amoxil", "Allergy to Amoxil: understood as amoxicillin."),
        ("iodine", "Allergy to iodine: understood as antiseptics with iodine."),
    ],
)
def test_what_was_understood_otherwise_is_told(text: str, line: str) -> None:
    report = ask("ramipril", text)
    assert line in report.assumptions
    (person,) = report.to_dict()["person"]["allergies"]
    assert person["text"] == text


@pytest.mark.parametrize("text", ["penicillin", "Penicillin allergy", "amoxicillin", "peanuts", "latex"])
def test_the_same_word_is_not_told_twice(text: str) -> None:
    assert not [each for each in ask("ramipril", text).assumptions if "understood as" in each]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PCNs", "penicillins"),
        ("Pen VK", "Phenoxymethylpenicillin"),
        ("Pen G", "Benzylpenicillin"),
        ("beta-lactams", "beta-lactam antibiotics"),
        ("amox", "Amoxicillin"),
        ("doxy", "Doxycycline"),
        ("vanc", "Vancomycin"),
        ("thiazides", "thiazide diuretics"),
        ("CCB", "calcium channel blockers"),
    ],
)
def test_short_names_of_the_ward(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize("text", ["allergic to nothing", "denies", "denies allergies", "N/A", "none known"])
def test_none_in_other_words(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", ["PCE allergies", "sulphur", "CAB"])
def test_a_short_word_is_not_hinted_at_by_chance(text: str) -> None:
    _, unknown = read_allergies(text, LIBRARY)
    assert all(each.candidates == () for each in unknown)


def problem(name: str = "", system: str = "", code: str = "") -> Report:
    """What is said of amoxicillin where the list of problems holds one."""
    from cotake.regimen import read_fhir

    concept: dict[str, object] = {"text": name} if name else {}
    if code:
        concept["coding"] = [{"system": system, "code": code}]
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": {"resourceType": "Condition", "code": concept}}],
    }
    read = read_fhir(bundle, library=LIBRARY, today=TODAY)
    assert "Not known as a state" not in " ".join(read.left_out)
    return cotake.check(["amoxicillin", "codeine"], person=read.person, library=LIBRARY, today=TODAY)


SNOMED, ICD = "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10-cm"


@pytest.mark.parametrize(
    ("name", "system", "code"),
    [
        ("Allergy to penicillin", "", ""),
        ("Penicillin allergy", "", ""),
        ("Allergy status to penicillin", ICD, "Z88.0"),
        ("", ICD, "Z88.0"),
        ("", ICD, "Z880"),
        ("", SNOMED, "91936005"),
        ("Allergy to penicillin (finding)", SNOMED, "91936005"),
    ],
)
def test_an_allergy_on_the_problem_list_counts(name: str, system: str, code: str) -> None:
    report = problem(name, system, code)
    assert [each.name for each in report.person.allergies] == ["penicillins"]
    assert report.worst == 1


def test_an_allergy_to_opioids_on_the_problem_list_counts() -> None:
    report = problem("Allergy status to narcotic agent", ICD, "Z88.5")
    assert any("codeine" in each.substances for each in report.findings if each.hazard == "allergy")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Allergy status to other drugs, medicaments and biological substances", "Z88.8"),
        ("", "Z88.1"),
        ("Drug allergy", ""),
    ],
)
def test_an_allergy_on_the_problem_list_that_names_nothing_is_asked_about(name: str, code: str) -> None:
    assert not problem(name, ICD, code).complete
