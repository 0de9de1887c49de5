"""What was scored: an Observation a day and scale, and each questionnaire as it was answered."""

from __future__ import annotations

import math

from cotake.handover._types import Answered, Handover, Outcome
from cotake.handover.fhir._build import (
    Bag,
    Json,
    clean,
    coding,
    concept,
    filled,
    loinc,
    measured,
    moment,
    narrative,
    number,
    ours,
    paragraphs,
    refer,
    table,
    word,
)
from cotake.handover.fhir._questionnaires import SCORE, answer_of, questionnaire_of, url_of
from cotake.handover.fhir._systems import CATEGORY, OURS, SCALES, SCORES, UNITS
from cotake.journal import OWN, SIDE
from cotake.knowledge import Library
from cotake.knowledge.types import Instrument, ScaleEntry


def add_outcomes(
    bag: Bag, outcomes: tuple[Outcome, ...], patient: str, answered: tuple[Answered, ...] = ()
) -> list[str]:
    """An Observation for each day on which something was scored; a score that is told with its answers
    in `answered` is not told twice."""
    told = {(each.instrument, each.at.date()) for each in answered if each.score is not None}
    return [
        bag.add(_day(outcome.scale, day.isoformat(), value, count, patient))
        for outcome in outcomes
        for day, value, count in outcome.days
        if (outcome.scale.id, day) not in told
    ]


def add_answers(bag: Bag, handover: Handover, patient: str) -> list[str]:
    """The questionnaires that were answered, each answer sheet, and its score."""
    library = handover.report.library
    found: list[str] = []
    known = dict.fromkeys(each.instrument for each in handover.answered)
    asked = {name: _instrument(name, library) for name in known}
    for instrument in filter(None, asked.values()):
        found.append(bag.add(questionnaire_of(instrument, handover.made_on)))
    for answered in handover.answered:
        instrument_or_none = asked[answered.instrument]
        sheet = bag.add(_sheet(answered, instrument_or_none, patient))
        found.append(sheet)
        if answered.score is not None:
            found.append(bag.add(_score(answered, answered.score, instrument_or_none, sheet, patient)))
    return found


def outcomes_in_words(
    outcomes: tuple[Outcome, ...], answered: tuple[Answered, ...], library: Library
) -> str:
    """A table of the scales, one of the scores, and answers that must not be overlooked."""
    rows = [
        (
            _called(each.scale),
            f"{each.days[0][0]} to {each.days[-1][0]}",
            len(each.days),
            _figure(each.days[0][1]),
            _figure(each.days[-1][1]),
        )
        for each in outcomes
        if each.days
    ]
    scores = [
        (
            _title(each.instrument, library),
            moment(each.at),
            "" if each.score is None else _figure(each.score),
        )
        for each in answered
    ]
    return (
        table(("Scale", "Days", "Days scored", "First", "Last"), rows)
        + table(("Questionnaire", "Answered", "Score"), scores)
        + paragraphs(*_alarms(answered, library))
    )


def _alarms(answered: tuple[Answered, ...], library: Library) -> list[str]:
    """Answers that call for help, such as one above zero to the question on self-harm."""
    found = []
    for each in answered:
        instrument = _instrument(each.instrument, library)
        for alarm in instrument.alarms if instrument else ():
            if instrument and all(each.answers.get(item, 0) >= alarm.at_least for item in alarm.items):
                asks = "; ".join(item.asks for item in instrument.items if item.id in alarm.items)
                found.append(
                    f"To be looked at: {instrument.name}, {moment(each.at)[:10]}, answered: {asks}"
                )
    return found


def _day(scale: ScaleEntry, day: str, value: float, count: int, patient: str) -> Json:
    once = count <= 1
    unit = scale.unit or "{score}"
    code = "" if scale.unit and scale.unit not in UNITS else UNITS.get(unit, "{score}")
    return filled(
        resourceType="Observation",
        text=narrative(paragraphs(f"{day}: {_called(scale)}: {_figure(value)} {scale.unit}")),
        status="final",
        category=[concept("", coding(CATEGORY, "survey"))],
        code=concept(
            _called(scale),
            loinc((SCALES | SCORES).get(scale.id, "") if once else ""),
            coding(f"{OURS}scale", scale.id, scale.name),
        ),
        subject=refer(patient),
        effectiveDateTime=day,
        performer=[refer(patient)],
        **measured(value, unit, code),
        method=None if once else {"text": f"mean of {count} entries of the day"},
    )


def _called(scale: ScaleEntry) -> str:
    """`pain, 0 (no pain) to 10 (the worst pain)`; a count by its unit."""
    name = clean(scale.name) or clean(scale.id.removeprefix(SIDE).removeprefix(OWN)) or "a scale"
    if scale.unit:
        return f"{name} ({clean(scale.unit)})"
    ends = [
        f"{value:g}{f' ({clean(label)})' if clean(label) else ''}"
        for value, label in ((scale.least, scale.low), (scale.most, scale.high))
    ]
    return f"{name}, {' to '.join(ends)}"


def _figure(value: float) -> str:
    return f"{number(value)}" if math.isfinite(value) else "not a number"


def _instrument(name: str, library: Library) -> Instrument | None:
    plain = clean(name)  # half a letter cannot even be looked up
    return library.instrument(plain) if library.has("instruments", plain) else None


def _title(name: str, library: Library) -> str:
    instrument = _instrument(name, library)
    return instrument.name if instrument else name


def _sheet(answered: Answered, instrument: Instrument | None, patient: str) -> Json:
    asks = {item.id: item.asks for item in instrument.items} if instrument else {}
    given = answered.answers
    order = [*(item for item in asks if item in given), *(item for item in given if item not in asks)]
    items = [
        filled(
            linkId=clean(item) or f"item-{place}",
            text=clean(asks.get(item, "")),
            answer=answer_of(given[item], instrument),
        )
        for place, item in enumerate(order, 1)
    ]
    rows: list[tuple[object, ...]] = [(asks.get(item, item), _figure(given[item])) for item in order]
    if answered.score is not None:
        items.append(filled(linkId=SCORE, text="Score", answer=answer_of(answered.score, None)))
        rows.append(("Score", _figure(answered.score)))
    title = instrument.name if instrument else clean(answered.instrument) or "a questionnaire"
    only = "" if given else "Of the answers no more is handed on."
    return filled(
        resourceType="QuestionnaireResponse",
        text=narrative(
            paragraphs(f"{title}, {moment(answered.at)}", only) + table(("Question", "Answer"), rows)
        ),
        questionnaire=url_of(instrument.id) if instrument else "",
        status="completed",
        subject=refer(patient),
        authored=moment(answered.at),
        source=refer(patient),
        item=items,
    )


def _score(
    answered: Answered, score: float, instrument: Instrument | None, sheet: str, patient: str
) -> Json:
    name = instrument.name if instrument else clean(answered.instrument) or "questionnaire"
    ranges = [each for each in (instrument.ranges if instrument else ()) if score >= each.at_least]
    called = max(ranges, key=lambda each: each.at_least).name if ranges else ""
    return filled(
        resourceType="Observation",
        text=narrative(paragraphs(f"{moment(answered.at)}: {name}: {_figure(score)} {called}")),
        status="final",
        category=[concept("", coding(CATEGORY, "survey"))],
        code=concept(
            f"{name} score",
            loinc(SCORES.get(answered.instrument, "")),
            coding(f"{OURS}score", word(answered.instrument)),
        ),
        subject=refer(patient),
        effectiveDateTime=moment(answered.at),
        performer=[refer(patient)],
        **measured(score, "{score}", "{score}"),
        interpretation=[ours("range", called, called)] if called else [],
        derivedFrom=[refer(sheet)],
    )
