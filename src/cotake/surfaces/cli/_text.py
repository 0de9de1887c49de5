"""The answer as lines of text, each with the part it plays; plain and Rich output share them."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator

from cotake._text import clause, joined, sentence
from cotake.interactions import NOTICE, Audience, Finding, Report, harm_named, plain_sources, said
from cotake.regimen import without_lead
from cotake.surfaces.cli._line import Line
from cotake.surfaces.cli._others import other_lines

#: The width of piped text, and the most and least of a terminal's.
WIDTH, WIDEST, NARROWEST = 88, 100, 32
_CLASS = {
    1: "AVOID",
    2: "USUALLY AVOID",
    3: "MINIMISE RISK",
    4: "NO SPECIAL PRECAUTIONS",
    5: "IGNORE",
}


def report_lines(report: Report, audience: str, show_all: bool, width: int = WIDTH) -> list[Line]:
    """The whole answer, the most important first, in lines of at most `width` characters."""
    return [
        Line(text, line.role)
        for line in _lines(report, audience, show_all)
        for text in _broken(line, width)
    ]


def screen_width() -> int:
    """The width to write for: the terminal's within reason, or the usual one of a pipe."""
    if not sys.stdout.isatty():
        return WIDTH
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDTH, 24)).columns))


def _broken(line: Line, width: int) -> list[str]:
    return textwrap.wrap(
        line.text,
        width,
        initial_indent=line.indent,
        subsequent_indent=" " * len(line.indent),
        break_on_hyphens=False,
    ) or [""]


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
                title = sentence(harm_named(finding.hazard, report.library, "person"))
                yield Line(f"{title} ({', '.join(finding.names)})", "dim", "  - ")
    for note in report.notes:
        yield Line("")
        yield Line("What studies say:", "heading")
        yield Line(said(note.summary, mode), "", "  ")
    if report.others:
        yield from other_lines(report, show_all)
    if report.clear:
        yield Line("")
        areas = report.library.vocabulary("areas")
        if show_all:
            yield Line("Checked and clear:", "heading")
            for clear in report.clear:
                text = f"{sentence(areas[clear.area].name)}: {said(clear.why, mode)} ({clear.basis})"
                yield Line(text, "clear", "  - ")
        else:
            names = ", ".join(areas[clear.area].name for clear in report.clear)
            yield Line(f"Checked and clear: {names}.", "clear")
            reasoned = sum(clear.basis == "class-reasoning" for clear in report.clear)
            if reasoned:
                yield Line(
                    f"In {reasoned} of these {len(report.clear)} areas no source was read for at least "
                    "one of them; it was judged from how medicines of its kind behave.",
                    "dim",
                )
    if report.warnings:
        yield Line("")
        yield Line("Know this about each medicine:", "heading")
        entries = report.library.vocabulary("warnings")
        for warned in report.warnings:
            text = said(warned.text, mode) if show_all else entries[warned.id].name
            yield Line(f"{sentence(joined(warned.names))}: {text}", "dim", "  - ")
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
        yield Line(f"{sentence(names)}: {joined(parts)}.", "answer1" if stops else "answer3")
    elif report.status == "nothing_found":
        yield Line(f"{sentence(names)}: nothing found that needs action.", "answer4")
    else:
        text = (
            f"{sentence(names)}: no finding, but the list was not fully checked."
            if names
            else "Nothing could be checked."
        )
        yield Line(text, "answer3")
    for unknown in report.not_recognised:
        yield Line(f'NOT RECOGNISED, and not checked: "{unknown.text}".', "gap")
        if unknown.why:
            yield Line(f"{sentence(unknown.why)}.", "gap", "  ")
        if unknown.candidates:
            offered = ", ".join(f"{each.name} ({each.score:.0%} alike)" for each in unknown.candidates)
            yield Line(f"Did you mean: {offered}? Write it out and check again.", "gap", "  ")
    for gap in report.not_covered:
        areas = f": {', '.join(gap.areas)}" if gap.areas else ""
        yield Line(f'NOT FULLY CHECKED: "{gap.text}" ({gap.why}{areas}).', "gap")
    for each in report.not_compared:
        name = without_lead(each.text)
        yield Line(f'NOT COMPARED: allergy to "{name}" ({each.kind}). Ask a pharmacist.', "gap")


def _taken(medicine: object) -> str:
    return str(getattr(medicine, "text", ""))


def _finding(report: Report, finding: Finding, mode: Audience) -> Iterator[Line]:
    hazard = report.library.vocabulary("hazards").get(finding.hazard)
    name = harm_named(finding.hazard, report.library, mode)
    names = " + ".join(finding.names)
    head = f"{finding.classification} {_CLASS[finding.classification]} | {names}: {name}"
    yield Line(head, f"class{finding.classification}")
    yield Line(said(finding.summary, mode), "", "  ")
    if also := [harm_named(each, report.library, mode) for each in finding.also]:
        yield Line(f"Also: {joined(also)}.", "", "  ")
    if finding.mechanism:
        chain = (finding.mechanism[0], *map(clause, finding.mechanism[1:]))
        yield Line(f"How: {'; '.join(chain)}.", "dim", "  ")
    yield Line(f"What to do: {said(finding.action, mode)}", "action", "  ")
    for modifier in finding.modifiers:
        yield Line(said(modifier, mode), "", "  ")
    times = []
    if finding.onset != "not known":
        times.append(f"When: {finding.onset}.")
    if finding.ends.rule:
        times.append(f"Ends: {finding.ends.rule}.")
    times.append(f"How often: {finding.frequency}.")
    yield Line(" ".join(times), "dim", "  ")
    if finding.classification <= 3 and hazard and hazard.watch:
        help_text = f" {hazard.help}" if hazard.help else ""
        yield Line(f"Watch for: {said(hazard.watch, mode)}{help_text}", "dim", "  ")
    sources = {
        (each["title"], each["read"]): each for each in plain_sources(finding.citations, report.library)
    }
    marks = report.library.vocabulary("read-marks")
    shown = "; ".join(
        f"{each['title']} ({marks[each['read']].name if each['read'] in marks else each['read']})"
        for each in list(sources.values())[:4]
    )
    more = f"; and {len(sources) - 4} more" if len(sources) > 4 else ""
    yield Line(f"Evidence: {finding.grade}. Sources: {shown}{more}.", "dim", "  ")


def _closing(report: Report, show_all: bool) -> Iterator[Line]:
    if report.assumptions:
        yield Line("")
        yield Line("Assumed:", "heading")
        for text in report.assumptions:
            yield Line(text, "dim", "  - ")
    if (report.of_class(4, 5) or report.clear) and not show_all:
        yield Line("")
        yield Line("--all shows the notes, what was checked and the warnings in full.", "dim")
    yield Line("")
    if report.knowledge_notice:
        yield Line(report.knowledge_notice, "gap")
    yield Line(NOTICE, "dim")
