"""What the medicines do together: classes 1 and 2 in full, class 3 in a table, the rest counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cotake._text import clause, joined, sentence
from cotake.handover._days import counted
from cotake.handover._page import Block, Card, Points, Said, Section, Table, numbered
from cotake.interactions import Finding, Report, harm_named, said
from cotake.knowledge.types import Citation

#: From citations to their numbers on the page.
Marks = Callable[[Iterable[Citation]], tuple[int, ...]]

_TAGS = {1: "Avoid", 2: "Usually avoid", 3: "Minimise risk"}


def findings_section(report: Report, marks: Marks) -> Section:
    """The findings that are worth a clinician's time; the others are counted."""
    blocks: list[Block] = [_opening(report)]
    blocks += [_card(each, report, marks) for each in report.of_class(1, 2)]
    cares = report.of_class(3)
    if cares:
        blocks.append(_table(cares, report, marks))
    for note in report.notes:
        told = said(note.summary, "clinician")
        blocks.append(Said(told, strong="Studied together", marks=marks(note.citations)))
    if others := tuple(_others(report)):
        blocks.append(Points(others))
    blocks += _rest(report)
    return Section("findings", "Findings", tuple(blocks), "findings")


def _opening(report: Report) -> Said:
    counts = [(level, len(report.of_class(level)), tag.lower()) for level, tag in _TAGS.items()]
    told = joined(f"{count} of class {level} ({tag})" for level, count, tag in counts if count)
    unsure = "" if report.complete else " The list was not fully checked: see above."
    if told:
        return Said(f"{told}.{unsure}")
    if report.complete:
        return Said("Nothing was found that needs action; this is not proof of safety.")
    if not report.medicines:
        return Said("Nothing could be checked.", loud=True)
    return Said(f"No finding among what could be checked.{unsure}", loud=True)


def hazards_in_words(finding: Finding, report: Report) -> str:
    """The harm, and those that come with it, as a clinician calls them."""
    return joined(harm_named(each, report.library, "clinician") for each in (finding.hazard, *finding.also))


def _card(finding: Finding, report: Report, marks: Marks) -> Card:
    lines = [("What", said(finding.summary, "clinician"))]
    if finding.mechanism:
        chain = (finding.mechanism[0], *map(clause, finding.mechanism[1:]))
        lines.append(("How", f"{'; '.join(chain)}."))
    lines.append(("Action", said(finding.action, "clinician")))
    if finding.modifiers:
        lines.append(("Here", " ".join(said(each, "clinician") for each in finding.modifiers)))
    times = [f"{sentence(finding.onset)}."] if finding.onset != "not known" else []
    if finding.ends.rule:
        until = f" ({finding.ends.date.isoformat()})" if finding.ends.date else ""
        times.append(f"Ends: {finding.ends.rule}{until}.")
    if times:
        lines.append(("When", " ".join(times)))
    often = "frequency not known" if finding.frequency == "unknown" else finding.frequency
    lines.append(("Evidence", f"{sentence(finding.grade)} ({_basis(finding, report)}); {often}."))
    title = f"{' + '.join(finding.names)}: {hazards_in_words(finding, report)}"
    return Card(
        finding.classification, _TAGS[finding.classification], title, tuple(lines), marks(finding.citations)
    )


def _basis(finding: Finding, report: Report) -> str:
    bases = report.library.vocabulary("bases")
    return joined(bases[each].name if each in bases else each for each in finding.basis) or "no source"


def _table(findings: Iterable[Finding], report: Report, marks: Marks) -> Table:
    rows = []
    for each in findings:
        numbers = numbered(marks(each.citations))
        rows.append(
            (
                " + ".join(each.names),
                sentence(hazards_in_words(each, report)) + _ratio(each),
                said(each.action, "clinician"),
                sentence(each.grade) + (f" [{numbers}]" if numbers else ""),
            )
        )
    head = ("Class 3, minimise risk", "What may happen", "Action", "Evidence")
    return Table("Findings of class 3", head, tuple(rows), (3, 3, 5, 2))


def _ratio(finding: Finding) -> str:
    shown = finding.exposure
    if shown is None:
        return ""
    how = "measured" if shown.measured else "predicted"
    ends = "" if shown.low == shown.high else f", {shown.low:.2g} to {shown.high:.2g}"
    return f" (AUC of {shown.of or shown.victim} × {shown.ratio:.2g}{ends}; {how})"


def _others(report: Report) -> Iterator[Said]:
    """Where a source that the user added differs from what is found here."""
    for each in report.others:
        if each.stance == "differs":
            names = " + ".join(report.library.substance(name).name for name in each.substances)
            told = joined(one.level for one in each.statements) or "nothing of this pair"
            ours = f"class {each.classification}" if each.classification else "no finding"
            yield Said(f"{names}: {told}; here {ours}.", strong=f"{each.name} differs")


def _rest(report: Report) -> Iterator[Said]:
    warned: dict[str, list[str]] = {}
    entries = report.library.vocabulary("warnings")
    for each in report.warnings:
        warned.setdefault(joined(each.names), []).append(entries[each.id].name)
    if warned:
        names_told = "; ".join(f"{names}: {', '.join(about)}" for names, about in warned.items())
        yield Said(f"{sentence(names_told)}.", strong="Warnings of each", soft=True)
    told = []
    folded = len(report.of_class(4, 5))
    if folded:
        told.append(f"{counted(folded, 'note')} of class 4 or 5 (no action) not shown.")
    if report.clear:
        reasoned = sum(each.basis == "class-reasoning" for each in report.clear)
        judged = f" ({reasoned} judged by class and structure, no source read)" if reasoned else ""
        areas = len(report.library.vocabulary("areas"))
        told.append(f"{len(report.clear)} of {areas} areas looked at need no action{judged}.")
    if told:
        yield Said(" ".join(told), soft=True)
