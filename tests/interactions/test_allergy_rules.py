"""Rules between medicines that are near to one another, as a pharmacist would have them."""

from __future__ import annotations

import pytest

from cotake import check
from cotake.knowledge import Library
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("taken", "told", "rule", "classification"),
    [
        # Khan 2022, as quoted: the side chain of both is the same.
        ("aztreonam", "ceftazidime: anaphylaxis", "allergy-between-aztreonam-and-ceftazidime", 1),
        ("ceftazidime", "aztreonam: hives", "allergy-between-aztreonam-and-ceftazidime", 2),
        ("cefalexin", "amoxicillin: anaphylaxis", "allergy-with-the-same-side-chain", 1),
        ("cefalexin", "amoxicillin: rash", "allergy-with-the-same-side-chain", 2),
        # One cephalosporin after another is no "other class".
        ("ceftriaxone", "cefazolin: anaphylaxis", "allergy-among-relatives-by-label", 2),
        ("tramadol", "codeine: anaphylaxis", "allergy-to-another-of-its-class", 2),
        ("tramadol", "codeine: itching", "allergy-to-another-of-its-class", 3),
        # Hirsch 2008: 20 % of those with a rash from carbamazepine.
        ("lamotrigine", "carbamazepine: rash", "allergy-between-lamotrigine-and-aromatics", 3),
        ("lamotrigine", "carbamazepine: SJS", "allergy-between-lamotrigine-and-aromatics", 2),
        ("phenytoin", "carbamazepine", "allergy-among-aromatic-antiepileptics", 2),
        ("Silvadene", "sulfa: SJS", "allergy-to-a-medicine-taken", 1),
        ("hydrochlorothiazide", "sulfa: SJS", "sulfa-allergy-with-other-sulfonamide", 3),
        # The label: contraindicated with hypersensitivity to salicylates.
        ("mesalazine", "aspirin: anaphylaxis", "salicylate-allergy-with-another-salicylate", 1),
        ("Pepto-Bismol", "aspirin", "salicylate-allergy-with-another-salicylate", 2),
        # Holtzer 1998: 13 of 60 who had reacted to co-trimoxazole.
        ("dapsone", "sulfa: rash", "sulfa-allergy-with-dapsone", 3),
        ("dapsone", "Bactrim: SJS", "sulfa-allergy-with-dapsone", 2),
        ("enoxaparin", "heparin: HIT", "heparin-after-heparin-thrombocytopenia", 1),
    ],
)
def test_what_is_near_is_held(
    library: Library, taken: str, told: str, rule: str, classification: int
) -> None:
    report = check([taken], person={"allergies": [told]}, library=library, today=TODAY)
    assert report.worst_by_mechanism()[rule] == classification
    assert report.worst == classification


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ("fondaparinux", "heparin: HIT"),
        ("furosemide", "sulfa: rash"),
        ("valproate", "carbamazepine: SJS"),
        ("azithromycin", "amoxicillin: anaphylaxis"),
    ],
)
def test_what_is_not_near_is_left_alone(library: Library, taken: str, told: str) -> None:
    report = check([taken], person={"allergies": [told]}, library=library, today=TODAY)
    assert not [each for each in report.of_class(1, 2, 3) if "allergy" in each.about]


def test_low_platelets_from_heparin_count_as_an_illness_too(library: Library) -> None:
    report = check(["heparin"], person={"conditions": ["HIT"]}, library=library, today=TODAY)
    assert report.worst_by_mechanism()["heparin-after-heparin-thrombocytopenia"] == 1


def test_nobody_is_sent_to_a_challenge_after_a_severe_skin_reaction(library: Library) -> None:
    report = check(
        ["allopurinol"], person={"allergies": ["allopurinol: SJS"]}, library=library, today=TODAY
    )
    assert "No challenge after a severe skin reaction" in report.findings[0].action.clinician
    assert "desensitisation" not in report.findings[0].action.clinician
