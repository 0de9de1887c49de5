"""What was scored: outcomes, side effects and questionnaires of a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cotake._errors import InputError
from cotake.handover._kept import Kept
from cotake.handover._types import Answered, Outcome
from cotake.journal import SIDE, Scales
from cotake.knowledge import Library
from cotake.knowledge.types import Instrument, ScaleEntry

#: More charts than these are for those who ask for them.
MOST = 3


def outcome_ids(asked: Sequence[str], kept: Kept, library: Library) -> list[str]:
    """The scales that were asked for, by id.

    Raises:
        InputError: one that is no scale of the journal.
    """
    found = []
    for each in asked:
        name = kept.scales.read(each) or each.strip().lower()
        if kept.scales.of(name) is None and not library.has("instruments", name):
            raise InputError(f"{each!r} is no scale of the journal; see: cotake journal scale list")
        found.append(name)
    return list(dict.fromkeys(found))


def usual_outcomes(kept: Kept, first: date, last: date) -> tuple[list[str], list[str]]:
    """The scales that were scored on most days of a time, at most three; and the others."""
    days: dict[str, set[date]] = {}
    for name, at, _ in kept.marks:
        scale = kept.scales.of(name)
        neither = scale is not None and scale.better == "neither"
        if first <= at.date() <= last and not name.startswith(SIDE) and not neither:
            days.setdefault(name, set()).add(at.date())
    order = sorted(days, key=lambda name: (-len(days[name]), name))
    return order[:MOST], order[MOST:]


def outcome_of(name: str, kept: Kept, library: Library, first: date, last: date) -> Outcome:
    """What was scored on a scale: the mean of each day."""
    by_day: dict[date, list[float]] = {}
    for each, at, value in kept.marks:
        if each == name and first <= at.date() <= last:
            by_day.setdefault(at.date(), []).append(value)
    days = tuple((day, sum(had) / len(had), len(had)) for day, had in sorted(by_day.items()))
    return Outcome(scale_entry(name, kept.scales, library), days)


def side_effects_of(kept: Kept, library: Library, first: date, last: date) -> tuple[Outcome, ...]:
    """All side effects that were scored within a time, those of most days first."""
    names = sorted({name for name, _, _ in kept.marks if name.startswith(SIDE)})
    found = [outcome_of(name, kept, library, first, last) for name in names]
    return tuple(sorted((each for each in found if each.days), key=lambda each: -len(each.days)))


def answered_of(kept: Kept, library: Library, first: date, last: date) -> tuple[Answered, ...]:
    """The questionnaires of a time.

    Of one that asks for thoughts of self-harm the score is handed on and no single answer: with the others
    and the score, that one would be told too.
    """
    found = []
    for entry in kept.of_kind("answers"):
        if not first <= entry.at.date() <= last:
            continue
        body = entry.body
        name, score = str(body["instrument"]), body.get("score")
        known = library.instrument(name) if library.has("instruments", name) else None
        given = body.get("answers") or {}
        shown = {} if known is None or asks_in_crisis(known) else dict(given)
        found.append(Answered(name, entry.at, shown, None if score is None else float(score)))
    return tuple(found)


def asks_in_crisis(instrument: Instrument) -> bool:
    """Whether one of its questions is answered with crisis help."""
    return any(alarm.shows == "crisis" for alarm in instrument.alarms)


def scale_entry(name: str, scales: Scales, library: Library) -> ScaleEntry:
    """The scale of a mark; the score of a questionnaire as one."""
    found = scales.of(name)
    if found is not None:
        return found
    if not library.has("instruments", name):
        return ScaleEntry(name, name, "neither")
    asked = library.instrument(name)
    values = [each.value for each in asked.options] or [asked.least, asked.most]
    times = len(asked.items) if asked.score == "sum" else 1
    return ScaleEntry(name, asked.name, asked.better, least=min(values) * times, most=max(values) * times)
