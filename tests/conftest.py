"""What tests share: the knowledge as it stands in the checkout, and a fixed day.

Hypothesis tries the same examples at each run, however slow the machine is; with COTAKE_TEST_SEARCH=1 it
looks for others.
"""

import os
import tempfile
from datetime import date

# Nothing of the user's own, such as sources that were added, may play a part.
os.environ["COTAKE_HOME"] = tempfile.mkdtemp(prefix="cotake-tests-")

import pytest
from hypothesis import HealthCheck, settings

from cotake.knowledge import Library, open_library

TODAY = date(2026, 11, 23)

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=not os.environ.get("COTAKE_TEST_SEARCH"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def library() -> Library:
    opened = open_library()
    assert opened.overlays == ()  # looked up here, before a test gives itself another home
    return opened


@pytest.fixture
def today() -> date:
    return TODAY
