"""A service of the RxNav paths alone, without and with RxNorm."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from litestar import Litestar
from litestar.di import Provide
from litestar.testing import TestClient

from cotake.knowledge import Library
from cotake.knowledge.overlays import add
from cotake.surfaces.rest.rxnav import handlers
from tests.surfaces.rest.rxnav.products import release

Client = TestClient[Litestar]


def service(library: Library) -> Litestar:
    def in_use() -> Library:
        return library

    return Litestar(
        handlers, dependencies={"library": Provide(in_use, sync_to_thread=False)}, logging_config=None
    )


@pytest.fixture
def plain(library: Library) -> Iterator[Client]:
    with TestClient(service(library)) as client:
        yield client


@pytest.fixture(scope="session")
def with_rxnorm(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    home = tmp_path_factory.mktemp("home")
    add("rxnorm", [release(home / "RxNorm_full_prescribe.zip")], into=home / "overlays")
    opened = Library(library.path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COTAKE_HOME", str(home))
        assert [each.form.id for each in opened.overlays] == ["rxnorm"]
    return opened


@pytest.fixture
def full(with_rxnorm: Library) -> Iterator[Client]:
    with TestClient(service(with_rxnorm)) as client:
        yield client


@pytest.fixture
def ask(full: Client) -> Callable[[str], object]:
    """The JSON of a path, as a client of the service of old asked it."""

    def asking(path: str) -> object:
        answer = full.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return asking
