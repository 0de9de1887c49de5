"""How much may be asked, how often and how slowly; and what is written down of it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

from cotake import InputError
from cotake.knowledge import Library
from cotake.surfaces.rest import Settings, create_app
from cotake.surfaces.rest._app import litestar_app
from cotake.surfaces.rest._limits import timed_body
from cotake.surfaces.rest._observing import Lines

ASKED = {"medicines": ["sertraline 50 mg"]}


def test_who_asks_too_often_is_told_when_to_come_back() -> None:
    with TestClient(litestar_app(Settings(rate_per_minute=3))) as client:
        codes = [client.post("/v1/check", json=ASKED).status_code for _ in range(5)]
        assert codes == [200, 200, 200, 429, 429]
        refused = client.post("/v1/check", json=ASKED)
        assert refused.headers["content-type"] == "application/problem+json"
        assert int(refused.headers["ratelimit-reset"]) > 0
        assert client.get("/health").status_code == 200  # whoever watches is never refused


def test_only_a_trusted_proxy_says_for_whom_it_asks() -> None:
    def codes(trusted: tuple[str, ...], last: str) -> list[int]:
        app: Any = litestar_app(Settings(rate_per_minute=1, trusted_proxies=trusted))

        async def by_proxy(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, "client": ("10.0.0.1", 1)} if "client" in scope else scope, receive, send)

        with TestClient(by_proxy) as client:
            return [
                client.post(
                    "/v1/check", json=ASKED, headers={"x-forwarded-for": f"203.0.113.{each}{last}"}
                ).status_code
                for each in range(3)
            ]

    assert codes((), "") == [200, 429, 429]
    assert codes(("10.0.0.0/8",), "") == [200, 200, 200]
    # The last address is the one that the proxy saw; what stands before it may be made up.
    assert codes(("10.0.0.1",), ", 198.51.100.7") == [200, 429, 429]
    with pytest.raises(InputError, match="trusted_proxies"):
        litestar_app(Settings(trusted_proxies=("proxy",)))


def test_a_refusal_of_interactions_never_reads_as_none() -> None:
    """Old clients pass over the status and look for rows."""
    with TestClient(litestar_app(Settings(rate_per_minute=1))) as client:
        client.get("/REST/interaction/list.json", params={"rxcuis": "7243 10689"})
        for path in ("/REST/interaction/list.json", "/REST/interaction/list"):
            refused = client.get(path, params={"rxcuis": "7243 10689"})
            assert refused.status_code == 429
            assert "NOT CHECKED" in refused.text
            assert int(refused.headers["ratelimit-reset"]) > 0


def test_a_request_may_not_be_too_large() -> None:
    with TestClient(litestar_app(Settings(most_body_kb=1))) as client:
        answer = client.post("/v1/check", json={"medicines": ["sertraline"] * 60, "person": {}})
        assert answer.status_code == 200
        answer = client.post("/v1/check", content=b" " * 1100)
        assert answer.status_code == 413
        assert answer.json()["title"] == "Request Entity Too Large"


def test_a_request_that_does_not_arrive_is_refused() -> None:
    sent: list[Any] = []

    async def never() -> Any:
        await asyncio.sleep(30)

    async def keep(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/v1/check", "raw_path": b"/v1/check",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json"), (b"content-length", b"20")],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "scheme": "http", "http_version": "1.1",
        "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    asyncio.run(timed_body(litestar_app(Settings()), 0.1)(scope, never, keep))
    assert sent[0]["status"] == 408


def test_pages_of_other_origins_ask_only_where_they_may() -> None:
    with TestClient(litestar_app(Settings(cors=("https://ehr.example",)))) as client:
        allowed = client.post("/v1/check", json=ASKED, headers={"origin": "https://ehr.example"})
        assert allowed.headers["access-control-allow-origin"] == "https://ehr.example"
        other = client.post("/v1/check", json=ASKED, headers={"origin": "https://other.example"})
        assert "access-control-allow-origin" not in other.headers


@pytest.fixture
def lines() -> Iterator[list[str]]:
    found: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(Lines().format(record))

    log = logging.getLogger("cotake.service")
    handler, before = Keep(), log.level
    log.addHandler(handler)
    log.setLevel("DEBUG")
    yield found
    log.removeHandler(handler)
    log.setLevel(before)


def test_neither_log_nor_metrics_hold_what_was_asked(lines: list[str]) -> None:
    with TestClient(create_app(Settings())) as client:
        client.post("/v1/check", json={"medicines": ["sertraline", "tramadol"]})
        client.get("/v1/substances", params={"q": "tramadol"})
        client.get("/tramadol")
        client.post("/v1/check", json={"medicines": ["sertraline"], "tramadol": 1})
        figures = client.get("/metrics").text
    assert len(lines) == 5
    told = [json.loads(line) for line in lines]
    assert [each["path"] for each in told[:3]] == ["/v1/check", "/v1/substances", "unknown"]
    assert told[0]["status"] == 200
    assert told[0]["ms"] > 0
    for text in (*lines, figures):
        assert "tramadol" not in text
        assert "sertraline" not in text
    assert 'cotake_requests_total{method="POST",path="/v1/check",status="200"}' in figures


@pytest.mark.parametrize("said", [False, True])
def test_a_fault_is_told_as_one_and_logged_without_its_message(
    lines: list[str], monkeypatch: pytest.MonkeyPatch, said: bool
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("of tramadol")

    monkeypatch.setattr("cotake.surfaces.rest.v1._check.check", broken)
    with TestClient(litestar_app(Settings(log_medicines=said)), raise_server_exceptions=False) as client:
        answer = client.post("/v1/check", json=ASKED)
    assert answer.status_code == 500
    assert "nothing can be concluded" in answer.json()["detail"]
    assert "tramadol" not in answer.text
    failure = next(json.loads(line) for line in lines if "failure" in line)
    assert failure["error"] == "RuntimeError"
    assert ("tramadol" in json.dumps(failure)) is said


def test_without_knowledge_it_is_alive_and_not_ready(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TestClient(litestar_app(Settings()), raise_server_exceptions=False) as client:
        assert client.get("/ready").json()["substances"] == len(library.ids("substances"))
        monkeypatch.setenv("COTAKE_KNOWLEDGE", "/nowhere.sqlite")
        assert client.get("/health").status_code == 200
        assert client.get("/ready").status_code == 503
        answer = client.post("/v1/check", json=ASKED)
        assert answer.status_code == 503
        assert "findings" not in answer.json()
