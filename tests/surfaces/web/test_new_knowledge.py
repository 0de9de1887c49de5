"""Knowledge that is put in place while the pages are open answers soon."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from litestar.testing import TestClient

from cotake.knowledge import open_library
from cotake.surfaces.web import WebSettings, create_pages
from tests.surfaces.rest.test_new_knowledge import LATER, edited
from tests.surfaces.web.conftest import Visitor


def test_the_pages_go_on_with_what_was_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: WebSettings
) -> None:
    used = tmp_path / "used.sqlite"
    shutil.copy(open_library().path, used)
    monkeypatch.setenv("COTAKE_KNOWLEDGE", str(used))
    monkeypatch.setattr("cotake.surfaces._in_use._LOOK_S", 0.1)
    with TestClient(create_pages(settings), base_url="http://127.0.0.1:8790") as client:
        Visitor(client).come_in()
        assert LATER not in client.get("/").text
        edited(used, used, LATER)
        ends = time.monotonic() + 120
        while LATER not in client.get("/").text:
            assert time.monotonic() < ends, "the pages still answer from what was there before"
            time.sleep(0.1)
