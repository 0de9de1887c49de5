"""What tests share: the knowledge as it stands in the checkout, and a fixed day."""

from datetime import date

import pytest

from cotake.knowledge import Library, open_library

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library()


@pytest.fixture
def today() -> date:
    return TODAY
