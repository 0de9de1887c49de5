"""The service as it runs: the real command, real workers, real connections."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

import cotake
from cotake.knowledge import Library

#: How many seconds anything is waited for: that a machine is slow is no fault.
SLOW = 60
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
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=SLOW)
        ends = time.monotonic() + 2 * SLOW
        while time.monotonic() < ends:
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

    def worked(self) -> int:
        """How long the workers were at work, in ticks of the system."""
        lines = [Path(f"/proc/{each}/stat").read_text() for each in self.workers()]
        return sum(int(line.rpartition(")")[2].split()[11]) for line in lines)

    def stop(self) -> int:
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(2 * SLOW)


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
        with httpx.Client(base_url=running.client.base_url, timeout=SLOW) as other:
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
        address = f"http://127.0.0.1:{running.port}/v1/simulate"
        found.append(httpx.post(address, json=asked, timeout=2 * SLOW))

    before = running.worked()
    thread = threading.Thread(target=ask)
    thread.start()
    while running.worked() < before + 10 and thread.is_alive():  # a tenth of a second
        time.sleep(0.01)
    assert thread.is_alive()  # it is still being worked out
    running.stop()
    thread.join()
    assert found[0].status_code == 200
    assert found[0].json()["curves"]


def test_told_to_stop_while_its_workers_start_it_stops(tmp_path: Path) -> None:
    """As an operator who sees at once that the settings were wrong."""
    environ = {**os.environ, "COTAKE_HOME": str(tmp_path / "home")}
    with subprocess.Popen([*COMMAND, "--port", "0", "--workers", "2"], env=environ) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        ends = time.monotonic() + SLOW
        while len(children.read_text().split()) < 2 and time.monotonic() < ends:
            time.sleep(0.02)
        time.sleep(0.3)  # they are reading what every check reads
        began = time.monotonic()
        process.terminate()
        process.wait(2 * SLOW)
        assert time.monotonic() - began < 25


def test_a_worker_that_is_killed_is_replaced(running: Running) -> None:
    before = running.workers()
    os.kill(before[0], signal.SIGKILL)
    right, ends = 0, time.monotonic() + 2 * SLOW
    while time.monotonic() < ends:
        try:
            with httpx.Client(base_url=running.client.base_url, timeout=SLOW) as client:
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


def test_a_service_whose_workers_end_again_and_again_says_so(running: Running) -> None:
    """It gives up, with an exit status after which systemd starts it again: 0 would be a wanted end."""
    ends = time.monotonic() + 2 * SLOW
    while running.process.poll() is None and time.monotonic() < ends:
        for each in running.workers():
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        time.sleep(0.3)
    assert running.process.wait(SLOW) == 75
    assert "gave up" in running.log.read_text()


def test_a_port_in_use_is_told(running: Running) -> None:
    done = subprocess.run(
        [*COMMAND, "--port", str(running.port)],
        capture_output=True,
        text=True,
        timeout=2 * SLOW,
        check=False,
    )
    assert done.returncode == 2
    assert "it is in use" in done.stderr
    assert len(done.stderr.splitlines()) == 1  # nor does it say that it listens
    assert done.stdout == ""


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "::1"])
def test_it_says_where_it_listens_once_it_does(tmp_path: Path, host: str) -> None:
    if host == "::1" and not _has_ipv6():
        pytest.skip("this machine has no IPv6")
    environ = {**os.environ, "COTAKE_HOME": str(tmp_path / "home")}
    command = [*COMMAND, "--host", host, "--port", "0", "--workers", "1"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = re.fullmatch(r"cotake listens on (http://\S+:(\d+)); .*\n", process.stderr.readline())
            assert told is not None
            assert int(told[2]) > 0
            address = told[1].replace("0.0.0.0", "127.0.0.1")
            assert httpx.get(f"{address}/ready", timeout=SLOW).status_code == 200
        finally:
            process.terminate()
            process.communicate(timeout=2 * SLOW)


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as found:
            found.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_clients_that_send_nothing_or_hardly_anything_are_closed(running: Running) -> None:
    """Ten seconds for the head of a request and for its body: idle clients hold nobody up for long."""

    def closed(begin: bytes, drip: bytes) -> tuple[float, bytes]:
        began, got = time.monotonic(), b""
        with socket.create_connection(("127.0.0.1", running.port)) as held:
            held.sendall(begin)
            held.settimeout(0.5)
            while time.monotonic() - began < 40:
                try:
                    held.sendall(drip[:1])
                    drip = drip[1:]
                    piece = held.recv(4096)
                except TimeoutError:
                    continue
                except OSError:
                    break
                if not piece:
                    break
                got += piece
        return time.monotonic() - began, got

    whole = b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n"
    asked = {
        "nothing": (b"", b""),
        "a letter at a time": (b"", b"GET /health HTTP/1.1\r\nhost: x\r\nx-slow: " + b"a" * 200),
        "after an answer nothing": (whole, b""),
        "a body a letter at a time": (
            b"POST /v1/check HTTP/1.1\r\ncontent-length: 200\r\nhost: x\r\n\r\n", b"a" * 150,
        ),
    }  # fmt: skip
    with ThreadPoolExecutor(len(asked)) as pool:
        found = dict(zip(asked, pool.map(lambda each: closed(*each), asked.values()), strict=True))
    assert all(seconds < 25 for seconds, _ in found.values()), found
    assert found["nothing"][1] == b""
    assert found["after an answer nothing"][1].startswith(b"HTTP/1.1 200")
    assert found["a body a letter at a time"][1].startswith(b"HTTP/1.1 408")
    assert running.client.get("/ready").status_code == 200


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("COTAKE_HOME", "file", "is a file and no folder"),
        ("COTAKE_FEEDBACK", "folder", "unable to open"),
        ("COTAKE_FEEDBACK", "file", "not a database"),
    ],
)
def test_where_feedback_cannot_be_kept_it_says_how_to_mend_it(
    tmp_path: Path, setting: str, value: str, said: str
) -> None:
    (tmp_path / "file").write_text("a list of things to do")
    (tmp_path / "folder").mkdir()
    environ = {**os.environ, "COTAKE_HOME": str(tmp_path / "home"), setting: str(tmp_path / value)}
    done = subprocess.run(
        COMMAND, env=environ, capture_output=True, text=True, timeout=2 * SLOW, check=False
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    for each in (str(tmp_path / value), said, "COTAKE_FEEDBACK", "COTAKE_HOME", 'feedback = "none"'):
        assert each in done.stderr
    assert (tmp_path / "file").read_text() == "a list of things to do"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_is_read_only_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    environ = {**os.environ, "COTAKE_HOME": str(home)}
    done = subprocess.run(
        COMMAND, env=environ, capture_output=True, text=True, timeout=2 * SLOW, check=False
    )
    assert done.returncode == 1
    assert str(home) in done.stderr
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_feedback_no_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    found = Running(tmp_path / "home", more={"COTAKE_FEEDBACK": "none"})
    try:
        assert found.client.post("/v1/check", json=ASKED).status_code == 200
        assert found.client.post("/cds-services/cotake-patient-view/feedback", json={}).status_code == 404
    finally:
        found.stop()


def test_a_service_that_could_not_answer_does_not_start(tmp_path: Path) -> None:
    environ = {**os.environ, "COTAKE_KNOWLEDGE": str(tmp_path / "none.sqlite")}
    done = subprocess.run(
        COMMAND, env=environ, capture_output=True, text=True, timeout=2 * SLOW, check=False
    )
    assert done.returncode == 1
    assert "no such file" in done.stderr
    assert "Traceback" not in done.stderr
