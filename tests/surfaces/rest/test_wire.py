"""What clients send beside plain bodies: HEAD, gzip, the mark of UTF-8."""

from __future__ import annotations

import asyncio
import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from litestar.exceptions import HTTPException
from litestar.testing import TestClient

from cotake.surfaces.rest import Settings, create_app
from cotake.surfaces.rest._packed import unpacking

Client = TestClient[Any]
ASKED = json.dumps(
    {"medicines": ["sertraline 50 mg", "tramadol 50 mg prn"], "today": "2026-11-28"}
).encode()
GZIP = {"content-encoding": "gzip"}
CARDS = "/cds-services/cotake-patient-view"


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """The application with what stands around it."""
    monkeypatch.setenv("COTAKE_HOME", str(tmp_path / "home"))
    limits = Settings(rate_per_minute=0, most_body_kb=64, most_hook_body_kb=128)
    with TestClient(create_app(limits), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/health",
        "/ready",
        "/v1/version",
        "/metrics",
        "/schema/openapi.json",
        "/cds-services",
        "/v1/substances?q=ser",
        "/REST/version.json",
        "/REST/interaction/list.xml?rxcuis=7243+10689",
        "/REST/rxcui/7243",
        "/REST/rxcui/99999999",
        "/REST/interaction/list.json",
        "/nothing",
    ],
)
def test_head_is_get_without_a_body(whole: Client, path: str) -> None:
    """A load balancer that asks with HEAD whether the service is ready."""
    got, told = whole.get(path), whole.head(path)
    assert told.content == b""
    assert told.status_code == got.status_code
    assert told.headers["content-type"] == got.headers["content-type"]
    if path not in ("/metrics", "/ready"):
        assert told.headers["content-length"] == str(len(got.content))


def test_head_of_what_is_only_posted_is_refused(whole: Client) -> None:
    told = whole.head("/v1/check")
    assert (told.status_code, told.content) == (405, b"")
    assert "POST" in told.headers["allow"]
    assert "HEAD" in whole.post("/ready").headers["allow"]
    whole.head("/v1/version")
    assert 'method="HEAD",path="/v1/version",status="200"' in whole.get("/metrics").text


def findings(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["findings"]]


def test_a_packed_body_is_the_same_question(whole: Client) -> None:
    plain = findings(whole.post("/v1/check", content=ASKED))
    assert plain
    for name in ("gzip", "GZIP", "x-gzip", "identity, gzip"):
        sent = whole.post("/v1/check", content=gzip.compress(ASKED), headers={"content-encoding": name})
        assert findings(sent) == plain
    assert (
        findings(whole.post("/v1/check", content=ASKED, headers={"content-encoding": "identity"})) == plain
    )


def test_what_grows_when_it_is_unpacked_is_refused_by_its_size(whole: Client) -> None:
    bomb = gzip.compress(b" " * 200_000_000)
    assert len(bomb) < 256 * 1024
    small = gzip.compress(b" " * 100_000)  # under what a call of CDS Hooks may be, over the rest
    assert whole.post("/v1/check", content=small, headers=GZIP).status_code == 413
    assert whole.post(CARDS, content=small, headers=GZIP).status_code == 400  # it is no JSON
    for path in ("/v1/check", "/v1/guide", CARDS):
        refused = whole.post(path, content=bomb, headers=GZIP)
        assert refused.status_code == 413
        assert refused.headers["content-type"] == "application/problem+json"


def test_a_packed_body_that_holds_nothing_cannot_be_endless() -> None:
    async def receive() -> Any:
        return {
            "type": "http.request",
            "body": b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 1000,
            "more_body": True,
        }

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while True:
            await receive()

    scope = {"type": "http", "headers": [(b"Content-Encoding", b"gzip")]}
    with pytest.raises(HTTPException) as told:
        asyncio.run(unpacking(app, 4000)(scope, receive, None))
    assert told.value.status_code in (400, 413)


@pytest.mark.parametrize("name", ["br", "zstd", "deflate", "gzip, gzip", "br, gzip", "nonsense"])
def test_another_packing_is_told_what_is_read(whole: Client, name: str) -> None:
    for path in ("/v1/check", CARDS):
        refused = whole.post(path, content=gzip.compress(ASKED), headers={"content-encoding": name})
        assert refused.status_code == 415
        assert "gzip" in refused.json()["detail"]
        assert refused.headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    "content",
    [b"", ASKED, gzip.compress(ASKED)[:-9], gzip.compress(ASKED) + b"more", gzip.compress(ASKED) * 2],
    ids=["empty", "plain", "cut", "longer", "two"],
)
def test_a_body_that_is_no_gzip_is_told(whole: Client, content: bytes) -> None:
    refused = whole.post("/v1/check", content=content, headers=GZIP)
    assert refused.status_code == 400
    assert "gzip" in refused.json()["detail"]


def test_the_mark_of_utf8_is_passed_over(whole: Client) -> None:
    """As a script on Windows writes its file."""
    marked = b"\xef\xbb\xbf" + ASKED
    plain = findings(whole.post("/v1/check", content=ASKED))
    assert findings(whole.post("/v1/check", content=marked)) == plain
    assert findings(whole.post("/v1/check", content=gzip.compress(marked), headers=GZIP)) == plain
    assert whole.post("/v1/check", content=b"\xef\xbb\xbf" + marked).status_code == 400
    call = json.dumps({"hook": "patient-view"}).encode()
    told = [whole.post(CARDS, content=each).json() for each in (call, b"\xef\xbb\xbf" + call)]
    assert told[0] == told[1]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    body=st.binary(max_size=400) | st.just(b"a" * 300_000),
    sizes=st.lists(st.integers(1, 5000), min_size=1, max_size=5),
    level=st.integers(0, 9),
)
def test_whatever_is_packed_comes_out_whole_however_it_arrives(
    body: bytes, sizes: list[int], level: int
) -> None:
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    packed = packer.compress(body) + packer.flush()
    pieces: list[bytes] = []
    while packed:
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(packed[:size])
        packed = packed[size:]
    found = b""

    async def receive() -> Any:
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal found
        assert scope["headers"] == []
        more = True
        while more:
            message = await receive()
            assert len(message["body"]) <= 64 * 1024
            found, more = found + message["body"], message["more_body"]

    scope = {"type": "http", "headers": [(b"content-encoding", b"gzip"), (b"content-length", b"9")]}
    asyncio.run(unpacking(app, 10_000_000)(scope, receive, None))
    assert found == body


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=st.binary(max_size=200), at=st.integers(0, 200), packed=st.booleans())
def test_no_packed_body_makes_it_fail(whole: Client, content: bytes, at: int, packed: bool) -> None:
    if packed:
        good = gzip.compress(ASKED)
        content = good[:at] + content[:3] + good[at + 3 :]
    answer = whole.post("/v1/check", content=content, headers=GZIP)
    assert answer.status_code in (200, 400, 422), answer.text
