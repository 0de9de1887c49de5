"""Steps and sleep of many sources, as one figure a day.

Phone, watch and apps record the same walk and the same night side by side: a plain sum counts twice.
Steps: the first source counts in full, each next one only for the time that none before it covers, by its
share. Sleep: one source a night, so that what one app takes for sleep does not fill the gaps of a better
one. First comes the order that the person gave, where the file has it; else, for steps, who counted most
that day; for sleep, who tells stages, then who saw most.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from cotake.journal._types import Row

#: Sleep that ends after six in the evening is of the next day's night.
_EVENING = timedelta(hours=6)
_HOUR = 3600
_DAY_HOURS = 24.0
_MOST_STEPS = 200_000

Span = tuple[float, float]
Walk = tuple[float, float, float]


class Days:
    """What was walked and slept, by day; a day is that of the clock where it was recorded."""

    def __init__(self, first_steps: Sequence[str] = (), first_sleep: Sequence[str] = ()) -> None:
        self._first_steps = {source: place for place, source in enumerate(first_steps)}
        self._first_sleep = {source: place for place, source in enumerate(first_sleep)}
        self._walks: dict[date, dict[str, set[Walk]]] = defaultdict(lambda: defaultdict(set))
        self._nights: dict[date, dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
        self._staged: set[tuple[date, str]] = set()
        self._noons: dict[date, datetime] = {}

    def walked(self, source: str, start: datetime, end: datetime, steps: float) -> None:
        """Count steps; the same record twice counts once."""
        if end >= start and 0 < steps <= _MOST_STEPS:
            self._walks[self._day(start)][source].add((start.timestamp(), end.timestamp(), steps))

    def slept(self, source: str, start: datetime, end: datetime, *, staged: bool = False) -> None:
        """Count time asleep."""
        if end > start:
            day = self._day(end + _EVENING)
            self._nights[day][source].add((start.timestamp(), end.timestamp()))
            if staged:
                self._staged.add((day, source))

    def rows(self, last: date) -> tuple[list[Row], list[date]]:
        """A row a day, before the day `last`, which is not over; and days that cannot be."""
        rows: list[Row] = []
        wrong: list[date] = []
        for day in sorted({*self._walks, *self._nights}):
            if day >= last:
                continue
            hours = self._hours(day)
            scores = {"slept": hours, "steps": float(round(self._steps(day)))}
            if hours > _DAY_HOURS or scores["steps"] > _MOST_STEPS:
                wrong.append(day)
                continue
            told = {name: value for name, value in scores.items() if value}
            if told:
                rows.append(("scores", told, self._noons[day], ""))
        return rows, wrong

    def _day(self, at: datetime) -> date:
        day = at.date()
        self._noons.setdefault(day, at.replace(hour=12, minute=0, second=0, microsecond=0))
        return day

    def _steps(self, day: date) -> float:
        sources = self._walks.get(day, {})
        totals = {source: sum(steps for _, _, steps in walks) for source, walks in sources.items()}
        last = len(self._first_steps)
        order = sorted(sources, key=lambda each: (self._first_steps.get(each, last), -totals[each], each))
        covered: list[Span] = []
        found = 0.0
        for source in order:
            found += sum(steps * _uncovered(start, end, covered) for start, end, steps in sources[source])
            covered = _merged([*covered, *((start, end) for start, end, _ in sources[source])])
        return found

    def _hours(self, day: date) -> float:
        sources = self._nights.get(day, {})
        if not sources:
            return 0.0
        merged = {source: _merged(spans) for source, spans in sources.items()}
        length = {source: sum(end - start for start, end in spans) for source, spans in merged.items()}
        last = len(self._first_sleep)
        best = min(
            sources,
            key=lambda each: (
                self._first_sleep.get(each, last),
                (day, each) not in self._staged,
                -length[each],
                each,
            ),
        )
        return round(length[best] / _HOUR, 2)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that do not overlap, in order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _uncovered(start: float, end: float, covered: Sequence[Span]) -> float:
    """Which share of a span none of these covers; of a moment, 1 or 0."""
    first = bisect_left(covered, start, key=lambda span: span[1])
    last = bisect_right(covered, end, key=lambda span: span[0])
    if end == start:
        return 0.0 if first < last else 1.0
    hidden = sum(min(end, each[1]) - max(start, each[0]) for each in covered[first:last])
    return max(0.0, 1 - hidden / (end - start))
