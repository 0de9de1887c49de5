"""The check: from a list of medicines to findings, and what was looked at and found clear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cotake._errors import InputError
from cotake._text import in_text
from cotake.interactions._allergies import allergy_assumptions, allergy_findings, not_compared
from cotake.interactions._burdens import burden_findings
from cotake.interactions._clear import clear_areas
from cotake.interactions._doses import dose_findings
from cotake.interactions._duplicates import duplication_findings
from cotake.interactions._exposures import exposure_findings
from cotake.interactions._kidneys import kidney_assumptions, unknown_kidneys, with_assumed_kidneys
from cotake.interactions._make import merged
from cotake.interactions._pairwise import pair_findings
from cotake.interactions._persons import person_findings
from cotake.interactions._scene import Scene
from cotake.interactions._shared import shared_findings, studied_notes
from cotake.interactions._types import Finding, Gap, Note, Report, Warned, gap_of
from cotake.interactions._words import Names, fill_words, worded
from cotake.knowledge import Library, open_library
from cotake.regimen import Medicine, Person, Regimen, normalised, parse, read_person, with_companions


def check(
    medicines: str | Iterable[str] | Regimen,
    *,
    person: Mapping[str, Any] | Person | None = None,
    library: Library | None = None,
    today: date | None = None,
) -> Report:
    """Answer "can I take these together?" for a whole list.

    Args:
        medicines: what people write ("NAME 4.5 mg at bedtime"), one or several, or a parsed regimen.
        person: who takes them: age (years), sex, conditions, egfr (mL/min/1.73 m²), genes, pregnant,
            breast_feeding, surgery (date), allergies. What is not said is not known.
        library: the knowledge to use; the one that ships by default.
        today: the day that counts as now; the system's by default.

    Returns:
        The findings in the order of what matters, what was clear and why, and what is not known.

    Raises:
        InputError: no medicine was given, or a detail of the person cannot be used.
        KnowledgeError: the knowledge file is missing or broken.

    >>> report = check("no such thing")
    >>> report.status, report.complete, report.findings
    ('not_recognised', False, ())
    """
    library = library or open_library()
    if not isinstance(library, Library):
        raise InputError(f"library is what open_library() gives, got {type(library).__name__}")
    today = today or date.today()
    if isinstance(today, datetime):
        today = today.date()
    if not isinstance(today, date):
        raise InputError(f"today is a date, got {type(today).__name__}")
    regimen = medicines if isinstance(medicines, Regimen) else parse(medicines, library, today=today)
    if not (regimen.medicines or regimen.unknown or regimen.not_covered):
        raise InputError('no medicine was given: write at least one, such as "NAME 50 mg at night"')
    who = normalised(person, library) if isinstance(person, Person) else read_person(person or {}, library)
    return examine(regimen, who, library, today)


def examine(regimen: Regimen, person: Person, library: Library, today: date) -> Report:
    """The check of a parsed regimen for a known person."""
    medicines = with_companions(regimen.medicines, library)
    taken = tuple(each for each in medicines if each.taken)
    person = with_implied(person, taken, library, today)
    scene = Scene(taken, with_assumed_kidneys(person, library), today, library)
    findings = findings_of(scene)
    unjudged = unknown_kidneys(person, library)
    substances = frozenset(each.substance for each in taken)
    aside = not_compared(person, substances)
    if aside:
        unjudged = (*unjudged, "immune")
    gaps = (*(gap_of(each) for each in regimen.not_covered), *gaps_of(scene))
    alarming = any(each.classification <= 3 for each in findings)
    unknown = (*regimen.unknown, *person.not_understood)
    status = (
        "interaction"
        if alarming
        else "not_recognised"
        if unknown
        else "not_covered"
        if gaps
        else "nothing_found"
    )
    return Report(
        status=status,
        complete=not (unknown or gaps or aside),
        medicines=medicines,
        person=person,
        findings=findings,
        notes=tuple(_notes(scene)),
        warnings=tuple(_warnings(scene)),
        not_recognised=unknown,
        not_covered=gaps,
        assumptions=(
            *_assumptions(medicines, library, today),
            *kidney_assumptions(person, library),
            *allergy_assumptions(person, substances, library.speech),
        ),
        knowledge_version=library.version,
        generated_at=datetime.now(UTC),
        today=today,
        library=library,
        look_for_clear=lambda: tuple(
            [each for each in clear_areas(scene, findings) if each.area not in unjudged] if taken else ()
        ),
    )


def with_implied(person: Person, medicines: tuple[Medicine, ...], library: Library, today: date) -> Person:
    """The person with the states that what is taken implies."""
    implied = {
        state
        for each in medicines
        if each.stop is None or each.stop >= today
        for state in library.substance(each.substance).implies
    }
    if implied <= person.conditions:
        return person
    return replace(person, conditions=person.conditions | implied)


def findings_of(scene: Scene) -> tuple[Finding, ...]:
    """Every finding of a scene, merged and in order."""
    found = [
        *pair_findings(scene),
        *burden_findings(scene),
        *exposure_findings(scene),
        *duplication_findings(scene),
        *person_findings(scene),
        *allergy_findings(scene),
        *dose_findings(scene),
        *shared_findings(scene),
    ]
    replaced = {
        (rule, frozenset((scene.medicines[a].substance, scene.medicines[b].substance)))
        for rule, a, b in scene.replaced
    }
    if replaced:
        found = [each for each in found if (each.rule, frozenset(each.substances)) not in replaced]
    return tuple(merged(found, scene.rules.yields))


def gaps_of(scene: Scene) -> Iterable[Gap]:
    """The substances of which an area was never reviewed."""
    seen: set[str] = set()
    for medicine, profile in zip(scene.medicines, scene.profiles, strict=True):
        missing = profile.unreviewed
        if missing and profile.id not in seen:
            seen.add(profile.id)
            yield Gap(profile.id, medicine.text, missing, scene.say("these areas were not reviewed"))


def _notes(scene: Scene) -> Iterable[Note]:
    for places, pair, told in studied_notes(scene):
        names = {"a": scene.labels[places[0]], "b": scene.names(places[1:])}
        substances = tuple(scene.medicines[place].substance for place in places)
        yield Note(substances, fill_words(told.summary, Names(names)), told.src, told.studies, pair.id)


def _warnings(scene: Scene) -> Iterable[Warned]:
    """The warnings of each medicine and of its classes, each once with all whom it concerns.

    One that ends with an age stays while the age is not known.
    """
    entries, age = scene.library.vocabulary("warnings"), scene.person.age
    holders: dict[str, dict[str, str]] = {}
    for profile, label in zip(scene.profiles, scene.labels, strict=True):
        for name in profile.warnings:
            holders.setdefault(name, {}).setdefault(profile.id, label)
    for name, held in holders.items():
        entry = entries[name]
        if age is not None and entry.age_below is not None and age >= entry.age_below:
            continue
        text = worded(scene.say, entry.person, entry.clinician)
        yield Warned(name, tuple(held), tuple(held.values()), text, entry.src)


def _assumptions(medicines: tuple[Medicine, ...], library: Library, today: date) -> tuple[str, ...]:
    say = library.speech
    notes = [note for each in medicines for note in each.assumptions]
    routes = library.vocabulary("routes")
    by_route: dict[str, list[str]] = {}
    for each in medicines:
        if each.route_assumed:
            by_route.setdefault(routes[each.route].name, []).append(in_text(each.name))
    taken = "; ".join(f"{say.joined(names)} {route}" for route, names in by_route.items())
    if taken:
        notes.append(say("No route was given: {taken}.", taken=taken))
    timed = say.joined(in_text(each.name) for each in medicines if each.frequency_assumed)
    if timed:
        notes.append(say("Not said how often: the dose counts as a day's dose ({names}).", names=timed))
    notes += [
        say("{name}: the start lies after the stop; it is counted throughout.", name=each.name)
        for each in medicines
        if each.start and each.stop and each.start > each.stop
    ]
    for each in medicines:
        text = ""
        if not each.taken:
            text = "{name}: a dose of 0 is not taken, so it was not judged."
        elif each.stop is not None and (each.start is None or each.start <= each.stop):
            text = "{name}: judged as stopped on {stop}, not as taken from then on."
        elif each.start is not None and each.start > today:
            text = "{name}: judged as taken from {start} on."
        if text:
            notes.append(say(text, name=each.name, stop=str(each.stop), start=str(each.start)))
    timeless = [each for each in medicines if each.taken and not (each.start or each.stop)]
    if timeless:
        notes.append(say("Where no date was given, a medicine is taken now and regularly."))
    if any(each.as_needed for each in medicines):
        notes.append(say("A medicine taken as needed counts as in current use."))
    return tuple(dict.fromkeys(notes))
