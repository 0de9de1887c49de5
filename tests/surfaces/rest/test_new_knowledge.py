"""Knowledge that is put in place while the service runs answers soon, and only if it can be used."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from cotake.knowledge import Library
from cotake.surfaces._in_use import InUse
from tests.surfaces.rest.rxnav.products import release
from tests.surfaces.rest.test_running import COMMAND, Running

LIST: dict[str, Any] = {"medicines": ["sertraline 50 mg", "tramadol 50 mg prn"], "today": "2026-11-28"}
#: A tablet of tramadol, and naltrexone.
PRODUCT = "/REST/interaction/list.json?rxcuis=835603+7243"
LATER = "2031.01.02"


def until(holds: Callable[[], bool], seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.3)


def fresh(running: Running, path: str, **asked: Any) -> httpx.Response:
    """Asked over a connection of its own, so that either worker may answer."""
    with httpx.Client(base_url=running.client.base_url, timeout=60) as client:
        return client.post(path, **asked) if asked else client.get(path)


def both(running: Running, result: str) -> None:
    """Either worker has looked at what was put in place, and has done with it as said."""
    figure = f'cotake_knowledge_changes_total{{result="{result}"}} 2.0'
    until(lambda: figure in fresh(running, "/metrics").text)


def edited(source: Path, target: Path, version: str) -> None:
    """The knowledge as of another day, put in place as the commands do it: all at once."""
    draft = target.with_suffix(".draft")
    shutil.copyfile(source, draft)
    with closing(sqlite3.connect(draft)) as database:
        database.execute("UPDATE meta SET value = ? WHERE key = 'knowledge_version'", (version,))
        database.execute("UPDATE meta SET value = ? WHERE key = 'stamp'", (f"of {version}",))
        database.commit()
    draft.replace(target)


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    path = tmp_path / "knowledge.sqlite"
    shutil.copyfile(library.path, path)
    return path


@pytest.fixture
def running(tmp_path: Path, file: Path) -> Iterator[Running]:
    found = Running(tmp_path / "home", more={"COTAKE_KNOWLEDGE": str(file)})
    try:
        yield found
    finally:
        found.stop()


def test_a_source_that_is_added_counts_without_a_restart(running: Running, tmp_path: Path) -> None:
    """The record sends the code of a tablet of tramadol; RxNorm comes while the service runs."""
    before = fresh(running, PRODUCT)
    assert "NOT CHECKED" in before.text
    asked = {"medicines": ["RxCUI 835603", "naltrexone 50 mg daily"], "today": "2026-11-28"}
    for _ in range(6):  # either worker keeps this answer
        assert fresh(running, "/v1/check", json=asked).json()["not_recognised"]
    archive = release(tmp_path / "RxNorm_full_prescribe.zip")
    done = subprocess.run(
        [COMMAND[0], "knowledge", "add", "rxnorm", str(archive)],
        env={**os.environ, "COTAKE_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    def counts() -> bool:
        answers = [fresh(running, PRODUCT) for _ in range(8)]
        assert all(each.status_code == 200 for each in answers)
        return all(each.headers["cotake-complete"] == "true" for each in answers)

    until(counts)
    both(running, "used")
    ready = fresh(running, "/ready").json()
    assert ready["sources"][0].startswith("rxnorm, added 20")
    assert ready["problem"] == ""
    for _ in range(6):
        answer = fresh(running, "/v1/check", json=asked).json()
        assert answer["not_recognised"] == []
        assert answer["findings"][0]["classification"] == 1


def test_the_switch_breaks_no_request_and_mixes_no_answer(running: Running, file: Path) -> None:
    def plain(answer: dict[str, Any]) -> dict[str, Any]:
        return {
            name: each for name, each in answer.items() if name not in ("generated_at", "knowledge_version")
        }

    first = fresh(running, "/ready").json()["knowledge_version"]
    expected = plain(fresh(running, "/v1/check", json=LIST).json())
    assert expected["findings"]
    seen: list[str] = []
    wrong: list[str] = []
    stop = threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=running.client.base_url, timeout=60) as client:
            while not stop.is_set():
                try:
                    answer = client.post("/v1/check", json=LIST)
                    seen.append(answer.json()["knowledge_version"])
                    if plain(answer.json()) != expected:
                        wrong.append(answer.text)
                except (httpx.TransportError, LookupError, ValueError) as error:
                    wrong.append(repr(error))
                time.sleep(0.02)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    until(lambda: len(seen) > 8)
    edited(file, file, LATER)
    try:
        until(lambda: len(seen) > 40 and set(seen[-40:]) == {LATER})
    finally:
        stop.set()
        for each in threads:
            each.join()
    assert wrong == []
    assert set(seen) == {first, LATER}
    both(running, "used")
    for _ in range(6):
        ready = fresh(running, "/ready").json()
        assert (ready["knowledge_version"], ready["knowledge_stamp"]) == (LATER, f"of {LATER}")
    figures = fresh(running, "/metrics").text
    assert f'cotake_knowledge{{stamp="of {LATER}",version="{LATER}"}} 1.0' in figures
    assert f'version="{first}"}} 0.0' in figures

    def told() -> list[str]:
        lines = [json.loads(line) for line in running.log.read_text().splitlines() if line[-1:] == "}"]
        return [each["version"] for each in lines if each["what"] == "new knowledge"]

    until(lambda: len(told()) == 2)
    assert told() == [LATER] * 2


def test_a_damaged_file_is_not_used_and_told_and_a_whole_one_mends_it(
    running: Running, library: Library, file: Path
) -> None:
    broken = file.with_suffix(".broken")
    broken.write_bytes(b"half of a file")
    broken.replace(file)
    until(lambda: all(fresh(running, "/ready").json()["problem"] for _ in range(6)))
    assert 'result="refused"' in fresh(running, "/metrics").text
    answer = fresh(running, "/v1/check", json=LIST)
    assert answer.status_code == 200
    assert answer.json()["findings"]
    edited(library.path, file, LATER)
    both(running, "used")
    for _ in range(4):
        ready = fresh(running, "/ready").json()
        assert (ready["knowledge_version"], ready["problem"]) == (LATER, "")
    assert "the old goes on answering" in running.log.read_text()


def test_a_file_that_is_still_being_written_is_waited_for(
    file: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COTAKE_KNOWLEDGE", str(file))
    monkeypatch.setenv("COTAKE_HOME", str(tmp_path / "home"))
    in_use = InUse()
    first = in_use.library()
    assert not in_use.look()
    edited(library.path, file, "2031.01.02")
    assert not in_use.look()  # it may still grow
    edited(library.path, file, "2031.01.03")
    assert not in_use.look()  # it did
    assert in_use.library() is first
    assert in_use.look()
    assert in_use.library().version == "2031.01.03"
    assert first.version == library.version  # a request that began with it goes on
    assert first.substance("sertraline").name
    assert not in_use.look()
