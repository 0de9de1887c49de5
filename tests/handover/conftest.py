"""What the tests of the page share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cotake.handover import Handover, Kept, gather
from cotake.knowledge import Library
from tests.handover.making import NOW, simple

Make = Callable[..., Handover]
PAIR = ("LDN 4.5 mg at bedtime", "sertraline 100 mg daily")


@pytest.fixture(scope="session")
def journal(library: Library) -> Kept:
    return simple(library)


@pytest.fixture
def make(library: Library) -> Make:
    """`gather`, at a fixed moment; the usual pair where no medicines are given."""

    def made(*medicines: str, **more: Any) -> Handover:
        return gather(medicines or PAIR, library=library, now=NOW, **more)

    return made
