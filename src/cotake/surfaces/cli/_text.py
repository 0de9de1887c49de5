"""The answer as lines of text, each with the part it plays; plain and Rich output share them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from cotake._text import clause, joined, sentence
from cotake.interactions import NOTICE, Audience, Finding, Report, plain_sources, said

WIDTH = 88
_CLASS = {
    1: "AVOID",
    2: "USUALLY AVOID",
    3: "MINIMISE RISK",
    4: "NO SPECIAL PRECAUTIONS",
    5: "IGNORE",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `role` says how it may be coloured."""

    text: str
    role: str = ""


def report_lines(report: Report, audience: str, show_all: bool) -> list[Line]:
    """The whole answer, the most important first."""
    return list(_lines(report, audience, show_all))


def _lines(report: Report, audience: str, show_all: bool) -> Iterator[Line]:
    mode: Audience = "clinician" if audience == "clinician" else "person"
    yield from _opening(report)
    for finding in report.of_class(1, 2, 3):
        yield Line("")
        yield from _finding(report, finding, mode)
    folded = report.of_class(4, 5)
    if folded:
        yield Line("")
        if show_all:
            for finding in folded:
                yield from _finding(report, finding, mode)
                yield Line("")
        else:
            yield Line(f"Notes that need no action ({len(folded)}):", "heading")
            for finding in folded:
                yield from _wrapped(
                    f"{_title(report, finding)} ({', '.join(finding.names)})", "  - ", "dim"
                )
    for note in report.notes:
        yield Line("")
        yield Line("What studies say:", "heading")
        yield from _wrapped(said(note.summary, mode), "  ", "")
    if report.clear:
        yield Line("")
        areas = report.library.vocabulary("areas")
        if show_all:
            yield Line("Checked and clear:", "heading")
            for clear in report.clear:
                text = f"{sentence(areas[clear.area].name)}: {said(clear.why, mode)} ({clear.basis})"
                yield from _wrapped(text, "  - ", "clear")
        else:
            names = ", ".join(areas[clear.area].name for clear in report.clear)
            yield from _wrapped(f"Checked and clear: {names}.", "", "clear")
    if report.warnings:
        yield Line("")
        yield Line("Know this about each medicine:", "heading")
        entries = report.library.vocabulary("warnings")
        for warned in report.warnings:
            text = said(warned.text, mode) if show_all else entries[warned.id].name
            yield from _wrapped(f"{sentence(joined(warned.names))}: {text}", "  - ", "dim")
    yield from _closing(report, show_all)


def _opening(report: Report) -> Iterator[Line]:
    names = joined(dict.fromkeys(_taken(each) for each in report.medicines))
    stops, cares = report.of_class(1, 2), report.of_class(3)
    if stops or cares:
        parts = []
        if report.of_class(1):
            parts.append(f"{len(report.of_class(1))} to avoid")
        if report.of_class(2):
            parts.append(f"{len(report.of_class(2))} usually to avoid")
        if cares:
            parts.append(f"{len(cares)} to take care with")
        yield from _wrapped(f"{sentence(names)}: {joined(parts)}.", "", "answer1" if stops else "answer3")
    elif report.status == "nothing_found":
        yield from _wrapped(f"{sentence(names)}: nothing found that needs action.", "", "answer4")
    else:
        text = (
            f"{sentence(names)}: no finding, but the list was not fully checked."
            if names
            else "Nothing could be checked."
        )
        yield from _wrapped(text, "", "answer3")
    for unknown in report.not_recognised:
        yield from _wrapped(f'NOT RECOGNISED, and not checked: "{unknown.text}".', "", "gap")
        if unknown.candidates:
            offered = ", ".join(f"{each.name} ({each.score:.0%} alike)" for each in unknown.candidates)
            yield from _wrapped(f"Did you mean: {offered}? Write it out and check again.", "  ", "gap")
    for gap in report.not_covered:
        areas = f": {', '.join(gap.areas)}" if gap.areas else ""
        yield from _wrapped(f'NOT FULLY CHECKED: "{gap.text}" ({gap.why}{areas}).', "", "gap")


def _taken(medicine: object) -> str:
    return str(getattr(medicine, "text", ""))


def _title(report: Report, finding: Finding) -> str:
    hazard = report.library.vocabulary("hazards").get(finding.hazard)
    return sentence(hazard.person if hazard else finding.hazard.replace("-", " "))


def _named(report: Report, hazard: str, mode: Audience) -> str:
    entry = report.library.vocabulary("hazards").get(hazard)
    return str((entry.person if mode == "person" else entry.name) if entry else hazard)


def _finding(report: Report, finding: Finding, mode: Audience) -> Iterator[Line]:
    hazard = report.library.vocabulary("hazards").get(finding.hazard)
    name = _named(report, finding.hazard, mode)
    names = " + ".join(finding.names)
    head = f"{finding.classification} {_CLASS[finding.classification]} | {names}: {name}"
    yield from _wrapped(head, "", f"class{finding.classification}")
    yield from _wrapped(said(finding.summary, mode), "  ", "")
    if also := [_named(report, each, mode) for each in finding.also]:
        yield from _wrapped(f"Also: {joined(also)}.", "  ", "")
    if finding.mechanism:
        chain = (finding.mechanism[0], *map(clause, finding.mechanism[1:]))
        yield from _wrapped(f"How: {'; '.join(chain)}.", "  ", "dim")
    yield from _wrapped(f"What to do: {said(finding.action, mode)}", "  ", "action")
    for modifier in finding.modifiers:
        yield from _wrapped(said(modifier, mode), "  ", "")
    times = []
    if finding.onset != "not known":
        times.append(f"When: {finding.onset}.")
    if finding.ends.rule:
        times.append(f"Ends: {finding.ends.rule}.")
    times.append(f"How often: {finding.frequency}.")
    yield from _wrapped(" ".join(times), "  ", "dim")
    if finding.classification <= 3 and hazard and hazard.watch:
        help_text = f" {hazard.help}" if hazard.help else ""
        yield from _wrapped(f"Watch for: {said(hazard.watch, mode)}{help_text}", "  ", "dim")
    sources = {
        (each["title"], each["read"]): each for each in plain_sources(finding.citations, report.library)
    }
    marks = report.library.vocabulary("read-marks")
    shown = "; ".join(
        f"{each['title']} ({marks[each['read']].name if each['read'] in marks else each['read']})"
        for each in list(sources.values())[:4]
    )
    more = f"; and {len(sources) - 4} more" if len(sources) > 4 else ""
    yield from _wrapped(f"Evidence: {finding.grade}. Sources: {shown}{more}.", "  ", "dim")


def _closing(report: Report, show_all: bool) -> Iterator[Line]:
    if report.assumptions:
        yield Line("")
        yield Line("Assumed:", "heading")
        for text in report.assumptions:
            yield from _wrapped(text, "  - ", "dim")
    if (report.of_class(4, 5) or report.clear) and not show_all:
        yield Line("")
        yield from _wrapped("--all shows the notes, what was checked and the warnings in full.", "", "dim")
    yield Line("")
    yield from _wrapped(NOTICE, "", "dim")


def _wrapped(text: str, indent: str, role: str) -> Iterator[Line]:
    hang = " " * len(indent)
    for line in textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False
    ):
        yield Line(line, role)
