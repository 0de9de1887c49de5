"""What takes long is worked out once for all who ask, one thing after another, and not for ever."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest
from litestar.exceptions import HTTPException
from litestar.testing import TestClient

from cotake.surfaces.rest import Settings
from cotake.surfaces.rest._app import litestar_app
from cotake.surfaces.rest._beside import Beside, Pause
from cotake.surfaces.rest.rxnav._interactions import against_all

ONE = "/REST/interaction/interaction.json"


class Work:
    """Counts how often and how much of it is worked out at once."""

    def __init__(self, seconds: float = 0.05) -> None:
        self.seconds, self.begun, self.ended, self.at_once, self.most = seconds, 0, 0, 0, 0
        self.enough = threading.Event()

    def __call__(self, pause: Pause) -> str:
        self.begun += 1
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            until = time.monotonic() + self.seconds
            while time.monotonic() < until and not self.enough.wait(0.005):
                pause()
        finally:
            self.at_once -= 1
        self.ended += 1
        return "found"


async def begun(work: Work) -> None:
    """It is being worked out."""
    while not work.begun:
        await asyncio.sleep(0.001)


def test_what_many_ask_for_at_once_is_worked_out_once_and_kept() -> None:
    beside, work = Beside(), Work()

    async def many() -> list[str]:
        return await asyncio.gather(*(beside.get("today", "a", work) for _ in range(30)))

    assert asyncio.run(many()) == ["found"] * 30
    assert asyncio.run(many()) == ["found"] * 30  # another loop, and nothing more to do
    assert work.begun == 1


def test_different_things_are_worked_out_one_after_another() -> None:
    beside, work = Beside(), Work(0.02)

    async def many() -> None:
        await asyncio.gather(*(beside.get("today", name, work) for name in "abcdef"))

    asyncio.run(many())
    assert (work.begun, work.most) == (6, 1)


def test_nothing_of_another_day_or_another_knowledge_is_answered() -> None:
    beside, work = Beside(), Work(0)
    for of in ("today", "today", "tomorrow", "today"):
        asyncio.run(beside.get(of, "a", work))
    assert work.begun == 3


def test_as_many_are_kept_as_were_wanted() -> None:
    for most, begun in ((0, 4), (1, 4), (2, 2)):
        beside, work = Beside(most), Work(0)
        for name in "abab":
            asyncio.run(beside.get("today", name, work))
        assert work.begun == begun


def test_what_takes_too_long_is_told_and_ends() -> None:
    beside, work = Beside(seconds=0.1), Work(30)
    began = time.monotonic()
    with pytest.raises(HTTPException) as told:
        asyncio.run(beside.get("today", "a", work))
    assert told.value.status_code == 503
    assert "nothing was checked" in told.value.detail
    assert int((told.value.headers or {})["retry-after"]) > 0
    while work.at_once:  # the thread has left it too
        assert time.monotonic() - began < 25
        time.sleep(0.01)
    assert asyncio.run(beside.get("today", "b", Work(0))) == "found"


def test_one_who_leaves_does_not_end_it_for_the_others() -> None:
    beside, work = Beside(seconds=60), Work(60)

    async def two() -> str:
        leaves = asyncio.create_task(beside.get("today", "a", work))
        stays = asyncio.create_task(beside.get("today", "a", work))
        await begun(work)
        leaves.cancel()
        await asyncio.gather(leaves, return_exceptions=True)
        work.enough.set()
        return await stays

    assert asyncio.run(two()) == "found"
    assert (work.begun, work.ended) == (1, 1)


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    beside, first, later = Beside(seconds=60), Work(60), Work(0)

    async def ask() -> None:
        stays = asyncio.create_task(beside.get("today", "a", first))
        await begun(first)
        leaves = asyncio.create_task(beside.get("today", "b", later))
        await asyncio.sleep(0.02)
        leaves.cancel()
        await asyncio.gather(leaves, return_exceptions=True)
        first.enough.set()
        await stays

    asyncio.run(ask())
    assert asyncio.run(beside.get("today", "c", Work(0))) == "found"
    assert later.begun == 0


def test_a_failure_is_told_to_all_and_not_kept() -> None:
    beside, tries, asked = Beside(seconds=60), 0, threading.Event()

    def fail(pause: Pause) -> str:
        nonlocal tries
        tries += 1
        asked.wait(60)
        raise ValueError("damaged")

    async def all_asked() -> None:
        asked.set()

    async def many() -> list[Any]:
        asked.clear()
        three = [beside.get("today", "a", fail) for _ in range(3)]
        found = await asyncio.gather(*three, all_asked(), return_exceptions=True)
        return found[:3]

    for _ in range(2):
        assert [str(each) for each in asyncio.run(many())] == ["damaged"] * 3
    assert tries == 2


def test_too_many_waiting_are_told_to_come_again() -> None:
    beside, work = Beside(), Work(0.005)

    async def many() -> list[Any]:
        asked = [beside.get("today", number, work) for number in range(80)]
        return await asyncio.gather(*asked, return_exceptions=True)

    found = asyncio.run(many())
    refused = [each for each in found if isinstance(each, HTTPException)]
    assert found.count("found") + len(refused) == 80
    assert refused
    assert all(each.status_code == 503 for each in refused)


@pytest.mark.parametrize("ending", [".json", ".xml"])
def test_one_with_everything_that_takes_too_long_never_reads_as_none(
    monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """A record asks for all interactions of tramadol, and shows what rows there are."""
    left = threading.Event()

    def slow(rxcui: str, library: Any, today: Any, pause: Pause) -> Any:
        try:
            while True:
                pause()
                time.sleep(0.005)
        finally:
            left.set()

    monkeypatch.setattr("cotake.surfaces.rest.rxnav._interaction_routes.against_all", slow)
    with TestClient(litestar_app(Settings(rate_per_minute=0, answer_timeout_s=0.2))) as client:
        answer = client.get(ONE.replace(".json", ending), params={"rxcui": "10689"})
        assert left.wait(60)
    assert answer.status_code == 503
    assert answer.headers["cotake-complete"] == "false"
    assert int(answer.headers["retry-after"]) > 0
    assert "NOT CHECKED" in answer.text
    assert "0.2 s" in answer.text


def test_one_with_everything_is_the_same_however_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(rxcui: str, *args: Any) -> Any:
        asked.append(rxcui)
        return against_all(rxcui, *args)

    monkeypatch.setattr("cotake.surfaces.rest.rxnav._interaction_routes.against_all", counted)
    with TestClient(litestar_app(Settings(rate_per_minute=0))) as client:
        first = client.get(ONE, params={"rxcui": "161"}).json()
        for sent in ("161", "0161", "161.0"):
            again = client.get(ONE, params={"rxcui": sent}).json()
            assert {**again, "userInput": ""} == {**first, "userInput": ""}
        severe = client.get(ONE, params={"rxcui": "161", "sources": "ONCHigh"}).json()
        assert "ONCHigh" in severe["userInput"]["sources"]
        assert client.get(ONE, params={"rxcui": "161 10689"}).status_code == 422
        assert client.get(ONE, params={"rxcui": "161", "sources": "Micromedex"}).status_code == 422
    assert asked == ["161"]
