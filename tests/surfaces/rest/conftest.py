"""The service in this process, without a limit of requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from cotake.surfaces.rest import Settings
from cotake.surfaces.rest._app import litestar_app


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient[Litestar]]:
    monkeypatch.setenv("COTAKE_HOME", str(tmp_path / "home"))
    with TestClient(litestar_app(Settings(rate_per_minute=0)), raise_server_exceptions=False) as found:
        yield found
