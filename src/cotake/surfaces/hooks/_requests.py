"""A call of a service, read and held against what the hook requires."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cotake._errors import InputError
from cotake._record import record
from cotake.surfaces.hooks._services import LISTS, SERVICES, Service

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class PrefetchMissing(InputError):
    """A call without the data that an answer needs, which is not fetched from elsewhere."""


@record
class Asked:
    """A call. `drafts` are the resources of the draft orders with the address of each entry.

    `selections` is None where the hook selects nothing; `prefetch` holds what was sent, a value of None
    where the client has none.
    """

    service: Service
    instance: str
    patient: str
    drafts: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    selections: tuple[str, ...] | None = None
    prefetch: Mapping[str, Any] | None = None


def read_request(data: Any, service_id: str) -> Asked:
    """A call from its JSON.

    Args:
        data: the JSON value that was posted.
        service_id: the service it was posted to.

    Raises:
        PrefetchMissing: no list of medicines was sent.
        InputError: there is no such service, or the call is not of the form that the hook has.
    """
    service = SERVICES.get(service_id)
    if service is None:
        raise InputError(f"there is no service {service_id!r}; there are: {', '.join(SERVICES)}")
    call = _object(data, "the call")
    if call.get("hook") != service.hook:
        raise InputError(f"hook is {service.hook!r} for this service, got {call.get('hook')!r:.60}")
    instance = call.get("hookInstance")
    if not isinstance(instance, str) or not _UUID.fullmatch(instance):
        raise InputError("hookInstance is a UUID such as d1577c69-dfbe-44ad-ba6d-3e05e953b2ea")
    context = _object(call.get("context"), "context")
    for name in ("userId", "patientId"):
        _said(context.get(name), f"context.{name}")
    return Asked(
        service=service,
        instance=instance.lower(),
        patient=context["patientId"].strip(),
        drafts=_drafts(context) if service.drafts else (),
        selections=_selections(context) if service.hook == "order-select" else None,
        prefetch=_prefetch(call),
    )


def _object(given: Any, name: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise InputError(f"{name} is a JSON object, and it is required")
    return given


def _said(given: Any, name: str) -> str:
    if not isinstance(given, str) or not re.search(r"\S", given):
        raise InputError(f"{name} is a text, and it is required")
    return given.strip()


def _drafts(context: Mapping[str, Any]) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    bundle = _object(context.get("draftOrders"), "context.draftOrders")
    if bundle.get("resourceType") != "Bundle":
        raise InputError("context.draftOrders is a FHIR Bundle: its resourceType is Bundle")
    entries = bundle.get("entry", [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise InputError("context.draftOrders.entry is a list of JSON objects")
    return tuple(entry_of(each) for each in entries)


def entry_of(entry: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The address and the resource of an entry; an empty resource where there is none."""
    address, resource = entry.get("fullUrl"), entry.get("resource")
    return address if isinstance(address, str) else "", resource if isinstance(resource, dict) else {}


def _selections(context: Mapping[str, Any]) -> tuple[str, ...]:
    given = context.get("selections")
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise InputError("context.selections is a list of ids such as MedicationRequest/103, and required")
    return tuple(each.strip() for each in given)


def _prefetch(call: Mapping[str, Any]) -> Mapping[str, Any]:
    given = call.get("prefetch")
    if given is None:
        given = {}
    if not isinstance(given, dict):
        raise InputError("prefetch is a JSON object")
    for name, value in given.items():
        if value is not None and not (
            isinstance(value, dict) and isinstance(value.get("resourceType"), str)
        ):
            raise InputError(f"prefetch.{name:.60} is a FHIR resource with its resourceType, or null")
    if not any(name in given for name in LISTS):
        raise PrefetchMissing(
            f"the prefetch holds neither {' nor '.join(LISTS)}: without a list of medicines nothing can be "
            "checked, and this service asks no FHIR server. Where there is none, send null"
        )
    return given
