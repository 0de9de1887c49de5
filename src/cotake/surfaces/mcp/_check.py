"""The tool `check`: the answer for a whole list, short enough for a model or in full."""

from __future__ import annotations

from typing import Any

from cotake.interactions import CLASS_NAMES, Report, check
from cotake.knowledge import Library
from cotake.surfaces.mcp._arguments import Given, read_regimen
from cotake.surfaces.mcp._check_text import CheckText
from cotake.surfaces.mcp._opening import opening
from cotake.surfaces.mcp._reply import Reply, Sources

#: What the short answer has as the whole one has it.
KEPT = (
    "schema_version", "cotake_version", "knowledge_version", "generated_at", "audience", "status",
    "complete", "medicines", "person", "not_recognised", "not_covered", "assumptions",
)  # fmt: skip


def report_of(given: Given, library: Library) -> Report:
    """The check that is asked for."""
    today = given.today()
    regimen = read_regimen(given.medicines(), library, today)
    return check(regimen, person=given.person(), library=library, today=today)


def check_list(given: Given, library: Library) -> Reply:
    """The answer, the unknowns first."""
    audience, detail = given.audience(), given.detail()
    report = report_of(given, library)
    plain = report.to_dict(audience)
    first = opening(report)
    full = detail == "full"
    text = "\n".join(CheckText(report, plain, audience, full).lines(first))
    shown = plain if full else _short(report, plain)
    return Reply(text, {"read_first": first, "detail": detail, **shown})


def differing(others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What other sources say where they differ from cotake, or where it asks for action."""
    return [each for each in others if each["stance"] == "differs" or (each["classification"] or 5) <= 3]


def _short(report: Report, plain: dict[str, Any]) -> dict[str, Any]:
    """The answer with what needs action in full, the rest by name, and each source once."""
    areas = report.library.vocabulary("areas")
    warnings = report.library.vocabulary("warnings")
    sources = Sources(report.library)
    return {
        **{key: plain[key] for key in KEPT},
        "findings": [
            {
                **each,
                "class_name": CLASS_NAMES[each["classification"]],
                "sources": sources.cite(each["sources"]),
            }
            for each in plain["findings"]
            if each["classification"] <= 3
        ],
        "minor_findings": [
            {
                "id": each["id"],
                "substances": each["substances"],
                "classification": each["classification"],
                "class_name": CLASS_NAMES[each["classification"]],
                "hazard": each["hazard"],
            }
            for each in plain["findings"]
            if each["classification"] > 3
        ],
        "clear": [
            {"area": each["area"], "name": areas[each["area"]].name, "basis": each["basis"]}
            for each in plain["clear"]
        ],
        "studied": [{**each, "sources": sources.cite(each["sources"])} for each in plain["studied"]],
        "warnings": [
            {"id": each["id"], "substances": each["substances"], "name": warnings[each["id"]].name}
            for each in plain["warnings"]
        ],
        "other_sources": differing(plain["other_sources"]),
        "sources": sources.listed(),
        "knowledge_notice": plain["knowledge_notice"],
        "notice": plain["notice"],
    }
