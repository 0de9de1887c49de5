"""Makes the two data files of this folder from the definitions of FHIR R4 that HL7 publishes.

    python reduce.py FOLDER

FOLDER holds fhir.schema.json, valuesets.json, v3-codesystems.json, profiles-resources.json and
profiles-types.json of version 4.0.1, as in definitions.json.zip and fhir.schema.json.zip of HL7.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
USED = (
    "AllergyIntolerance",
    "Bundle",
    "CarePlan",
    "Composition",
    "Condition",
    "DetectedIssue",
    "Device",
    "MedicationStatement",
    "Observation",
    "Patient",
    "Questionnaire",
    "QuestionnaireResponse",
)
#: Bindings that are no more than preferred, and are kept all the same.
ALSO = ("DetectedIssue.code", "Composition.type", "Composition.section.code")


def reduced_schema(whole: dict[str, Any]) -> dict[str, Any]:
    """The definitions that the used resources need; a contained resource is one of them."""
    held = dict(whole["definitions"])
    held["ResourceList"] = {"oneOf": [{"$ref": f"#/definitions/{name}"} for name in USED]}
    needed: set[str] = set()
    open_ = list(USED)
    while open_:
        name = open_.pop()
        if name not in needed:
            needed.add(name)
            open_ += re.findall(r"#/definitions/(\w+)", json.dumps(held[name]))
    head = {key: whole[key] for key in ("$schema", "id", "description")}
    return {**head, "definitions": {name: held[name] for name in sorted(needed)}}


def elements(folder: Path) -> list[dict[str, Any]]:
    found = []
    for name in ("profiles-resources.json", "profiles-types.json"):
        for entry in json.loads((folder / name).read_text(encoding="utf-8"))["entry"]:
            kind = entry["resource"]
            if kind["resourceType"] == "StructureDefinition" and kind.get("derivation") == "specialization":
                found += kind["snapshot"]["element"]
    return found


class Terms:
    """Value sets and the code systems that they are made of."""

    def __init__(self, folder: Path) -> None:
        self.held: dict[tuple[str, str], dict[str, Any]] = {}
        for name in ("valuesets.json", "v3-codesystems.json"):
            for entry in json.loads((folder / name).read_text(encoding="utf-8"))["entry"]:
                resource = entry["resource"]
                self.held[resource["resourceType"], resource.get("url", "")] = resource

    def codes(self, url: str) -> list[list[str]] | None:
        """System and code of each; None where a set cannot be listed."""
        found = self.held.get(("ValueSet", url.partition("|")[0]))
        listed: list[list[str]] = []
        for part in (found or {}).get("compose", {}).get("include", []):
            if "concept" in part:
                listed += [[part["system"], each["code"]] for each in part["concept"]]
                continue
            system = self.held.get(("CodeSystem", part.get("system", "")))
            if system is None:
                return None
            under = [each["value"] for each in part.get("filter", []) if each["op"] == "is-a"]
            listed += [[part["system"], code] for code in walk(system.get("concept", []), under, not under)]
        return sorted(map(list, set(map(tuple, listed)))) or None


def walk(concepts: list[dict[str, Any]], under: list[str], inside: bool) -> list[str]:
    found = []
    for each in concepts:
        here = inside or each["code"] in under
        found += [each["code"]] if here else []
        found += walk(each.get("concept", []), under, here)
    return found


def bindings(folder: Path, schema: dict[str, Any]) -> dict[str, Any]:
    """Of each element with a required binding the codes that it may have."""
    terms = Terms(folder)
    roots = {name.partition("_")[0] for name in schema["definitions"]}
    found = {}
    for each in elements(folder):
        binding, path = each.get("binding", {}), each["path"]
        wanted = binding.get("strength") == "required" or path in ALSO
        if not wanted or path.partition(".")[0] not in roots or not binding.get("valueSet"):
            continue
        if codes := terms.codes(binding["valueSet"]):
            found[path] = {"valueSet": binding["valueSet"], "codes": codes}
    return dict(sorted(found.items()))


def main(folder: Path) -> None:
    schema = reduced_schema(json.loads((folder / "fhir.schema.json").read_text(encoding="utf-8")))
    text = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    (HERE / "fhir.schema.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    held = {
        "source": "HL7 FHIR R4, definitions.json",
        "version": "4.0.1",
        "licence": "CC0-1.0",
        "bindings": bindings(folder, schema),
    }
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    (HERE / "bindings.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
