"""The sections of the document, one for each part that the person chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cotake._text import joined
from cotake.handover._types import Dosed, Handover, Part
from cotake.handover.fhir._build import (
    Bag,
    Json,
    bullets,
    clean,
    concept,
    extension,
    filled,
    loinc,
    narrative,
    paragraphs,
    refer,
    table,
)
from cotake.handover.fhir._findings import SHOWN, add_findings
from cotake.handover.fhir._medicines import add_medicines, lines_in_words, unknown_of
from cotake.handover.fhir._outcomes import add_answers, add_outcomes, outcomes_in_words
from cotake.handover.fhir._person import add_facts, facts_in_words
from cotake.handover.fhir._plan import add_plan, plan_in_words
from cotake.handover.fhir._systems import CHECK, MEDICATION_USE, PLAN_OF_CARE
from cotake.handover.fhir._trial import add_trial, trial_in_words
from cotake.interactions import NOTICE, plain_sources

#: Titles, in the order of the document, and the LOINC code where FHIR's list of sections has one.
_TITLES: dict[Part, tuple[str, str]] = {
    "medicines": ("What is taken", MEDICATION_USE),
    "findings": ("What the combination can do", ""),
    "plan": ("The plan that was agreed", PLAN_OF_CARE),
    "outcomes": ("What was scored", ""),
    "doses": ("Doses as written down", ""),
    "side-effects": ("Side effects as scored", ""),
    "events": ("What happened", ""),
    "trial": ("Is it working?", ""),
    "questions": ("Questions to ask", ""),
    "sources": ("Sources", ""),
}
_STATUS = {
    "interaction": "Findings that ask for something.",
    "not_recognised": "Nothing found in what could be checked; not everything was recognised.",
    "not_covered": "Nothing found in what was reviewed; not everything was.",
    "nothing_found": "Everything was reviewed, and nothing needs action.",
}


class _Sections:
    """Puts the parts into the bag, and writes their sections."""

    def __init__(self, bag: Bag, handover: Handover, patient: str, device: str) -> None:
        self.bag, self.handover = bag, handover
        self.patient, self.device = patient, device
        self.taken: dict[str, list[str]] = {}

    def person(self) -> Json | None:
        """What was told of the person; None where nothing was."""
        facts = add_facts(self.bag, self.handover, self.patient)
        said = facts_in_words(self.handover)
        if not (said or facts):
            return None
        return {"title": "Who it is about", **_section(paragraphs("As the person told it.") + said, facts)}

    def medicines(self) -> Json:
        self.taken = add_medicines(self.bag, self.handover, self.patient)
        unknown = [f"{text}: {why}; not checked" for text, why in unknown_of(self.handover)]
        listed = self.bag.of_type("MedicationStatement")
        said = paragraphs("As the person told it.") if listed else paragraphs("No medicine was told.")
        named = bullets(lines_in_words(self.handover))
        return _section(said + named + bullets(unknown), listed)

    def findings(self) -> Json:
        report = self.handover.report
        found = add_findings(self.bag, self.handover, self.patient, self.device, self.taken)
        text = paragraphs(
            _STATUS.get(report.status, report.status),
            "" if report.complete else "The answer is incomplete.",
            *self._gaps(),
        )
        text += bullets(
            f"Class {each.classification}, {joined(each.names)}: {each.summary.clinician}"
            for each in report.of_class(*SHOWN)
        )
        mild = len(report.findings) - len(found)
        text += paragraphs(
            f"{mild} more of class 4 and 5, which need no special precautions, are not listed."
            if mild
            else "",
            *(f"{', '.join(each.names)}: {each.text.clinician}" for each in report.warnings),
            report.knowledge_notice,
            NOTICE,
        )
        marks = [
            extension("status", valueCode=report.status),
            extension("complete", valueBoolean=report.complete),
        ]
        return {"extension": [extension(CHECK, extension=marks)], **_section(text, found)}

    def _gaps(self) -> list[str]:
        """What was not checked; by name only where the medicines are handed on too."""
        unknown, gaps = unknown_of(self.handover), self.handover.report.not_covered
        if "medicines" not in self.handover.parts:
            count = len({text for text, _ in unknown} | {each.text for each in gaps})
            return [f"{count} of the medicines could not be checked, or not fully."] if count else []
        lines = [f"{text}: {why}; not checked." for text, why in unknown]
        areas = self.handover.report.library.vocabulary("areas")
        for each in gaps:
            named = ", ".join(areas[area].name if area in areas else area for area in each.areas)
            if named:
                lines.append(f"{each.text}: not reviewed for {named}.")
        return lines

    def plan(self) -> Json:
        return _section(plan_in_words(self.handover), add_plan(self.bag, self.handover, self.patient))

    def outcomes(self) -> Json:
        handover = self.handover
        found = add_outcomes(self.bag, handover.outcomes, self.patient, handover.answered)
        found += add_answers(self.bag, handover, self.patient)
        said = outcomes_in_words(handover.outcomes, handover.answered, handover.report.library)
        return _section(said, found)

    def doses(self) -> Json:
        rows = [row for each in self.handover.doses if (row := _dose_row(each))]
        steps = [line for each in self.handover.doses for line in _dose_steps(each)]
        text = table(("Medicine", "Days", "Taken", "Late", "Skipped"), rows) + bullets(steps)
        return _section(text, [])

    def side_effects(self) -> Json:
        effects = self.handover.side_effects
        found = add_outcomes(self.bag, effects, self.patient)
        said = outcomes_in_words(effects, (), self.handover.report.library)
        return _section(said, found)

    def events(self) -> Json:
        lines = [f"{each.day.isoformat()}: {each.text}" for each in self.handover.events]
        return _section(bullets(lines), [])

    def trial(self) -> Json:
        found = add_trial(self.bag, self.handover, self.patient, self.device)
        said = "".join(trial_in_words(each) for each in self.handover.analyses)
        said += bullets(f"{name}: not analysed: {why}" for name, why in self.handover.not_analysed)
        return _section(said, found)

    def questions(self) -> Json:
        """The person's own, then those of the findings."""
        report = self.handover.report
        shown = report.of_class(*SHOWN) if "findings" in self.handover.parts else ()
        asked = dict.fromkeys(text for each in shown for text in each.questions)
        return _section(bullets((*self.handover.questions, *asked)), [])

    def sources(self) -> Json:
        report = self.handover.report
        shown = report.of_class(*SHOWN) if "findings" in self.handover.parts else ()
        cited = plain_sources([each for finding in shown for each in finding.citations], report.library)
        lines = dict.fromkeys(_source(each) for each in cited)
        return _section(bullets(lines), [])


def add_sections(bag: Bag, handover: Handover, patient: str, device: str) -> list[Json]:
    """The sections of the chosen parts, in order; their resources go into the bag."""
    made = _Sections(bag, handover, patient, device)
    writers: dict[Part, Callable[[], Json]] = {
        "medicines": made.medicines,
        "findings": made.findings,
        "plan": made.plan,
        "outcomes": made.outcomes,
        "doses": made.doses,
        "side-effects": made.side_effects,
        "events": made.events,
        "trial": made.trial,
        "questions": made.questions,
        "sources": made.sources,
    }
    person = made.person()
    found = [person] if person else []
    for part, (title, code) in _TITLES.items():
        if part in handover.parts:
            head = filled(title=title, code=concept(title, loinc(code)) if code else {})
            if section := writers[part]():
                found.append({**head, **section})
    if left := _section(bullets(handover.left_out), []):
        found.append({"title": "Not in this document", **left})
    return found


def _section(inner: str, addresses: list[str]) -> Json:
    """Empty where there is nothing to say: nothing written down here is no "nothing was"."""
    if not inner and not addresses:
        return {}
    return filled(text=narrative(inner), entry=[refer(each) for each in addresses])


def _source(cited: Mapping[str, object]) -> str:
    year = f" ({cited['year']})" if cited["year"] else ""
    return f"{cited['title']}{year}. {cited['url'] or ''}"


def _dose_row(dosed: Dosed) -> tuple[object, ...]:
    if not dosed.days:
        return ()
    days = f"{dosed.days[0][0].isoformat()} to {dosed.days[-1][0].isoformat()}"
    return (clean(dosed.name), days, *(dosed.counted(how) for how in ("taken", "late", "skipped")))


def _dose_steps(dosed: Dosed) -> list[str]:
    """`NAME: 1.5 mg a day from 2026-10-01`, a line for each change of the amount."""
    found: list[str] = []
    before: float | None = None
    for day, amount, _ in dosed.days:
        if amount is not None and amount != before:
            found.append(f"{clean(dosed.name)}: {amount:g} mg from {day.isoformat()}")
            before = amount
    return found
