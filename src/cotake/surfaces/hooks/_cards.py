"""The answer to a call, as cards.

Class 1 is a `critical` card of its own and class 2 a `warning`; class 3 is one `info` card for all of it,
and classes 4 and 5 are none. What could not be checked is an `info` card, so that no card at all says that
everything was checked and nothing of classes 1 to 3 was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from cotake._text import in_text, joined
from cotake.interactions import Finding, Report, check, said
from cotake.knowledge import Library
from cotake.surfaces.hooks._detail import closing, finding_detail, merged_detail, title_of
from cotake.surfaces.hooks._ids import UNCHECKED, WATCH, card_id
from cotake.surfaces.hooks._markdown import bullets, cut, escaped, listed, plain
from cotake.surfaces.hooks._reading import Order, Read, read_call
from cotake.surfaces.hooks._reasons import overrides, topic
from cotake.surfaces.hooks._requests import Asked

#: The mildest class that interrupts, and the mildest that is told at all.
INTERRUPTS: Final = 2
TOLD: Final = 3
_INDICATORS = {1: "critical", 2: "warning", 3: "info"}
_FHIR_ID = re.compile(r"[A-Za-z]{1,64}/[A-Za-z0-9.-]{1,64}")
_MOST_LISTED = 30


def cards_for(request: Asked, library: Library, today: date, *, about_url: str = "") -> dict[str, Any]:
    """The response to a call.

    Args:
        request: the call, from `read_request`.
        library: the knowledge.
        today: the day that counts as now.
        about_url: a page about this service, for the source of each card.

    Raises:
        InputError: more medicines than one person takes.
        KnowledgeError: the knowledge file is broken.
    """
    read = read_call(request, library, today)
    cards: list[dict[str, Any]] = []
    maker = _Maker(request, library, about_url)
    report = None
    if read.regimen.medicines or read.regimen.unknown or read.regimen.not_covered:
        report = check(read.regimen, person=read.person, library=library, today=today)
        found = [each for each in report.of_class(1, 2, 3) if _concerns(each, request, read)]
        cards += [
            maker.interrupting(each, report, read) for each in found if each.classification <= INTERRUPTS
        ]
        mild = [each for each in found if each.classification > INTERRUPTS]
        if mild:
            cards.append(maker.watching(mild, report, read))
    cards += maker.unchecked(report, read, has_others=bool(cards))
    return {"cards": cards}


def _concerns(finding: Finding, request: Asked, read: Read) -> bool:
    """Whether a finding is about what is being ordered now, or the hook is about the whole list."""
    if not request.service.drafts:
        return True
    ordered = {name for each in read.orders if each.selected for name in each.substances}
    return not ordered.isdisjoint(finding.substances)


class _Maker:
    """Makes the cards of one call."""

    def __init__(self, request: Asked, library: Library, about_url: str) -> None:
        self.request, self.library, self.about_url = request, library, about_url

    def interrupting(self, finding: Finding, report: Report, read: Read) -> dict[str, Any]:
        """The card of one finding of class 1 or 2."""
        area = self.library.vocabulary("areas")[finding.area]
        card = {
            "uuid": self._id(finding.rule, finding.classification, finding.id),
            "summary": summary_of(finding, self.library),
            "indicator": _INDICATORS[finding.classification],
            "detail": finding_detail(finding, report, read.notes, read.of_person),
            "source": self._source(topic(area.id, area.name)),
            "overrideReasons": overrides(finding),
        }
        if finding.classification == 1 and (offered := list(self._suggestions(finding, read.orders))):
            card["suggestions"] = offered
            # Each may be taken, and none need be: one removal can be enough.
            card["selectionBehavior"] = "any" if len(offered) > 1 else "at-most-one"
        return card

    def watching(self, findings: Sequence[Finding], report: Report, read: Read) -> dict[str, Any]:
        """The one card of what needs watching."""
        titles = [title_of(each, self.library) for each in findings]
        head = f"To watch ({len(titles)}): " if len(titles) > 1 else "To watch: "
        return {
            "uuid": self._id(WATCH, TOLD, "+".join(each.id for each in findings)),
            "summary": cut(head + plain("; ".join(titles), 400)),
            "indicator": _INDICATORS[TOLD],
            "detail": merged_detail(findings, report, read.notes, read.of_person),
            "source": self._source(topic("minimise-risk", "interactions to watch")),
        }

    def unchecked(self, report: Report | None, read: Read, *, has_others: bool) -> Iterator[dict[str, Any]]:
        """The card of what could not be checked; none where all was."""
        names, reasons = _unknown(report, read)
        allergies = _allergies(report)
        if not (names or read.gaps or allergies):
            return
        if names:
            # Of the person there may be illnesses and allergies among them.
            of_person = report is not None and bool(report.person.not_understood)
            one, more = ("entry", "entries") if of_person else ("medicine", "medicines")
            summary = (
                f"{len(names)} {one if len(names) == 1 else more} could not be checked: {listed(names)}"
            )
        elif read.gaps:
            summary = f"Not everything could be looked at: {read.gaps[0]}"
        else:
            what = "Allergy" if len(allergies) == 1 else "Allergies"
            summary = f"{what} not compared with the medicines: {listed(allergies)}"
        parts = []
        if reasons:
            parts.append(f"**Not checked, and not to be taken as safe:**\n\n{_many(reasons)}")
        if read.gaps:
            parts.append(f"**Not everything could be looked at:**\n\n{_many(read.gaps)}")
        if allergies:
            parts.append(
                f"**Allergies not compared with the medicines:** {escaped(cut(joined(allergies), 400))}. A "
                "medicine may hold such a substance beside what acts in it."
            )
        if read.notes:
            parts.append(f"**Also:**\n\n{_many(read.notes)}")
        if not has_others and report is not None and read.regimen.medicines:
            parts.append("In what could be checked there is nothing of classes 1 to 3 to tell here.")
        if report is not None:
            parts += closing(report, read.of_person)
        yield {
            "uuid": self._id(UNCHECKED, 0, "unchecked"),
            "summary": cut(plain(summary, 400)),
            "indicator": "info",
            "detail": "\n\n".join(parts),
            "source": self._source(topic("not-checked", "what could not be checked")),
        }

    def _suggestions(self, finding: Finding, orders: Sequence[Order]) -> Iterator[dict[str, Any]]:
        """For each draft order of the finding, to take it back. It is offered, and not recommended."""
        for each in orders:
            if each.substances.isdisjoint(finding.substances) or not _FHIR_ID.fullmatch(each.reference):
                continue
            label = cut(f"Remove the draft order: {plain(each.name, 80)}", 120)
            yield {
                "label": label,
                "uuid": self._id(finding.rule, finding.classification, f"{finding.id}|{each.reference}"),
                "isRecommended": False,
                "actions": [{"type": "delete", "description": label, "resourceId": each.reference}],
            }

    def _source(self, coding: dict[str, str]) -> dict[str, Any]:
        source: dict[str, Any] = {"label": f"cotake, records of {self.library.version}", "topic": coding}
        return {**source, "url": self.about_url} if self.about_url else source

    def _id(self, rule: str, classification: int, finding: str) -> str:
        request = self.request
        return card_id(request.instance, request.service.id, rule, classification, finding)


def summary_of(finding: Finding, library: Library) -> str:
    """Who, what, and the first of what to do, in fewer than 140 characters."""
    action = said(finding.action, "clinician").partition(". ")[0].rstrip(".")
    return cut(plain(f"{title_of(finding, library)}. {action}.", 400))


def _unknown(report: Report | None, read: Read) -> tuple[list[str], list[str]]:
    """The names of what could not be checked, and as Markdown-free lines why."""
    names: list[str] = []
    reasons: list[str] = []
    for text in read.unread:
        names.append(text.partition(":")[0])
        reasons.append(text)
    for unknown in report.not_recognised if report else ():
        names.append(unknown.text)
        like = joined(each.name for each in unknown.candidates[:3])
        why = unknown.why or "not known by this name"
        reasons.append(f"{unknown.text}: {why}{f'; perhaps {like}?' if like else ''}")
    for gap in report.not_covered if report else ():
        names.append(gap.text)
        areas = f" ({', '.join(gap.areas)})" if gap.areas else ""
        reasons.append(f"{gap.text}: {gap.why}{areas}")
    return list(dict.fromkeys(names)), list(dict.fromkeys(reasons))


def _allergies(report: Report | None) -> list[str]:
    """The allergies that were read and could not be compared with medicines, each once."""
    return list(dict.fromkeys(in_text(each.name) for each in (report.not_compared if report else ())))


def _many(lines: Sequence[str]) -> str:
    shown = [escaped(cut(each, 400)) for each in lines[:_MOST_LISTED]]
    if len(lines) > _MOST_LISTED:
        shown.append(f"and {len(lines) - _MOST_LISTED} more")
    return bullets(shown)
