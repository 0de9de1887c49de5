"""Calls that are not as the hook wants them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from cotake import InputError
from cotake.knowledge import Library
from cotake.surfaces.hooks import PrefetchMissing, cards_for, discovery, read_request
from tests.conftest import TODAY
from tests.surfaces.hooks.calls import call, draft, order


def test_the_discovery_says_all_that_a_client_needs() -> None:
    services = discovery()["services"]
    assert [each["hook"] for each in services] == ["order-select", "order-sign", "patient-view"]
    assert len({each["id"] for each in services}) == 3
    for each in services:
        assert set(each) == {"hook", "title", "description", "id", "prefetch", "usageRequirements"}
        assert set(each["prefetch"]) == {
            "patient", "medicationRequests", "medicationStatements", "allergies", "conditions", "egfr"
        }  # fmt: skip
        for query in each["prefetch"].values():
            assert query.count("{{") == query.count("{{context.patientId}}") == 1


def drop(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(asked: dict[str, Any]) -> None:
        for name in path[:-1]:
            asked = asked[name]
        del asked[path[-1]]

    return change


def put(value: Any, *path: str) -> Callable[[dict[str, Any]], None]:
    def change(asked: dict[str, Any]) -> None:
        for name in path[:-1]:
            asked = asked[name]
        asked[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put("order-sign", "hook"), "hook is 'order-select'"),
        (drop("hook"), "hook is 'order-select'"),
        (drop("hookInstance"), "hookInstance is a UUID"),
        (put("1", "hookInstance"), "hookInstance is a UUID"),
        (drop("context"), "context is a JSON object"),
        (drop("context", "userId"), "context.userId"),
        (put(" ", "context", "patientId"), "context.patientId"),
        (drop("context", "draftOrders"), "context.draftOrders"),
        (put({"resourceType": "Patient"}, "context", "draftOrders"), "is a FHIR Bundle"),
        (put([1], "context", "draftOrders", "entry"), "context.draftOrders.entry"),
        (drop("context", "selections"), "context.selections"),
        (put([1], "context", "selections"), "context.selections"),
        (put([], "prefetch"), "prefetch is a JSON object"),
        (put({"id": "1"}, "prefetch", "patient"), "prefetch.patient"),
    ],
)
def test_a_call_that_is_not_of_its_form_is_told_where(
    change: Callable[[dict[str, Any]], None], told: str
) -> None:
    asked = call("order-select", [draft("1", "sertraline")])
    change(asked)
    with pytest.raises(InputError, match=re.escape(told)):
        read_request(asked, "cotake-order-select")


@pytest.mark.parametrize("hook", ["order-select", "order-sign", "patient-view"])
def test_without_a_list_of_medicines_there_is_no_answer(hook: str) -> None:
    asked = call(hook)
    del asked["prefetch"]["medicationRequests"], asked["prefetch"]["medicationStatements"]
    with pytest.raises(PrefetchMissing, match="medicationRequests nor medicationStatements"):
        read_request(asked, f"cotake-{hook}")
    del asked["prefetch"]
    with pytest.raises(PrefetchMissing):
        read_request(asked, f"cotake-{hook}")


def test_there_is_no_other_service() -> None:
    with pytest.raises(InputError, match="cotake-order-sign"):
        read_request(call("order-sign"), "order-sign")


def test_more_medicines_than_one_person_takes_are_refused(library: Library) -> None:
    asked = call("patient-view", [], [order(str(n), f"name {n}") for n in range(101)])
    with pytest.raises(InputError, match="more than 100 medicines"):
        cards_for(read_request(asked, "cotake-patient-view"), library, TODAY)
