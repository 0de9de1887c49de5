"""The details of a card: what, what to do, why, how sure, on what it depends, and the sources.

The order of the items is that of the page for a clinician; they are those of the minimal information model
that the HL7 guide PDDI-CDS builds its cards on: medicines, consequence, seriousness, mechanism, action,
modifying factors, evidence, frequency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cotake._text import clause, in_text, joined, sentence
from cotake.interactions import CLASS_NAMES, NOTICE, Finding, Report, harm_named, plain_sources, said
from cotake.knowledge import Library
from cotake.knowledge.types import Words
from cotake.surfaces.hooks._markdown import bullets, cut, escaped, linked

#: Longer lists of sources are cut; the answer of `/v1/check` has all of them.
_MOST_SOURCES = 8
_NOT_KNOWN = ("", "unknown", "not known")


def finding_detail(finding: Finding, report: Report, notes: Sequence[str], of_person: Sequence[str]) -> str:
    """One finding as the details of its card.

    Args:
        finding: the finding.
        report: the answer that it is of.
        notes: how the medicines were read.
        of_person: what was reckoned with of the person, and what was not.
    """
    return "\n\n".join((*_parts(finding, report, notes), *closing(report, of_person)))


def merged_detail(
    findings: Iterable[Finding], report: Report, notes: Sequence[str], of_person: Sequence[str]
) -> str:
    """Several findings as the details of one card."""
    blocks = [
        "\n\n".join((f"#### {escaped(title_of(each, report.library))}", *_parts(each, report, notes)))
        for each in findings
    ]
    return "\n\n".join((*blocks, *closing(report, of_person)))


def title_of(finding: Finding, library: Library) -> str:
    """Who and what, such as "A and B: bleeding"."""
    names = [*finding.names[:1], *map(in_text, finding.names[1:])]
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return f"{joined(shown)}: {harm_named(finding.hazard, library, 'clinician')}"


def closing(report: Report, of_person: Sequence[str] = ()) -> Iterator[str]:
    """What stands under each card."""
    if of_person:
        yield f"**Of the person:**\n\n{bullets(escaped(cut(each, 400)) for each in of_person)}"
    if report.knowledge_notice:
        yield escaped(report.knowledge_notice)
    yield f"*{escaped(NOTICE)}*"


def _parts(finding: Finding, report: Report, notes: Sequence[str]) -> Iterator[str]:
    library = report.library
    serious = library.vocabulary("seriousness").get(finding.seriousness)
    hazard = library.vocabulary("hazards").get(finding.hazard)
    how_bad = f"; {serious.name}" if serious else ""
    named = sentence(CLASS_NAMES[finding.classification])
    yield f"**{named} (class {finding.classification} of 5){how_bad}.** {_say(finding.summary)}"
    yield f"**What to do:** {_say(finding.action)}"
    if finding.mechanism:
        yield f"**Why:**\n\n{bullets(escaped(each) for each in finding.mechanism)}"
    if hazard and hazard.watch:
        yield f"**Watch for:** {_say(hazard.watch)}"
    if times := list(_times(finding)):
        yield " ".join(times)
    if finding.modifiers:
        yield f"**In this case:**\n\n{bullets(_say(each) for each in finding.modifiers)}"
    yield _evidence(finding, library)
    if depends := _depends(finding, (*report.assumptions, *notes)):
        yield f"**It depends on:**\n\n{bullets(escaped(each) for each in depends)}"
    if finding.citations:
        yield f"**Sources:**\n\n{bullets(_sources(finding, library))}"


def _say(words: Words) -> str:
    return escaped(said(words, "clinician"))


def _times(finding: Finding) -> Iterator[str]:
    if finding.onset not in _NOT_KNOWN:
        yield f"**Begins:** {escaped(finding.onset)}."
    if finding.ends.date:
        yield f"**Ends:** on {finding.ends.date}."
    elif finding.ends.rule:
        yield f"**Ends:** {escaped(finding.ends.rule)}."


def _evidence(finding: Finding, library: Library) -> str:
    grade = library.vocabulary("evidence-grades").get(finding.grade)
    bases = library.vocabulary("bases")
    rest = ", ".join(bases[each].name for each in finding.basis if each in bases)
    shown = f"**Evidence:** {escaped(grade.name if grade else finding.grade)}"
    if grade and grade.says:
        shown += f" ({escaped(grade.says)})"
    shown += f"; from {escaped(rest)}." if rest else "."
    often = finding.frequency if finding.frequency not in _NOT_KNOWN else "not known"
    return f"{shown} **How often:** {escaped(clause(often))}."


def _depends(finding: Finding, assumptions: Sequence[str]) -> list[str]:
    """The assumptions and notes that name a medicine of the finding."""
    names = [each.lower() for each in finding.names]
    return [each for each in assumptions if any(name in each.lower() for name in names)]


def _sources(finding: Finding, library: Library) -> Iterator[str]:
    marks = library.vocabulary("read-marks")
    found = plain_sources(finding.citations, library)
    for each in found[:_MOST_SOURCES]:
        read = marks[each["read"]].name if each["read"] in marks else each["read"]
        parts = [str(each["year"] or ""), each["locator"] or "", read]
        yield f"{linked(each['title'], each['url'])}, {escaped(', '.join(filter(None, parts)))}"
    if len(found) > _MOST_SOURCES:
        yield f"and {len(found) - _MOST_SOURCES} more"
