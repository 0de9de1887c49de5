"""What the tests of the journal share."""

from __future__ import annotations

import pytest

from cotake.journal import Scales
from cotake.knowledge import Library


@pytest.fixture(scope="session")
def scales(library: Library) -> Scales:
    """What can be scored without scales of one's own."""
    return Scales(library)
