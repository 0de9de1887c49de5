"""What tests share: the knowledge as it stands in the checkout, and a fixed day."""

import os
import tempfile
from datetime import date

# Nothing of the user's own, such as sources that were added, may play a part.
os.environ["COTAKE_HOME"] = tempfile.mkdtemp(prefix="cotake-tests-")

import pytest

from cotake.knowledge import Library, open_library

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def library() -> Library:
    opened = open_library()
    assert opened.overlays == ()  # looked up here, before a test gives itself another home
    return opened


@pytest.fixture
def today() -> date:
    return TODAY
