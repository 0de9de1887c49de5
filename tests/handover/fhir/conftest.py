"""One full document for all tests of it: twelve medicines, 120 days of three scales."""

from __future__ import annotations

from typing import Any

import pytest

from cotake.handover import Handover
from cotake.handover.fhir import to_fhir
from cotake.knowledge import Library
from tests.handover.fhir.making import full


@pytest.fixture(scope="session")
def everything(library: Library) -> Handover:
    return full(library)


@pytest.fixture(scope="session")
def bundle(everything: Handover) -> dict[str, Any]:
    return to_fhir(everything)
