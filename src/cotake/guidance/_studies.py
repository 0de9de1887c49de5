"""What studies say of a combination, and what is in the claims about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cotake._text import sentence
from cotake.evidence import claims_about, estimate_in_words, shown_of
from cotake.guidance._article import Section, Statement
from cotake.guidance._records import of_note
from cotake.interactions import Audience, Report, said
from cotake.knowledge.types import Study
from cotake.regimen import Medicine


def studies_section(report: Report, medicines: Mapping[str, Medicine], audience: Audience) -> Section:
    """The studies of the combination, and those that the findings cite."""
    points = []
    for note in report.notes:
        if report.of_class(1, 2, 3) or note is not report.notes[0]:
            points.append(Statement(said(note.summary, audience), note.citations, records=of_note(note)))
    say = report.library.speech
    for study in _studies_of(report, medicines):
        records = (f"studies/{study.id}",)
        language = "" if say.is_english else "en"  # studies are told as they are on record
        points.append(Statement(_told(study), study.src, study.title, records=records, language=language))
    opening: tuple[Statement, ...] = ()
    if not points and len(medicines) > 1:
        opening = (
            Statement(
                say(
                    "No study of this very combination is in these records. "
                    "That is not proof that there is none."
                )
            ),
        )
    return Section("studies", say("What studies say"), opening, tuple(points))


def claims_section(report: Report, medicines: Mapping[str, Medicine], audience: Audience) -> Section:
    """What people say of these medicines, and what the studies make of it, with the numbers."""
    library = report.library
    say, verdicts = library.speech, library.vocabulary("verdicts")
    bands = {name: medicine.bands for name, medicine in medicines.items()}
    points = []
    for claim in claims_about(set(medicines), bands, library):
        if len(medicines) > 1 and not claim.with_:
            continue  # of one of them by itself: with several, there would be no end
        details = [
            (study.title, f"{estimate_in_words(estimate, library)} (studies/{study.id})")
            for study, estimate in shown_of(claim, library)
        ]
        if claim.unknown:
            details.append((say("Not known"), said(claim.unknown, audience)))
        points.append(
            Statement(
                said(claim.reason, audience),
                claim.src,
                f"\u201c{claim.says}\u201d: {verdicts[claim.verdict].name}",
                tuple(details),
                (f"claims/{claim.id}",),
                "" if say.has(said(claim.reason, audience)) else "en",
            )
        )
    opening = (Statement(say("The verdicts are cotake's own.")),) if points else ()
    return Section("claims", say("What people say, and what is in it"), opening, tuple(points))


def _studies_of(report: Report, medicines: Mapping[str, Medicine]) -> Iterator[Study]:
    own = set(medicines)
    library = report.library
    shown = [name for note in report.notes for name in note.studies]
    cited = {
        citation.source
        for finding in report.findings
        if finding.kind != "shared"
        for citation in finding.citations
    }
    for name in library.ids("studies"):
        study = library.study(name)
        named = not study.with_ and own.intersection(study.substances)
        if _of_another_dose(study, medicines):
            continue
        if study.is_about(own) or (named and cited.intersection(each.source for each in study.src)):
            shown.append(name)
    for name in dict.fromkeys(shown):
        yield library.study(name)


def _of_another_dose(study: Study, medicines: Mapping[str, Medicine]) -> bool:
    """Whether it is of a dose band of its one substance that is not the one taken."""
    if not study.bands or len(study.substances) != 1 or study.substances[0] not in medicines:
        return False
    return not set(study.bands) & set(medicines[study.substances[0]].bands)


def _told(study: Study) -> str:
    people = f"{study.n:,} people" if study.n else "size not known"
    parts = [f"{sentence(study.design)}; {people}; {study.population}"]
    if study.dose:
        parts.append(f"dose: {study.dose}")
    if study.duration:
        parts.append(study.duration)
    text = f"{'; '.join(parts)}. Result: {study.result}"
    if study.primary_met is False:
        text += f" The main outcome ({study.primary_outcome}) was not met."
    if study.limits:
        text += f" Limits: {study.limits}"
    return text
