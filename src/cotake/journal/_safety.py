"""What must be answered at once, and what is noticed calmly. It looks; it does not diagnose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import mean
from typing import Any, Literal

from cotake._record import record
from cotake.journal._scales import SIDE, Scales
from cotake.journal._types import Entry
from cotake.knowledge import Library
from cotake.knowledge.types import Instrument

#: Older answers that come in by an import are history.
_RECENT = timedelta(days=14)
#: Words in a note after which crisis help is offered, as whole words; a match is no finding.
_WORDS = re.compile(
    r"\b(?:suicid\w*|kill(?:ing)? myself|end(?:ing)? (?:my (?:own )?life|it all)"
    r"|tak(?:e|ing) my (?:own )?life|want(?:ed)? to die"
    r"|better off dead|hurt(?:ing)? myself|self[- ]?harm\w*|no reason to live|cannot go on|can't go on)\b",
    re.IGNORECASE,
)
#: Gradual worsening: the last week against the four before, by so much, on so many scales.
_WEEK, _BEFORE = timedelta(days=7), timedelta(days=28)
_BY, _SCALES, _DAYS, _TEN = 1.5, 2, 4, 10


@record
class Notice:
    """What is shown after an entry: `crisis` and `serotonin` at once, `offer` and `worsening` calmly."""

    kind: Literal["crisis", "serotonin", "offer", "worsening"]
    text: str


def notices_of(entry: Entry, library: Library, now: datetime) -> tuple[Notice, ...]:
    """What an entry calls for by itself; it never fails: what it cannot read it passes over.

    An old one that was imported, and not changed since, calls for nothing.
    """
    if entry.came_from and entry.revision == 1 and now - entry.at > _RECENT:
        return ()
    return body_calls_for(entry.kind, entry.body, library)


def body_calls_for(kind: str, body: Mapping[str, Any], library: Library) -> tuple[Notice, ...]:
    """What a body calls for, before or after it is written down."""
    found: list[Notice] = []
    name = str(body.get("instrument", ""))
    if kind == "answers" and library.has("instruments", name):
        instrument = library.instrument(name)
        answers = body.get("answers")
        given = answers if isinstance(answers, Mapping) else {}
        kinds = {
            alarm.shows
            for alarm in instrument.alarms
            if all(_at_least(given.get(item), alarm.at_least) for item in alarm.items)
        }
        if not given and _must_hold(instrument, body.get("score")):
            kinds.add("crisis")
        found += [_notice(each, library) for each in ("crisis", "serotonin") if each in kinds]
    words = " ".join(str(value) for value in body.values() if isinstance(value, str))
    if kind != "answers" and _WORDS.search(_folded(words)):
        found.append(_notice("offer", library))
    return tuple(found)


def _at_least(value: object, least: int) -> bool:
    return isinstance(value, (int, float)) and value >= least


def _must_hold(instrument: Instrument, score: object) -> bool:
    """Whether a sum is so high that the item of the alarm cannot be 0."""
    if instrument.score != "sum" or not instrument.options or not isinstance(score, (int, float)):
        return False
    most = max(option.value for option in instrument.options)
    single = any(len(alarm.items) == 1 and alarm.shows == "crisis" for alarm in instrument.alarms)
    return single and score > most * (len(instrument.items) - 1)


def _folded(text: str) -> str:
    """Plain apostrophes and single spaces, however it was typed."""
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    return " ".join(text.split())


def _notice(kind: Literal["crisis", "serotonin", "offer"], library: Library) -> Notice:
    return Notice(kind, library.vocabulary("notices")[kind].text)


def worsening(marks: Iterable[tuple[str, datetime, float]], scales: Scales, now: datetime) -> Notice | None:
    """That several scales were worse in the last week than in the four before; None where not.

    `marks` are scale, moment and value. A scale counts with four days or more in either time and a mean
    that is worse by 1.5 points of 10 or more, or as much of another range; what is counted and side effects
    do not.
    """
    worse = []
    for name, values in _by_scale(marks).items():
        scale = scales.of(name)
        if scale is None or scale.unit or scale.better == "neither" or name.startswith(SIDE):
            continue
        week = _days(values, now - _WEEK, now)
        before = _days(values, now - _WEEK - _BEFORE, now - _WEEK)
        if len(week) < _DAYS or len(before) < _DAYS:
            continue
        change = _TEN * (mean(week) - mean(before)) / (scale.most - scale.least)
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
