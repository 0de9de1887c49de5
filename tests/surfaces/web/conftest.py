"""The pages as an application, asked without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from litestar.testing import TestClient

from cotake.surfaces.web import WebSettings, create_pages
from cotake.surfaces.web._slow import Attempts
from tests.surfaces.web.journals import WORD, make_journal

KEY = "the-key-of-the-link"
_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')

NOON = datetime.now().astimezone().replace(hour=12)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """No test comes upon midnight."""
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between one wrong try and the next."""
    monkeypatch.setattr(
        Attempts, "_clock", property(lambda self: lambda: 100.0, lambda self, clock: None), raising=False
    )


class Visitor:
    """Somebody with a browser, who sends forms as they stand on the page."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def come_in(self) -> Visitor:
        assert self.client.get(f"/start/{KEY}").status_code == 200
        return self

    def token(self) -> str:
        found = _TOKEN.search(self.client.get("/").text)
        assert found
        return found[1]

    def send(self, path: str, *, headers: dict[str, str] | None = None, **form: Any) -> Any:
        return self.send_form(path, form, headers)

    def send_form(self, path: str, form: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
        return self.client.post(path, data={"_csrf_token": self.token(), **form}, headers=headers)


#: Settings where no journal is made.
PAGES = WebSettings(8790, KEY, b"s" * 32, Path("no-journal.cotake"))


@pytest.fixture
def settings(tmp_path: Path) -> WebSettings:
    return replace(PAGES, journal=tmp_path / "journal.cotake")


@pytest.fixture
def stranger(settings: WebSettings) -> Iterator[Visitor]:
    """Nobody who was let in yet."""
    with TestClient(create_pages(settings), base_url="http://127.0.0.1:8790") as client:
        yield Visitor(client)


@pytest.fixture
def visitor(stranger: Visitor) -> Visitor:
    return stranger.come_in()


Opened = Callable[..., Visitor]


@pytest.fixture
def opened(visitor: Visitor, settings: WebSettings) -> Opened:
    """A journal that was made, and is open in the browser of the visitor."""

    def make(**how: Any) -> Visitor:
        make_journal(settings.journal, **how)
        visitor.send("/journal/open", passphrase=WORD)
        return visitor

    return make


def text_of(reply: Any) -> str:
    """What is on the page, without its tags, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())
