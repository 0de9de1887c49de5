"""What must be answered at once, and what should be noticed calmly. It looks; it does not diagnose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import mean
from typing import Literal

from cotake._record import record
from cotake.journal._types import Entry
from cotake.knowledge import Library
from cotake.knowledge.types import ScaleEntry

#: Older answers that come in by an import are history.
_RECENT = timedelta(days=14)
#: Words in a note after which crisis help is offered, as whole words; a match is no finding.
_WORDS = re.compile(
    r"\b(?:suicid\w*|kill (?:my|him|her|them)sel\w*|end(?:ing)? (?:my|it all|this) ?(?:life)?|want to die"
    r"|better off dead|hurt(?:ing)? myself|self[- ]?harm\w*|no reason to live|cannot go on|can't go on)\b",
    re.IGNORECASE,
)
#: Gradual worsening: the last week against the four before, by so much, on so many scales.
_WEEK, _BEFORE = timedelta(days=7), timedelta(days=28)
_BY, _SCALES, _DAYS = 1.5, 2, 4


@record
class Notice:
    """What is shown after an entry: `crisis` and `serotonin` at once, `offer` and `worsening` calmly."""

    kind: Literal["crisis", "serotonin", "offer", "worsening"]
    text: str


def notices_of(entry: Entry, library: Library, now: datetime) -> tuple[Notice, ...]:
    """What an entry calls for by itself. An old one that was imported calls for nothing.

    Raises:
        KeyError: it has answers to a questionnaire that is not known.
    """
    if entry.came_from and now - entry.at > _RECENT:
        return ()
    found: list[Notice] = []
    if entry.kind == "answers":
        instrument = library.instrument(entry.body["instrument"])
        answers = entry.body["answers"]
        kinds = {
            alarm.shows
            for alarm in instrument.alarms
            if all(answers.get(item, 0) >= alarm.at_least for item in alarm.items)
        }
        found += [_notice(kind, library) for kind in ("crisis", "serotonin") if kind in kinds]
    if entry.kind in ("note", "event") and _WORDS.search(str(entry.body.get("text", ""))):
        found.append(_notice("offer", library))
    return tuple(found)


def _notice(kind: Literal["crisis", "serotonin", "offer"], library: Library) -> Notice:
    return Notice(kind, library.vocabulary("notices")[kind].text)


def worsening(
    marks: Iterable[tuple[str, datetime, float]], library: Library, now: datetime
) -> Notice | None:
    """That several scales were worse in the last week than in the four before; None where not.

    `marks` are scale, moment and value. A scale counts with four days or more in either time and a mean
    that is worse by 1.5 points of 10 or more.
    """
    scales: dict[str, ScaleEntry] = library.vocabulary("scales")
    worse = []
    for name, values in _by_scale(marks).items():
        scale = scales.get(name)
        if scale is None or scale.unit:
            continue
        week = _days(values, now - _WEEK, now)
        before = _days(values, now - _WEEK - _BEFORE, now - _WEEK)
        if len(week) < _DAYS or len(before) < _DAYS:
            continue
        change = mean(week) - mean(before)
        if (change if scale.better == "lower" else -change) >= _BY:
            worse.append(scale.name)
    if len(worse) < _SCALES:
        return None
    names = f"{', '.join(worse[:-1])} and {worse[-1]}"
    text = f"In the last week {names} were worse than in the four weeks before. "
    return Notice("worsening", f"{text}You may want to tell your prescriber.")


def _by_scale(marks: Iterable[tuple[str, datetime, float]]) -> dict[str, list[tuple[datetime, float]]]:
    found: dict[str, list[tuple[datetime, float]]] = {}
    for name, at, value in marks:
        found.setdefault(name, []).append((at, value))
    return found


def _days(values: Sequence[tuple[datetime, float]], first: datetime, last: datetime) -> list[float]:
    """The mean of each day within a time."""
    days: dict[object, list[float]] = {}
    for at, value in values:
        if first < at <= last:
            days.setdefault(at.date(), []).append(value)
    return [mean(each) for each in days.values()]
