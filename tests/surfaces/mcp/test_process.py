"""The process around the server: what it writes where, how it stops, who may ask."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from cotake.knowledge import Library
from tests.surfaces.mcp.serving import free_port, left, started, talking, wait_for
from tests.surfaces.running import Run

HEADERS = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
HELLO: dict[str, Any] = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "by hand", "version": "1"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def checking(*medicines: str) -> dict[str, Any]:
    return {
        "jsonrpc": "2.0",
        "id": 2,
        "method": "tools/call",
        "params": {"name": "check", "arguments": {"medicines": list(medicines)}},
    }


def test_standard_output_carries_the_protocol_alone(library: Library, tmp_path: Path) -> None:
    process = started(knowledge=library.path, home=tmp_path)
    lines = [json.dumps(each) for each in (HELLO, READY, checking("LDN", "tramadol"))]
    assert process.stdin and process.stdout
    process.stdin.write("\n".join([lines[0], "no JSON", *lines[1:]]) + "\n")
    process.stdin.flush()
    answers: list[dict[str, Any]] = []
    while not any(each.get("id") == 2 for each in answers):
        answers.append(json.loads(process.stdout.readline()))
    code, out, err = left(process)  # closes its input: the server ends by itself
    assert code == 0
    assert out == ""
    assert "tramadol" not in err.lower() and "Traceback" not in err
    assert all(each["jsonrpc"] == "2.0" for each in answers)
    assert answers[-1]["result"]["structuredContent"]["status"] == "interaction"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_over_standard_input(
    number: signal.Signals, library: Library, tmp_path: Path
) -> None:
    process = started(knowledge=library.path, home=tmp_path)
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(HELLO) + "\n")
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(number)
    assert process.wait(60) == 0
    assert "Traceback" not in left(process)[2]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_over_http_even_with_a_stream_open(
    number: signal.Signals, library: Library, tmp_path: Path
) -> None:
    port = free_port()
    process = started("--http", "--port", str(port), knowledge=library.path, home=tmp_path)
    wait_for(port, process)
    url = f"http://127.0.0.1:{port}/mcp"
    with httpx.stream("GET", url, headers={"Accept": "text/event-stream"}, timeout=60) as stream:
        assert stream.status_code == 200
        begun = time.monotonic()
        process.send_signal(number)
        code, out, err = left(process)
    assert (code, out) == (0, "")
    assert time.monotonic() - begun < 25
    assert err.splitlines() == [f"cotake answers language models on {url}; Ctrl+C stops it"]


def test_other_hosts_and_origins_are_refused(address: str) -> None:
    port = address.split(":")[2].split("/")[0]

    def status(**headers: str) -> int:
        return httpx.post(address, headers={**HEADERS, **headers}, json=HELLO, timeout=60).status_code

    assert status() == 200
    assert status(Host="localhost:1234", Origin=f"http://localhost:{port}") == 200
    assert status(Host="evil.example") == 421
    assert status(Host=f"evil.example:{port}") == 421
    assert status(Host=f"127.0.0.1.evil.example:{port}") == 421
    assert status(Origin="http://evil.example") == 403
    assert status(Origin="null") == 403


def test_requests_that_are_too_large_or_no_protocol(address: str) -> None:
    def post(content: bytes, **headers: str) -> httpx.Response:
        return httpx.post(address, headers={**HEADERS, **headers}, content=content, timeout=60)

    assert post(b"x" * 600_000).status_code == 413
    assert post(b"{no JSON").status_code == 400
    assert post(b"[" * 100_000).status_code == 400
    assert post(b'{"jsonrpc": "2.0", "id": 1, "method": "tools/nothing"}').status_code in (200, 400, 404)
    assert post(json.dumps(HELLO).encode(), **{"Content-Type": "text/plain"}).status_code == 400
    assert httpx.get(address.replace("/mcp", "/other"), timeout=60).status_code == 404
    for answer in (post(b"{no JSON"), post(b"\xff\xfe")):
        assert "Traceback" not in answer.text
    largest = json.dumps(checking(*["ä" * 500] * 60)).encode()
    assert post(largest).status_code == 200


def test_a_further_name_is_allowed_when_it_was_said(library: Library, tmp_path: Path) -> None:
    port = free_port()
    process = started(
        "--http",
        "--port",
        str(port),
        "--allow-host",
        "pharmacy.example",
        knowledge=library.path,
        home=tmp_path,
    )
    try:
        wait_for(port, process)
        url = f"http://127.0.0.1:{port}/mcp"
        own = {**HEADERS, "Host": "pharmacy.example", "Origin": "https://pharmacy.example"}
        assert httpx.post(url, headers=own, json=HELLO, timeout=60).status_code == 200
        assert (
            httpx.post(url, headers={**own, "Host": "other.example"}, json=HELLO, timeout=60).status_code
            == 421
        )
        with talking(url, mode="legacy") as model:
            assert len(model.tools()) == 5
        taken = started("--http", "--port", str(port), knowledge=library.path, home=tmp_path)
        code, _, err = left(taken)
        assert code == 2
        assert f"cannot listen on 127.0.0.1 port {port}" in err
    finally:
        process.terminate()
        process.communicate(timeout=60)


def test_options_of_http_need_it(run: Run) -> None:
    for option in (["--port", "80"], ["--host", "::1"], ["--allow-host", "a.example"]):
        done = run("mcp", *option)
        assert done.code == 2
        assert "--http" in done.err
    assert run("mcp", "--http", "--host", "no such host").code == 2


def test_without_the_library_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cotake.surfaces.cli._mcp.find_spec", lambda _: None)
    done = run("mcp")
    assert done.code == 2
    assert done.err == 'cotake: `cotake mcp` needs one more library: pip install "cotake[mcp]"\n'
