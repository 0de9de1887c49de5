"""The questions under /v1 are answered as the command line answers them."""

from __future__ import annotations

import json
import threading
import time
from datetime import date, datetime
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from litestar import Litestar
from litestar.testing import TestClient

import cotake
from cotake.guidance import guide, to_markdown
from cotake.knowledge import Library
from cotake.surfaces.rest import Settings
from cotake.surfaces.rest._app import litestar_app
from cotake.surfaces.rest._kept import Kept

Client = TestClient[Litestar]


def plain(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "generated_at"}


def test_a_check_is_the_answer_of_the_command_line(client: Client, library: Library) -> None:
    medicines = ["LDN 4.5 mg at bedtime", "tramadol 50 mg as needed", "no such thing"]
    person = {
        "age": 72,
        "sex": "female",
        "egfr": 40,
        "conditions": ["epilepsy"],
        "genes": {"CYP2D6": "poor"},
    }
    asked = {"medicines": medicines, "person": person, "today": "2026-11-28"}
    answer = client.post("/v1/check", json=asked)
    assert answer.status_code == 200
    report = cotake.check(medicines, person=person, library=library, today=date(2026, 11, 28))
    assert plain(answer.json()) == plain(json.loads(json.dumps(report.to_dict("clinician"))))
    assert answer.json()["findings"][0]["classification"] == 1


def test_the_same_list_asked_again_is_answered_the_same_and_now(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"medicines": ["LDN 4.5 mg", "tramadol"]}
    first = client.post("/v1/check", json=asked).json()

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2031, 1, 2, 3, 4, 5, tzinfo=tz)

    monkeypatch.setattr("cotake.surfaces.rest._kept.datetime", Later)
    again = client.post("/v1/check", json=asked).json()
    assert plain(again) == plain(first)
    assert again["generated_at"] == "2031-01-02T03:04:05Z"


def test_what_is_kept_is_of_one_list_one_day_and_one_knowledge(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b'{"generated_at":"2026-12-01T09:00:00Z"}'

    kept = Kept(2)
    for asked in (b"a", b"a", b"b", b"a"):
        kept.answer(asked, library, make)
    assert len(made) == 2
    kept.answer(b"c", library, make)  # b was asked the longest ago
    kept.answer(b"a", library, make)
    assert len(made) == 3
    kept.answer(b"a", Library(library.path), make)
    assert len(made) == 4

    class Tomorrow(date):
        @classmethod
        def today(cls) -> Any:
            return date(2099, 1, 1)

    monkeypatch.setattr("cotake.surfaces.rest._kept.date", Tomorrow)
    kept.answer(b"c", library, make)
    assert len(made) == 5
    assert len(kept._held) == 2


def test_a_failure_is_not_kept(library: Library) -> None:
    def fail() -> bytes:
        raise cotake.InputError("no medicine was given")

    kept = Kept(2)
    for _ in range(2):
        with pytest.raises(cotake.InputError):
            kept.answer(b"a", library, fail)
    assert not kept._held


def test_an_answer_is_kept_by_nobody_on_the_way(client: Client) -> None:
    from cotake.surfaces.rest import create_app

    with TestClient(create_app(Settings())) as whole:  # with what stands around the application
        answer = whole.post("/v1/check", json={"medicines": ["sertraline"]})
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.headers["x-request-id"]) == 32


@pytest.mark.parametrize(
    ("medicines", "status", "complete"),
    [
        (["naltrexone 4.5 mg", "oxycodone"], "interaction", True),
        (["sertraline 50 mg", "no such thing"], "not_recognised", False),
        (["LDN 4.5 mg", "sertraline 50 mg"], "nothing_found", True),
    ],
)
def test_the_answers_are_not_confused(
    client: Client, medicines: list[str], status: str, complete: bool
) -> None:
    answer = client.post("/v1/check", json={"medicines": medicines}).json()
    assert (answer["status"], answer["complete"]) == (status, complete)


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        (b"", 400, "cannot be read"),
        (b"{", 400, "truncated"),
        (b"[]", 400, "Expected `object`"),
        (b"{}", 422, "no medicine was given"),
        (b'{"medicines": []}', 422, "no medicine was given"),
        (b'{"bundle": {}}', 422, "no FHIR resource"),
        (b'{"bundle": {"resourceType": "Bundle", "entry": 3}}', 422, "is no list"),
        (b'{"bundle": {"resourceType": "Patient"}}', 422, "no medicine was given"),
        (b'{"medicines": "sertraline"}', 400, "Expected `array`"),
        (b'{"medicines": ["sertraline"], "dose": 3}', 400, "unknown field `dose`"),
        (b'{"medicines": ["sertraline"], "person": {"age": -1}}', 400, ">= 0"),
        (b'{"medicines": ["sertraline"], "person": {"pregnant": 1}}', 400, "Expected `bool`"),
        (b'{"medicines": ["sertraline"], "person": {"age": NaN}}', 400, "malformed"),
        (b'{"medicines": [" "]}', 422, "names nothing"),
        (b'{"medicines": ["sertraline", "."]}', 422, "medicine 2 of the list"),
        (
            b'{"bundle": {"resourceType": "MedicationStatement", "status": "active"}}',
            422,
            "names no medicine",
        ),
        (
            b'{"medicines": ["sertraline"], "person": {"genes": {"CYP9Z9": "poor"}}}',
            422,
            "not a known gene",
        ),
        (b'{"medicines": ["\xff"]}', 400, "utf-8"),
        (b"[" * 100_000, 400, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told(client: Client, body: bytes, code: int, said: str) -> None:
    answer = client.post("/v1/check", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == code
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == code
    assert said in answer.json()["detail"]


def test_a_list_may_not_be_endless(client: Client) -> None:
    assert client.post("/v1/check", json={"medicines": ["sertraline"] * 61}).status_code == 400
    assert client.post("/v1/check", json={"medicines": ["x" * 501]}).status_code == 400


def test_a_guide_in_each_form(client: Client, library: Library) -> None:
    medicines = ["LDN 4.5 mg", "sertraline 50 mg"]
    asked = {"medicines": medicines, "audience": "person", "today": "2026-11-28"}
    article = guide(medicines, library=library, today=date(2026, 11, 28))
    markdown = client.post("/v1/guide", json={**asked, "format": "markdown"})
    assert markdown.text == to_markdown(article)
    assert markdown.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "<h1>" in client.post("/v1/guide", json={**asked, "format": "html"}).text
    found = client.post("/v1/guide", json=asked).json()
    assert found["title"] == article.title
    assert [each["id"] for each in found["sections"]] == [each.id for each in article.sections]
    numbers = {
        number for part in found["sections"] for said in part["points"] for number in said["sources"]
    }
    assert numbers <= {each["number"] for each in found["sources"]}


def test_levels_over_days(client: Client) -> None:
    asked = {"medicines": ["naltrexone 4.5 mg daily"], "days": 3, "people": 20, "today": "2026-11-28"}
    found = client.post("/v1/simulate", json=asked).json()
    assert found["begin"] == "2026-11-28"
    level = found["curves"][0]
    assert level["unit"] == "ng/mL"
    assert len(level["values"]) == len(found["hours"]) == 73
    assert all(low <= high for low, high in zip(level["low"], level["high"], strict=True))
    assert max(level["values"]) > 0


def test_levels_tell_what_is_in_no_curve(client: Client) -> None:
    asked = {"medicines": ["naltrexone 4.5 mg daily", "no such thing 5 mg"], "days": 1}
    found = client.post("/v1/simulate", json=asked).json()
    assert [each["text"] for each in found["not_recognised"]] == ["no such thing 5 mg"]


def test_levels_without_a_dose_and_too_many_points_are_refused(client: Client) -> None:
    answer = client.post("/v1/simulate", json={"medicines": ["naltrexone"], "days": 1})
    assert answer.status_code == 422
    assert "has no dose" in answer.json()["detail"]
    answer = client.post("/v1/simulate", json={"medicines": ["no such thing 5 mg"]})
    assert answer.status_code == 422
    assert "Not read: no such thing" in answer.json()["detail"]
    asked = {"medicines": ["naltrexone 50 mg daily"], "days": 366, "step_h": 0.05, "people": 500}
    assert "fewer days" in client.post("/v1/simulate", json=asked).json()["detail"]


def test_what_takes_too_long_is_told_and_others_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are worked out at once; a third is refused until one of them has really ended."""
    ended = threading.Event()

    def slow(*_: object) -> bytes:
        ended.wait(60)
        return b"{}"

    monkeypatch.setattr("cotake.surfaces.rest.v1._simulate._encoded", slow)
    asked = {"medicines": ["carbamazepine 200 mg bid"], "days": 1}
    quick = litestar_app(Settings(rate_per_minute=0, answer_timeout_s=0.1))
    with TestClient(quick, raise_server_exceptions=False) as hurried:
        try:
            answers = [hurried.post("/v1/simulate", json=asked) for _ in range(3)]
            assert [each.status_code for each in answers] == [503, 503, 503]
            assert all("too long" in each.json()["detail"] for each in answers[:2])
            assert "others are being worked out" in answers[2].json()["detail"]
            assert hurried.post("/v1/check", json={"medicines": ["sertraline"]}).status_code == 200
        finally:
            ended.set()
        for _ in range(1000):
            if hurried.post("/v1/simulate", json=asked).status_code == 200:
                return
            time.sleep(0.05)
        raise AssertionError("the places were not given back")


@pytest.mark.parametrize(
    ("typed", "first", "slip"),
    [
        ("ser", "Sertraline", False),
        ("ldn", "Naltrexone", False),
        ("Zolof", "Sertraline", False),
        ("SERTRALIN ", "Sertraline", False),
        ("sertralin3", "Sertraline", True),
    ],
)
def test_names_while_they_are_typed(client: Client, typed: str, first: str, slip: bool) -> None:
    found = client.get("/v1/substances", params={"q": typed}).json()["names"]
    assert (found[0]["stands_for"], found[0]["slip"]) == (first, slip)


def test_each_record_is_offered_once(client: Client) -> None:
    found = client.get("/v1/substances", params={"q": "vitamin", "limit": 50}).json()["names"]
    assert len({each["id"] for each in found}) == len(found)


def test_nothing_typed_is_told_and_no_letters_find_nothing(client: Client) -> None:
    assert client.get("/v1/substances").status_code == 400
    assert client.get("/v1/substances", params={"q": ""}).status_code == 400
    assert client.get("/v1/substances", params={"q": "%_'"}).json()["names"] == []


def test_what_is_not_there_is_told(client: Client) -> None:
    assert client.get("/v1/nothing").status_code == 404
    assert client.get("/v1/check").status_code == 405
    assert client.get("/nothing").headers["content-type"] == "application/problem+json"


texts = st.text(max_size=60)
values = st.recursive(
    st.none() | st.booleans() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    medicines=st.lists(texts | st.sampled_from(["sertraline 50 mg", "LDN", "RxCUI 7243"]), max_size=6),
    person=st.dictionaries(
        st.sampled_from(["age", "sex", "egfr", "conditions", "genes", "pregnant", "surgery"]), values
    ),
)
def test_nothing_that_is_asked_makes_it_fail(
    client: Client, medicines: list[str], person: dict[str, Any]
) -> None:
    asked = json.dumps({"medicines": medicines, "person": person})
    answer = client.post("/v1/check", content=asked.encode("utf-8", "replace"))
    assert answer.status_code in (200, 400, 422), answer.text
    if answer.status_code == 200:
        assert answer.json()["complete"] or answer.json()["not_recognised"] or answer.json()["not_covered"]
