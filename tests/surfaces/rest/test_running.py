"""The service as it runs: the real command, real workers, real connections."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import cotake
from cotake.knowledge import Library

COMMAND = [str(Path(sys.executable).parent / "cotake"), "serve", "--api"]


class Running:
    """A service on a free port, with two workers."""

    def __init__(self, home: Path, *, more: dict[str, str] | None = None) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        environ = {**os.environ, "COTAKE_HOME": str(home), "COTAKE_RATE_PER_MINUTE": "0", **(more or {})}
        self.log = home.parent / f"log-{self.port}"
        with self.log.open("wb") as log:
            command = [*COMMAND, "--port", str(self.port), "--workers", "2"]
            self.process = subprocess.Popen(command, env=environ, stderr=log)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        for _ in range(300):
            if self.process.poll() is not None:
                break
            try:
                if self.client.get("/ready").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def workers(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        names = {int(each): Path(f"/proc/{each}/cmdline").read_bytes() for each in listed}
        return [each for each, name in names.items() if b"resource_tracker" not in name]

    def stop(self) -> int:
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    found = Running(tmp_path / "home")
    try:
        yield found
    finally:
        found.stop()


ASKED: dict[str, Any] = {"medicines": ["LDN 4.5 mg", "tramadol 50 mg prn"], "today": "2026-11-28"}


def test_it_answers_and_stops_when_it_is_told(running: Running, library: Library) -> None:
    from datetime import date

    answer = running.client.post("/v1/check", json=ASKED).json()
    report = cotake.check(ASKED["medicines"], library=library, today=date(2026, 11, 28))
    expected = json.loads(json.dumps(report.to_dict("clinician")))
    assert {**answer, "generated_at": ""} == {**expected, "generated_at": ""}
    # The workers' figures are shown together, whichever is asked.
    for _ in range(5):
        with httpx.Client(base_url=running.client.base_url) as other:
            other.post("/v1/check", json=ASKED)
    figures = running.client.get("/metrics").text
    assert 'cotake_requests_total{method="POST",path="/v1/check",status="200"} 6.0' in figures
    running.stop()
    assert "tramadol" not in running.log.read_text()
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{running.port}/health")


def test_what_runs_when_it_is_stopped_is_answered(running: Running) -> None:
    asked = {
        "medicines": ["carbamazepine 200 mg bid", "naltrexone 50 mg daily"],
        "days": 200,
        "people": 100,
    }
    found: list[httpx.Response] = []

    def ask() -> None:
        found.append(httpx.post(f"http://127.0.0.1:{running.port}/v1/simulate", json=asked, timeout=60))

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.3)
    assert thread.is_alive()  # it is still being worked out
    running.stop()
    thread.join()
    assert found[0].status_code == 200
    assert found[0].json()["curves"]


def test_a_worker_that_is_killed_is_replaced(running: Running) -> None:
    before = running.workers()
    os.kill(before[0], signal.SIGKILL)
    right = 0
    for _ in range(200):
        try:
            with httpx.Client(base_url=running.client.base_url, timeout=10) as client:
                answer = client.post("/v1/check", json=ASKED)
        except httpx.TransportError:
            time.sleep(0.05)
            continue
        assert answer.status_code == 200
        assert answer.json()["findings"][0]["classification"] == 1
        right += 1
        now = running.workers()
        if len(now) == len(before) and before[0] not in now and right > 20:
            return
        time.sleep(0.05)
    raise AssertionError("the worker was not replaced")


def test_a_port_in_use_is_told(running: Running) -> None:
    done = subprocess.run(
        [*COMMAND, "--port", str(running.port)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "it is in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_service_that_could_not_answer_does_not_start(tmp_path: Path) -> None:
    environ = {**os.environ, "COTAKE_KNOWLEDGE": str(tmp_path / "none.sqlite")}
    done = subprocess.run(COMMAND, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "no such file" in done.stderr
    assert "Traceback" not in done.stderr
