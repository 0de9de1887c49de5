"""One server over each transport for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cotake.knowledge import Library
from tests.surfaces.mcp.serving import Model, free_port, over_stdio, started, talking, wait_for


@pytest.fixture(scope="session")
def stdio(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Model]:
    """A client that started `cotake mcp` itself."""
    with talking(over_stdio(library.path, tmp_path_factory.mktemp("home"))) as model:
        yield model


@pytest.fixture(scope="session")
def address(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `cotake mcp --http` answers."""
    port = free_port()
    home: Path = tmp_path_factory.mktemp("home")
    process = started("--http", "--port", str(port), knowledge=library.path, home=home)
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture(scope="session")
def http(address: str) -> Iterator[Model]:
    """A client over HTTP."""
    with talking(address) as model:
        yield model


@pytest.fixture(params=["stdio", "http"])
def model(request: pytest.FixtureRequest) -> Model:
    """A client over each transport in turn."""
    found: Model = request.getfixturevalue(request.param)
    return found
