"""Write the guide for a list of medicines: the article that the question deserves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from cotake._errors import InputError
from cotake._speech import Speech
from cotake._text import clause, sentence
from cotake.guidance._answers import short_answer
from cotake.guidance._article import Article, Section, Statement
from cotake.guidance._compose import compose
from cotake.guidance._records import of_note, of_substances, records_of
from cotake.guidance._studies import claims_section, studies_section
from cotake.interactions import CLASS_NAMES, NOTICE, Finding, Report, cautions_of, check, label_of, said
from cotake.knowledge import Library, open_library
from cotake.knowledge.types import Substance, Translated, When, Words
from cotake.regimen import Medicine, Person, Regimen

Audience = Literal["person", "clinician"]
_LABELS = {1: "must not", 2: "usually should not", 3: "needs care", 4: "note"}


def guide(
    medicines: str | Iterable[str] | Regimen,
    *,
    person: Mapping[str, Any] | Person | None = None,
    audience: Audience = "person",
    library: Library | None = None,
    today: date | None = None,
) -> Article:
    """The article for any list of medicines.

    Args:
        medicines: as for `cotake.check`.
        person: as for `cotake.check`.
        audience: the wording, for a person or for a clinician.
        library: the knowledge to use; the one that ships by default.
        today: the day that counts as now.

    Returns:
        The article; `to_markdown`, `to_html` and `to_text` render it.

    Raises:
        InputError: no medicine was given, or none of them is known.
        KnowledgeError: the knowledge file is missing or broken.
    """
    library = library or open_library()
    report = check(medicines, person=person, library=library, today=today)
    return guide_of(report, audience)


def guide_of(report: Report, audience: Audience = "person") -> Article:
    """The article for a check that was already made."""
    if audience not in ("person", "clinician"):
        raise InputError(f'a guide is for "person" or "clinician", got {audience!r}')
    if not report.medicines and not report.not_recognised and not report.not_covered:
        raise InputError("no medicine was given")
    return _Writer(report, audience).write()


@dataclass
class _Writer:
    report: Report
    audience: Audience
    substances: list[Substance] = field(init=False)
    labels: dict[str, str] = field(init=False)
    say: Speech = field(init=False)

    def __post_init__(self) -> None:
        library = self.report.library
        self.say = library.speech
        firsts: dict[str, Medicine] = {}
        for medicine in self.report.medicines:
            if medicine.taken:
                firsts.setdefault(medicine.substance, medicine)
        self.substances = [library.substance(name) for name in firsts]
        self.medicines = firsts
        self.labels = {name: label_of(each, library) for name, each in firsts.items()}

    def write(self) -> Article:
        names = self.say.joined(self.labels.values()) or self.say("these medicines")
        sections = [
            self._short(names),
            self._each(),
            self._together(),
            self._clear(),
            studies_section(self.report, self.medicines, self.audience),
            claims_section(self.report, self.medicines, self.audience),
            self._who(),
            self._starting(),
            self._watch(),
            self._warnings(),
            self._questions(),
            self._assumed(),
        ]
        kept = tuple(each for each in sections if each.paragraphs or each.points)
        joiner = f" {self.say('with')} " if len(self.substances) == 2 else ", "
        title = joiner.join(
            sentence(label) if number == 0 else label for number, label in enumerate(self.labels.values())
        )
        return compose(
            title or self.say("Medicines not known here"),
            self.audience,
            self.report.status,
            self.report.worst,
            kept,
            self.say(NOTICE),
            self.report.library,
        )

    def _words(self, person: str, clinician: str) -> str:
        return person if self.audience == "person" else clinician

    def _apart(self, *texts: Words) -> str:
        """The language of statements of the records, where that is not the one of the article."""
        whole = self.say.is_english or all(isinstance(each, Translated) for each in texts)
        return "" if whole else "en"

    def _short(self, names: str) -> Section:
        worst = self.report.findings[0] if self.report.of_class(1, 2, 3) else None
        if worst is not None:
            names = self.say.joined(self.labels[each] for each in worst.substances)
        alone = len(worst.substances if worst else self.labels) < 2
        paragraphs = [Statement(short_answer(self.report, names, alone, self.audience))]
        for finding in self.report.of_class(1, 2, 3)[:3]:
            told = said(finding.summary, self.audience)
            records, language = records_of(finding, self.report.library), self._apart(finding.summary)
            paragraphs.append(Statement(told, finding.citations, records=records, language=language))
        if not self.report.of_class(1, 2, 3):
            paragraphs += [
                Statement(said(note.summary, self.audience), note.citations, records=of_note(note))
                for note in self.report.notes[:1]
            ]
        return Section("short-answer", self.say("The short answer"), tuple(paragraphs))

    def _each(self) -> Section:
        points = []
        for substance in self.substances:
            about = substance.about
            text = about.person if self.audience == "person" else about.clinician
            language = "" if self.say.has(text) else "en"
            citations = about.src
            medicine = self.medicines[substance.id]
            for band in substance.doses:
                if band.band in medicine.bands and band.for_:
                    off_label = band.use == "off-label"
                    use = "Tried off-label for {uses}." if off_label else "Used for {uses}."
                    text += " " + self.say(use, uses=self.say.joined(band.for_))
                    citations = (*citations, *band.src)
            head = sentence(self.labels[substance.id])
            records = of_substances([substance.id])
            points.append(Statement(text, citations, head, records=records, language=language))
        return Section("each", self.say("What each one does"), (), tuple(points))

    def _together(self) -> Section:
        points = []
        for finding in self.report.findings:
            points.append(self._finding(finding))
        opening: tuple[Statement, ...] = ()
        if not self.report.findings and len(self.substances) > 1:
            text = self.say("No interaction is known, and none is expected from how they work.")
            opening = (Statement(text),)
        return Section("together", self.say("How they work together"), opening, tuple(points))

    def _finding(self, finding: Finding) -> Statement:
        hazards = self.report.library.vocabulary("hazards")
        called = [
            self._words(hazards[name].person, hazards[name].name)
            for name in (finding.hazard, *finding.also)
            if name in hazards
        ]
        say, number = self.say, finding.classification
        head = say("Class {n}, {name}", n=str(number), name=say(CLASS_NAMES[number]))
        if called and finding.kind != "shared":
            head += f": {say.joined(called)}"
        details: list[tuple[str, str]] = []
        if finding.classification <= 3 or self.audience == "clinician":
            if finding.mechanism:
                chain = (finding.mechanism[0], *map(clause, finding.mechanism[1:]))
                details.append((say("How"), f"{'; '.join(chain)}."))
            details.append((say("What to do"), said(finding.action, self.audience)))
            if finding.modifiers:
                noted = " ".join(said(each, self.audience) for each in finding.modifiers)
                details.append((say("In this case"), noted))
            if finding.onset not in ("not known", say("not known")) and finding.classification <= 3:
                details.append((say("When"), f"{sentence(finding.onset)}."))
            if finding.ends.rule and finding.classification <= 3:
                details.append((say("It ends"), f"{sentence(finding.ends.rule)}."))
            if finding.frequency not in ("unknown", say("unknown")):
                details.append((say("How often"), f"{sentence(finding.frequency)}."))
            elif finding.classification <= 3:
                details.append((say("How often"), say("Not known.")))
            if finding.classification <= 3:
                grades = self.report.library.vocabulary("evidence-grades")
                grade = grades[finding.grade].name if finding.grade in grades else finding.grade
                details.append((say("Evidence"), f"{sentence(grade)}."))
        text = said(finding.summary, self.audience)
        records = records_of(finding, self.report.library)
        language = self._apart(finding.summary, finding.action)
        return Statement(text, finding.citations, head, tuple(details), records, language)

    def _clear(self) -> Section:
        areas = self.report.library.vocabulary("areas")
        bases = self.report.library.vocabulary("bases")
        points = []
        quiet = [] if self.audience == "clinician" else self._quiet_areas()
        for clear in self.report.clear:
            if clear.area in quiet:
                continue
            basis = bases[clear.basis].name if clear.basis in bases else clear.basis
            text = said(clear.why, self.audience)
            if self.audience == "clinician":
                text += " " + self.say("Basis: {basis}.", basis=basis)
            head = (
                areas[clear.area].name
                if self.audience == "clinician"
                else areas[clear.area].looks_at.person
            )
            citations = clear.citations if self.audience == "clinician" else clear.citations[:4]
            records = of_substances(clear.substances)
            points.append(Statement(text, citations, sentence(head), records=records))
        if quiet:
            names = "; ".join(areas[area].looks_at.person for area in quiet)
            several = len(self.substances) > 1
            text = (
                "Nothing adds up in any of these: {names}."
                if several
                else "Nothing was found in any of these: {names}."
            )
            points.append(Statement(self.say(text, names=names), (), self.say("All the rest")))
        opening: tuple[Statement, ...] = ()
        judged = [clear for clear in self.report.clear if clear.basis == "class-reasoning"]
        if points:
            text = self.say("Each of these was looked at, and nothing in them needs action.")
            if judged:
                text += " " + self.say(
                    "For {n} of them no source was read for at least one of the medicines; "
                    "it was judged from how medicines of that kind behave.",
                    n=str(len(judged)),
                )
            opening = (Statement(text),)
        return Section("clear", self.say("What was checked and is clear"), opening, tuple(points))

    def _quiet_areas(self) -> list[str]:
        """The areas of which there is no more to say than that nothing acts there."""
        return [clear.area for clear in self.report.clear if clear.quiet]

    def _who(self) -> Section:
        points = []
        for substance in self.substances:
            for caution in cautions_of(self.medicines[substance.id], self.report.library):
                if caution.when.also or caution.when.without:
                    continue  # about the list, not the person: it stands among the findings
                whom = _state(caution.when, self.report.library)
                if whom and caution.classification <= 4:
                    label = self.say(_LABELS[caution.classification])
                    head = f"{sentence(whom)} ({self.labels[substance.id]}: {label})"
                    told = said(caution.summary, self.audience)
                    record, language = of_substances([substance.id]), self._apart(caution.summary)
                    points.append(Statement(told, caution.src, head, records=record, language=language))
        return Section("who", self.say("Who needs care, or must not"), (), tuple(points))

    def _starting(self) -> Section:
        points = []
        for substance in self.substances:
            bands = self.medicines[substance.id].bands
            for start in substance.starting:
                if not start.band or start.band in bands:
                    text = start.person if self.audience == "person" else start.clinician
                    head = sentence(self.labels[substance.id])
                    record = of_substances([substance.id])
                    language = "" if self.say.has(text) else "en"
                    points.append(Statement(text, start.src, head, records=record, language=language))
        opening: tuple[Statement, ...] = ()
        if points:
            texts = ["To discuss with your prescriber; this is not a prescription."]
            if self.report.of_class(1):
                texts.append("While the finding of class 1 stands, do not start.")
            if len(self.substances) > 1:
                texts.append("Start or change one at a time.")
            opening = (Statement(" ".join(map(self.say, texts))),)
        return Section("starting", self.say("How it is usually started"), opening, tuple(points))

    def _watch(self) -> Section:
        hazards = self.report.library.vocabulary("hazards")
        points = []
        seen: set[str] = set()
        for finding in self.report.findings:
            for name in (finding.hazard, *finding.also):
                hazard = hazards.get(name)
                if hazard is None or name in seen or not hazard.watch:
                    continue
                seen.add(name)
                text = said(hazard.watch, self.audience)
                if hazard.help:
                    text += f" {hazard.help}"
                points.append(Statement(text, (), sentence(hazard.person), records=("vocabulary/hazards",)))
        return Section("watch", self.say("What to watch, and when to get help"), (), tuple(points))

    def _warnings(self) -> Section:
        entries = self.report.library.vocabulary("warnings")
        points = tuple(
            Statement(
                said(each.text, self.audience),
                each.citations,
                f"{sentence(self.say.joined(each.names))}: {entries[each.id].name}",
                records=("vocabulary/warnings", *of_substances(each.substances)),
            )
            for each in self.report.warnings
        )
        return Section("warnings", self.say("Know this about each medicine"), (), points)

    def _questions(self) -> Section:
        asked = [question for finding in self.report.findings for question in finding.questions]
        suits = (
            "Does {names} suit me, with my other illnesses?",
            "Does {names} suit me, with my other illnesses?",
            "Do {names} suit me, with my other illnesses?",
            "Do I still need each of these: {names}?",
        )
        asked += [
            self.say(suits[min(3, len(self.substances))], names=self.say.joined(self.labels.values())),
            self.say("What should I watch for, and whom do I call?"),
            self.say("When do we look at whether it works?"),
        ]
        if self.audience == "clinician" or not self.substances:
            asked = []
        points = tuple(Statement(question) for question in dict.fromkeys(asked))
        return Section("questions", self.say("Questions for the prescriber"), (), points)

    def _assumed(self) -> Section:
        points = tuple(Statement(text) for text in self.report.assumptions)
        return Section("assumptions", self.say("What was assumed"), (), points)


def _state(when: When, library: Library) -> str:
    """A state in words: `epilepsy`, `age 65 or over`."""
    say, conditions = library.speech, library.vocabulary("conditions")
    parts = [say.joined(conditions[name].name for name in when.condition if name in conditions)]
    if when.age_from is not None:
        parts.append(say("age {n} or over", n=f"{when.age_from:g}"))
    if when.age_below is not None:
        parts.append(say("under {n}", n=f"{when.age_below:g}"))
    if when.egfr_below is not None:
        parts.append(say("kidney function (eGFR) below {n}", n=f"{when.egfr_below:g}"))
    for gene, kinds in (when.gene or {}).items():
        names = f" {say('or')} ".join(map(say, kinds))
        parts.append(say("{gene} {kinds} metaboliser", gene=gene, kinds=names))
    if when.sex:
        parts.append(say("women") if when.sex == "female" else say("men"))
    return ", ".join(part for part in parts if part)
