"""What FHIR R4 asks of a document, held against one: the official schema, value sets and invariants."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jsonschema import Draft6Validator  # type: ignore[import-untyped]

DATA = Path(__file__).parent / "data"
XHTML = "{http://www.w3.org/1999/xhtml}"
#: Of what a narrative may be made (R4, narrative.html, txt-1), as far as it is used.
ELEMENTS = {"div", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
#: Extensions of HL7 that are used.
HL7 = {
    "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
}


@cache
def schema() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(gzip.decompress((DATA / "fhir.schema.json.gz").read_bytes()))
    return held


@cache
def bindings() -> dict[str, set[tuple[str, str]]]:
    held = json.loads(gzip.decompress((DATA / "bindings.json.gz").read_bytes()))
    assert held["version"] == "4.0.1"
    return {path: {tuple(code) for code in each["codes"]} for path, each in held["bindings"].items()}


@cache
def validator(kind: str) -> Draft6Validator:
    """For one kind of resource: the whole schema tries each of them, which is slow."""
    return Draft6Validator({**schema(), "$ref": f"#/definitions/{kind}"})


def resources(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    return [each["resource"] for each in bundle["entry"]]


def of_kind(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each for each in resources(bundle) if each["resourceType"] == kind]


def problems(bundle: dict[str, Any]) -> list[str]:
    """All that is wrong with a document; nothing where it is sound."""
    bare = {**bundle, "entry": [{"fullUrl": each["fullUrl"]} for each in bundle["entry"]]}
    found = by_schema(bare)
    for each in resources(bundle):
        found += by_schema(each)
        found += by_terms(each)
        found += by_invariants(each)
    return found + of_the_document(bundle)


def by_schema(resource: dict[str, Any]) -> list[str]:
    kind = resource["resourceType"]
    assert kind in schema()["definitions"], kind
    return [
        f"{kind}: {each.json_path}: {each.message[:200]}" for each in validator(kind).iter_errors(resource)
    ]


def elements(value: Any, definition: str) -> Iterator[tuple[str, Any]]:
    """Each element below a resource by its path, such as `Timing.repeat.periodUnit`."""
    properties = schema()["definitions"][definition].get("properties", {})
    for name, held in value.items():
        told = properties.get(name, {})
        of = told.get("$ref") or told.get("items", {}).get("$ref") or ""
        inner = of.rpartition("/")[2]
        path = f"{definition.replace('_', '.')}.{name}"
        path = path[: len(definition)].replace("_", ".") + f".{name}"
        for each in held if isinstance(held, list) else [held]:
            yield _told(path), each
            if isinstance(each, dict) and inner in schema()["definitions"] and inner != "ResourceList":
                yield from elements(each, inner)


def _told(path: str) -> str:
    """`CarePlan.Detail.status` of the schema is `CarePlan.activity.detail.status` of the definitions."""
    head, *inner = path.split(".")
    inner = [each[:1].lower() + each[1:] for each in inner]
    joined = ".".join((head, *inner))
    return {
        "CarePlan.detail.status": "CarePlan.activity.detail.status",
        "CarePlan.detail.kind": "CarePlan.activity.detail.kind",
    }.get(joined, joined)


def by_terms(resource: dict[str, Any]) -> list[str]:
    """Codes that are not of the value set of a required binding."""
    found = []
    for path, held in elements(resource, resource["resourceType"]):
        allowed = bindings().get(path)
        if allowed is None or path == "DetectedIssue.code":
            continue
        if isinstance(held, str):
            given = {held}
            codes = {code for _, code in allowed}
            found += [f"{path}: {held}"] if not given & codes else []
        elif not {(each.get("system"), each.get("code")) for each in held.get("coding", [])} & allowed:
            found.append(f"{path}: {held}")
    return found


def by_invariants(resource: dict[str, Any]) -> list[str]:
    """The invariants of R4 that a schema cannot hold, by their keys."""
    kind, found = resource["resourceType"], []

    def broken(key: str, held: Any) -> None:
        found.append(f"{kind}: {key}: {json.dumps(held)[:200]}")

    if not resource.get("id") or not resource.get("text"):
        broken("dom-6", resource.get("id"))
    for each in below(resource):
        if isinstance(each, dict):
            if not each or any(value in (None, "", [], {}) for value in each.values()):
                broken("ele-1", each)
            if "url" in each and _is_extension(each):
                values = [name for name in each if name.startswith("value")]
                if len(values) + ("extension" in each) != 1:
                    broken("ext-1", each)
            if {"start", "end"} <= each.keys() and each["start"] > each["end"]:
                broken("per-1", each)
            if "value" in each and "code" in each and "unit" in each and "system" not in each:
                broken("qty-3", each)
            if "repeat" in each and "period" in each["repeat"] and "periodUnit" not in each["repeat"]:
                broken("tim-2", each)
            if each.get("div") is not None:
                found += [f"{kind}: {said}" for said in of_narrative(each["div"])]
        if isinstance(each, str) and len(each) > 1_048_576:
            broken("a text that is too long", each[:20])
    if kind == "Observation":
        if "dataAbsentReason" in resource and any(name.startswith("value") for name in resource):
            broken("obs-6", resource)
        own = [str(each) for each in resource["code"].get("coding", [])]
        parts = [str(each) for one in resource.get("component", []) for each in one["code"]["coding"]]
        if set(own) & set(parts):
            broken("obs-7", resource)
    if kind == "CarePlan":
        for each in resource.get("activity", []):
            if "detail" in each and "reference" in each:
                broken("cpl-3", each)
    if kind == "Composition":
        for each in resource.get("section", []):
            if not {"text", "entry", "section"} & each.keys():
                broken("cmp-1", each)
            if "emptyReason" in each and "entry" in each:
                broken("cmp-2", each)
    if kind in ("AllergyIntolerance", "Condition") and "clinicalStatus" not in resource:
        broken("ait-1, con-3", resource)
    if kind == "Questionnaire":
        ids = [each["linkId"] for each in resource["item"]]
        if len(set(ids)) != len(ids):
            broken("que-2", ids)
        for each in resource["item"]:
            if "answerOption" in each and ("answerValueSet" in each or each["type"] != "choice"):
                broken("que-4, que-5", each)
    if kind == "QuestionnaireResponse":
        for each in resource.get("item", []):
            if "answer" in each and "item" in each:
                broken("qrs-1", each)
    return found


def _is_extension(held: dict[str, Any]) -> bool:
    return set(held) <= {"url", "extension", "id"} or any(name.startswith("value") for name in held)


def below(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, dict):
        for each in value.values():
            yield from below(each)
    elif isinstance(value, list):
        for each in value:
            yield from below(each)


def of_narrative(div: str) -> list[str]:
    """txt-1 and txt-2: well-formed, of the few elements that are allowed, and saying something."""
    try:
        root = ElementTree.fromstring(div)
    except ElementTree.ParseError as error:
        return [f"txt-1: {error}: {div[:80]!r}"]
    names = {each.tag.removeprefix(XHTML) for each in root.iter()}
    attributes = {name for each in root.iter() for name in each.attrib}
    found = [f"txt-1: {sorted(names - ELEMENTS)}"] if names - ELEMENTS or attributes else []
    if root.tag != f"{XHTML}div" or not "".join(root.itertext()).strip():
        found.append("txt-2")
    return found


def of_the_document(bundle: dict[str, Any]) -> list[str]:
    """bdl-1 to bdl-12, references, and extensions that are known."""
    found = []
    if bundle["type"] != "document" or {"total", "link"} & bundle.keys():
        found.append("bdl-1")
    if not bundle.get("identifier", {}).get("system") or not bundle["identifier"].get("value"):
        found.append("bdl-9")
    if not bundle.get("timestamp") or datetime.fromisoformat(bundle["timestamp"]).tzinfo is None:
        found.append("bdl-10")
    if resources(bundle)[0]["resourceType"] != "Composition":
        found.append("bdl-11")
    for each in bundle["entry"]:
        if set(each) != {"fullUrl", "resource"}:
            found.append("bdl-2 to bdl-5")
        if each["fullUrl"] != f"urn:uuid:{each['resource']['id']}":
            found.append(f"an address that is not the id: {each['fullUrl']}")
    addresses = [each["fullUrl"] for each in bundle["entry"]]
    if len(set(addresses)) != len(addresses):
        found.append("bdl-7")
    found += [f"leads nowhere: {each}" for each in references(bundle) if each not in addresses]
    urls = {each["url"] for each in of_kind(bundle, "Questionnaire")}
    for each in of_kind(bundle, "QuestionnaireResponse"):
        if each.get("questionnaire") and each["questionnaire"] not in urls:
            found.append(f"no such questionnaire: {each['questionnaire']}")
    for each in below(bundle):
        if isinstance(each, dict) and "url" in each and _is_extension(each):
            url = each["url"]
            if ":" in url and not url.startswith("urn:cotake:fhir:") and url not in HL7:
                found.append(f"an extension that is not known: {url}")
    return found + [f"not reached from the Composition: {each}" for each in unreached(bundle)]


def references(value: Any) -> list[str]:
    return [
        each["reference"]
        for each in below(value)
        if isinstance(each, dict)
        and "reference" in each
        and isinstance(each["reference"], str)
        and each["reference"].startswith("urn:uuid:")
    ]


def unreached(bundle: dict[str, Any]) -> list[str]:
    """Resources that nothing leads to: a document holds what its Composition refers to, and no more."""
    by = {each["fullUrl"]: each["resource"] for each in bundle["entry"]}
    open_, seen = [bundle["entry"][0]["fullUrl"]], set()
    while open_:
        address = open_.pop()
        if address not in seen and address in by:
            seen.add(address)
            open_ += references(by[address])
    return sorted(set(by) - seen)


def ids_of(text: str) -> list[str]:
    return re.findall(r"urn:uuid:([0-9a-f-]{36})", text)
