"""Calls as clients make them, and what comes back held against the specification."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from cotake.knowledge import Library
from cotake.surfaces.hooks import cards_for, read_request
from tests.conftest import TODAY

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
PATIENT: dict[str, Any] = {"resourceType": "Patient", "id": "1288992", "gender": "female"}

Json = dict[str, Any]


def order(own: str, name: str = "", *, rxnorm: str = "", status: str = "active", **more: Any) -> Json:
    """A MedicationRequest by name, by code or by both."""
    concept: Json = {"text": name} if name else {}
    if rxnorm:
        concept["coding"] = [{"system": RXNORM, "code": rxnorm, **({"display": name} if name else {})}]
    return {
        "resourceType": "MedicationRequest",
        "id": own,
        "status": status,
        "intent": "order",
        "subject": {"reference": "Patient/1288992"},
        "medicationCodeableConcept": concept,
        **more,
    }


def draft(own: str, name: str = "", **more: Any) -> Json:
    return order(own, name, status="draft", **more)


def bundle(resources: Sequence[Json], **more: Any) -> Json:
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"resource": each} for each in resources],
        **more,
    }


def call(
    hook: str,
    drafts: Sequence[Json] = (),
    current: Sequence[Json] = (),
    *,
    selections: Sequence[str] | None = None,
    **prefetch: Any,
) -> Json:
    """A call of the public sandbox in shape: the lists that are empty come as empty bundles."""
    context: Json = {"userId": "Practitioner/COREPRACTITIONER1", "patientId": "1288992"}
    if hook != "patient-view":
        context["draftOrders"] = bundle(drafts, type="collection")
    if hook == "order-select":
        context["selections"] = (
            [f"MedicationRequest/{each['id']}" for each in drafts]
            if selections is None
            else list(selections)
        )
    sent = {
        "patient": PATIENT,
        "medicationRequests": bundle(current),
        "medicationStatements": bundle([]),
        "allergies": bundle([]),
        "conditions": bundle([]),
        "egfr": bundle([]),
    }
    return {
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "fhirServer": "https://launch.smarthealthit.org/v/r4/fhir",
        "hook": hook,
        "context": context,
        "prefetch": {**sent, **prefetch},
    }


@cache
def _schema() -> Any:
    path = Path(__file__).with_name("cards.schema.json")
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def valid(response: Json) -> list[Json]:
    """The cards of a response that is as the specification wants it."""
    _schema().validate(response)
    cards: list[Json] = response["cards"]
    for card in cards:
        recommended = [each for each in card.get("suggestions", []) if each.get("isRecommended")]
        assert not recommended or card["selectionBehavior"] == "any" or len(recommended) == 1
    assert len({card["uuid"] for card in cards}) == len(cards)
    return cards


def answered(asked: Json, library: Library) -> list[Json]:
    """The cards that answer a call."""
    request = read_request(asked, f"cotake-{asked['hook']}")
    return valid(cards_for(request, library, TODAY))


def told(cards: Sequence[Json]) -> list[tuple[str, str]]:
    """Indicator and summary of each."""
    return [(card["indicator"], card["summary"]) for card in cards]
