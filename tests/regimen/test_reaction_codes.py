"""Reactions that a health record gives by code alone are understood, or kept as a code: never lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotake.interactions import Report, check
from cotake.knowledge import open_library
from cotake.regimen import read_allergies, read_fhir
from cotake.regimen._reactions import coded_reaction, known_reactions
from tests.conftest import TODAY
from tests.regimen.test_ccda import allergy, read, section

LIBRARY = open_library()
SNOMED = "http://snomed.info/sct"


def coding(code: str, system: str = SNOMED, display: str = "") -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": display}]}


def told(*reactions: dict[str, Any], name: str = "Penicillin") -> list[str]:
    resource = {
        "resourceType": "AllergyIntolerance",
        "code": {"text": name},
        "reaction": list(reactions),
    }
    (found,) = read_fhir(resource, library=LIBRARY, today=TODAY).person["allergies"]
    return list(found.get("reaction", []))


def asked(reaction: dict[str, Any], medicine: str, name: str) -> Report:
    bundle = {
        "resourceType": "AllergyIntolerance",
        "code": {"text": name},
        "reaction": [{"manifestation": [reaction]}],
    }
    found = read_fhir(bundle, library=LIBRARY, today=TODAY)
    return check([medicine], person=found.person, library=LIBRARY, today=TODAY)


@pytest.mark.parametrize(
    ("code", "shown", "seriousness"),
    [
        ("39579001", "anaphylaxis", "life-threatening"),
        ("247472004", "hives", "needs-intervention"),
        ("126485001", "urticaria", "needs-intervention"),
        ("41291007", "angioedema", "life-threatening"),
        ("73442001", "Stevens-Johnson syndrome", "life-threatening"),
        ("271807003", "rash", "needs-intervention"),
    ],
)
def test_a_reaction_is_understood_by_its_code(code: str, shown: str, seriousness: str) -> None:
    assert told({"manifestation": [coding(code)]}) == [shown]
    (found,) = asked(coding(code), "amoxicillin 500 mg", "Penicillin").person.allergies
    assert found.reactions == (shown,)
    assert found.seriousness == seriousness
    assert not found.unread


def test_nausea_by_its_code_is_an_intolerance_and_not_an_allergy() -> None:
    (found,) = asked(coding("422587007"), "codeine 30 mg", "codeine").person.allergies
    assert found.kind == "intolerance"


def test_angioedema_by_its_code_after_an_ace_inhibitor_counts_for_others_of_its_kind() -> None:
    report = asked(coding("41291007"), "sacubitril/valsartan 49/51 mg", "ramipril")
    assert "angioedema" in report.person.conditions
    assert report.worst == 1


@pytest.mark.parametrize(
    ("system", "shown"),
    [
        (SNOMED, "code 1234567 of SNOMED CT"),
        ("urn:oid:1.2.3", "code 1234567 of urn:oid:1.2.3"),
        ("", "code 1234567 of no system"),
    ],
)
def test_a_code_that_is_not_known_is_kept_and_asked_about(system: str, shown: str) -> None:
    assert told({"manifestation": [coding("1234567", system)]}) == [shown]
    (found,) = asked(coding("1234567", system), "amoxicillin 500 mg", "Penicillin").person.allergies
    assert found.reactions == found.unread == (shown,)


def test_a_code_says_what_the_name_does_not() -> None:
    named = coding("247472004") | {"text": "Nesselsucht"}
    assert told({"manifestation": [named]}) == ["Nesselsucht (hives)"]
    assert told({"manifestation": [coding("247472004") | {"text": "Hives"}]}) == ["Hives"]
    assert told({"manifestation": [coding("39579001") | {"text": "Rash"}]}) == ["Rash (anaphylaxis)"]


def test_a_description_counts_where_it_says_more() -> None:
    worse = {"manifestation": [{"text": "Rash"}], "description": "Throat closed, intubated"}
    assert told(worse) == ["Rash", "Throat closed, intubated"]
    same = {"manifestation": [coding("418290006")], "description": "itching"}
    assert told(same) == ["itching"]
    assert told({"description": "came out in hives"}) == ["came out in hives"]


def test_a_document_may_give_the_code_alone_too() -> None:
    by_code = (
        '<entryRelationship typeCode="MFST"><observation>'
        '<value code="39579001" codeSystem="2.16.840.1.113883.6.96"/>'
        '<entryRelationship><observation><code code="SEV"/><value code="24484000"/></observation>'
        "</entryRelationship></observation></entryRelationship>"
    )
    (found,) = read(LIBRARY, section("48765-2", "Allergies", allergy("Penicillin", inside=by_code))).person[
        "allergies"
    ]
    assert found["reaction"] == ["anaphylaxis"]
    assert found["severity"] == "severe"


def test_every_code_is_shown_by_a_name_that_is_read_as_that_reaction() -> None:
    seen: set[str] = set()
    for entry in LIBRARY.vocabulary("reactions").values():
        for each in entry.snomed:
            assert known_reactions((each.name,), LIBRARY) == [entry], each.name
            assert each.code.isdigit() and each.code not in seen
            seen.add(each.code)
    assert len(seen) > 40


TEXTS = st.one_of(
    st.text(max_size=30), st.sampled_from(["39579001", SNOMED, "Rash", "no hives", "unknown"])
)


@given(TEXTS, st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_no_reaction_is_lost(name: str, codes: list[tuple[str, str]]) -> None:
    shown = coded_reaction(name, codes, LIBRARY)
    assert shown or not (name or any(code for _, code in codes))
    if shown.strip(" .,;:-"):
        (found,), _ = read_allergies({"name": "aspirin", "reaction": shown[:400]}, LIBRARY)
        assert found.reactions


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["manifestation", "concept", "coding", "code", "system", "text", "description"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=20,
)


@given(JSON)
def test_a_reaction_of_any_shape_is_no_error(reaction: Any) -> None:
    resource = {"resourceType": "AllergyIntolerance", "code": {"text": "aspirin"}, "reaction": reaction}
    found = read_fhir(resource, library=LIBRARY, today=TODAY)
    assert found.person["allergies"]
