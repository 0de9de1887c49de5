"""A questionnaire as its record asks it, with the LOINC codes of its questions and answers."""

from __future__ import annotations

import math
from datetime import date

from cotake.handover.fhir._build import (
    Json,
    bullets,
    clean,
    coding,
    extension,
    filled,
    loinc,
    narrative,
    number,
    paragraphs,
)
from cotake.handover.fhir._systems import ANSWERS, ITEMS, LOINC, ORDINAL, OURS, PANELS, SCORES
from cotake.knowledge.types import Instrument, Item

#: The score stands beside the questions, as in the panels of LOINC.
SCORE = "score"


def url_of(instrument: str) -> str:
    """The canonical address of a questionnaire."""
    return f"{OURS}questionnaire:{instrument}"


def questionnaire_of(instrument: Instrument, today: date) -> Json:
    """The Questionnaire, to which the answers refer by `url`."""
    codes = ITEMS.get(instrument.id, {})
    options = [
        {
            "valueCoding": _option(instrument, each.value, each.says),
            "extension": [extension(ORDINAL, valueDecimal=each.value)],
        }
        for each in instrument.options
    ]
    panel = loinc(PANELS.get(instrument.id, ""))
    return filled(
        resourceType="Questionnaire",
        text=narrative(
            paragraphs(instrument.name, instrument.asks) + bullets(each.asks for each in instrument.items)
        ),
        url=url_of(instrument.id),
        title=clean(instrument.name),
        status="active",
        subjectType=["Patient"],
        date=today.isoformat(),
        description=clean(instrument.asks),
        code=[panel] if panel else [],
        item=[*(_question(each, codes, options) for each in instrument.items), *_score(instrument)],
    )


def _question(item: Item, codes: dict[str, str], options: list[Json]) -> Json:
    return filled(
        linkId=item.id,
        code=[loinc(codes[item.id])] if item.id in codes else [],
        text=clean(item.asks),
        type="choice" if options else "decimal",
        answerOption=options,
    )


def _score(instrument: Instrument) -> list[Json]:
    if instrument.score == "none":
        return []
    code = loinc(SCORES.get(instrument.id, ""))
    return [filled(linkId=SCORE, code=[code] if code else [], text="Score", type="decimal", readOnly=True)]


def answer_of(value: float, instrument: Instrument | None) -> list[Json]:
    """The answer as the option that was chosen, or as its number; empty where it is none."""
    for each in instrument.options if instrument else ():
        if each.value == value and instrument:
            return [{"valueCoding": _option(instrument, each.value, each.says)}]
    return [{"valueDecimal": number(value)}] if math.isfinite(value) else []


def _option(instrument: Instrument, value: int, says: str) -> Json:
    """By LOINC where it has the answer, in its words; else by our own."""
    code = ANSWERS.get(instrument.id, {}).get(value)
    if code:
        return coding(LOINC, code, says[:1].upper() + says[1:])
    return coding(f"{OURS}answer:{instrument.id}", value, says)
