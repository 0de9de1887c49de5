"""The list as a file, and a list from a file."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

import cotake
from cotake.knowledge import Library
from cotake.surfaces.web import create_pages
from cotake.surfaces.web.check._details import details_of
from tests.surfaces.web.conftest import PAGES, Visitor

LIST = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily", "blorbamine 20 mg")
PERSON = {
    "age": "72",
    "egfr": "41",
    "sex": "female",
    "conditions": "epilepsy",
    "allergies": "penicillin: rash",
}
SAID = {"age": 72, "egfr": 41, "sex": "female", "conditions": ["epilepsy"],
        "allergies": ["penicillin: rash"]}  # fmt: skip
FHIR = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {"resourceType": "Patient", "gender": "female", "birthDate": "1954-03-01"}},
        {
            "resource": {
                "resourceType": "MedicationStatement",
                "status": "active",
                "medicationCodeableConcept": {"text": "warfarin 5 mg"},
            }
        },
        {
            "resource": {
                "resourceType": "MedicationStatement",
                "status": "stopped",
                "medicationCodeableConcept": {"text": "ibuprofen 400 mg"},
            }
        },
        {
            "resource": {
                "resourceType": "AllergyIntolerance",
                "code": {"text": "penicillin"},
                "criticality": "high",
                "reaction": [{"manifestation": [{"text": "hives"}]}],
            }
        },
    ],
}


@pytest.fixture
def listed(visitor: Visitor) -> Visitor:
    for line in LIST:
        visitor.send("/list/add", name=line)
    visitor.send_form("/list/person", PERSON)
    return visitor


def bring(visitor: Visitor, name: str, content: bytes | str) -> Any:
    data = content.encode() if isinstance(content, str) else content
    return visitor.client.post(
        "/list/bring", data={"_csrf_token": visitor.token()}, files={"file": (name, data)}
    )


def packed(text: str) -> str:
    found = re.search(r'name="brought" value="([^"]*)"', text)
    assert found
    return unescape(found[1])


def chips(visitor: Visitor) -> list[str]:
    text = visitor.client.get("/").text
    return [unescape(each) for each in re.findall(r'class="chip"><span>([^<]*)<', text)]


@pytest.mark.parametrize("kind", ["list", "answer"])
def test_a_list_that_goes_out_comes_back_as_it_was(listed: Visitor, kind: str) -> None:
    """With what was not recognised, and with the person: nothing of it is lost on the way."""
    sent = listed.send("/list/export", kind=kind)
    assert re.fullmatch(
        r'attachment; filename="cotake-\w+-\d{4}-\d\d-\d\d.json"', sent.headers["content-disposition"]
    )
    held = json.loads(sent.content)
    before = cotake.check(list(LIST), person=SAID)
    listed.send("/list/clear")
    assert chips(listed) == []
    shown = bring(listed, "mine.json", sent.content)
    assert shown.status_code == 200
    assert "not recognised" in shown.text
    assert chips(listed) == []
    listed.send("/list/take", brought=packed(shown.text), how="instead")
    assert chips(listed) == list(LIST)
    again = json.loads(listed.send("/list/export", kind="answer").content)
    assert again["status"] == before.status
    assert [each["id"] for each in again["findings"]] == [each.id for each in before.findings]
    assert again["person"]["allergies"][0]["reactions"] == ["rash"]
    assert (again["person"]["age"], again["person"]["egfr"]) == (72, 41)
    assert kind == "list" or {each["text"] for each in held["medicines"]} == set(LIST[:2])


def test_the_answer_as_json_is_that_of_the_command_line(listed: Visitor, library: Library) -> None:
    held = json.loads(listed.send("/list/export", kind="answer").content)
    report = cotake.check(list(LIST), library=library, person=SAID)
    plain = report.to_dict("person")
    for each in (held, plain):
        each.pop("generated_at")
    assert held == json.loads(json.dumps(plain))


def test_the_answer_as_a_page_stands_alone(listed: Visitor) -> None:
    sent = listed.send("/list/export", kind="page")
    text = sent.text
    assert sent.headers["content-disposition"].endswith('.html"')
    for said in (*LIST, "Age", "72", "penicillin: rash", "Not recognised, and not checked"):
        assert said in text
    assert "<script" not in text and "/static/" not in text and "_csrf_token" not in text
    assert not re.search(r"<details(?! open)", text)
    assert text.lstrip().startswith("<!doctype html>")


def test_a_health_record_is_shown_with_what_does_not_count_and_then_taken(visitor: Visitor) -> None:
    visitor.send("/list/add", name="sertraline 50 mg")
    shown = bring(visitor, "record.json", json.dumps(FHIR))
    assert "warfarin 5 mg" in shown.text
    assert "penicillin: hives" in shown.text
    assert "One thing of the record does not count" in shown.text
    assert chips(visitor) == ["sertraline 50 mg"]
    visitor.send("/list/take", brought=packed(shown.text), how="beside")
    assert chips(visitor) == ["sertraline 50 mg", "warfarin 5 mg"]
    visitor.send("/list/take", brought=packed(shown.text), how="instead")
    assert chips(visitor) == ["warfarin 5 mg"]
    visitor.send("/list/add", name="amoxicillin 500 mg tid")
    held = json.loads(visitor.send("/list/export", kind="answer").content)
    assert held["person"]["allergies"][0]["criticality"] == "high"
    assert any("amoxicillin" in each["substances"] for each in held["findings"])


def test_what_of_a_record_could_not_be_read_stays_told_when_the_person_is_edited(visitor: Visitor) -> None:
    listed = {"medicines": ["sertraline 50 mg"], "person": {"age": 50, "unread": ["a torn page"],
                                                            "genes": {"CYP2C19": "poor"}}}  # fmt: skip
    shown = bring(visitor, "mine.json", json.dumps(listed))
    visitor.send("/list/take", brought=packed(shown.text))
    assert "a torn page" in visitor.client.get("/").text
    visitor.send("/list/person", age="51")
    text = visitor.client.get("/").text
    assert "a torn page" in text
    assert "The list was not fully checked." in text
    assert json.loads(visitor.send("/list/export", kind="list").content)["person"]["genes"] == {
        "CYP2C19": "poor"
    }


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.csv", "medicine,dose\nwarfarin,5 mg\n", ["warfarin 5 mg"]),
        ("a.txt", "# mine\nwarfarin 5 mg\n\nibuprofen\n", ["warfarin 5 mg", "ibuprofen"]),
        ("list", '["warfarin 5 mg"]', ["warfarin 5 mg"]),
        ("a.txt", "warfarin 5 mg".encode("utf-16"), ["warfarin 5 mg"]),
    ],
)
def test_other_files_are_read(visitor: Visitor, name: str, content: Any, lines: list[str]) -> None:
    shown = bring(visitor, name, content)
    visitor.send("/list/take", brought=packed(shown.text))
    assert chips(visitor) == lines


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", "{", "is not JSON"),
        ("a.xml", "<a/>", "no C-CDA document"),
        ("a.txt", "\n# nothing\n", "holds no medicine"),
        ("a.pdf", b"%PDF\x00\xff\xfe", "is no text"),
        ("a.json", '{"medicines": ["\\ud800"]}', "It holds characters that are none"),
        ("a.json", '{"medicines": ["warfarin"], "person": {"age": 900}}', "Age is a number"),
        ("a.json", '{"medicines": ["warfarin"], "person": {"shoe": 43}}', "not a detail of a person"),
        ("", "warfarin", "Choose a file first."),
    ],
)
def test_a_file_that_is_no_list_is_refused_and_changes_nothing(
    listed: Visitor, name: str, content: Any, told: str
) -> None:
    reply = bring(listed, name, content)
    assert reply.status_code == 422
    assert told in unescape(reply.text)
    assert chips(listed) == list(LIST)


def test_a_list_that_is_too_long_is_shown_and_cannot_be_taken(visitor: Visitor) -> None:
    shown = bring(visitor, "a.txt", "\n".join(f"medicine {number}" for number in range(61)))
    assert "The list is full" in shown.text
    assert "Take it<" not in shown.text
    assert visitor.send("/list/take", brought=packed(shown.text)).status_code == 422
    assert bring(visitor, "a.txt", b"x" * (9 << 20)).status_code == 413


def test_hostile_text_of_a_file_stays_text(visitor: Visitor) -> None:
    line = '"><script>alert(1)</script> 5 mg'
    shown = bring(visitor, "<b>.txt", line)
    assert "<script>alert" not in shown.text and "<b>.txt" not in shown.text
    visitor.send("/list/take", brought=packed(shown.text))
    assert chips(visitor) == [line]
    assert "<script>alert" not in visitor.send("/list/export", kind="page").text


def test_nothing_to_hand_on(visitor: Visitor) -> None:
    assert str(visitor.send("/list/export", kind="page").url).endswith("/")


def test_the_details_of_an_answer_are_those_of_a_question() -> None:
    assert details_of({"age": None, "conditions": [], "condition": "gout", "pregnant": False}) == {
        "conditions": ["gout"]
    }
    assert details_of(
        {"allergies": [{"text": "x", "name": "y", "reactions": ["rash"], "severity": None}]}
    ) == {"allergies": [{"name": "x", "reaction": ["rash"]}]}
    assert details_of([]) == {}


ANY: Any = st.text(st.characters(codec="utf-8"), max_size=40)
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["medicines", "person", "text", "allergies", "age", "not_recognised",
                                       "lines", "name", "conditions", "genes"]) | ANY, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(
    held=JSON,
    raw=st.binary(max_size=60),
    name=st.sampled_from(["a.json", "a.xml", "a.csv", "a.txt", "a", "../a.json", "ñ.pdf"]),
    how=ANY,
)
def test_no_file_and_no_form_is_a_failure(held: Any, raw: bytes, name: str, how: str) -> None:
    with TestClient(create_pages(PAGES), base_url="http://127.0.0.1:8790") as client:
        visitor = Visitor(client).come_in()
        visitor.send("/list/add", name="LDN 4.5 mg")
        lines = {"lines": ["warfarin"], "person": held}
        for content in (
            json.dumps(held).encode(),
            raw,
            json.dumps({"medicines": ["x"], "person": held}).encode(),
        ):
            assert bring(visitor, name, content).status_code in (200, 400, 422)
        for sent in (json.dumps(held), how, json.dumps(lines)):
            assert visitor.send_form("/list/take", {"brought": sent, "how": how}).status_code in (200, 422)
            assert visitor.send_form("/list/export", {"kind": how}).status_code == 200
            assert client.get("/").status_code == 200
