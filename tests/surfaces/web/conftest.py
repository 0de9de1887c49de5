"""The pages as an application, asked without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

from cotake.surfaces.web import WebSettings, create_pages

SETTINGS = WebSettings(port=8790, key="the-key-of-the-link", cookie_secret=b"s" * 32)
_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')


class Visitor:
    """Somebody with a browser, who sends forms as they stand on the page."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def come_in(self) -> Visitor:
        assert self.client.get(f"/start/{SETTINGS.key}").status_code == 200
        return self

    def token(self) -> str:
        found = _TOKEN.search(self.client.get("/").text)
        assert found
        return found[1]

    def send(self, path: str, *, headers: dict[str, str] | None = None, **form: Any) -> Any:
        return self.send_form(path, form, headers)

    def send_form(self, path: str, form: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
        return self.client.post(path, data={"_csrf_token": self.token(), **form}, headers=headers)


@pytest.fixture
def stranger() -> Iterator[Visitor]:
    """Nobody who was let in yet."""
    with TestClient(create_pages(SETTINGS), base_url="http://127.0.0.1:8790") as client:
        yield Visitor(client)


@pytest.fixture
def visitor(stranger: Visitor) -> Visitor:
    return stranger.come_in()
